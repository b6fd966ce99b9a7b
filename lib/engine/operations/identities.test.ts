import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import { run } from '../run';
import { from, type Call, type Input } from '../scenario';
import { decodeToken, signToken } from '../token';
import { DeleteIdentities } from './delete-identities';
import { DescribeIdentity } from './describe-identity';
import { describeOperation } from './describe-operation.testing';
import { GetOpenIdTokenForDeveloperIdentity } from './get-open-id-token-for-developer-identity';
import { ListIdentities } from './list-identities';
import { LookupDeveloperIdentity } from './lookup-developer-identity';
import { MergeDeveloperIdentities } from './merge-developer-identities';
import { byOperator, call, getCredentials, getId, login, loginRefusals, now, signed, story, sub, withPool, withRole } from './notes.testing';
import { UnlinkDeveloperIdentity } from './unlink-developer-identity';
import { UnlinkIdentity } from './unlink-identity';

const IdentityPoolId = notes.identityPool;
const developer = 'login.notes';
const facebookName = 'graph.facebook.com';
const world = withPool({ DeveloperProviderName: developer, SupportedLoginProviders: { [facebookName]: 'notes-fb' } });
const facebook = (sub: string) => ({ [facebookName]: signToken({ kid: facebookName }, { iss: facebookName, aud: 'notes-fb', sub, exp: now + 3600 }) });
const tell = (calls: readonly Call[], own = world) => story(calls, { world: own });
const last = (calls: readonly Call[], own = world) => run(tell(calls, own)).steps.at(-1);

/** The backend vouches for one of its users. */
const vouch = (user: string, fields: Input = {}, more: Partial<Call> = {}) =>
  byOperator('cognito-identity:GetOpenIdTokenForDeveloperIdentity', { IdentityPoolId, Logins: { [developer]: user }, ...fields }, { id: user, ...more });
const op = (name: string, input: Input, more: Partial<Call> = {}) => byOperator(`cognito-identity:${name}`, input, more);
const many = Array.from({ length: 20 }, (_, i) => vouch(`user-${i}`, i === 0 ? {} : { IdentityId: from('user-0', 'IdentityId') }));

const { providers: _takesLogins, ...otherLogins } = loginRefusals((logins, own) =>
  tell([vouch('ana', { Logins: { [developer]: 'ana', ...logins } })], withPool({ DeveloperProviderName: developer }, own)),
);

describeOperation(GetOpenIdTokenForDeveloperIdentity, {
  allows: {
    'a new user': tell([vouch('ana')]),
    'a user for a day': tell([vouch('ana', { TokenDuration: 86_400 })]),
    'a user who is also known elsewhere': tell([vouch('ana', { Logins: { [developer]: 'ana', ...login() } })]),
    'a guest': tell([getId(), vouch('ana', { IdentityId: from('GetId', 'IdentityId') })]),
  },
  refuses: {
    pool: tell([vouch('ana', { IdentityPoolId: 'us-east-1:nowhere' })]),
    developer: story([vouch('ana')]),
    duration: tell([vouch('ana', { TokenDuration: 86_401 })]),
    ...otherLogins,
    identity: tell([vouch('ana', { IdentityId: 'us-east-1:nobody' })]),
    registered: tell([vouch('ana'), vouch('ben'), vouch('ana', { IdentityId: from('ben', 'IdentityId') }, { id: 'again' })]),
    linkCount: tell([...many, vouch('one too many', { IdentityId: from('user-0', 'IdentityId') })]),
    link: tell([getId(login()), vouch('ana'), vouch('ana', { Logins: { [developer]: 'ana', ...login() } }, { id: 'again' })]),
  },
});

const about = { IdentityPoolId, DeveloperProviderName: developer };

describeOperation(LookupDeveloperIdentity, {
  allows: {
    'by user': tell([vouch('ana'), op('LookupDeveloperIdentity', { IdentityPoolId, DeveloperUserIdentifier: 'ana' })]),
    'by identity': tell([vouch('ana'), op('LookupDeveloperIdentity', { IdentityPoolId, IdentityId: from('ana', 'IdentityId') })]),
  },
  refuses: {
    pool: tell([op('LookupDeveloperIdentity', { IdentityPoolId: 'us-east-1:nowhere', DeveloperUserIdentifier: 'ana' })]),
    user: tell([op('LookupDeveloperIdentity', { IdentityPoolId, DeveloperUserIdentifier: 'nobody' })]),
    both: tell([vouch('ana'), vouch('ben'), op('LookupDeveloperIdentity', { IdentityPoolId, IdentityId: from('ben', 'IdentityId'), DeveloperUserIdentifier: 'ana' })]),
  },
});

const merge = (fields: Input = {}) => op('MergeDeveloperIdentities', { ...about, SourceUserIdentifier: 'ana', DestinationUserIdentifier: 'ben', ...fields });
const half = (start: string, first: string) => Array.from({ length: 11 }, (_, i) => vouch(i === 0 ? start : `${start}-${i}`, i === 0 ? {} : { IdentityId: from(first, 'IdentityId') }));

