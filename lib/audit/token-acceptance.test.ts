import { describe, expect, test } from 'vitest';
import { perform } from '../engine/perform';
import { defaultStart } from '../engine/scenario';
import { newState } from '../engine/state';
import { decodeToken, signToken } from '../engine/token';
import { notes, notesWorld } from '../world/accounts/notes';
import { get } from '../world/world';
import { acceptanceOf, type TakingPool } from './token-acceptance';

const pool = get(notesWorld, 'AWS::Cognito::IdentityPool', notes.identityPool);
if (pool === undefined) throw new Error('no pool');
const taking: TakingPool = { pool, oidcProviders: [], region: notesWorld.region, partition: 'aws' };
const { output } = perform(newState(notesWorld, defaultStart), {
  id: 'sign-in',
  by: 'ana',
  operation: 'cognito-idp:InitiateAuth',
  input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword } },
  caller: { kind: 'anonymous' },
});
const { IdToken, AccessToken } = (output as { readonly AuthenticationResult: { readonly IdToken: string; readonly AccessToken: string } }).AuthenticationResult;

/** A real token: its signature is not one that the engine knows. */
function elsewhere(changes: Readonly<Record<string, unknown>> = {}): string {
  const { header, claims } = decodeToken(IdToken) as NonNullable<ReturnType<typeof decodeToken>>;
  return `${signToken({ ...header, kid: 'a real key' }, { ...claims, ...changes }).split('.').slice(0, 2).join('.')}.c2lnbmF0dXJl`;
}

const failing = (text: string, now = defaultStart + 60) => acceptanceOf(text, taking, now).rules.find(({ holds }) => !holds)?.rule;

describe('whether a pool would take a token', () => {
  test('a good one passes every rule about it', () => {
    const { error, rules, claims } = acceptanceOf(`Bearer ${elsewhere()}\n`, taking, defaultStart + 60);
    expect(error).toBeUndefined();
    expect(claims?.aud).toBe(notes.client);
    expect(rules.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['issuer', 'audience', 'provider', 'expiry']));
    expect(rules.map(({ rule }) => rule)).not.toContain('signature');
  });

  test.each([
    ['an access token', AccessToken, 'audience', 'Missing a required claim: aud'],
    ['another app client', elsewhere({ aud: 'another' }), 'provider', 'Token is not from a supported provider of this identity pool.'],
    ['another region', elsewhere({ iss: `https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc` }), 'provider', 'Token is not from a supported provider'],
    ['no token', 'hello', 'readable', 'Not a valid OpenId Connect identity token'],
    ['nothing', '', 'readable', ''],
    ['the identity pool’s own', elsewhere({ iss: 'https://cognito-identity.amazonaws.com' }), 'cognitoToken', "Can't pass in a Cognito token"],
  ])('%s fails at one cell, with AWS’s words', (_, text, rule, message) => {
    expect(failing(text)).toBe(rule);
    expect(acceptanceOf(text, taking, defaultStart).error?.message).toContain(message);
  });

  test('an hour later it has expired', () => {
    expect(failing(elsewhere(), defaultStart + 3700)).toBe('expiry');
  });

  test('hostile claims do nothing but fail', () => {
    for (const claims of [{ iss: '__proto__' }, { iss: { a: 1 } }, { aud: ['x'], iss: 5 }, { exp: 'soon' }]) expect(acceptanceOf(elsewhere(claims), taking, defaultStart).error).toBeDefined();
  });
});
