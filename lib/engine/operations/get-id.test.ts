import { describe, expect, test } from 'vitest';
import { notes } from '../../world/accounts/notes';
import { notesWorld } from '../../world/accounts/notes';
import { put } from '../../world/world';
import { run } from '../run';
import { from } from '../scenario';
import { signToken } from '../token';
import { describeOperation } from './describe-operation.testing';
import { GetId } from './get-id';
import { call, getId, login, loginRefusals, now, story, sub, withPool } from './notes.testing';

const google = (claims = {}) => ({
  'accounts.google.com': signToken({ kid: 'accounts.google.com', alg: 'RS256' }, { iss: 'accounts.google.com', aud: 'notes-google', sub: '1077', exp: now + 3600, ...claims }),
});
const withGoogle = withPool({ SupportedLoginProviders: { 'accounts.google.com': 'notes-google' } });

const issuer = 'login.example.com';
const oidcArn = `arn:aws:iam::${notes.account}:oidc-provider/${issuer}`;
const withOidc = put(withPool({ OpenIdConnectProviderARNs: [oidcArn] }), 'AWS::IAM::OIDCProvider', oidcArn, { Arn: oidcArn, Url: issuer, ClientIDList: ['web', 'mobile'] });
const oidc = (claims = {}) => ({ [issuer]: signToken({ kid: issuer, alg: 'RS256' }, { iss: `https://${issuer}`, aud: 'mobile', sub: 'u1', exp: now + 3600, ...claims }) });

describeOperation(GetId, {
  allows: {
    'a guest': story([getId()]),
    'a user of the trusted user pool': story([getId(login())]),
    'a user of Google': story([getId(google())], { world: withGoogle }),
    'a user of an OIDC provider with several clients': story([getId(oidc())], { world: withOidc }),
    'an OIDC token whose authorized party is a client': story([getId(oidc({ aud: 'https://api.example.com', azp: 'web' }))], { world: withOidc }),
    'an OIDC token four minutes after it expired': story([getId(oidc({ exp: now - 240 }))], { world: withOidc }),
    'a login in a signed-in session, with ServerSideTokenCheck': story([getId(login())], {
      world: withPool({ CognitoIdentityProviders: [{ ProviderName: notes.provider, ClientId: notes.client, ServerSideTokenCheck: true }] }),
    }),
  },
  refuses: {
    pool: story([call('cognito-identity:GetId', { IdentityPoolId: 'us-east-1:nowhere' })]),
    guests: story([getId()], { world: withPool({ AllowUnauthenticatedIdentities: false }) }),
    ...loginRefusals((logins, world) => story([getId(logins)], { world })),
    link: story(
      [getId(login()), getId(google(), { id: 'google' }), getId({ ...login(), ...google() }, { id: 'both' })],
      { world: withGoogle },
    ),
  },
});

describe('the identity that GetId returns', () => {
  const ids = (calls: ReturnType<typeof getId>[], world = withGoogle) => {
    const trace = run(story(calls, { world }));
    expect(trace.ended).toBe('ok');
    return trace.steps.map((step) => step.output?.IdentityId);
  };

  test('is the same for the same login, and another for another user', () => {
    const [ana, again, ben] = ids([getId(login()), getId(login(), { id: 'again' }), getId(login({ sub: sub.ben }), { id: 'ben' })]);
    expect(again).toBe(ana);
    expect(ben).not.toBe(ana);
  });

  test('is a new one for every guest', () => {
    const guests = ids([getId(), getId(undefined, { id: 'two' }), getId(undefined, { id: 'three' })]);
    expect(new Set(guests).size).toBe(3);
    for (const id of guests) expect(id).toMatch(/^us-east-1:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('is one for two logins that came together, and stays so for each', () => {
    const [both, first, second] = ids([getId({ ...login(), ...google() }), getId(login(), { id: 'first' }), getId(google(), { id: 'second' })]);
    expect(first).toBe(both);
    expect(second).toBe(both);
  });

  test('differs between Google itself and Google behind the user pool', () => {
    const [direct, federated] = ids([getId(google()), getId(login(), { id: 'federated' })]);
    expect(federated).not.toBe(direct);
  });

  test('is refused for an OIDC token of another client, and six minutes after expiry', () => {
    const end = (claims: object) => run(story([getId(oidc(claims))], { world: withOidc })).steps[0]?.error?.message;
    expect(end({ aud: 'other' })).toBe('Token is not from a supported provider of this identity pool.');
    expect(end({ azp: 'other' })).toBe('Token is not from a supported provider of this identity pool.');
    expect(end({ exp: now - 360 })).toMatch(/Token expired/);
  });

  test('is refused when the OIDC provider is gone from IAM', () => {
    const trace = run(story([getId(oidc())], { world: withPool({ OpenIdConnectProviderARNs: [oidcArn] }) }));
    expect(trace.steps[0]?.reasons.at(-1)).toMatchObject({ rule: 'provider', holds: false });
  });

  test('is refused after a global sign-out only with ServerSideTokenCheck', () => {
    const end = (ServerSideTokenCheck: boolean) => {
      const world = withPool({ CognitoIdentityProviders: [{ ProviderName: notes.provider, ClientId: notes.client, ServerSideTokenCheck }] });
      const calls = [
        call('cognito-idp:InitiateAuth', {
          AuthFlow: 'USER_PASSWORD_AUTH',
          ClientId: notes.client,
          AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword },
        }),
        call('cognito-idp:GlobalSignOut', { AccessToken: from('InitiateAuth', 'AuthenticationResult.AccessToken') }),
        getId({ [notes.provider]: from('InitiateAuth', 'AuthenticationResult.IdToken') }),
      ];
      return run(story(calls, { world })).ended;
    };
    expect(end(false)).toBe('ok');
    expect(end(true)).toBe('NotAuthorizedException');
  });

  test('holds even where nothing else of the account was read', () => {
    const { 'AWS::Cognito::IdentityPool': pools } = notesWorld.resources;
    const world = { ...notesWorld, complete: {}, resources: { 'AWS::Cognito::IdentityPool': pools ?? {} } };
    expect(run(story([getId(login())], { world })).ended).toBe('ok');
  });
});