describeOperation(MergeDeveloperIdentities, {
  allows: { 'two users': tell([vouch('ana'), vouch('ben'), merge()]), 'one user with itself': tell([vouch('ana'), merge({ DestinationUserIdentifier: 'ana' })]) },
  refuses: {
    pool: tell([merge({ IdentityPoolId: 'us-east-1:nowhere' })]),
    developer: tell([merge({ DeveloperProviderName: 'another' })]),
    user: tell([vouch('ana'), merge()]),
    link: tell([vouch('ana', { Logins: { [developer]: 'ana', ...facebook('1') } }), vouch('ben', { Logins: { [developer]: 'ben', ...facebook('2') } }), merge()]),
    linkCount: tell([...half('ana', 'ana'), ...half('ben', 'ben'), merge()]),
  },
});

const unlinkUser = (fields: Input = {}) => op('UnlinkDeveloperIdentity', { ...about, IdentityId: from('ana', 'IdentityId'), DeveloperUserIdentifier: 'ana', ...fields });

describeOperation(UnlinkDeveloperIdentity, {
  allows: { 'a user': tell([vouch('ana'), unlinkUser()]) },
  refuses: {
    pool: tell([vouch('ana'), unlinkUser({ IdentityPoolId: 'us-east-1:nowhere' })]),
    identity: tell([unlinkUser({ IdentityId: 'us-east-1:nobody' })]),
    developer: tell([vouch('ana'), unlinkUser({ DeveloperProviderName: 'another' })]),
    user: tell([vouch('ana'), unlinkUser({ DeveloperUserIdentifier: 'ben' })]),
  },
});

const unlink = (Logins: Input | undefined, LoginsToRemove: readonly string[] = [notes.provider]) =>
  call('cognito-identity:UnlinkIdentity', { IdentityId: from('GetId', 'IdentityId'), LoginsToRemove, ...(Logins ? { Logins } : {}) });

describeOperation(UnlinkIdentity, {
  allows: { 'one of two logins': tell([getId({ ...login(), ...facebook('1') }), unlink(login())]) },
  refuses: {
    identity: tell([call('cognito-identity:UnlinkIdentity', { IdentityId: 'us-east-1:nobody', Logins: {}, LoginsToRemove: [] })]),
    secret: tell([getId(login()), unlink(undefined)]),
    match: tell([getId(login()), unlink(login({ sub: sub.ben }))]),
    link: tell([getId({ ...login(), ...facebook('1') }), unlink({ ...login({ sub: sub.ben }), ...facebook('1') })]),
    ...loginRefusals((logins, own) => tell([getId(), unlink(logins)], own)),
    ownToken: tell([getId(), unlink({ 'cognito-identity.amazonaws.com': login()[notes.provider] as string })]),
  },
});

describeOperation(DescribeIdentity, {
  allows: { 'a guest': tell([getId(), op('DescribeIdentity', { IdentityId: from('GetId', 'IdentityId') })]) },
  refuses: { identity: tell([op('DescribeIdentity', { IdentityId: 'us-east-1:nobody' })]) },
});
describeOperation(ListIdentities, {
  allows: { 'a pool’s': tell([getId(), op('ListIdentities', { IdentityPoolId, MaxResults: 60 })]) },
  refuses: { pool: tell([op('ListIdentities', { IdentityPoolId: 'us-east-1:nowhere', MaxResults: 60 })]) },
});
describeOperation(DeleteIdentities, { allows: { 'a guest': tell([getId(), op('DeleteIdentities', { IdentityIdsToDelete: [from('GetId', 'IdentityId')] })]) }, refuses: {} });

