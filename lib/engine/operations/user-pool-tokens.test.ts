import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { notes } from '../../world/accounts/notes';
import type { World } from '../../world/world';
import { run } from '../run';
import type { Call, InputValue } from '../scenario';
import { decodeToken } from '../token';
import { describeOperation } from './describe-operation.testing';
import { GetTokensFromRefreshToken } from './get-tokens-from-refresh-token';
import { GlobalSignOut } from './global-sign-out';
import { RevokeToken } from './revoke-token';
import { GetUser } from './user-pool-get-user';
import {
  admin, ana, answerSrp, idp, lateTriggerRefusals, notesWith, refused, refusesAccessTokens, refusesClients, scenario, secret, signIn, startSrp, token, withAna, withClient, withTrigger,
} from './user-pool.testing';

const getUser = (AccessToken: InputValue = token('AccessToken'), more: Partial<Call> = {}) => idp(more.id ?? 'me', 'GetUser', { AccessToken }, more);
const signOut = (AccessToken: InputValue = token('AccessToken'), more: Partial<Call> = {}) => idp('out', 'GlobalSignOut', { AccessToken }, more);
const revoke = (Token: InputValue = token('RefreshToken'), ClientId: string = notes.client) => idp('revoke', 'RevokeToken', { Token, ClientId });
const renew = (RefreshToken: InputValue = token('RefreshToken'), more: Partial<Call> = {}, ClientId: string = notes.client) =>
  idp(more.id ?? 'renew', 'GetTokensFromRefreshToken', { RefreshToken, ClientId }, more);

const rotating = withClient({
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
});
const otherClient = 'anotherappsclient';
const twoClients = (fields: object = {}): World => ({
  ...withClient({}),
  resources: {
    ...withClient({}).resources,
    'AWS::Cognito::UserPoolClient': {
      ...withClient({}).resources['AWS::Cognito::UserPoolClient'],
      [otherClient]: { ClientId: otherClient, UserPoolId: notes.userPool, ...fields },
    },
  },
});

describeOperation(GetUser, {
  allows: { 'with an access token': scenario([signIn(), getUser()]) },
  refuses: refusesAccessTokens((AccessToken, more) => getUser(AccessToken, more)),
});

describeOperation(GlobalSignOut, {
  allows: { 'with an access token': scenario([signIn(), signOut()]) },
  refuses: refusesAccessTokens((AccessToken, more) => idp('call', 'GlobalSignOut', { AccessToken }, more)),
});

describeOperation(RevokeToken, {
  allows: {
    'a refresh token': scenario([signIn(), revoke()]),
    'a token that nobody knows, which is as good as revoked': scenario([revoke('what is this')]),
  },
  refuses: {
    ...refusesClients((ClientId) => revoke(token('RefreshToken'), ClientId), [signIn()]),
    clientSecret: refused('UnauthorizedException', [revoke('x')], withClient({ ClientSecret: secret })),
    revocation: refused('UnsupportedOperationException', [signIn(), revoke()], withClient({ EnableTokenRevocation: false })),
    kind: refused('UnsupportedTokenTypeException', [signIn(), revoke(token('AccessToken'))]),
    owner: refused('UnauthorizedException', [signIn(), revoke(token('RefreshToken'), otherClient)], twoClients()),
  },
});

describeOperation(GetTokensFromRefreshToken, {
  allows: {
    'renewing without rotation': scenario([signIn(), renew()]),
    'renewing with rotation': scenario([signIn(), renew()], rotating),
    'again within the grace period': scenario([signIn(), renew(), renew(token('RefreshToken'), { id: 'again', after: 9 })], rotating),
  },
  refuses: {
    ...refusesClients((ClientId) => renew(token('RefreshToken'), {}, ClientId), [signIn()]),
    ...lateTriggerRefusals('PreTokenGeneration', [signIn()], renew()),
    clientSecret: refused('NotAuthorizedException', [renew('x')], withClient({ ClientSecret: secret })),
    reuse: refused('RefreshTokenReuseException', [signIn(), renew(), renew(token('RefreshToken'), { id: 'again', after: 10 })], rotating),
    refreshToken: refused('NotAuthorizedException', [signIn(), renew(token('RefreshToken'), {}, otherClient)], twoClients()),
    refreshUser: refused('NotAuthorizedException', [signIn(), admin('disable', 'AdminDisableUser', ana), renew()]),
    refreshRevoked: refused('NotAuthorizedException', [signIn(), signOut(), renew()]),
    refreshCurrent: refused('NotAuthorizedException', [signIn(), renew(token('RefreshToken'), { after: 30 * 86_400 })]),
  },
});

