import { describe, expect, test } from 'vitest';
import { notes } from '../../world/accounts/notes';
import type { World } from '../../world/world';
import { run } from '../run';
import { from, type Call, type Input, type InputValue } from '../scenario';
import { decodeToken } from '../token';
import { describeOperation } from './describe-operation.testing';
import { OAuth2AuthorizeGet } from './hosted-ui-authorize';
import { SelectChallengePost } from './hosted-ui-challenge';
import { LoginPost } from './hosted-ui-login';
import { Logout } from './hosted-ui-logout';
import { RevokePost } from './hosted-ui-revoke';
import { authorize, callback, Domain, goodbye, hostedWorld, login, oauth, redeem, request, verifier, without } from './hosted-ui.testing';
import { TokenPost } from './hosted-ui-token';
import { UserInfoGet } from './hosted-ui-user-info';
import { admin, ana, idp, lateTriggerRefusals, pool, refused, refusesAccessTokens, scenario, secret, signIn, tokenOf, triggerRefusals, withAna, withClient, withPool } from './user-pool.testing';

const withOauth = (fields: Parameters<typeof withClient>[0], world: World = hostedWorld) => withClient({ ...oauth, ...fields }, world);
const as = (fields: Parameters<typeof withAna>[0]) => withAna(fields, hostedWorld);

/** A refusal of every kind of request that no app should send. */
const requests = (ask: (fields?: Input) => Call) => ({
  client: refused('invalid_request', [ask({ Domain: 'nobodys' })], hostedWorld),
  redirect: refused('redirect_mismatch', [ask({ redirect_uri: `${callback}/` })], hostedWorld),
  responseType: refused('invalid_request', [ask({ response_type: 'both' })], hostedWorld),
  oauthFlow: refused('unauthorized_client', [ask({ response_type: 'token' })], withOauth({ AllowedOAuthFlows: ['code'] })),
  scopes: refused('invalid_scope', [ask({ scope: 'openid phone' })], hostedWorld),
  challengeMethod: refused('invalid_request', [ask({ code_challenge_method: 'plain' })], hostedWorld),
});

describeOperation(OAuth2AuthorizeGet, {
  allows: {
    'to the sign-in page': scenario([authorize()], hostedWorld),
    'back to the app, when signed in already': scenario([login(), authorize({ cookie: from('login', 'cookie') })], hostedWorld),
    'to another provider': scenario([authorize({ identity_provider: 'Google' })], hostedWorld),
  },
  refuses: {
    ...requests(authorize),
    provider: refused('invalid_request', [authorize({ identity_provider: 'Google' })], withOauth({ SupportedIdentityProviders: ['COGNITO'] })),
    ...lateTriggerRefusals('PreTokenGeneration', [login()], authorize({ response_type: 'token', cookie: from('login', 'cookie') }), hostedWorld),
  },
});

const wrong = (n: number) => login({ password: 'x' }, { id: `wrong-${n}`, goesOn: true });

describeOperation(LoginPost, {
  allows: {
    'with a password': scenario([login()], hostedWorld),
    'with a password, for tokens at once': scenario([login({ response_type: 'token' })], hostedWorld),
  },
  refuses: {
    ...requests(login),
    localUsers: refused('invalid_request', [login()], withOauth({ SupportedIdentityProviders: ['Google'] })),
    parameter: refused('InvalidParameterException', [login({ password: '' })], hostedWorld),
    attempts: refused('NotAuthorizedException', [...[1, 2, 3, 4, 5].map(wrong), login()], hostedWorld),
    password: refused('NotAuthorizedException', [login({ username: 'nobody' })], withOauth({ PreventUserExistenceErrors: 'LEGACY' })),
    reset: refused('PasswordResetRequiredException', [login()], as({ UserStatus: 'RESET_REQUIRED' })),
    enabled: refused('NotAuthorizedException', [login()], as({ Enabled: false })),
    confirmed: refused('UserNotConfirmedException', [login()], as({ UserStatus: 'UNCONFIRMED' })),
    temporaryPassword: refused('NotAuthorizedException', [login()], as({ UserStatus: 'FORCE_CHANGE_PASSWORD' })),
    ...triggerRefusals('PostAuthentication', [login()], hostedWorld),
  },
});

