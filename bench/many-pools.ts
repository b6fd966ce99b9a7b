import { collect } from '../lib/snapshot/collect';
import { emulatedSender } from '../lib/snapshot/emulated';
import type { Send } from '../lib/snapshot/recorder';
import { fractionOf } from '../lib/wire/faulty-server.testing';
import { demo, demoWorld } from '../lib/world/accounts/demo';
import type { World } from '../lib/world/world';
import type { Row } from './measure';
import { Bucket, quotas } from './quotas';
import { VirtualTime } from './virtual-time';

const POOLS = 1000;
const LATENCY = 50;

/** How long the waiting of one reading takes, in milliseconds, on a machine that takes no time itself. */
export async function onePoolOnMadeUpClock(): Promise<number> {
  const time = new VirtualTime();
  const aws = emulatedSender(demoWorld);
  const send: Send = async (operation, region, input) => {
    await time.sleep(LATENCY);
    return aws(operation, region, input);
  };
  await time.pass(collect({ send, regions: [demo.region], now: () => '2026-11-22T21:00:00Z', sleep: time.sleep, random: () => 0 }));
  return time.now;
}

/**
 * Reads a thousand identity pools, each with a user pool and roles of its own, from an AWS that throttles whatever is beyond its
 * published quotas. The clock is made up, so that it does not take as long as it would.
 */
export async function manyPools(): Promise<readonly Row[]> {
  const time = new VirtualTime();
  const aws = throttling(emulatedSender(thousand()), time);
  let drawn = 0;
  const collecting = collect({ send: aws.send, regions: [demo.region], now: () => '2026-11-22T21:00:00Z', sleep: time.sleep, random: () => fractionOf(drawn++) });
  const { exchanges } = await time.pass(collecting);
  for (const { name, perSecond, source } of quotas) console.log(`Quota: ${name}, ${perSecond} a second (${source})`);
  const seconds = time.now / 1000;
  const bounds = quotas.map(({ name, perSecond, covers }) => ({ name, perSecond, calls: exchanges.filter(({ operation }) => covers(operation)).length }));
  const bound = Math.max(...bounds.map(({ calls, perSecond }) => calls / perSecond));
  const unread = exchanges.filter(({ error }) => error !== undefined && /Throttl/.test(error.code)).length;
  return [
    ...callsByService(exchanges.map(({ operation }) => operation)),
    ...bounds.filter(({ calls }) => calls > perPool).map(({ name, perSecond, calls }): Row => ({ what: `${name}: ${calls} calls at ${perSecond} a second`, unit: 's', median: calls / perSecond, runs: [calls / perSecond] })),
    { what: `reading ${POOLS} pools (${aws.throttled()} calls throttled)`, unit: 's', median: seconds, runs: [seconds] },
    { what: `reading ${POOLS} pools, against the slowest quota`, unit: 'times', median: seconds / bound, target: 1.25, runs: [seconds / bound] },
    { what: `${POOLS} pools: calls given up`, unit: 'calls', median: unread, target: 0, runs: [unread] },
  ];
}

/** Quotas that hardly a call falls under are not worth a line. */
const perPool = POOLS / 2;

function callsByService(operations: readonly string[]): readonly Row[] {
  const services = [...new Set(operations.map((operation) => operation.split(':')[0] as string))];
  return services.map((service) => {
    const calls = operations.filter((operation) => operation.startsWith(`${service}:`)).length;
    return { what: `${POOLS} pools: calls to ${service}`, unit: 'calls', median: calls, runs: [calls] };
  });
}

function throttling(send: Send, time: VirtualTime): { readonly send: Send; readonly throttled: () => number } {
  const buckets = quotas.map((quota) => ({ quota, bucket: new Bucket(quota.perSecond) }));
  let throttled = 0;
  return {
    throttled: () => throttled,
    send: async (operation, region, input) => {
      await time.sleep(LATENCY / 2);
      const refused = buckets.some(({ quota, bucket }) => quota.covers(operation) && !bucket.takes(time.now));
      await time.sleep(LATENCY / 2);
      if (!refused) return send(operation, region, input);
      throttled++;
      throw Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } });
    },
  };
}

/** The demo account a thousand times over: each pool has its own user pool, app clients, group and roles. */
function thousand(): World {
  const resources: Record<string, Record<string, unknown>> = {};
  for (let number = 0; number < POOLS; number++) {
    const mark = String(number).padStart(4, '0');
    const renamed = JSON.parse(
      JSON.stringify(demoWorld.resources)
        .replaceAll(demo.userPool, `${demo.region}_Tide${mark}`)
        .replaceAll(demo.identityPool, demo.identityPool.replace(/.{4}$/, mark))
        .replaceAll(demo.webClient, demo.webClient.replace(/.{4}$/, mark))
        .replaceAll(demo.mobileClient, demo.mobileClient.replace(/.{4}$/, mark))
        .replaceAll(demo.deletedClient, demo.deletedClient.replace(/.{4}$/, mark))
        .replace(/notes-(signed-in|guest|editors|reports)/g, `notes-$1-${mark}`),
    ) as Record<string, Record<string, unknown>>;
    for (const [type, ones] of Object.entries(renamed)) resources[type] = Object.assign(resources[type] ?? {}, ones);
  }
  return { ...demoWorld, resources: resources as unknown as World['resources'] };
}
