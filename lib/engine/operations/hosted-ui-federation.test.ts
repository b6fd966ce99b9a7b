import { describe, expect, test } from 'vitest';
import { notes } from '../../world/accounts/notes';
import { patch, put, type World } from '../../world/world';
import { samlResponse } from '../assertion';
import { run } from '../run';
import { from, type Call, type Input } from '../scenario';
import { decodeToken } from '../token';
import { AdminLinkProviderForUser } from './admin-link-provider-for-user';
import { describeOperation } from './describe-operation.testing';
import { OAuth2ResponseGet } from './hosted-ui-oidc-response';
import { Saml2ResponsePost } from './hosted-ui-saml-response';
import { atGoogle, atOffice, authorize, fromGoogle, fromOffice, google, host, hostedWorld, oauth, redeem } from './hosted-ui.testing';
import { ProviderAuthorize } from './provider-authorize';
import { ProviderSaml } from './provider-saml';
import { ProviderToken } from './provider-token';
import { admin, pool, refused, refusesPools, scenario, withClient, withPool, triggerRefusals } from './user-pool.testing';

const toGoogle = authorize({ identity_provider: 'Google' });
const toOffice = authorize({ idp_identifier: 'office.example' });
const byGoogle = [toGoogle, atGoogle(), fromGoogle()];
const byOffice = [toOffice, atOffice(), fromOffice()];

const subject = '10769150350006150715113082367';
const googleUser = { Username: `google_${subject}`, UserPoolId: notes.userPool };

/** Refusals that are the same however someone comes back: `again` is a second journey of the same person. */
const comingBack = (away: readonly Call[], back: (more?: Partial<Call>) => Call, again: readonly Call[], Username: string) => ({
  state: refused('invalid_request', [...away, back({ after: 300 })], hostedWorld),
  client: refused('invalid_request', [...away, admin('meanwhile', 'DeleteUserPoolClient', { ...pool, ClientId: notes.client }), back()], hostedWorld),
  mapped: refused('invalid_request', [...away, back()], withPool({ SchemaAttributes: [{ Name: 'website', Required: true }] }, hostedWorld)),
  unchanged: refused('invalid_request', [...away, back(), ...again], withPool({ SchemaAttributes: [{ Name: 'email', Mutable: false }] }, hostedWorld)),
  enabled: refused('invalid_request', [...away, back(), admin('disable', 'AdminDisableUser', { ...pool, Username }), ...again], hostedWorld),
  ...triggerRefusals('PreSignUp', [...away, back()], hostedWorld),
});

