import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { notesWorld } from '../world/accounts/notes';
import { put } from '../world/world';
import { guestSessionPolicies } from './guest-session-policies';
import { guestPolicyText, inlineSessionPolicy, openSession, secretOf, sessionBehind, type Grant } from './sessions';
import { newState } from './state';

const state = newState(notesWorld, 0, 'seed');
const grant: Grant = {
  roleArn: 'arn:aws:iam::111122223333:role/app/notes-guest',
  roleId: 'AROAX',
  sessionName: 'CognitoIdentityCredentials',
  issuedAt: 5,
  Expiration: 3605,
  context: { 'cognito-identity.amazonaws.com:sub': 'us-east-1:é', 'cognito-identity.amazonaws.com:amr': ['unauthenticated'] },
  sessionPolicies: [null],
};
const { inline, managed } = guestSessionPolicies;

describe('a session', () => {
  const session = openSession('seed', 'draw', grant);

  test('is found again by its key and token, with nothing kept', () => {
    expect(sessionBehind(state, session.AccessKeyId, session.SessionToken)).toEqual(session);
    expect(session).toMatchObject({
      AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
      SecretAccessKey: secretOf('seed', session.AccessKeyId),
      arn: 'arn:aws:sts::111122223333:assumed-role/notes-guest/CognitoIdentityCredentials',
      userId: 'AROAX:CognitoIdentityCredentials',
    });
    expect(Object.keys(state.records)).toEqual([]);
  });

  test('is nobody’s with another key, another token or another account', () => {
    const other = openSession('seed', 'another draw', grant);
    expect(other.AccessKeyId).not.toBe(session.AccessKeyId);
    expect(sessionBehind(state, other.AccessKeyId, session.SessionToken)).toBeUndefined();
    expect(sessionBehind(newState(notesWorld, 0, 'other'), session.AccessKeyId, session.SessionToken)).toBeUndefined();
    fc.assert(fc.property(fc.nat(session.SessionToken.length - 1), fc.constantFrom('A', 'b', '7', '-'), (at, letter) => {
      const changed = session.SessionToken.slice(0, at) + letter + session.SessionToken.slice(at + 1);
      const found = sessionBehind(state, session.AccessKeyId, changed);
      expect(found === undefined || changed === session.SessionToken).toBe(true);
    }));
    for (const token of ['', 'IQoJ', 'IQoJb3JpZ2luX2Vj']) expect(sessionBehind(state, session.AccessKeyId, token)).toBeUndefined();
  });

  test('keeps its session policies, whose documents the token need not carry', () => {
    const guest = openSession('seed', 'draw', { ...grant, sessionPolicies: [[inlineSessionPolicy(guestPolicyText), { arn: managed.arn, name: managed.name, document: managed.document }], null] });
    expect(sessionBehind(state, guest.AccessKeyId, guest.SessionToken)?.sessionPolicies).toEqual([
      [{ name: inline.name, document: inline.document }, { arn: managed.arn, name: managed.name, document: managed.document }],
      null,
    ]);
    expect(guest.SessionToken.length - session.SessionToken.length).toBeLessThan(150);
    const own = openSession('seed', 'draw', { ...grant, sessionPolicies: [[{ name: 'session policy', document: '{"Statement":[]}' }]] });
    expect(sessionBehind(state, own.AccessKeyId, own.SessionToken)?.sessionPolicies).toEqual([[{ name: 'session policy', document: '{"Statement":[]}' }]]);
  });

  test('has the managed session policy as it now is, or none once it is deleted', () => {
    const arn = 'arn:aws:iam::111122223333:policy/Photos';
    const bound = openSession('seed', 'draw', { ...grant, sessionPolicies: [[{ arn, name: 'Photos', document: '{"Statement":[1]}' }]] });
    const documents = (world: typeof notesWorld) => sessionBehind({ seed: 'seed', world }, bound.AccessKeyId, bound.SessionToken)?.sessionPolicies[0]?.map((one) => one.document);
    expect(documents(put(notesWorld, 'AWS::IAM::ManagedPolicy', arn, { Arn: arn, PolicyName: 'Photos', Document: '{"Statement":[2]}' }))).toEqual(['{"Statement":[2]}']);
    expect(documents(notesWorld)).toEqual([{ Version: '2012-10-17', Statement: [] }]);
  });
});
