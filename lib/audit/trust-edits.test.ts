import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../world/accounts/notes';
import { get } from '../world/world';
import { signedInRole, trust, withTrust } from './examples';
import { poolStatement, withoutCognitoTrust, withTagSession, withTrustConditions, withTrustStatement } from './trust-edits';

const edited = (document: object | string, conditions: Parameters<typeof withTrustConditions>[2]) => {
  const world = withTrustConditions(withTrust(signedInRole, document as object), signedInRole, conditions);
  return world && get(world, 'AWS::IAM::Role', signedInRole)?.AssumeRolePolicyDocument;
};
const service = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };

describe('the conditions that a trust policy asks of identity pools', () => {
  test('are added', () => {
    expect(edited(trust({}), { aud: [notes.identityPool], amr: 'authenticated' })).toEqual(trust({ aud: notes.identityPool, amr: 'authenticated' }));
  });

  test('take the place of those that ask too little', () => {
    const loose = { ...(trust({ aud: notes.identityPool }) as { Statement: object[] }) };
    const Condition = { StringLike: { 'cognito-identity.amazonaws.com:amr': '*', 'cognito-identity.amazonaws.com:AUD': '*' } };
    expect(edited({ ...loose, Statement: [{ ...loose.Statement[0], Condition }] }, { aud: [notes.identityPool], amr: 'authenticated' })).toEqual(trust({ aud: notes.identityPool, amr: 'authenticated' }));
  });

  test('leave other conditions and other statements alone', () => {
    const document = trust({ aud: notes.identityPool }) as { Statement: { Condition: object }[] };
    const also = { StringEquals: { 'cognito-identity.amazonaws.com:aud': notes.identityPool, 'aws:SourceIp': '203.0.113.7' } };
    const whole = { ...document, Statement: [{ ...document.Statement[0], Condition: also }, service] };
    expect(edited(whole, { amr: 'authenticated' })).toMatchObject({ Statement: [{ Condition: { ...also, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } } }, service] });
  });

  test('go into a document that is text, or has a single statement', () => {
    const [Statement] = (trust({}) as { Statement: object[] }).Statement;
    expect(edited(JSON.stringify({ Version: '2012-10-17', Statement }), { aud: [notes.identityPool], amr: 'authenticated' })).toEqual(trust({ aud: notes.identityPool, amr: 'authenticated' }));
  });

  test('name several pools as a list', () => {
    expect(edited(trust({}), { aud: ['a', 'b'] })).toMatchObject({ Statement: [{ Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': ['a', 'b'] } } }] });
  });
});

test('a role that no pool gives trusts none, and keeps a valid policy', () => {
  const document = (world: ReturnType<typeof withoutCognitoTrust>) => world && get(world, 'AWS::IAM::Role', signedInRole)?.AssumeRolePolicyDocument;
  expect(document(withoutCognitoTrust(notesWorld, signedInRole))).toMatchObject({ Statement: [{ Effect: 'Deny' }] });
  const both = { ...trust({}), Statement: [...(trust({}) as { Statement: object[] }).Statement, service] };
  expect(document(withoutCognitoTrust(withTrust(signedInRole, both), signedInRole))).toMatchObject({ Statement: [service] });
});

describe('a role that a pool could not give', () => {
  const statementsOf = (world: ReturnType<typeof withTagSession>) => (world && (get(world, 'AWS::IAM::Role', signedInRole)?.AssumeRolePolicyDocument as { readonly Statement: readonly object[] }).Statement) ?? [];

  test('admits it beside whom it admitted before', () => {
    const statement = poolStatement(notesWorld, notes.identityPool, ['authenticated'], false);
    expect(statement).toEqual((trust({ aud: notes.identityPool, amr: 'authenticated' }) as { readonly Statement: readonly object[] }).Statement[0]);
    expect(statementsOf(withTrustStatement(withTrust(signedInRole, { Version: '2012-10-17', Statement: [service] }), signedInRole, statement))).toEqual([service, statement]);
  });

  test('is spoken of in the words of its partition', () => {
    expect(poolStatement({ partition: 'aws-cn', region: 'cn-north-1' }, 'cn-north-1:p', ['authenticated', 'unauthenticated'], true)).toEqual({
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.cn-north-1.amazonaws.com.cn' },
      Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com.cn:aud': 'cn-north-1:p' },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com.cn:amr': ['authenticated', 'unauthenticated'] },
      },
    });
  });

  test('lets tags in once, and only from identity pools', () => {
    const both = withTrust(signedInRole, { ...trust({}), Statement: [...(trust({}) as { readonly Statement: readonly object[] }).Statement, service] });
    const once = withTagSession(both, signedInRole);
    expect(statementsOf(once)).toMatchObject([{ Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] }, service]);
    expect(statementsOf(once && withTagSession(once, signedInRole))).toEqual(statementsOf(once));
  });
});