const again = (away: Call, there: (fields: Input, more: Partial<Call>) => Call, back: Call, fields: Input): readonly Call[] => {
  const later = (call: Call): Call => ({ ...call, id: `${call.id}-again`, input: JSON.parse(JSON.stringify(call.input).replace(/"\$ref":"(authorize|google|office)\./g, '"$ref":"$1-again.')) as Input });
  return [later(away), later(there(fields, {})), later(back)];
};

const otherMail = { Claims: { email: 'other@gmail.example', given_name: 'Ana' } };
const notForUs = (fields: Input) => refused('invalid_request', [toGoogle, atGoogle(fields), fromGoogle()], hostedWorld);

describeOperation(OAuth2ResponseGet, {
  allows: { 'someone new': scenario(byGoogle, hostedWorld), 'someone known': scenario([...byGoogle, ...again(toGoogle, atGoogle, fromGoogle(), {})], hostedWorld) },
  refuses: {
    ...comingBack([toGoogle, atGoogle()], (more) => fromGoogle({}, more), again(toGoogle, atGoogle, fromGoogle(), otherMail), googleUser.Username),
    exchange: refused('invalid_request', [toGoogle, atGoogle(), fromGoogle({ code: 'made up' })], hostedWorld),
    idToken: notForUs({ nonce: 'of another request' }),
  },
});

const atOther = (fields: Input) => refused('server_error', [toOffice, atOffice(fields), fromOffice()], hostedWorld);

describeOperation(Saml2ResponsePost, {
  allows: { 'someone new': scenario(byOffice, hostedWorld) },
  refuses: {
    ...comingBack([toOffice, atOffice()], (more) => fromOffice({}, more), again(toOffice, atOffice, fromOffice(), { Claims: { mail: 'other@office.example' } }), 'office_ana@office.example'),
    signature: atOther({ Provider: 'https://somebody.example/saml' }),
    audience: atOther({ Audience: 'urn:amazon:cognito:sp:us-east-1_Other' }),
    current: refused('server_error', [toOffice, atOffice({ Duration: 10 }), fromOffice({}, { after: 10 })], hostedWorld),
  },
});

const link = (fields: Input = {}) =>
  admin('link', 'AdminLinkProviderForUser', {
    ...pool,
    DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: notes.ana },
    SourceUser: { ProviderName: 'Google', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: subject },
    ...fields,
  });

describeOperation(AdminLinkProviderForUser, {
  allows: { 'before they sign in there': scenario([link()], hostedWorld) },
  refuses: {
    ...refusesPools('AdminLinkProviderForUser'),
    user: refused('UserNotFoundException', [link({ DestinationUser: { ProviderAttributeValue: 'nobody' } })], hostedWorld),
    provider: refused('ResourceNotFoundException', [link({ SourceUser: { ProviderName: 'Facebook', ProviderAttributeValue: '1' } })], hostedWorld),
    unlinked: refused('InvalidParameterException', [...byGoogle, link()], hostedWorld),
  },
});

describeOperation(ProviderAuthorize, { allows: { 'anyone with an account there': scenario([toGoogle, atGoogle()], hostedWorld) }, refuses: {} });
describeOperation(ProviderSaml, { allows: { 'anyone with an account there': scenario([toOffice, atOffice()], hostedWorld) }, refuses: {} });
describeOperation(ProviderToken, {
  allows: { 'for its code': scenario(byGoogle, hostedWorld) },
  refuses: { code: scenario([{ id: 'token', by: 'ana', operation: 'outside-provider:Token', input: { Provider: 'accounts.google.com', code: 'made up' } }], hostedWorld) },
});

describe('someone from another provider', () => {
  const steps = (calls: readonly Call[], world: World = hostedWorld) => run(scenario(calls, world)).steps;
  const idToken = (calls: readonly Call[], world?: World) => decodeToken(String(steps([...calls, redeem()], world).at(-1)?.output?.id_token))?.claims ?? {};
  const open = withClient({ ...oauth, ReadAttributes: ['email', 'email_verified', 'name', 'custom:departments'] }, hostedWorld);

  test('is sent there with the pool’s own client, state and nonce', () => {
    const { Location, redirect } = steps([toGoogle]).at(-1)?.output as { Location: string; redirect: Record<string, string> };
    expect(Location.startsWith('https://accounts.google.com/o/oauth2/v2/auth?client_id=beach-at-google&redirect_uri=')).toBe(true);
    expect(redirect.redirect_uri).toBe('https://notes-beach.auth.us-east-1.amazoncognito.com/oauth2/idpresponse');
    expect(redirect.state).not.toBe('the-apps-own-state');
  });

  test('comes back to the app with the app’s state, and gets the user pool’s tokens', () => {
    const back = steps(byGoogle).at(-1)?.output as { redirect: Record<string, string> };
    expect(back.redirect.state).toBe('the-apps-own-state');
    expect(idToken(byGoogle)).toMatchObject({
      iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Lg7demo01',
      aud: notes.client,
      'cognito:username': googleUser.Username,
      'cognito:groups': ['us-east-1_Lg7demo01_Google'],
      email: 'ana@gmail.example',
      email_verified: true,
      nonce: 'the-apps-own-nonce',
      identities: [{ userId: subject, providerName: 'Google', providerType: 'Google', issuer: null, primary: 'true', dateCreated: '1795381200000' }],
    });
  });

  test('has an account made on the way, with the attributes that are mapped', () => {
    const get = admin('get', 'AdminGetUser', googleUser);
    expect(steps([...byGoogle, get]).at(-1)?.output).toMatchObject({ UserStatus: 'EXTERNAL_PROVIDER', Enabled: true });
    expect(steps([...byGoogle, get]).at(-1)?.output?.UserAttributes).toContainEqual({ Name: 'name', Value: 'Ana' });
  });

  test('gets that account even where people may not sign themselves up', () => {
    const closed = withPool({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } }, hostedWorld);
    expect(idToken(byGoogle, closed)).toMatchObject({ 'cognito:username': googleUser.Username });
  });

  test('is the same user the next time, with the attributes of that time', () => {
    const next = again(toGoogle, atGoogle, fromGoogle(), otherMail);
    const done = steps([...byGoogle, ...next, redeem({ code: from('login-again', 'redirect.code') })]);
    const [first, second] = [idToken(byGoogle), decodeToken(String(done.at(-1)?.output?.id_token))?.claims];
    expect(second).toMatchObject({ sub: first.sub, email: 'other@gmail.example' });
  });

  test('comes from SAML by the identifier of the provider, several values in brackets', () => {
    expect(steps([toOffice]).at(-1)?.output?.Location).toMatch(/^https:\/\/office\.example\/sso\?RelayState=/);
    const all = patch(open, 'AWS::Cognito::UserPoolClient', notes.client, { AllowedOAuthScopes: ['openid'] });
    const toOffice2 = authorize({ idp_identifier: 'office.example', scope: 'openid' });
    expect(idToken([toOffice2, atOffice(), fromOffice()], all)).toMatchObject({
      'cognito:username': 'office_ana@office.example',
      email: 'ana@office.example',
      'custom:departments': '[legal, sales]',
      identities: [{ providerName: 'Office', providerType: 'SAML', userId: 'ana@office.example' }],
    });
  });

  test('who was linked to a user of the pool is that user', () => {
    expect(idToken([link(), ...byGoogle])).toMatchObject({
      'cognito:username': notes.ana,
      'cognito:groups': ['editors'],
      identities: [{ primary: 'false', userId: subject }],
    });
  });

  test('has no password to sign in with', () => {
    const tries = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: googleUser.Username, PASSWORD: 'x' } };
    const call: Call = { id: 'in', by: 'ana', operation: 'cognito-idp:InitiateAuth', input: tries };
    expect(steps([...byGoogle, call]).at(-1)?.error?.message).toBe('Incorrect username or password.');
  });

  test('cannot come back twice with the same state, nor with another’s code', () => {
    const twice = { ...fromGoogle(), id: 'twice' };
    expect(steps([...byGoogle, twice]).at(-1)?.reasons.at(-1)).toMatchObject({ rule: 'state', holds: false });
    const other = atGoogle({ client_id: 'another-app' });
    expect(steps([toGoogle, other, fromGoogle()]).at(-1)?.reasons.at(-1)).toMatchObject({ rule: 'exchange', holds: false });
  });

  test('is not let in by a code that was used', () => {
    const ask = (id: string): Call => ({
      id,
      by: 'ana',
      operation: 'outside-provider:Token',
      input: { Provider: 'accounts.google.com', client_id: 'beach-at-google', code: from('google', 'redirect.code') },
    });
    expect(steps([toGoogle, atGoogle(), ask('first'), ask('second')]).map((step) => step.error?.code)).toEqual([undefined, undefined, undefined, 'invalid_grant']);
  });

  test('is not let in by an assertion posted elsewhere, or sealed by someone else', () => {
    const elsewhere = atOffice({ Recipient: 'https://elsewhere.example/saml2/idpresponse' });
    expect(steps([toOffice, elsewhere, fromOffice()]).at(-1)?.reasons.at(-1)).toMatchObject({ rule: 'audience', holds: false });
    const assertion = {
      issuer: 'https://office.example/saml',
      subject: 'boss@office.example',
      audience: `urn:amazon:cognito:sp:${notes.userPool}`,
      recipient: `https://${host}/saml2/idpresponse`,
      notOnOrAfter: 2_000_000_000,
      attributes: { mail: ['boss@office.example'] },
    };
    const made = (key: string) => [toOffice, fromOffice({ SAMLResponse: samlResponse(assertion, key), RelayState: from('authorize', 'redirect.RelayState') })];
    expect(steps(made('my own key')).at(-1)?.reasons.at(-1)).toMatchObject({ rule: 'signature', holds: false });
    expect(steps(made(assertion.issuer)).at(-1)?.error).toBeUndefined();
  });

  test('is not let in by a token for another client of the provider, or an expired one', () => {
    const world = patch(hostedWorld, 'AWS::Cognito::UserPoolIdentityProvider', `${notes.userPool}/Google`, { ProviderDetails: { client_id: 'beach-at-google' } });
    const wrongAudience = atGoogle({ Claims: { aud: 'another-app' } });
    expect(steps([toGoogle, wrongAudience, fromGoogle()], world).at(-1)?.reasons.at(-1)).toMatchObject({ rule: 'idToken', holds: false });
    const expired = atGoogle({ Claims: { exp: 1 } });
    expect(steps([toGoogle, expired, fromGoogle()]).at(-1)?.reasons.at(-1)).toMatchObject({ rule: 'idToken', holds: false });
  });

  test('at an OIDC provider is sent where its configuration says', () => {
    const oidc = { ...google, ProviderName: 'Login', ProviderType: 'OIDC' as const, ProviderDetails: { client_id: 'beach', oidc_issuer: 'https://login.example.com' } };
    const world = put(hostedWorld, 'AWS::Cognito::UserPoolIdentityProvider', `${notes.userPool}/Login`, oidc);
    const client = withClient({ ...oauth, SupportedIdentityProviders: ['Login'] }, world);
    const calls = [authorize({ identity_provider: 'Login' }), atGoogle({ Provider: 'login.example.com' }), fromGoogle()];
    expect(steps(calls, client)[0]?.output?.Location).toMatch(/^https:\/\/login\.example\.com\/authorize\?client_id=beach/);
    expect(idToken(calls, client)).toMatchObject({ 'cognito:username': `login_${subject}`, identities: [{ providerName: 'Login', providerType: 'OIDC' }] });
  });
});
