import { describe, expect, test } from 'vitest';
import { coreCatalogue } from '../iam/catalogue/catalogue';
import { notes, notesWorld } from '../world/accounts/notes';
import { put } from '../world/world';
import { audit, auditedPools, gapsIn, judge } from './audit';
import type { AnyCheck, Probe } from './check';
import type { Claim } from './claim';
import { checkNamed } from './checks/index';
import { allow, classicOn, guestRole, signedInRole, withPolicy, withPool } from './examples';

const catalogue = coreCatalogue;
const claim: Claim = { severity: 'high', confidence: 'proved', actor: 'anonymous', message: 'It is so.' };
const self = { resource: { type: 'AWS::Cognito::IdentityPool', id: notes.identityPool } } as const;

/** A guest asks for credentials, which the notes app gives. */
const arrival = (more: Partial<Probe> = {}): Probe => ({
  title: 'A guest asks for an identity',
  people: { mallory: { name: 'Anyone', kind: 'guest' } },
  calls: [{ id: 'get-id', by: 'mallory', operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool } }],
  proves: { ends: 'ok' },
  claim,
  ...more,
});

const asking = (probes: AnyCheck['probes'], more: Partial<AnyCheck> = {}): AnyCheck => ({
  ...(checkNamed('IDP-01') as AnyCheck),
  subjects: () => [self],
  probes,
  fix: () => undefined,
  ...more,
});

function verdictOf(check: AnyCheck, world = notesWorld) {
  const [pool] = auditedPools(world, { catalogue });
  if (pool === undefined) throw new Error('no pool');
  const [verdict, ...others] = judge(check, pool);
  expect(others).toEqual([]);
  return verdict;
}

const gap = { unread: 'iam:GetRole r: AccessDenied' };

describe('a verdict', () => {
  test('is fail when a probe ends as foretold, with the run as its proof', () => {
    expect(verdictOf(asking(() => [arrival()]))).toMatchObject({ verdict: 'fail', severity: 'high', message: 'It is so.', proof: { trace: { ended: 'ok' } } });
  });

  test('is pass when every probe was refused, and says where', () => {
    const refused = arrival({ prepare: (world) => put(world, 'AWS::Cognito::IdentityPool', notes.identityPool, undefined) });
    expect(verdictOf(asking(() => [refused]))).toMatchObject({ verdict: 'pass', message: expect.stringContaining('GetId was refused'), proof: { trace: { ended: 'ResourceNotFoundException' } } });
  });

  test('is unknown, never pass, when a probe could not be tried', () => {
    const refused = arrival({ proves: { ends: ['NotAuthorizedException'] } });
    expect(verdictOf(asking(() => [refused, gap]))).toMatchObject({ verdict: 'unknown', unread: [gap.unread] });
    expect(verdictOf(asking(() => [refused, arrival({ prepare: (world) => put(world, 'AWS::Cognito::IdentityPool', notes.identityPool, gap) })]))).toMatchObject({ verdict: 'unknown' });
  });

  test('is unknown when the questions themselves cannot be put', () => {
    const hidden = put(notesWorld, 'AWS::Cognito::IdentityPoolRoleAttachment', notes.identityPool, gap);
    expect(verdictOf(asking((_subject, pool) => (pool.attachment === undefined ? [] : [])), hidden)).toMatchObject({ verdict: 'unknown' });
    expect(verdictOf(asking(() => [], { subjects: (pool) => (pool.attachment === undefined ? [] : []) }), hidden)).toMatchObject({ verdict: 'unknown' });
  });

  test('is fail although other probes could not be tried', () => {
    expect(verdictOf(asking(() => [gap, arrival()]))).toMatchObject({ verdict: 'fail' });
  });

  test('is that of the worst probe', () => {
    const mild = arrival({ claim: { ...claim, severity: 'low', message: 'Mild.' } });
    expect(verdictOf(asking(() => [mild, arrival()]))).toMatchObject({ severity: 'high' });
    expect(verdictOf(asking(() => [arrival(), mild]))).toMatchObject({ severity: 'high' });
  });

  test('is a remark when what was proved is as it should be', () => {
    const remark = arrival({ claim: { ...claim, severity: 'info', intended: true } });
    expect(verdictOf(asking(() => [remark]))).toMatchObject({ verdict: 'pass', severity: 'info', message: 'It is so.' });
    expect(verdictOf(asking(() => [remark, gap]))).toMatchObject({ verdict: 'unknown' });
  });

  test('asks for the very rule, where the code could mean something else', () => {
    const refused = (rule: string) => arrival({ calls: [{ id: 'get-id', by: 'mallory', operation: 'cognito-identity:GetId', input: { IdentityPoolId: 'us-east-1:none' } }], proves: { ends: ['ResourceNotFoundException'], rule } });
    expect(verdictOf(asking(() => [refused('pool')]))).toMatchObject({ verdict: 'fail' });
    expect(verdictOf(asking(() => [refused('guests')]))).toMatchObject({ verdict: 'pass' });
  });

  test('asks what an answer told, where it is not enough that it was given', () => {
    const told = (holds: (output: Readonly<Record<string, unknown>>) => boolean, call = 'get-id') => verdictOf(asking(() => [arrival({ otherwise: 'It told something else.', proves: { ends: 'ok', told: [{ call, holds }] } })]));
    expect(told(({ IdentityId }) => String(IdentityId).startsWith('us-east-1:'))).toMatchObject({ verdict: 'fail' });
    expect(told(() => false)).toMatchObject({ verdict: 'pass', message: 'It told something else.' });
    expect(told(() => true, 'nothing')).toMatchObject({ verdict: 'pass' });
  });

  test('does not apply where there is nothing to ask or to try', () => {
    expect(verdictOf(asking(() => [], { subjects: () => [] }))).toMatchObject({ verdict: 'not-applicable' });
    expect(verdictOf(asking(() => []))).toMatchObject({ verdict: 'not-applicable' });
  });

  test('lets a bug through', () => {
    expect(() => verdictOf(asking(() => { throw new TypeError('a bug'); }))).toThrow('a bug');
  });
});

