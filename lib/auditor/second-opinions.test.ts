import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parseReport } from '../report/parse-report';
import { formats, render } from '../report/formats';
import { collect } from '../snapshot/collect';
import { awsSender } from '../snapshot/collect-aws';
import { emulatedSender } from '../snapshot/emulated';
import { parseSnapshot, snapshotText } from '../snapshot/snapshot';
import type { Send } from '../snapshot/recorder';
import { demoOperatorKey } from '../wire/demo-operator';
import { serve, type Served } from '../wire/serving.testing';
import { demo, demoExpectations, demoWorld } from '../world/accounts/demo';
import { askSecondOpinions } from './ask-second-opinions';
import { runAudit } from './run-audit';

vi.setConfig({ testTimeout: 60_000 });

let served: Served;
beforeAll(async () => void (served = await serve({ world: demoWorld })));
afterAll(() => served.close());

const waiting = { sleep: () => Promise.resolve(), random: () => 0 };

const readDemo = () => collect({ send: emulatedSender(demoWorld), regions: [demo.region], now: () => '2026-11-22T21:00:00Z', ...waiting });

async function auditWith(send?: Send) {
  const sender = awsSender({ region: demo.region, emulator: { endpoint: served.endpoint, ...demoOperatorKey } });
  const snapshot = await readDemo();
  return runAudit({
    snapshot,
    version: '0',
    expectations: demoExpectations,
    secondOpinions: (questions) => askSecondOpinions(questions, { send: send ?? sender, elsewhere: sender.elsewhere, region: demo.region, waiting }),
  });
}

test('opinions over HTTP stand beside verdicts, say who gave them, and change none', async () => {
  const snapshot = await readDemo();
  const alone = await runAudit({ snapshot, version: '0', expectations: demoExpectations });
  const { report, snapshot: kept } = await auditWith();
  const without = { ...report, verdicts: report.verdicts.map(({ secondOpinions: _opinions, ...verdict }) => verdict) };
  expect(without).toEqual(alone.report);

  const opinions = report.verdicts.flatMap(({ secondOpinions = [] }) => secondOpinions);
  const simulated = opinions.filter(({ by }) => by === 'iam:SimulateCustomPolicy');
  const validated = opinions.filter(({ by }) => by === 'access-analyzer:ValidatePolicy');
  expect(simulated.length).toBeGreaterThan(5);
  expect(validated.length).toBeGreaterThan(5);
  for (const { answeredBy, says } of opinions) {
    expect(answeredBy).toBe('127.0.0.1');
    expect(says).not.toContain('not asked');
  }
  for (const { agrees, says } of simulated) expect([agrees, says]).toEqual([true, expect.stringMatching(/^(allowed|explicitDeny)$/)]);
  expect(new Set(validated.map(({ about }) => about))).toEqual(new Set(['notes-signed-in', 'notes-guest', 'notes-editors', 'notes-reports'].flatMap((role) => [`trust policy of ${role}`, expect.stringContaining(`${role}/`)])));

  // They are in the snapshot, so that its report is the same without asking again.
  const read = parseSnapshot(JSON.parse(snapshotText(kept)), 'kept.json');
  expect((await runAudit({ snapshot: read, version: '0', expectations: demoExpectations })).report).toEqual(report);
  const json = await render(report, 'json');
  expect(parseReport(json, 'report.json')).toEqual(JSON.parse(json));
  for (const format of formats.filter((one) => ['pretty', 'markdown', 'html'].includes(one))) expect(await render(report, format)).toMatch(/Second opinion .*not by AWS/);
});

test.each(['AccessDeniedException', 'ENOTFOUND'])('with %s nobody was asked, and nothing is unknown for it', async (name) => {
  const { report } = await auditWith(() => Promise.reject(Object.assign(new Error('no'), { name })));
  const opinions = report.verdicts.flatMap(({ secondOpinions = [] }) => secondOpinions);
  expect(opinions.length).toBeGreaterThan(10);
  for (const { says, agrees } of opinions) expect([says, agrees]).toEqual([`not asked (${name})`, null]);
  expect(report.unread).toEqual([]);
});

test('an opinion unlike ours is shown as such', async () => {
  const { report } = await auditWith((operation) => Promise.resolve(operation === 'iam:SimulateCustomPolicy' ? { EvaluationResults: [{ EvalDecision: 'implicitDeny' }] } : { findings: [] }));
  expect(await render(report, 'pretty')).toContain('implicitDeny, unlike us');
  expect(await render(report, 'pretty')).toContain('nothing to object');
});
