import { notes, notesWorld } from '../../world/accounts/notes';
import { patch, type World } from '../../world/world';
import { poolToken } from '../identity-token';
import { userPoolKeys, type LoginRule } from '../logins';
import { defaultStart, from, type Call, type Input, type Scenario } from '../scenario';
import { signToken } from '../token';

/** Scenarios of the notes app, for the tests of what comes after the sign-in. */

export const now = defaultStart;

export const sub = { ana: '5d1f0b3e-8a41-4c0e-9b77-2f6f1f0c9a11', ben: 'c2b9e7a4-13d8-4f57-8e60-7a9d54b3e022' } as const;

/** Ana's ID token from the notes user pool, as if she had signed in when the scenario begins. */
export function idToken(claims: Readonly<Record<string, unknown>> = {}, kid = userPoolKeys(notes.userPool).id): string {
  return signToken(
    { kid, alg: 'RS256' },
    {
      sub: sub.ana,
      'cognito:username': notes.ana,
      iss: `https://${notes.provider}`,
      aud: notes.client,
      token_use: 'id',
      auth_time: now,
      iat: now,
      exp: now + 3600,
      ...claims,
    },
  );
}

/** Ana's login, under the key of her user pool. */
export function login(claims: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  return { [notes.provider]: idToken(claims) };
}

export const people = { anyone: { name: 'Anyone', kind: 'guest' }, operator: { name: 'The operator', kind: 'operator' } } as const;

/** A scenario of these calls; everything not said is as in the notes app. */
export function story(calls: readonly Call[], options: { readonly world?: World; readonly ends?: string } = {}): Scenario {
  return { world: options.world ?? notesWorld, people, calls, start: now, ends: options.ends ?? 'ok' };
}

/** A call; it is named after its operation unless told otherwise, and made by anyone, unsigned. */
export function call(operation: string, input: Input, more: Partial<Call> = {}): Call {
  return { id: operation.slice(operation.indexOf(':') + 1), by: 'anyone', operation, input, ...more };
}

/** The same, by the operator. */
export function byOperator(operation: string, input: Input, more: Partial<Call> = {}): Call {
  return call(operation, input, { by: 'operator', signedBy: 'operator', ...more });
}

export const getId = (Logins?: Input, more?: Partial<Call>) =>
  call('cognito-identity:GetId', { IdentityPoolId: notes.identityPool, ...(Logins ? { Logins } : {}) }, more);

export const getCredentials = (Logins?: Input, fields: Input = {}, more?: Partial<Call>) =>
  call('cognito-identity:GetCredentialsForIdentity', { IdentityId: from('GetId', 'IdentityId'), ...(Logins ? { Logins } : {}), ...fields }, more);

export const getOpenIdToken = (Logins?: Input, more?: Partial<Call>) =>
  call('cognito-identity:GetOpenIdToken', { IdentityId: from('GetId', 'IdentityId'), ...(Logins ? { Logins } : {}) }, more);

export const assume = (RoleArn: string, fields: Input = {}, more?: Partial<Call>) =>
  call('sts:AssumeRoleWithWebIdentity', { RoleArn, RoleSessionName: 'anything', WebIdentityToken: from('GetOpenIdToken', 'Token'), ...fields }, more);

/** A call signed with the credentials of the enhanced flow before it. */
export const signed = (operation: string, input: Input, more: Partial<Call> = {}): Call =>
  call(operation, input, { signedBy: from('GetCredentialsForIdentity', 'Credentials'), ...more });

/** The notes app with some settings of its identity pool changed. */
export function withPool(fields: Parameters<typeof patch<'AWS::Cognito::IdentityPool'>>[3], world: World = notesWorld): World {
  return patch(world, 'AWS::Cognito::IdentityPool', notes.identityPool, fields);
}

export function withRoles(fields: Parameters<typeof patch<'AWS::Cognito::IdentityPoolRoleAttachment'>>[3], world: World = notesWorld): World {
  return patch(world, 'AWS::Cognito::IdentityPoolRoleAttachment', notes.identityPool, fields);
}

export function withRole(name: string, fields: Parameters<typeof patch<'AWS::IAM::Role'>>[3], world: World = notesWorld): World {
  return patch(world, 'AWS::IAM::Role', name, fields);
}

/** The notes app where the basic (classic) flow is possible. */
export const classicWorld = withPool({ AllowClassicFlow: true });

/** The notes app's pool with guests and classic flow, whose role mapping takes the role from the token. */
export const tokenMapping = (AmbiguousRoleResolution: 'AuthenticatedRole' | 'Deny'): World =>
  withRoles({ RoleMappings: { [`${notes.provider}:${notes.client}`]: { Type: 'Token', AmbiguousRoleResolution } } });

/** The notes app in an account that has switched STS off in its region. */
export const withoutSts: World = { ...notesWorld, regionsWithoutSts: [notes.region] };

/** A token of the identity pool's own for a guest, made by nobody's leave but ours. */
export function ownToken(claims: Partial<Parameters<typeof poolToken>[1]> = {}, account: string = notes.account): string {
  return poolToken(
    { account, partition: 'aws', region: notes.region },
    { sub: `${notes.region}:00000000-0000-4000-8000-000000000000`, aud: notes.identityPool, amr: ['unauthenticated'], iat: now, exp: now + 600, ...claims },
  );
}

/**
 * For each rule about logins, a scenario that it refuses.
 * @param make the scenario in which the operation gets these logins.
 */
export function loginRefusals(make: (logins: Input, world: World) => Scenario): Record<LoginRule, Scenario> {
  const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`provider-${i}.example`, 'token']));
  const disabled = patch(
    withPool({ CognitoIdentityProviders: [{ ProviderName: notes.provider, ClientId: notes.client, ServerSideTokenCheck: true }] }),
    'AWS::Cognito::UserPoolUser',
    `${notes.userPool}/${notes.ana}`,
    { Enabled: false },
  );
  return {
    count: make(eleven, notesWorld),
    providers: make(login(), withPool({ CognitoIdentityProviders: [] })),
    readable: make({ [notes.provider]: 'a secret word' }, notesWorld),
    cognitoToken: make({ [notes.provider]: ownToken() }, notesWorld),
    issuer: make(login({ iss: 'https://accounts.google.com' }), notesWorld),
    audience: make(login({ aud: undefined, client_id: notes.client, token_use: 'access' }), notesWorld),
    provider: make(login({ aud: 'another-client' }), notesWorld),
    signature: make({ [notes.provider]: idToken({}, 'another-key') }, notesWorld),
    expiry: make(login({ exp: now }), notesWorld),
    signedOut: make(login(), disabled),
  };
}
