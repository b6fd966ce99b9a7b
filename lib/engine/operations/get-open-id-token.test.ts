import { describe, expect, test } from 'vitest';
import { notes } from '../../world/accounts/notes';
import { run } from '../run';
import { decodeToken } from '../token';
import { describeOperation } from './describe-operation.testing';
import { GetOpenIdToken } from './get-open-id-token';
import { signToken } from '../token';
import { byOperator, call, classicWorld, getId, getOpenIdToken, login, loginRefusals, now, story, sub, tokenMapping, withPool } from './notes.testing';

const classic = (world: Parameters<typeof withPool>[1]) => withPool({ AllowClassicFlow: true }, world);
const facebook = { 'graph.facebook.com': signToken({ kid: 'graph.facebook.com' }, { iss: 'graph.facebook.com', aud: 'notes-fb', sub: '99', exp: now + 3600 }) };

describeOperation(GetOpenIdToken, {
  allows: {
    'a guest': story([getId(), getOpenIdToken()], { world: classicWorld }),
    'a signed-in user': story([getId(login()), getOpenIdToken(login())], { world: classicWorld }),
    'a pool that says nothing about the classic flow': story([getId(), getOpenIdToken()], { world: withPool({ AllowClassicFlow: undefined }) }),
  },
  refuses: {
    identity: story([call('cognito-identity:GetOpenIdToken', { IdentityId: 'us-east-1:nobody' })], { world: classicWorld }),
    classic: story([getId(), getOpenIdToken()]),
    mappings: story([getId(), getOpenIdToken()], { world: classic(tokenMapping('Deny')) }),
    guests: story(
      [
        getId(),
        byOperator('cognito-identity:UpdateIdentityPool', { IdentityPoolId: notes.identityPool, IdentityPoolName: 'notes-prod', AllowUnauthenticatedIdentities: false }),
        getOpenIdToken(),
      ],
      { world: classicWorld },
    ),
    ...loginRefusals((logins, world) => story([getId(), getOpenIdToken(logins)], { world: classic(world) })),
    ownToken: story([getId(), getOpenIdToken({ 'cognito-identity.amazonaws.com': login()[notes.provider] as string })], { world: classicWorld }),
    secret: story([getId(login()), getOpenIdToken()], { world: classicWorld }),
    match: story([getId(login()), getOpenIdToken(login({ sub: sub.ben }))], { world: classicWorld }),
    link: story([getId({ ...login(), ...facebook }), getOpenIdToken({ ...login({ sub: sub.ben }), ...facebook })], {
      world: withPool({ SupportedLoginProviders: { 'graph.facebook.com': 'notes-fb' } }, classicWorld),
    }),
  },
});

describe('the identity pool’s token', () => {
  const tokenOf = (logins?: Record<string, string>) => {
    const trace = run(story([getId(logins), getOpenIdToken(logins)], { world: classicWorld }));
    return decodeToken(String(trace.steps[1]?.output?.Token));
  };

  test('of a guest says only that', () => {
    expect(tokenOf()).toMatchObject({
      header: { alg: 'RS512', typ: 'JWS', kid: 'us-east-15' },
      claims: {
        aud: notes.identityPool,
        amr: ['unauthenticated'],
        iss: 'https://cognito-identity.amazonaws.com',
        'https://cognito-identity.amazonaws.com/identity-pool-arn': `arn:aws:cognito-identity:us-east-1:${notes.account}:identitypool/${notes.identityPool}`,
        iat: now,
        exp: now + 600,
      },
    });
  });

  test('of a user names the provider and the user there, and no group', () => {
    const { claims } = tokenOf(login({ 'cognito:groups': ['editors'] })) as { claims: object };
    expect(claims).toMatchObject({ amr: ['authenticated', notes.provider, `${notes.provider}:CognitoSignIn:${sub.ana}`] });
    expect(JSON.stringify(claims)).not.toContain('editors');
  });
});
