import { describe, expect, test, vi } from 'vitest';
import { audit, auditedPools, judge } from '../audit/audit';
import { checks } from '../audit/checks/index';
import type { Verdict } from '../audit/verdict';
import { fullCatalogue } from '../iam/catalogue/catalogue';
import { load } from '../snapshot/load';
import type { Snapshot } from '../snapshot/snapshot';
import { findingsIn, fixtures, refusing, snapshotOf } from './fixtures.testing';

vi.setConfig({ testTimeout: 30_000 });

const catalogue = await fullCatalogue();

const verdictsOf = (snapshot: Snapshot): readonly Verdict[] => audit(load(snapshot), { catalogue });

/** What is in the one list and not in the other, each as often. */
function beyond(found: readonly string[], known: readonly string[]): readonly string[] {
  const left = [...known];
  return found.filter((one) => !left.includes(one) || left.splice(left.indexOf(one), 1).length === 0);
}

test('the fixtures are many, and tell of mistakes', () => {
  expect(fixtures.length).toBeGreaterThanOrEqual(16);
  for (const { twins } of fixtures) expect(twins.length).toBeGreaterThan(0);
});

describe.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_name, fixture) => {
  const { expected, twins } = fixture;

  test('fails where an expert would say so, and nowhere else', async () => {
    expect(findingsIn(verdictsOf(await snapshotOf(fixture)))).toEqual([...expected].sort());
  });

  test.each(twins.map((twin) => [twin.mistake, twin] as const))('fails when %s', async (_mistake, twin) => {
    expect(beyond(findingsIn(verdictsOf(await snapshotOf(fixture, twin))), expected)).toEqual(expect.arrayContaining([...twin.fires]));
  });
});

/** All verdicts without working fixes out: what is asked here is what they say, not what to do. */
function judged(snapshot: Snapshot): readonly Verdict[] {
  return auditedPools(load(snapshot), { catalogue }).flatMap((pool) => checks.flatMap((check) => judge(check, pool, false)));
}

const named = ({ check, resource: { type, id } }: Verdict): string => `${check.code} ${type} ${id}`;

/** Every operation whose answer a fixture's audit read. */
function operationsIn({ exchanges }: Snapshot): readonly string[] {
  return [...new Set(exchanges.flatMap(({ operation, output }) => (output === undefined ? [] : [operation])))].filter((operation) => operation !== 'sts:GetCallerIdentity').sort();
}

/** What verdicts say without one operation's answers that they did not say with them, and may not. */
function overstated(whole: readonly Verdict[], partial: readonly Verdict[]): readonly string[] {
  const before = new Map(whole.map((verdict) => [named(verdict), verdict.verdict]));
  const said = (verdict: Verdict): string => `${named(verdict)} was ${before.get(named(verdict)) ?? 'not asked'}, is ${verdict.verdict}: ${verdict.message}`;
  const mended = partial.filter((verdict) => verdict.verdict === 'pass' && before.get(named(verdict)) === 'fail');
  const invented = partial.filter((verdict) => verdict.verdict === 'fail' && before.get(named(verdict)) !== 'fail');
  const unsaid = new Set(partial.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown').map(({ check }) => check.code));
  const silenced = whole.filter(({ verdict, check }) => verdict === 'fail' && !unsaid.has(check.code));
  return [...mended.map(said), ...invented.map(said), ...silenced.map((verdict) => `${named(verdict)} failed, and nothing is said of it any more`)];
}

describe('an account of which one operation is denied', () => {
  // Every second operation of each fixture: what one leaves out, the next one denies.
  test.each(fixtures.map((fixture, index) => [fixture.name, fixture, index % 2] as const))('%s: what failed does not pass, and nothing is invented', async (_name, fixture, turn) => {
    const snapshot = await snapshotOf(fixture);
    const whole = judged(snapshot);
    const denied = operationsIn(snapshot).filter((_operation, index) => index % 2 === turn);
    expect(denied.flatMap((operation) => overstated(whole, judged(refusing(snapshot, operation))).map((what) => `without ${operation}: ${what}`))).toEqual([]);
  });
});
