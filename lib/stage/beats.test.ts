import { describe, expect, test } from 'vitest';
import { divergence, withGhosts } from './beats';
import { brokenScene as broken, goodScene as good } from './upload.testing';

const beat = (key: string, scene = good) => {
  const found = scene.beats.find((one) => one.key === key);
  if (found === undefined) throw new Error(`no beat ${key}`);
  return found;
};

describe('a run as beats', () => {
  test('has requests, answers, local moments and what happens inside AWS, in order', () => {
    expect(good.beats.map((one) => one.key)).toEqual([
      'type-password', 'initiate-auth', 'initiate-auth/answer', 'respond', 'respond/answer', 'logins-key', 'get-id', 'get-id/answer',
      'get-credentials', 'get-credentials/sts', 'get-credentials/answer', 'put-object', 'put-object/answer',
    ]);
  });

  test('carries what is sent, found by what it is', () => {
    const carried = (key: string) => beat(key).carries.map((chip) => chip.kind);
    expect(carried('respond/answer')).toEqual(['id', 'access', 'refresh']);
    expect(carried('get-id')).toEqual(['id']);
    expect(carried('get-id/answer')).toEqual(['identity']);
    expect(carried('get-credentials')).toEqual(['id']);
    expect(carried('get-credentials/sts')).toEqual(['openid']);
    expect(carried('get-credentials/answer')).toEqual(['credentials']);
    expect(carried('put-object')).toEqual(['credentials']);
    expect(broken('access').beats.find((one) => one.key === 'get-id')?.carries.map((chip) => chip.kind)).toEqual(['access']);
  });

  test('lets STS’s credentials come from STS, by way of the identity pool', () => {
    expect(beat('get-credentials/answer')).toMatchObject({ from: 'sts', via: 'cognito-identity', to: 'ana' });
    expect(beat('get-id/answer')).toMatchObject({ from: 'cognito-identity', to: 'ana' });
    expect(beat('get-id/answer').via).toBeUndefined();
  });

  test('marks what AWS does out of sight, and what IAM decides', () => {
    expect(good.beats.filter((one) => one.hidden).map((one) => one.key)).toEqual(['get-credentials/sts']);
    expect(good.beats.filter((one) => one.gate !== undefined).map((one) => [one.key, one.gate])).toEqual([['put-object', 'allows']]);
    expect(beat('put-object', broken('folder')).gate).toBe('refuses');
  });
});

describe('a broken run', () => {
  test('is refused where the rule is, not where the caller hears of it', () => {
    const scene = broken('trust');
    expect(scene.refusal).toMatchObject({ beat: 'get-credentials/sts', rule: 'trust', error: { code: 'AccessDenied' }, told: { code: 'InvalidIdentityPoolConfigurationException' } });
    expect(beat('get-credentials', scene).error).toBeUndefined();
    expect(beat('get-credentials/answer', scene)).toMatchObject({ from: 'cognito-identity', label: { text: '400 InvalidIdentityPoolConfigurationException' } });
  });

  test('says of each check whether it passed, failed, or was not reached', () => {
    const verdicts = Object.fromEntries(beat('get-id', broken('untrusted')).checks.map((check) => [check.rule, check.verdict]));
    expect(verdicts).toMatchObject({ issuer: 'passed', provider: 'failed', signature: 'unreached', expiry: 'unreached' });
    expect(beat('get-id').checks.every((check) => check.verdict === 'passed')).toBe(true);
  });

  test('keeps the good run behind it, row for row', () => {
    const scene = broken('untrusted');
    expect(scene.beats.map((one) => one.key)).toEqual(good.beats.map((one) => one.key));
    expect(scene.beats.filter((one) => one.ghost).map((one) => one.key)).toEqual(['get-credentials', 'get-credentials/sts', 'get-credentials/answer', 'put-object', 'put-object/answer']);
  });

  test('diverges at the first beat that is not as it was', () => {
    expect(broken('folder').diverges).toBe('put-object');
    expect(broken('late').diverges).toBe('logins-key');
    expect(broken('access').diverges).toBe('get-id');
    expect(divergence(good.beats, good.beats)).toBeUndefined();
  });

  test('may have beats that the good run has not: they stand where they happened', () => {
    const whole = good.beats;
    const without = whole.filter((one) => !one.key.startsWith('get-id'));
    const keys = withGhosts(whole, without).map((one) => one.key);
    expect(keys).toEqual(whole.map((one) => one.key));
    expect(withGhosts(without.slice(0, 6), whole).filter((one) => one.ghost).map((one) => one.key)).toContain('get-id');
  });
});

test('a second look at the same token is told from the first', () => {
  const again = (key: string) => beat(key).checks.filter((check) => check.again).map((check) => check.rule);
  expect(again('get-id')).toEqual([]);
  expect(again('get-credentials')).toEqual(expect.arrayContaining(['issuer', 'audience', 'provider', 'signature', 'expiry']));
  expect(again('get-credentials/sts'), 'STS looks at another token').toEqual([]);
});