test('what a policy that nobody read could change makes a failure plausible', () => {
  const world = put(withPolicy(guestRole, [allow('s3:DeleteObject', 'arn:aws:s3:::notes-photos/*')]), 'AWS::S3::Bucket', 'notes-photos', { BucketName: 'notes-photos', Policy: { unread: 's3:GetBucketPolicy notes-photos: AccessDenied' } });
  expect(verdictOf(checkNamed('IDP-01') as AnyCheck, world)).toMatchObject({ verdict: 'fail', confidence: 'plausible', unread: ['s3:GetBucketPolicy notes-photos: AccessDenied'] });
});

test('a fix that does not stop the proof is not offered', () => {
  const useless = asking(() => [arrival()], { fix: (_subject, pool) => ({ summary: 'Do nothing.', world: { ...pool.world } }) });
  expect(verdictOf(useless)).not.toHaveProperty('fix');
  const useful = asking(() => [arrival()], { fix: (_subject, pool) => ({ summary: 'Close it.', world: withPool({ AllowUnauthenticatedIdentities: false }, pool.world) }) });
  expect(verdictOf(useful)).toMatchObject({ fix: { replay: { refused: true, says: expect.stringContaining('AllowUnauthenticatedIdentities is false') } } });
});

test('a fix after which the proof is answered otherwise says how', () => {
  const probe = arrival({ otherwise: 'Guests are let in elsewhere.', proves: { ends: 'ok', told: [{ call: 'get-pool', holds: ({ IdentityPoolName }) => IdentityPoolName === 'notes-prod' }] } });
  const describing = { ...probe, people: { auditor: { name: 'The auditor', kind: 'operator' as const } }, calls: [{ id: 'get-pool', by: 'auditor', operation: 'cognito-identity:DescribeIdentityPool', input: { IdentityPoolId: notes.identityPool }, signedBy: 'operator' as const }] };
  const renaming = asking(() => [describing], { fix: (_subject, pool) => ({ summary: 'Name it otherwise.', world: withPool({ IdentityPoolName: 'other' }, pool.world) }) });
  expect(verdictOf(renaming)).toMatchObject({ verdict: 'fail', fix: { replay: { refused: true, says: 'Guests are let in elsewhere.' } } });
});

test('a fix says whom it would harm', () => {
  const harmful = asking(() => [arrival()], { fix: (_subject, pool) => ({ summary: 'Close everything.', world: put(pool.world, 'AWS::Cognito::IdentityPool', notes.identityPool, undefined) }) });
  expect(verdictOf(harmful)?.fix?.intended.map(({ works }) => works)).toContain(false);
});

test('a setting yields to what follows from it', () => {
  const verdicts = audit(withPolicy(guestRole, [allow('ssm:GetParameter')], classicOn), { catalogue });
  expect(verdicts.find(({ check }) => check.code === 'IDP-07')).toMatchObject({ verdict: 'fail', severity: 'critical' });
  expect(verdicts.find(({ check }) => check.code === 'IDP-04')).toMatchObject({ verdict: 'fail', severity: 'info', why: expect.stringContaining('IDP-07') });
}, 60_000);

describe('an administrator’s role', () => {
  const both = withPolicy(guestRole, [allow('s3:DeleteObject')], withPolicy(signedInRole, [allow('*')]));
  const speaking = audit(both, { catalogue }).filter(({ verdict, severity }) => verdict === 'fail' && severity !== 'info');

  test('is one finding', () => {
    expect(speaking.filter(({ resource }) => resource.id === notes.signedInRole).map(({ check }) => check.code)).toEqual(['PER-01']);
  });

  test('silences no other role', () => {
    expect(speaking.filter(({ resource }) => resource.id === notes.guestRole).map(({ check }) => check.code)).toContain('PER-04');
  });

  test('silences nothing that is worse', () => {
    const mild: AnyCheck = { ...(checkNamed('PER-01') as AnyCheck), subjects: () => [self], probes: () => [arrival({ claim: { ...claim, severity: 'low' } })], fix: () => undefined };
    const severe = asking(() => [arrival()], { code: 'PER-04', yieldsTo: ['PER-01'] });
    const judged = audit(notesWorld, { catalogue, checks: [mild, severe] });
    expect(judged.map(({ check, severity }) => [check.code, severity])).toEqual([['PER-01', 'low'], ['PER-04', 'high']]);
  });
});

test('an audit is the same every time', () => {
  const texts = [1, 2].map(() => JSON.stringify(audit({ ...classicOn }, { catalogue }), (key, value: unknown) => (key === 'check' || key === 'world' ? undefined : value)));
  expect(texts[0] === texts[1]).toBe(true);
}, 60_000);

test('all gaps are told, wherever they are', () => {
  const role = notesWorld.resources['AWS::IAM::Role']?.['notes-guest'];
  const world = put(put(notesWorld, 'AWS::IAM::Role', 'notes-guest', { ...role, RolePolicyList: { unread: 'b' } } as never), 'AWS::S3::Bucket', 'x', { unread: 'a' });
  expect(gapsIn({ ...world, complete: { 'AWS::IAM::Role': { unread: 'c' }, 'AWS::IAM::User': true } })).toEqual(['a', 'b', 'c']);
});
