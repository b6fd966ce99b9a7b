import { beforeAll, expect, test, vi } from 'vitest';
import { jsonReport } from '../report/json';
import type { Report } from '../report/report';
import { collect } from '../snapshot/collect';
import { awsSender } from '../snapshot/collect-aws';
import { demoOperatorKey } from '../wire/demo-operator';
import { faultsAt, serveFaulty, type Fault } from '../wire/faulty-server.testing';
import { demo, demoExpectations, demoWorld } from '../world/accounts/demo';
import { runAudit } from './run-audit';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** The demo account's report, read over HTTP from an endpoint with faults. */
async function reportThrough(faultOf: (number: number) => Fault | undefined) {
  const served = await serveFaulty({ world: demoWorld, faultOf });
  try {
    const send = awsSender({ region: demo.region, emulator: { endpoint: served.endpoint, ...demoOperatorKey } });
    const snapshot = await collect({ send, regions: [demo.region], now: () => '2026-11-22T21:00:00Z', sleep: () => Promise.resolve(), random: () => 0 });
    return { ...served.counts, exchanges: snapshot.exchanges.length, report: await reportOf(snapshot) };
  } finally {
    await served.close();
  }
}

async function reportOf(snapshot: Parameters<typeof runAudit>[0]['snapshot']): Promise<string> {
  const { report } = await runAudit({ snapshot, version: '0', expectations: demoExpectations });
  return jsonReport(report);
}

let undisturbed: string;
beforeAll(async () => void (undisturbed = (await reportThrough(() => undefined)).report));

test.each<readonly [string, Readonly<Record<Fault, number>>, number]>([
  ['throttles 30 % of the calls', { throttled: 0.3, dropped: 0 }, 1],
  ['drops 30 % of the connections', { throttled: 0, dropped: 0.3 }, 2],
  ['does both', { throttled: 0.3, dropped: 0.2 }, 3],
])('an endpoint that %s leads to the same report', async (_what, often, seed) => {
  const { requests, faults, exchanges, report } = await reportThrough(faultsAt(often, seed));
  expect(faults).toBeGreaterThan(5);
  expect(requests).toBe(exchanges + faults + 1); // and GetCallerIdentity
  expect(report).toBe(undisturbed);
});

test('what an endpoint that throttles for ever leaves unread is never said to pass', async () => {
  let asked = 0;
  const { report } = await reportThrough(() => (asked++ < 6 ? undefined : 'throttled'));
  const { verdicts, unread } = JSON.parse(report) as Report;
  const whole = JSON.parse(undisturbed) as Report;
  for (const { check, resource } of whole.verdicts.filter(({ verdict }) => verdict === 'fail')) {
    expect(verdicts.filter((one) => one.check === check && one.resource.id === resource.id).map(({ verdict }) => verdict)).not.toContain('pass');
  }
  expect(verdicts.some(({ verdict }) => verdict === 'unknown')).toBe(true);
  expect(unread.some((what) => /Throttling|TooManyRequests|SlowDown/.test(what))).toBe(true);
});