const outputs = (calls: readonly Call[], world?: World) => {
  const trace = run(scenario(calls, world));
  expect(trace.ended, trace.steps.at(-1)?.error?.message).toBe('ok');
  return trace.steps.map((step) => step.output?.AuthenticationResult as Record<string, string>);
};
const claims = (text: string | undefined) => decodeToken(text ?? '')?.claims ?? {};

describe('renewed tokens', () => {
  test('keep auth_time and origin_jti, and take new times and a new jti, however often and late they are renewed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 1, maxLength: 6 }), fc.boolean(), (delays, rotates) => {
        const world = rotates ? rotating : undefined;
        const calls = [
          signIn('renew-0'),
          ...delays.map((after, n) => renew((rotates ? token('RefreshToken', `renew-${n}`) : token('RefreshToken', 'renew-0')), { id: `renew-${n + 1}`, after })),
        ];
        const [first, ...renewed] = outputs(calls, world);
        const start = claims(first?.IdToken);
        for (const result of renewed) {
          for (const text of [result.IdToken, result.AccessToken]) {
            const now = claims(text);
            expect(now.auth_time).toBe(start.auth_time);
            expect(now.origin_jti).toBe(start.origin_jti);
            expect(now.jti).not.toBe(start.jti);
            expect(Number(now.exp) - Number(now.iat)).toBe(3600);
          }
          expect(result.RefreshToken !== undefined).toBe(rotates);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('are the same whenever the same scenario runs', () => {
    const calls = [signIn(), renew(token('RefreshToken'), { after: 60 })];
    expect(run(scenario(calls))).toEqual(run(scenario(calls)));
  });

  test('end with the first refresh token’s time, rotation or not', () => {
    const late = [signIn(), renew(token('RefreshToken'), { after: 86_400 }), renew(token('RefreshToken', 'renew'), { id: 'again', after: 29 * 86_400 })];
    expect(run(scenario(late, rotating)).steps.at(-1)?.error?.message).toBe('Refresh Token has expired');
  });

  test('are given again within the grace period, which retries do not prolong', () => {
    const retries = [8, 8].map((after, n) => renew(token('RefreshToken'), { id: `retry-${n}`, after, goesOn: true }));
    const [, , first, second] = run(scenario([signIn(), renew(), ...retries], rotating)).steps;
    expect(first?.error).toBeUndefined();
    expect(second?.error?.code).toBe('RefreshTokenReuseException');
  });

  test('come from GetTokensFromRefreshToken alone where rotation is on', () => {
    const world = withClient({ ExplicitAuthFlows: undefined, RefreshTokenRotation: { Feature: 'ENABLED' } });
    const old = idp('old', 'InitiateAuth', { AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId: notes.client, AuthParameters: { REFRESH_TOKEN: token('RefreshToken') } });
    expect(run(scenario([startSrp(), answerSrp(), old], world)).steps.at(-1)?.error?.message).toBe('Auth flow not enabled for this client');
    expect(run(scenario([startSrp(), answerSrp(), renew()], world)).ended).toBe('ok');
  });

  test('carry what changed meanwhile', () => {
    const joined = admin('leave', 'AdminRemoveUserFromGroup', { ...ana, GroupName: 'editors' });
    const [before, , after] = outputs([signIn(), joined, renew()]);
    expect(claims(before?.IdToken)).toHaveProperty('cognito:roles');
    expect(claims(after?.IdToken)).not.toHaveProperty('cognito:roles');
  });
});

describe('a sign-out everywhere', () => {
  test('ends access tokens and refresh tokens, and spares a sign-in after it in the same second', () => {
    const calls = [signIn(), signOut(), signIn('again'), getUser(token('AccessToken', 'again'))];
    expect(run(scenario(calls)).ended).toBe('ok');
    const old = [signIn(), signOut(), signIn('again'), getUser()];
    expect(run(scenario(old)).steps.at(-1)?.error?.message).toBe('Access Token has been revoked');
  });

  test('ends tokens without origin_jti too', () => {
    const world = withClient({ EnableTokenRevocation: false });
    expect(run(scenario([signIn(), signOut(), getUser()], world)).ended).toBe('NotAuthorizedException');
  });

  test('of one sign-in by RevokeToken leaves the others', () => {
    const calls = [signIn(), signIn('other'), revoke(), getUser(token('AccessToken', 'other'))];
    expect(run(scenario(calls)).ended).toBe('ok');
    expect(run(scenario([signIn(), revoke(), getUser()])).ended).toBe('NotAuthorizedException');
  });
});

describe('tokens state', () => {
  const idClaims = (world?: World) => claims(outputs([signIn()], world)[0]?.IdToken);
  const inGroups = (...groups: { readonly GroupName: string; readonly RoleArn?: string; readonly Precedence?: number }[]): World => {
    const world = withAna({ Groups: groups.map(({ GroupName }) => GroupName) });
    const entries = groups.map((group) => [`${notes.userPool}/${group.GroupName}`, { UserPoolId: notes.userPool, ...group }]);
    return { ...world, resources: { ...world.resources, 'AWS::Cognito::UserPoolGroup': Object.fromEntries(entries) } };
  };
  const [a, b] = ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/b'];

  test('the attributes that the client may read, and no others', () => {
    const attributes = { sub: 's', email: notes.ana, email_verified: 'false', address: 'North Beach', 'custom:tenant': 'blue' };
    const client = { ReadAttributes: ['email', 'email_verified', 'custom:tenant', 'address'] };
    const seen = idClaims(withClient(client, withAna({ Attributes: attributes })));
    expect(seen).toMatchObject({ email: notes.ana, email_verified: false, 'custom:tenant': 'blue', address: { formatted: 'North Beach' } });
    expect(idClaims(withClient({ ReadAttributes: ['email'] }, withAna({ Attributes: attributes })))).not.toHaveProperty('custom:tenant');
    expect(idClaims(withClient({ ReadAttributes: undefined }, withAna({ Attributes: attributes })))).not.toHaveProperty('custom:tenant');
  });

  test('as preferred the role of the group with the lowest precedence', () => {
    const seen = idClaims(inGroups({ GroupName: 'x', RoleArn: a, Precedence: 5 }, { GroupName: 'y', RoleArn: b, Precedence: 0 }));
    expect(seen).toMatchObject({ 'cognito:groups': ['x', 'y'], 'cognito:roles': [a, b], 'cognito:preferred_role': b });
  });

  test('no preferred role when two with different roles tie, and that role when both have it', () => {
    expect(idClaims(inGroups({ GroupName: 'x', RoleArn: a, Precedence: 1 }, { GroupName: 'y', RoleArn: b, Precedence: 1 }))).not.toHaveProperty('cognito:preferred_role');
    expect(idClaims(inGroups({ GroupName: 'x', RoleArn: a, Precedence: 1 }, { GroupName: 'y', RoleArn: a, Precedence: 1 }))['cognito:preferred_role']).toBe(a);
  });

  test('the only role there is, even without precedence', () => {
    expect(idClaims(inGroups({ GroupName: 'x', RoleArn: a }, { GroupName: 'y', Precedence: 0 }))['cognito:preferred_role']).toBe(a);
  });

  test('no groups where there are none', () => {
    expect(Object.keys(idClaims(withAna({ Groups: [] }))).filter((name) => name.startsWith('cognito:'))).toEqual(['cognito:username']);
  });

  test('the lifetimes of the client', () => {
    const world = withClient({ AccessTokenValidity: 10, IdTokenValidity: 2, TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'hours', RefreshToken: 'days' } });
    const [result] = outputs([signIn()], world);
    expect(result).toMatchObject({ ExpiresIn: 600 });
    const id = claims(result?.IdToken);
    expect(Number(id.exp) - Number(id.iat)).toBe(7200);
  });

  test('no origin_jti where revocation is off', () => {
    expect(idClaims(withClient({ EnableTokenRevocation: false }))).not.toHaveProperty('origin_jti');
  });

  test('the issuer that the pool is configured with', () => {
    const world = notesWith('AWS::Cognito::UserPool', notes.userPool, { IssuerConfiguration: { Type: 'UPDATED' } });
    expect(idClaims(world).iss).toBe(`https://issuer-cognito-idp.us-east-1.amazonaws.com/${notes.userPool}`);
  });

  test('what a PreTokenGeneration trigger adds, but for what no trigger can change', () => {
    const claimsOverrideDetails = {
      claimsToAddOrOverride: { plan: 'gold', sub: 'someone else' },
      claimsToSuppress: ['email', 'aud'],
      groupOverrideDetails: { groupsToOverride: ['admins'], iamRolesToOverride: [a], preferredRole: a },
    };
    const [result] = outputs([signIn()], withTrigger('PreTokenGeneration', { claimsOverrideDetails }));
    const id = claims(result?.IdToken);
    expect(id).toMatchObject({ plan: 'gold', aud: notes.client, 'cognito:groups': ['admins'], 'cognito:roles': [a], 'cognito:preferred_role': a });
    expect(id.sub).not.toBe('someone else');
    expect(id).not.toHaveProperty('email');
    const access = claims(result?.AccessToken);
    expect(access).toMatchObject({ 'cognito:groups': ['admins'] });
    expect(access).not.toHaveProperty('plan');
  });
});

test('GetUser tells what the client may read', () => {
  const world = withClient({ ReadAttributes: ['name'] });
  expect(run(scenario([signIn(), getUser()], world)).steps.at(-1)?.output).toEqual({
    Username: notes.ana,
    UserAttributes: [{ Name: 'sub', Value: '5d1f0b3e-8a41-4c0e-9b77-2f6f1f0c9a11' }, { Name: 'name', Value: 'Ana' }],
  });
});

