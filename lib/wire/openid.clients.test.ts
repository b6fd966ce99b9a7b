import * as openid from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeToken, sealMark } from '../engine/token';
import { notes, notesWorld } from '../world/accounts/notes';
import { patch, put } from '../world/world';
import { serve, type Served } from './serving.testing';

const callback = 'http://localhost:5173/callback';
const domain = 'notes';

const samlEntity = 'https://idp.example/saml';
let world = patch(notesWorld, 'AWS::Cognito::UserPoolClient', notes.client, {
  CallbackURLs: [callback],
  LogoutURLs: ['http://localhost:5173/'],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code', 'implicit'],
  AllowedOAuthScopes: ['openid', 'email'],
  SupportedIdentityProviders: ['COGNITO', 'Google', 'Harbour'],
});
world = put(world, 'AWS::Cognito::UserPoolDomain', domain, { Domain: domain, UserPoolId: notes.userPool });
world = put(world, 'AWS::Cognito::UserPoolIdentityProvider', `${notes.userPool}/Google`, {
  UserPoolId: notes.userPool,
  ProviderName: 'Google',
  ProviderType: 'Google',
  ProviderDetails: { client_id: 'google-app', authorize_scopes: 'openid email' },
  AttributeMapping: { email: 'email', username: 'sub' },
});
world = put(world, 'AWS::Cognito::UserPoolIdentityProvider', `${notes.userPool}/Harbour`, {
  UserPoolId: notes.userPool,
  ProviderName: 'Harbour',
  ProviderType: 'SAML',
  ProviderDetails: { MetadataFile: `<EntityDescriptor entityID="${samlEntity}"/>` },
  AttributeMapping: { email: 'mail' },
});

let served: Served;
let config: openid.Configuration;
beforeAll(async () => {
  served = await serve({ world });
  const metadata = (await (await fetch(`${served.endpoint}/${notes.userPool}/.well-known/openid-configuration`)).json()) as openid.ServerMetadata;
  config = new openid.Configuration(metadata, notes.client, undefined, openid.None());
  openid.allowInsecureRequests(config);
  openid.enableNonRepudiationChecks(config);
});
afterAll(() => served.close());

/** A browser, as far as it is needed: it keeps the cookie and follows redirects until they leave this server. */
function browser() {
  let cookie = '';
  const go = async (address: string, init: RequestInit = {}): Promise<{ readonly address: string; readonly html: string; readonly status: number }> => {
    const answer = await fetch(address, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    const location = answer.headers.get('location');
    if (location === null) return { address, html: await answer.text(), status: answer.status };
    const next = new URL(location, address).href;
    return next.startsWith(served.endpoint) ? go(next) : { address: next, html: '', status: answer.status };
  };
  const unescaped = (text: string) => text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  /** Fills in the page's form and sends it. */
  const submit = (at: { readonly address: string; readonly html: string }, filled: Record<string, string>) => {
    const action = unescaped(/action="([^"]*)"/.exec(at.html)![1]!);
    const fields = [...at.html.matchAll(/<input name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [unescaped(name!), unescaped(value!)]);
    const origin = new URL(at.address).origin;
    return go(new URL(action, at.address).href, { method: 'POST', headers: { origin }, body: new URLSearchParams({ ...Object.fromEntries(fields), ...filled }) });
  };
  return { go, submit, forget: () => (cookie = '') };
}

async function authorizationUrl(changes: Record<string, string> = {}) {
  const verifier = openid.randomPKCECodeVerifier();
  const state = openid.randomState();
  const nonce = openid.randomNonce();
  const code_challenge = await openid.calculatePKCECodeChallenge(verifier);
  const url = openid.buildAuthorizationUrl(config, { redirect_uri: callback, scope: 'openid email', state, nonce, code_challenge, code_challenge_method: 'S256', ...changes });
  return { address: url.href, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce } };
}

