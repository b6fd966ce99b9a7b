import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { audit } from '../audit/audit';
import type { Verdict } from '../audit/verdict';
import { fullCatalogue } from '../iam/catalogue/catalogue';
import { jsonReport } from '../report/json';
import { prettyReport } from '../report/pretty';
import type { Snapshot } from '../snapshot/snapshot';
import { demoOperatorKey } from '../wire/demo-operator';
import { serve, type Served } from '../wire/serving.testing';
import { demo, demoExpectations, demoWorld } from '../world/accounts/demo';
import { nothingJudged, runAudit, UnknownPool } from './run-audit';
import { snapshotOfDemo } from './demo-snapshot';
import { snapshotOfLive } from './take-snapshot';

vi.setConfig({ testTimeout: 30_000 });

const brief = (verdicts: readonly Verdict[]) => verdicts.map(({ check, resource, verdict, severity, message }) => [check.code, resource.id, verdict, severity, message].join(' '));
const judged = (snapshot: Snapshot) => runAudit({ snapshot, version: '0', expectations: demoExpectations });

describe('the demo account', () => {
  test('is judged the same, whether it is read or known', async () => {
    const { snapshot } = await snapshotOfDemo();
    const { verdicts } = await judged(snapshot);
    const direct = audit(demoWorld, { catalogue: await fullCatalogue(), expectations: demoExpectations });
    expect(brief(verdicts).sort()).toEqual(brief(direct).sort());
  });

  test('has what its story tells', async () => {
    const { snapshot } = await snapshotOfDemo();
    const { verdicts } = await judged(snapshot);
    const fails = verdicts.filter(({ verdict }) => verdict === 'fail').map(({ check, severity }) => `${check.code} ${severity}`);
    const told = ['IDP-04 info', 'IDP-07 critical', 'PRV-02 medium', 'PRV-04 medium', 'TRU-02 critical', 'TRU-12 high', 'PER-03 high', 'PER-06 high', 'VAR-01 medium', 'VAR-07 high', 'UPL-01 info'];
    expect(fails).toEqual(expect.arrayContaining(told));
    expect(verdicts.filter(({ verdict }) => verdict === 'unknown').map(({ check, message }) => `${check.code} ${message}`)).toEqual([]);
  });

  test('gives the same bytes every time, and no secret', async () => {
    const [one, other] = await Promise.all([snapshotOfDemo(), snapshotOfDemo()]);
    const [text, again] = [jsonReport((await judged(one.snapshot)).report), jsonReport((await judged(other.snapshot)).report)];
    expect(text === again).toBe(true);
    expect(text).not.toMatch(/"SecretKey": "(?!MASKED|REDACTED)|IQoJb3JpZ2lu|Low-tide|sealed-/);
  });
});

describe('over HTTP, through the SDK', () => {
  let served: Served;
  beforeAll(async () => void (served = await serve({ world: demoWorld })));
  afterAll(() => served.close());

  test('the account reads as it does in this process', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', served.endpoint);
    vi.stubEnv('AWS_ACCESS_KEY_ID', demoOperatorKey.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', demoOperatorKey.secretAccessKey);
    const live = await snapshotOfLive({ regions: ['us-east-1'] });
    const { snapshot } = await snapshotOfDemo();
    expect(live.exchanges.map(({ operation, input }) => [operation, input])).toEqual(snapshot.exchanges.map(({ operation, input }) => [operation, input]));
    expect(brief((await judged(live)).verdicts)).toEqual(brief((await judged(snapshot)).verdicts));
  });
});

describe('an account that says little', () => {
  const denied = async (refuse: (operation: string) => boolean): Promise<Snapshot> => {
    const { snapshot } = await snapshotOfDemo();
    const exchanges = snapshot.exchanges.map(({ region, operation, input, output, error }) => {
      if (!refuse(operation)) return { region, operation, input, ...(output === undefined ? {} : { output }), ...(error === undefined ? {} : { error }) };
      return { region, operation, input, error: { code: 'AccessDeniedException', message: 'not authorized' } };
    });
    return { ...snapshot, exchanges };
  };

  test('is not judged at all when every read was denied', async () => {
    const outcome = await judged(await denied(() => true));
    expect(nothingJudged(outcome)).toMatch(/^Nothing could be judged: .*AccessDenied.*lifeguard policy/);
  });

  test.each(['iam:', 'cognito-idp:', 'cognito-identity:DescribeIdentityPool', 'cognito-identity:GetIdentityPoolRoles', 'iam:GetRolePolicy', 'iam:ListRoles'])(
    'without %s what failed is never said to pass',
    async (prefix) => {
      const { snapshot } = await snapshotOfDemo();
      const whole = (await judged(snapshot)).verdicts;
      const partial = (await judged(await denied((operation) => operation.startsWith(prefix)))).verdicts;
      for (const { check, resource } of whole.filter(({ verdict }) => verdict === 'fail')) {
        const same = partial.filter((one) => one.check === check && one.resource.id === resource.id);
        expect(same.map(({ verdict }) => verdict), `${check.code} ${resource.id}`).not.toContain('pass');
      }
      expect(partial.some(({ verdict, unread = [] }) => verdict === 'unknown' && unread.some((what) => what.includes('AccessDenied')))).toBe(true);
    },
  );

  test('a pool that was asked for and is not there', async () => {
    const { snapshot } = await snapshotOfDemo();
    await expect(runAudit({ snapshot, version: '0', pools: ['us-east-1:00000000-0000-0000-0000-000000000000'] })).rejects.toThrow(UnknownPool);
  });
});

test('hostile names steer neither a terminal nor the report', async () => {
  const name = 'pool\u001b[2J\u202e<script>alert(1)</script>';
  const { snapshot } = await snapshotOfDemo();
  const exchanges = snapshot.exchanges.map((exchange) =>
    exchange.operation === 'cognito-identity:DescribeIdentityPool' ? { ...exchange, output: { ...exchange.output, IdentityPoolName: name } } : exchange,
  );
  const { report } = await judged({ ...snapshot, exchanges });
  expect(prettyReport(report)).not.toContain('\u001b');
  expect(JSON.parse(jsonReport(report))).toMatchObject({ pools: [{ id: demo.identityPool, name }] });
});