const factors = { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true }, SmsMfaConfiguration: {} } as const;
const totpSecret = 'ANASAUTHENTICATOR';
const withTotp = withPool(factors, withAna({ totpSecret, mfa: { enabled: ['SOFTWARE_TOKEN_MFA'] } }, hostedWorld));
const withBoth = withAna({ totpSecret, mfa: { enabled: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'] }, Attributes: { sub: 's', phone_number: '+15550001234' } }, withTotp);
const invited = withAna({ UserStatus: 'FORCE_CHANGE_PASSWORD', UserCreateDate: undefined }, hostedWorld);
const nameless = withPool({ SchemaAttributes: [{ Name: 'name', Required: true }] }, withAna({ Attributes: { sub: 's' } }, invited));
const mustSetUp = withPool({ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } }, hostedWorld);
const answer = (ChallengeName: string, ChallengeResponses: Input, more: Partial<Call> = {}, Session: InputValue = from('login', 'Session')) =>
  idp(more.id ?? 'answer', 'selectChallenge_POST', { Session, ChallengeName, ChallengeResponses }, more);
const totp = answer('SOFTWARE_TOKEN_MFA', { SOFTWARE_TOKEN_MFA_CODE: { $totp: totpSecret } });
const newPassword = (fields: Input = {}) => answer('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: 'Rock-pool-5-kelp', ...fields });

describeOperation(SelectChallengePost, {
  allows: {
    'a second factor': scenario([login(), totp], withTotp),
    'a new password': scenario([login(), newPassword()], invited),
  },
  refuses: {
    session: refused('NotAuthorizedException', [signIn(), answer('SOFTWARE_TOKEN_MFA', {}, {}, from('sign-in', 'Session'))], withTotp),
    sessionOnce: refused('NotAuthorizedException', [login(), totp, { ...totp, id: 'again' }], withTotp),
    sessionCurrent: refused('NotAuthorizedException', [login(), { ...totp, after: 180 }], withTotp),
    parameter: refused('InvalidParameterException', [login(), answer('SOFTWARE_TOKEN_MFA', {})], withTotp),
    passwordPolicy: refused('InvalidPasswordException', [login(), newPassword({ NEW_PASSWORD: 'short' })], invited),
    requiredAttributes: refused('InvalidParameterException', [login(), newPassword()], nameless),
    givenAttributes: refused('NotAuthorizedException', [login(), newPassword({ 'userAttributes.email': notes.ana })], invited),
    oneTimePassword: refused('CodeMismatchException', [login(), answer('SOFTWARE_TOKEN_MFA', { SOFTWARE_TOKEN_MFA_CODE: 'guess' })], withTotp),
    unusedCode: refused(
      'ExpiredCodeException',
      [login(), totp, login({}, { id: 'login-2' }), { ...totp, id: 'again', input: { ...totp.input, Session: from('login-2', 'Session') } }],
      withTotp,
    ),
    choice: refused('InvalidParameterException', [login(), answer('SELECT_MFA_TYPE', { ANSWER: 'EMAIL_OTP' })], withBoth),
    setUp: refused('NotAuthorizedException', [login(), answer('MFA_SETUP', {})], mustSetUp),
    ...triggerRefusals('PostAuthentication', [login(), totp], withTotp),
  },
});

const machine = withOauth({ AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['notes/read', 'notes/write'], ClientSecret: secret });
const api = admin('api', 'CreateResourceServer', { ...pool, Identifier: 'notes', Name: 'Notes', Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read' }] });
const asMachine = (fields: Input = {}) =>
  idp('tokens', 'Token_POST', { Domain, grant_type: 'client_credentials', client_id: notes.client, client_secret: secret, scope: 'notes/read', ...fields });
const renew = (fields: Input = {}, more: Partial<Call> = {}) =>
  idp('renew', 'Token_POST', { Domain, grant_type: 'refresh_token', client_id: notes.client, refresh_token: from('tokens', 'refresh_token'), ...fields }, more);

describeOperation(TokenPost, {
  allows: {
    'for a code, with its verifier': scenario([authorize(), login(), redeem()], hostedWorld),
    'for a code without PKCE': scenario([without(login(), 'code_challenge'), without(redeem(), 'code_verifier')], hostedWorld),
    'for a refresh token': scenario([login(), redeem(), renew({}, { after: 3600 })], hostedWorld),
    'for the client itself': scenario([api, asMachine()], machine),
  },
  refuses: {
    client: refused('invalid_client', [login(), redeem({ client_id: 'nobodysclient' })], hostedWorld),
    clientSecret: refused('invalid_client', [asMachine({ client_secret: 'a guess' })], machine),
    grantType: refused('unsupported_grant_type', [login(), redeem({ grant_type: 'password' })], hostedWorld),
    oauthFlow: refused('unauthorized_client', [asMachine({ grant_type: 'authorization_code' })], machine),
    parameter: refused('invalid_request', [redeem({ code: '' })], hostedWorld),
    code: refused('invalid_grant', [redeem({ code: 'made up' })], hostedWorld),
    codeOnce: refused('invalid_grant', [login(), redeem(), redeem({}, { id: 'again' })], hostedWorld),
    codeCurrent: refused('invalid_grant', [login(), redeem({}, { after: 300 })], hostedWorld),
    sameRedirect: refused('invalid_grant', [login(), redeem({ redirect_uri: `${callback}/` })], hostedWorld),
    verifier: refused('invalid_grant', [login(), redeem({ code_verifier: 'what a thief of the code makes up' })], hostedWorld),
    user: refused('invalid_grant', [login(), admin('disable', 'AdminDisableUser', ana), redeem()], hostedWorld),
    refreshToken: refused('invalid_grant', [login(), redeem(), idp('revoke', 'RevokeToken', { ClientId: notes.client, Token: from('tokens', 'refresh_token') }), renew()], hostedWorld),
    scopes: refused('invalid_scope', [api, asMachine({ scope: 'notes/write' })], machine),
    ...triggerRefusals('PreTokenGeneration', [login(), redeem()], hostedWorld),
  },
});

const revoke = (fields: Input = {}) => idp('revoke', 'Revoke_POST', { Domain, client_id: notes.client, token: from('tokens', 'refresh_token'), ...fields });

describeOperation(RevokePost, {
  allows: { 'a refresh token': scenario([login(), redeem(), revoke()], hostedWorld), 'what nobody knows': scenario([revoke({ token: 'what' })], hostedWorld) },
  refuses: {
    client: refused('invalid_client', [revoke({ token: 'what', client_id: 'nobodysclient' })], hostedWorld),
    clientSecret: refused('invalid_client', [revoke({ token: 'what' })], withOauth({ ClientSecret: secret })),
    token: refused('invalid_request', [revoke({ token: 'what' })], withOauth({ EnableTokenRevocation: false })),
    kind: refused('unsupported_token_type', [login(), redeem(), revoke({ token: from('tokens', 'access_token') })], hostedWorld),
  },
});

const userInfo = (access_token: InputValue = from('tokens', 'access_token')) => idp('info', 'UserInfo_GET', { access_token });
const tokenRefusals = refusesAccessTokens((access_token, more) => ({ ...userInfo(access_token), ...more }), hostedWorld);

describeOperation(UserInfoGet, {
  allows: { 'with openid': scenario([login(), redeem(), userInfo()], hostedWorld) },
  refuses: {
    accessToken: { ...tokenRefusals.accessToken, ends: 'invalid_token' },
    accessCurrent: { ...tokenRefusals.accessCurrent, ends: 'invalid_token' },
    accessRevoked: { ...tokenRefusals.accessRevoked, ends: 'invalid_token' },
    scope: refused('insufficient_scope', [signIn(), userInfo(from('sign-in', 'AuthenticationResult.AccessToken'))], hostedWorld),
    tokenUser: refused('invalid_token', [userInfo(tokenOf('gone@notes.example', 'openid'))], hostedWorld),
    tokenUserEnabled: refused('invalid_token', [userInfo(tokenOf(notes.ana, 'openid'))], as({ Enabled: false })),
  },
});

const logout = (fields: Input = {}) => idp('logout', 'Logout', { Domain, client_id: notes.client, logout_uri: goodbye, ...fields });

describeOperation(Logout, {
  allows: { 'to a page of the app’s': scenario([logout()], hostedWorld), 'to sign in anew': scenario([without(logout(request), 'logout_uri')], hostedWorld) },
  refuses: {
    client: refused('invalid_request', [logout({ client_id: 'nobodysclient' })], hostedWorld),
    logoutUri: refused('redirect_mismatch', [logout({ logout_uri: 'https://elsewhere.example' })], hostedWorld),
  },
});

describe('the hosted UI', () => {
  const steps = (calls: readonly Call[], world: World = hostedWorld) => run(scenario(calls, world)).steps;
  const last = (calls: readonly Call[], world?: World) => steps(calls, world).at(-1);
  const claims = (text: unknown) => decodeToken(String(text))?.claims ?? {};

  test('shows the sign-in page, and keeps what the app asked', () => {
    expect(last([authorize()])?.output?.Location).toMatch(/^\/login\?response_type=code&client_id=4a7b2c9d1e3f5a6b7c8d9e0f1a&redirect_uri=https%3A%2F%2Fnotes\.example/);
  });

  test('sends people back with a code and the app’s own state', () => {
    const { Location, redirect } = last([login()])?.output as { Location: string; redirect: Record<string, string> };
    expect(redirect.state).toBe('the-apps-own-state');
    expect(Location).toBe(`${callback}?code=${redirect.code}&state=the-apps-own-state`);
  });

  test('gives tokens with the scopes that were asked, the nonce, and only the attributes that they open', () => {
    const tokens = last([login(), redeem()])?.output ?? {};
    expect(claims(tokens.id_token)).toMatchObject({ nonce: 'the-apps-own-nonce', email: notes.ana, aud: notes.client, token_use: 'id' });
    expect(claims(tokens.id_token)).not.toHaveProperty('name');
    expect(claims(tokens.access_token)).toMatchObject({ scope: 'openid email', version: 2 });
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 3600, refresh_token: expect.any(String) as string });
  });

  test('opens every readable attribute to openid alone, and with profile', () => {
    for (const scope of ['openid', 'openid email profile']) {
      expect(claims(last([login({ scope }), redeem()])?.output?.id_token)).toMatchObject({ name: 'Ana', email: notes.ana });
    }
  });

  test('gives no ID token to who did not ask for openid', () => {
    const scope = 'aws.cognito.signin.user.admin';
    expect(last([login({ scope }), redeem()])?.output).not.toHaveProperty('id_token');
  });

  test('puts tokens in the fragment in the implicit flow, and none to renew them', () => {
    const { Location, redirect } = last([login({ response_type: 'token' })])?.output as { Location: string; redirect: Record<string, string> };
    expect(Location.startsWith(`${callback}#id_token=`)).toBe(true);
    expect(Object.keys(redirect)).toEqual(['id_token', 'access_token', 'expires_in', 'token_type', 'state']);
  });

  test('remembers who signed in for an hour, unless told to ask again', () => {
    const again = (fields: Input = {}, after = 0) => authorize({ cookie: from('login', 'cookie'), ...fields }, { after });
    expect(last([login(), again({}, 3599)])?.output).toHaveProperty('redirect.code');
    expect(last([login(), again({}, 3600)])?.output?.Location).toMatch(/^\/login/);
    expect(last([login(), again({ prompt: 'login' })])?.output?.Location).toMatch(/^\/login/);
    const later = steps([login(), again({}, 600), redeem({ code: from('authorize', 'redirect.code') })]);
    expect(claims(later.at(-1)?.output?.id_token).auth_time).toBe(later[0]?.at);
  });

  test('forgets who signed in at logout; tokens stay good', () => {
    const out = logout({ cookie: from('login', 'cookie') });
    expect(last([login(), out, authorize({ cookie: from('login', 'cookie') })])?.output?.Location).toMatch(/^\/login/);
    expect(last([login(), redeem(), out, userInfo()])?.output).toMatchObject({ sub: claims(last([login(), redeem()])?.output?.id_token).sub });
  });

  test('renews tokens, keeping auth_time and origin_jti; and rotates where the client does', () => {
    const done = steps([login(), redeem(), renew({}, { after: 60 })]);
    const [first, second] = [claims(done[1]?.output?.id_token), claims(done[2]?.output?.id_token)];
    expect([second.auth_time, second.origin_jti]).toEqual([first.auth_time, first.origin_jti]);
    expect(done[2]?.output).not.toHaveProperty('refresh_token');
    const rotating = withOauth({ ExplicitAuthFlows: [], RefreshTokenRotation: { Feature: 'ENABLED' } });
    expect(last([login(), redeem(), renew()], rotating)?.output).toHaveProperty('refresh_token');
  });

  test('gives a client a token of its own, without a user', () => {
    const output = last([api, asMachine()], machine)?.output ?? {};
    expect(Object.keys(output)).toEqual(['access_token', 'expires_in', 'token_type']);
    expect(claims(output.access_token)).toMatchObject({ sub: notes.client, client_id: notes.client, scope: 'notes/read', token_use: 'access' });
    expect(claims(output.access_token)).not.toHaveProperty('username');
  });

  test('tells what the token’s scopes open', () => {
    expect(last([login(), redeem(), userInfo()])?.output).toEqual({
      sub: '5d1f0b3e-8a41-4c0e-9b77-2f6f1f0c9a11',
      email: notes.ana,
      email_verified: 'true',
      username: notes.ana,
    });
  });

  test('goes through the second factor to the code, and its tokens serve the API if they have the scope', () => {
    const scope = 'openid aws.cognito.signin.user.admin';
    const calls = [login({ scope }), totp, redeem({ code: from('answer', 'redirect.code') }), idp('me', 'GetUser', { AccessToken: from('tokens', 'access_token') })];
    expect(last(calls, withTotp)?.output).toMatchObject({ Username: notes.ana });
    const narrow = [login(), totp, redeem({ code: from('answer', 'redirect.code') }), idp('me', 'GetUser', { AccessToken: from('tokens', 'access_token') })];
    expect(last(narrow, withTotp)?.error?.message).toBe('Access Token does not have required scopes');
  });

  test('keeps a code from who stole it without the verifier, and from another client', () => {
    expect(last([login(), without(redeem(), 'code_verifier')])?.error?.code).toBe('invalid_grant');
    const other = admin('other', 'CreateUserPoolClient', { ...pool, ClientName: 'other', AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['code'] });
    const stolen = redeem({ client_id: from('other', 'UserPoolClient.ClientId'), code_verifier: verifier });
    expect(last([other, login(), stolen])?.reasons.at(-1)).toMatchObject({ rule: 'code', holds: false });
  });

  test('gives no scope that goes with openid without it, and to a client itself only those of resource servers', () => {
    expect(last([login({ scope: 'email' })])?.error?.code).toBe('invalid_scope');
    const both = withClient({ AllowedOAuthScopes: ['openid', 'notes/read'] }, machine);
    expect(last([api, asMachine({ scope: 'openid' })], both)?.error?.code).toBe('invalid_scope');
    expect(last([api, asMachine()], both)?.output).toHaveProperty('access_token');
  });

  test('serves the clients of its own pool', () => {
    const other = admin('pool', 'CreateUserPool', { PoolName: 'other' });
    const domain = admin('domain', 'CreateUserPoolDomain', { UserPoolId: from('pool', 'UserPool.Id'), Domain: 'other' });
    expect(last([other, domain, authorize({ Domain: 'other' })])?.reasons.at(-1)).toMatchObject({ rule: 'client', holds: false });
  });

  test('asks who was disabled meanwhile to sign in again', () => {
    const cookie = from('login', 'cookie');
    expect(last([login(), admin('disable', 'AdminDisableUser', ana), authorize({ cookie })])?.output?.Location).toMatch(/^\/login/);
  });

  test('knows only its own pool’s cookies', () => {
    const made = admin('pool', 'CreateUserPool', { PoolName: 'other' });
    const UserPoolId = from('pool', 'UserPool.Id');
    const domain = admin('domain', 'CreateUserPoolDomain', { UserPoolId, Domain: 'other' });
    const client = admin('client', 'CreateUserPoolClient', { UserPoolId, ClientName: 'other', ...oauth, ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] });
    const there = authorize({ Domain: 'other', client_id: from('client', 'UserPoolClient.ClientId'), cookie: from('login', 'cookie') });
    expect(last([login(), made, domain, client, there])?.output?.Location).toMatch(/^\/login/);
  });

  test('revokes no token of another client', () => {
    const other = admin('other', 'CreateUserPoolClient', { ...pool, ClientName: 'other' });
    const theirs = revoke({ client_id: from('other', 'UserPoolClient.ClientId') });
    expect(last([other, login(), redeem(), theirs, renew()])?.output).toHaveProperty('access_token');
  });
});