describe('openid-client against the user pool’s domain', () => {
  test('code with PKCE, the user’s own page, userInfo, refresh, revocation', async () => {
    const { go, submit } = browser();
    const { address, checks } = await authorizationUrl();
    const back = await submit(await go(address), { username: notes.ana, password: notes.anaPassword });
    expect(back.address).toMatch(/^http:\/\/localhost:5173\/callback\?code=[^&]+&state=/);
    const tokens = await openid.authorizationCodeGrant(config, new URL(back.address), checks);
    expect(tokens.claims()).toMatchObject({ iss: `https://${notes.provider}`, aud: notes.client, email: notes.ana });
    const about = await openid.fetchUserInfo(config, tokens.access_token, tokens.claims()!.sub);
    expect(about).toMatchObject({ email: notes.ana, username: notes.ana });
    const renewed = await openid.refreshTokenGrant(config, tokens.refresh_token!);
    expect(renewed.claims()!.auth_time).toBe(tokens.claims()!.auth_time);
    await openid.tokenRevocation(config, tokens.refresh_token!);
    await expect(openid.refreshTokenGrant(config, tokens.refresh_token!)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(openid.authorizationCodeGrant(config, new URL(back.address), checks)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('another verifier than the challenge was made from is refused, and so is the challenge itself', async () => {
    for (const trick of [(_challenge: string) => openid.randomPKCECodeVerifier(), (challenge: string) => `S256:${challenge}`]) {
      const { go, submit } = browser();
      const { address, checks } = await authorizationUrl();
      const back = await submit(await go(address), { username: notes.ana, password: notes.anaPassword });
      const pkceCodeVerifier = trick(new URL(address).searchParams.get('code_challenge')!);
      await expect(openid.authorizationCodeGrant(config, new URL(back.address), { ...checks, pkceCodeVerifier })).rejects.toMatchObject({ error: 'invalid_grant' });
    }
  });

  test('who has signed in an hour ago or less is not asked again, until they sign out', async () => {
    const { go, submit } = browser();
    await submit(await go((await authorizationUrl()).address), { username: notes.ben, password: notes.benPassword });
    expect((await go((await authorizationUrl()).address)).address).toMatch(/^http:\/\/localhost:5173\/callback\?code=/);
    const out = `${served.endpoint}/_domain/${domain}/logout?client_id=${notes.client}&logout_uri=${encodeURIComponent('http://localhost:5173/')}`;
    const left = await fetch(out, { redirect: 'manual' });
    expect(left.headers.get('set-cookie')).toContain('cognito=; ');
    expect(left.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await go(out)).address).toBe('http://localhost:5173/');
    expect((await go((await authorizationUrl()).address)).html).toContain('type="password"');
  });

  test('a wrong password is told on the page, and nothing is given away in it', async () => {
    const { go, submit } = browser();
    const asked = await go((await authorizationUrl({ login_hint: '"><script>alert(1)</script>' })).address);
    expect(asked.html).not.toContain('<script>');
    const refused = await submit(asked, { username: notes.ana, password: 'wrong' });
    expect([refused.status, refused.html.includes('Incorrect username or password.')]).toEqual([400, true]);
  });

  test('an address that is not the app’s own is shown an error and not gone to', async () => {
    const { address } = await authorizationUrl({ redirect_uri: 'https://evil.example/' });
    const shown = await browser().go(address);
    expect(shown.status).toBe(400);
    expect(shown.address).toContain(served.endpoint);
  });

  test('an error that the app may see goes back to it', async () => {
    const { address } = await authorizationUrl({ scope: 'openid aws.cognito.signin.user.admin' });
    expect((await browser().go(address)).address).toMatch(/^http:\/\/localhost:5173\/callback\?error=invalid_scope&.*state=/);
  });

  test('implicit: really signed tokens in the fragment', async () => {
    const { go, submit } = browser();
    const { address } = await authorizationUrl({ response_type: 'token' });
    const back = await submit(await go(address), { username: notes.ana, password: notes.anaPassword });
    const fragment = new URLSearchParams(new URL(back.address).hash.slice(1));
    const { signature, claims } = decodeToken(fragment.get('id_token')!)!;
    expect(claims.email).toBe(notes.ana);
    expect(signature.startsWith(sealMark)).toBe(false);
    expect(Buffer.from(signature, 'base64url')).toHaveLength(256);
  });
});

describe('people from elsewhere', () => {
  test('sign in at a made-up Google and get a user of the pool’s', async () => {
    const { go, submit } = browser();
    const { address, checks } = await authorizationUrl({ identity_provider: 'Google' });
    const there = await go(address);
    expect(there.html).toContain('<h1>Google</h1>');
    const back = await submit(there, { subject: '1180', email: 'ana@gmail.example' });
    const tokens = await openid.authorizationCodeGrant(config, new URL(back.address), checks);
    expect(tokens.claims()).toMatchObject({ 'cognito:username': 'google_1180', email: 'ana@gmail.example' });
  });

  test('bring a signed SAML assertion, which does not work when it is changed', async () => {
    const { go, submit } = browser();
    const { address, checks } = await authorizationUrl({ identity_provider: 'Harbour' });
    const form = await submit(await go(address), { subject: 'ana', mail: 'ana@harbour.example' });
    const SAMLResponse = /name="SAMLResponse" value="([^"]*)"/.exec(form.html)![1]!;
    const forged = Buffer.from(Buffer.from(SAMLResponse, 'base64').toString().replaceAll('>ana<', '>ben<')).toString('base64');
    expect((await submit(form, { SAMLResponse: forged })).address).toContain('error=server_error');
    const back = await submit(form, {});
    const tokens = await openid.authorizationCodeGrant(config, new URL(back.address), checks);
    expect(tokens.claims()).toMatchObject({ email: 'ana@harbour.example', 'cognito:username': 'harbour_ana' });
  });
});

test('the pages are no operations of the API', async () => {
  const body = JSON.stringify({ Domain: domain, client_id: notes.client, grant_type: 'authorization_code' });
  for (const page of ['Token_POST', 'login_POST', 'Logout']) {
    const answer = await fetch(served.endpoint, { method: 'POST', headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${page}` }, body });
    expect(answer.status).toBe(501);
  }
});
