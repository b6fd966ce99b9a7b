import { describe, expect, it } from 'vitest';
import { coreCatalogue } from '../iam/catalogue/catalogue';
import type { World } from '../world/world';
import { put } from '../world/world';
import { administratorPath } from './administrator-path';
import { audit, auditedPools } from './audit';
import { coverageOf } from './coverage';
import { allow, classicOn, guestRole, invitationOnly, notes, notesWorld, signedInRole, withPolicy, withStatement, withStrayRole, withUserPool } from './examples';
import { isolationMatrices } from './isolation-matrix';
import type { AuditedPool } from './pool';
import { reachLines } from './reach-lines';
import { standingQuestionNamed, standingQuestions } from './standing-questions';

function poolOf(world: World): AuditedPool {
  const [pool] = auditedPools(world, { catalogue: coreCatalogue });
  if (pool === undefined) throw new Error('No pool.');
  return pool;
}

describe('standing questions', () => {
  it('are seven, each with words', () => {
    expect(standingQuestions.map(({ code }) => code)).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => `RCH-0${number}`));
    for (const { docs } of standingQuestions) for (const text of Object.values(docs)) expect(text.length).toBeGreaterThan(40);
    expect(standingQuestionNamed('rch-06')).toBe(standingQuestionNamed('isolation-matrix'));
    expect(standingQuestionNamed('RCH-08')).toBeUndefined();
  });
});

describe('reach lines', () => {
  const codes = (world: World): readonly string[] => reachLines(poolOf(world)).map(({ check, credentials }) => `${check} ${credentials}`);

  it('say which question they answer', () => {
    expect(codes(notesWorld)).toEqual(expect.arrayContaining(['RCH-01 true', 'RCH-02 true']));
  });

  it('say that nobody can register, or that nobody can tell', () => {
    expect(codes(invitationOnly())).toEqual(expect.arrayContaining(['RCH-01 true', 'RCH-02 false', 'RCH-03 true']));
    expect(reachLines(poolOf(invitationOnly())).find(({ check }) => check === 'RCH-02')?.worst).toContain('only administrators create users');
    const trigger = withUserPool({ LambdaConfig: { PreSignUp: `arn:aws:lambda:us-east-1:${notes.account}:function:gate` } });
    expect(reachLines(poolOf(trigger)).find(({ check }) => check === 'RCH-02')).toMatchObject({ credentials: null, worst: 'Nobody can tell: the code of the PreSignUp trigger' });
  });
});

describe('the shortest way to administering the account', () => {
  const path = (world: World) => administratorPath(poolOf(world));
  const root = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${notes.account}:root` }, Action: 'sts:AssumeRole' }] };

  it('is none in the notes app', () => {
    expect(path(notesWorld)).toEqual({ check: 'RCH-05', pool: notes.identityPool, from: null, steps: [], confidence: null, unread: [] });
  });

  it('has no step where a role allows everything', () => {
    expect(path(withPolicy(signedInRole, [allow('*')]))).toMatchObject({ from: { actor: 'self-registered', role: notes.signedInRole }, steps: [], confidence: 'proved' });
  });

  it('goes from role to role, for the least privileged who can', () => {
    const world = withStrayRole('operations', root, [allow('*')], withPolicy(signedInRole, [allow('sts:AssumeRole')], withPolicy(guestRole, [allow('sts:AssumeRole')])));
    expect(path(world)).toMatchObject({
      from: { actor: 'self-registered' },
      steps: [{ does: 'assume a role that trusts it', on: `arn:aws:iam::${notes.account}:role/operations`, actions: ['sts:AssumeRole'] }],
      confidence: 'proved',
    });
  });

  it('is not known where a role was not read', () => {
    const dark = put(notesWorld, 'AWS::IAM::Role', signedInRole, { unread: 'iam:GetRole notes-signed-in: AccessDenied' });
    expect(path(dark)).toMatchObject({ from: null, unread: expect.arrayContaining([expect.stringContaining('notes-signed-in')]) });
  });
});

describe('the isolation matrix', () => {
  const rows = (world: World, role: string) => isolationMatrices(poolOf(world)).find((matrix) => matrix.role === role)?.statements;

  it('says of every data statement whether Mallory gets at what is Alice’s', () => {
    const own = rows(notesWorld, notes.signedInRole);
    expect(own?.length).toBeGreaterThan(1);
    expect(own?.[0]).toMatchObject({ policy: 'notes-signed-in/OwnNotes', statement: 0, sid: 'OwnPhotos', read: { answer: 'isolated', action: 's3:GetObject' }, list: null, write: { answer: 'isolated' }, delete: { answer: 'isolated' } });
    const crossed = rows(withStatement(signedInRole, allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')), notes.signedInRole);
    expect(crossed?.at(-1)).toMatchObject({ read: { answer: 'crossed', resource: 'arn:aws:s3:::notes-photos/*' }, write: null });
    expect(rows(notesWorld, notes.guestRole)?.[0]).toMatchObject({ read: { answer: 'for everybody', resource: 'arn:aws:s3:::notes-photos/public/*' } });
    const office = allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } });
    expect(rows(withStatement(signedInRole, office), notes.signedInRole)?.at(-1)).toMatchObject({ read: { answer: 'depends' } });
  });
});

describe('coverage', () => {
  it('tells what made verdicts unknown, what is never read, and what is no secret', () => {
    const dark = put(withUserPool({ LambdaConfig: { PostConfirmation: 'arn:aws:lambda:us-east-1:111122223333:function:welcome' } }, classicOn), 'AWS::IAM::Role', guestRole, { unread: 'iam:GetRole notes-guest: AccessDenied' });
    const coverage = coverageOf(poolOf(dark), audit(dark, { catalogue: coreCatalogue }));
    expect(coverage.unread).toContain('iam:GetRole notes-guest: AccessDenied');
    expect(coverage.neverRead[0]).toBe(`the code of the PostConfirmation trigger of ${notes.userPool}`);
    expect(coverage.notSecret).toEqual([notes.identityPool, notes.userPool, notes.client]);
  });
});
