import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { runAudit } from '../lib/auditor/run-audit';
import { jsonReport } from '../lib/report/json';
import { collect } from '../lib/snapshot/collect';
import { awsSender, sleep } from '../lib/snapshot/collect-aws';
import type { Snapshot } from '../lib/snapshot/snapshot';
import { demoOperatorKey } from '../lib/wire/demo-operator';
import type { Fault } from '../lib/wire/faulty-server.testing';
import { demoExpectations, demoWorld } from '../lib/world/accounts/demo';
import { longestChain } from './chain';
import { median, type Row } from './measure';
import { manyPools, onePoolOnMadeUpClock } from './many-pools';

const LATENCY = 50;
const RUNS = 15;
const faults: readonly (readonly [string, Readonly<Record<Fault, number>>])[] = [
  ['throttling 30 % of the calls', { throttled: 0.3, dropped: 0 }],
  ['dropping 30 % of the connections', { throttled: 0, dropped: 0.3 }],
];

export const title = `Audit: reading the demo account through the SDK over HTTP, ${LATENCY} ms a call; a thousand pools against AWS’s quotas`;

export async function rows(): Promise<readonly Row[]> {
  const { code, snapshot, took } = await onePool();
  const chain = longestChain(snapshot.exchanges);
  const bound = chain.length * LATENCY;
  console.log(`The longest chain: ${chain.map(({ operation }) => operation).join(' → ')}`);
  const waiting = await onePoolOnMadeUpClock();
  const whole = await reportOf(snapshot);
  const disturbed: Row[] = [];
  for (const [what, often] of faults) disturbed.push(...(await againstFaults(code, what, often, whole)));
  return [
    { what: `the longest chain of dependent calls: ${chain.length} of ${snapshot.exchanges.length}, at ${LATENCY} ms`, unit: 'ms', median: bound, runs: [bound] },
    { what: 'reading one pool', unit: 'ms', median: median(took), runs: took },
    { what: 'reading one pool, against its longest chain', unit: 'times', median: median(took) / bound, target: 1.25, runs: took.map((one) => one / bound) },
    { what: 'the same, without what the machine itself takes', unit: 'times', median: waiting / bound, target: 1.25, runs: [waiting / bound] },
    ...disturbed,
    ...(await manyPools()),
  ];
}

async function onePool(): Promise<{ readonly code: string; readonly snapshot: Snapshot; readonly took: readonly number[] }> {
  const { outputFiles } = await build({ stdin: { contents: "import './bench/slow-endpoint'", resolveDir: process.cwd() }, bundle: true, platform: 'node', format: 'esm', banner: { js: requiring }, write: false, logLevel: 'error' });
  const code = outputFiles[0]?.text ?? '';
  const endpoint = await farEnd(code);
  // The first reading also loads and compiles the SDK.
  const runs = [await reading(endpoint.address)];
  for (let i = 0; i < RUNS; i++) runs.push(await reading(endpoint.address));
  await endpoint.close();
  return { code, snapshot: runs[1]?.snapshot as Snapshot, took: runs.slice(1).map(({ took }) => took) };
}

const requiring = "import { createRequire } from 'node:module'; const require = createRequire(process.cwd() + '/');";

async function againstFaults(code: string, what: string, often: Readonly<Record<Fault, number>>, whole: string): Promise<readonly Row[]> {
  const endpoint = await farEnd(code, often);
  const { snapshot, took } = await reading(endpoint.address);
  const { requests, faults: met } = await endpoint.counts();
  await endpoint.close();
  const same = (await reportOf(snapshot)) === whole;
  return [
    { what: `${what}: ${met} of ${requests}`, unit: 'ms', median: took, runs: [took] },
    { what: `${what}: reports that differ`, unit: 'reports', median: same ? 0 : 1, target: 0, runs: [same ? 0 : 1] },
  ];
}

interface FarEnd {
  readonly address: string;
  counts(): Promise<{ readonly requests: number; readonly faults: number }>;
  close(): Promise<unknown>;
}

async function farEnd(code: string, often?: Readonly<Record<Fault, number>>): Promise<FarEnd> {
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), { workerData: { latency: LATENCY, often } });
  const [address] = (await once(worker, 'message')) as [string];
  return {
    address,
    counts: async () => {
      worker.postMessage('counts');
      return ((await once(worker, 'message')) as [{ readonly requests: number; readonly faults: number }])[0];
    },
    close: () => worker.terminate(),
  };
}

/** A reading by new clients, as of a command that was just called. */
async function reading(endpoint: string): Promise<{ readonly snapshot: Snapshot; readonly took: number }> {
  const send = awsSender({ region: demoWorld.region, emulator: { endpoint, ...demoOperatorKey } });
  const begun = performance.now();
  const snapshot = await collect({ send, regions: [demoWorld.region], now: () => '2026-11-22T21:00:00Z', sleep, random: Math.random });
  return { snapshot, took: performance.now() - begun };
}

async function reportOf(snapshot: Snapshot): Promise<string> {
  const { report } = await runAudit({ snapshot, version: '0', expectations: demoExpectations });
  return jsonReport(report);
}