describe('identities', () => {
  const idOf = (call: string) => from(call, 'IdentityId');

  test('of a backend’s users are the same each time, and the token says who they are', () => {
    const trace = run(tell([vouch('ana', { PrincipalTags: { team: 'crew' } }), vouch('ana', {}, { id: 'again' })]));
    const [first, again] = trace.steps.map((step) => step.output as { IdentityId: string; Token: string });
    expect(again?.IdentityId).toBe(first?.IdentityId);
    expect(decodeToken(first?.Token ?? '')?.claims).toMatchObject({
      sub: first?.IdentityId,
      amr: ['authenticated', developer, `${developer}:${IdentityPoolId}:ana`],
      'https://aws.amazon.com/tags': { principal_tags: { team: ['crew'] } },
      exp: now + 900,
    });
  });

  test('are described by provider names only', () => {
    const { output } = last([vouch('ana', { Logins: { [developer]: 'ana', ...login() } }), op('DescribeIdentity', { IdentityId: idOf('ana') }, { after: 5 })]) ?? {};
    expect(output).toEqual({ IdentityId: expect.any(String), Logins: [notes.provider, developer], CreationDate: now, LastModifiedDate: now });
    const guest = last([getId(), op('DescribeIdentity', { IdentityId: idOf('GetId') }, { after: 5 })]);
    expect(guest?.output).toEqual({ IdentityId: expect.any(String), CreationDate: now, LastModifiedDate: now });
  });

  test('of two merged users are one, and the other is gone', () => {
    const trace = run(tell([vouch('ana', { Logins: { [developer]: 'ana', ...facebook('1') } }), vouch('ben'), merge(), vouch('ana', {}, { id: 'again' }), op('DescribeIdentity', { IdentityId: idOf('ana') }, { goesOn: true }), getId(facebook('1'))]));
    const [ana, ben, merged, again, gone, social] = trace.steps;
    expect(merged?.output).toEqual({ IdentityId: ben?.output?.IdentityId });
    expect(again?.output?.IdentityId).toBe(ben?.output?.IdentityId);
    expect(social?.output?.IdentityId).toBe(ben?.output?.IdentityId);
    expect(ana?.output?.IdentityId).not.toBe(ben?.output?.IdentityId);
    expect(gone?.error?.code).toBe('ResourceNotFoundException');
  });

  test('without their last login let nobody in', () => {
    const trace = run(tell([getId(login()), unlink(login()), getCredentials(undefined, {}, { goesOn: true }), getCredentials(login(), {}, { id: 'with login', goesOn: true }), getId(login(), { id: 'new' })]));
    const [before, , guest, user, after] = trace.steps;
    expect(guest?.error?.code).toBe('NotAuthorizedException');
    expect(user?.error?.code).toBe('NotAuthorizedException');
    expect(after?.output?.IdentityId).not.toBe(before?.output?.IdentityId);
    const forgotten = run(tell([vouch('ana'), unlinkUser(), vouch('ana', {}, { id: 'again' })])).steps;
    expect(forgotten[2]?.output?.IdentityId).not.toBe(forgotten[0]?.output?.IdentityId);
  });

  test('are listed, guests and all, page by page, the disabled ones if wanted', () => {
    const guests = Array.from({ length: 3 }, (_, i) => getId(undefined, { id: `guest ${i}`, after: i }));
    const list = (fields: Input = {}, more: readonly Call[] = []) =>
      last([...guests, getId(login()), ...more, op('ListIdentities', { IdentityPoolId, MaxResults: 60, ...fields })])?.output as { Identities: { IdentityId: string; CreationDate: number }[]; NextToken?: string };
    const all = list().Identities;
    expect(all.map((one) => one.CreationDate)).toEqual([now, now + 1, now + 3, now + 3]);
    expect(new Set(all.map((one) => one.IdentityId)).size).toBe(4);
    const first = list({ MaxResults: 3 });
    expect(first.Identities).toEqual(all.slice(0, 3));
    expect(list({ MaxResults: 3, NextToken: first.NextToken as string }).Identities).toEqual(all.slice(3));
    expect(list({ HideDisabled: true }, [unlink(login())]).Identities).toHaveLength(3);
    expect(list({}, [op('DeleteIdentities', { IdentityIdsToDelete: [idOf('guest 1')] })]).Identities).toHaveLength(3);
  });

  test('deleted are gone, and their logins come back as others', () => {
    const trace = run(tell([getId(login()), op('DeleteIdentities', { IdentityIdsToDelete: [idOf('GetId')] }), getId(login(), { id: 'again' }), getCredentials()]));
    expect(trace.steps[2]?.output?.IdentityId).not.toBe(trace.steps[0]?.output?.IdentityId);
    expect(trace.ended).toBe('ResourceNotFoundException');
  });

  test('are described and deleted by who may do so to their pool’s', () => {
    const arn = `arn:aws:cognito-identity:us-east-1:${notes.account}:identitypool/${IdentityPoolId}`;
    const may = (pool: string) => {
      const Condition = { StringEquals: { 'cognito-identity:IdentityPoolArn': pool } };
      const statement = { Effect: 'Allow', Action: ['cognito-identity:DescribeIdentity', 'cognito-identity:DeleteIdentities'], Resource: '*', Condition };
      return withRole('notes-guest', { RolePolicyList: [{ PolicyName: 'P', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } }] });
    };
    const calls = [getId(), getCredentials()];
    for (const call of [signed('cognito-identity:DescribeIdentity', { IdentityId: idOf('GetId') }), signed('cognito-identity:DeleteIdentities', { IdentityIdsToDelete: [idOf('GetId')] })]) {
      expect(last([...calls, call], may(arn))?.error).toBeUndefined();
      expect(last([...calls, call], may(`${arn}x`))?.error?.code).toBe('AccessDeniedException');
    }
  });

  test('of guests who are still to come are not known', () => {
    const second = run(story([getId(), getId(undefined, { id: 'two' })])).steps[1]?.output?.IdentityId as string;
    const early = (guests: readonly Call[]) => last([...guests, call('cognito-identity:GetCredentialsForIdentity', { IdentityId: second })], notesWorld)?.error?.code;
    expect(early([getId()])).toBe('ResourceNotFoundException');
    expect(early([getId(), getId(undefined, { id: 'two' })])).toBeUndefined();
  });

  test('of another account’s seed are not known here', () => {
    const elsewhere = run(story([getId()]), 'another seed').steps[0]?.output?.IdentityId as string;
    expect(last([getId(), call('cognito-identity:GetCredentialsForIdentity', { IdentityId: elsewhere })], notesWorld)?.error?.code).toBe('ResourceNotFoundException');
  });
});
