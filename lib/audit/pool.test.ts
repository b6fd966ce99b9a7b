import { describe, expect, test } from 'vitest';
import { coreCatalogue } from '../iam/catalogue/catalogue';
import { notes, notesWorld } from '../world/accounts/notes';
import { put, type World } from '../world/world';
import { bestClassicWay, classicClaim } from './classic-flow';
import { allow, classicOn, classicUnset, guestsOff, invitationOnly, tokenMapping, trust, withClient, withPool, withRoles, withStrayRole, withUserPool } from './examples';
import { AuditedPool, isEntered } from './pool';

const poolIn = (world: World) => new AuditedPool(world, notes.identityPool, coreCatalogue);
const nameOf = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);
const entered = (world: World) => poolIn(world).ways.filter(isEntered).map(({ entrance, roleArn }) => `${entrance.tier} ${entrance.flow} ${nameOf(roleArn)}`);
const samlArn = `arn:aws:iam::${notes.account}:saml-provider/work`;
const oidcArn = `arn:aws:iam::${notes.account}:oidc-provider/login.example.com`;
const only = { CognitoIdentityProviders: [] };

describe('the ways in', () => {
  test.each([
    ['the enhanced flow gives each their role', notesWorld, ['A0 enhanced notes-guest', 'A1 enhanced notes-signed-in']],
    ['without guests, only users come', guestsOff, ['A1 enhanced notes-signed-in']],
    ['invited users are no newcomers', invitationOnly(guestsOff), ['A2 enhanced notes-signed-in']],
    ['group roles come by the token', withRoles({ RoleMappings: tokenMapping }, guestsOff), ['A1 enhanced notes-signed-in', 'A3 enhanced notes-editors']],
    [
      'the classic flow gives whatever role trusts the caller, dormant ones too',
      withStrayRole('dormant', trust({ aud: notes.identityPool, amr: 'authenticated' }), [], classicOn),
      ['A0 enhanced notes-guest', 'A1 enhanced notes-signed-in', 'A0 classic notes-guest', 'A1 classic notes-signed-in', 'A1 classic notes-editors', 'A1 classic dormant'],
    ],
    ['anyone can have a Google account', withPool({ ...only, SupportedLoginProviders: { 'accounts.google.com': 'app' } }, guestsOff), ['A1 enhanced notes-signed-in']],
    ['a user pool may let people in through Google', withClient({ SupportedIdentityProviders: ['Google'] }, invitationOnly(guestsOff)), ['A1 enhanced notes-signed-in']],
    ['a trigger may turn people away, so they count as invited', withUserPool({ LambdaConfig: { PreSignUp: 'arn:aws:lambda:us-east-1:111122223333:function:f' } }, guestsOff), ['A2 enhanced notes-signed-in']],
    ['a company’s SAML provider', put(withPool({ ...only, SamlProviderARNs: [samlArn] }, guestsOff), 'AWS::IAM::SAMLProvider', samlArn, { Arn: samlArn }), ['A2 enhanced notes-signed-in']],
    [
      'an OpenID Connect provider',
      put(withPool({ ...only, OpenIdConnectProviderARNs: [oidcArn] }, guestsOff), 'AWS::IAM::OIDCProvider', oidcArn, { Arn: oidcArn, Url: 'login.example.com', ClientIDList: ['app'] }),
      ['A2 enhanced notes-signed-in'],
    ],
    ['the app’s own backend', withPool({ ...only, DeveloperProviderName: 'login.notes' }, guestsOff), ['A2 enhanced notes-signed-in']],
    ['nobody signs in with a user pool that is gone', put(guestsOff, 'AWS::Cognito::UserPool', notes.userPool, undefined), []],
    ['nobody signs in with a client that is gone', put(guestsOff, 'AWS::Cognito::UserPoolClient', notes.client, undefined), []],
  ])('%s', (_title, world, ways) => expect(entered(world)).toEqual(ways));

  test('a role is told once for each kind of actor, the worst first', () => {
    const [guest, users] = poolIn(classicOn).reachedRoles;
    expect(guest?.ways.map(({ entrance }) => `${entrance.tier} ${entrance.flow}`)).toEqual(['A0 enhanced', 'A0 classic']);
    expect(users?.ways.map(({ entrance }) => `${entrance.tier} ${entrance.flow}`)).toEqual(['A1 enhanced']);
  });

  test('what nobody can tell is said', () => {
    const hidden = put(notesWorld, 'AWS::IAM::Role', 'notes-signed-in', { unread: 'iam:GetRole notes-signed-in: AccessDenied' });
    expect(poolIn(hidden).unreadWays.map(({ unread }) => unread)).toEqual(['iam:GetRole notes-signed-in: AccessDenied']);
    expect(entered(hidden)).toEqual(['A0 enhanced notes-guest']);
  });

  test('one provider that nobody has read leaves the others', () => {
    const world = put(withPool({ OpenIdConnectProviderARNs: [oidcArn] }, guestsOff), 'AWS::IAM::OIDCProvider', oidcArn, { unread: 'iam:GetOpenIDConnectProvider: AccessDenied' });
    expect(entered(world)).toEqual(['A1 enhanced notes-signed-in']);
    expect(poolIn(world).unreadWays).toEqual([{ unread: 'iam:GetOpenIDConnectProvider: AccessDenied' }]);
  });

  test('the classic flow is shown by the worst that it opens', () => {
    const world = withStrayRole('root', trust({ aud: notes.identityPool, amr: 'unauthenticated' }), [allow('*')], classicOn);
    const [probe] = bestClassicWay(poolIn(world), classicClaim('medium', 'proved'));
    expect(probe).toMatchObject({ title: 'A guest asks STS for root', claim: { message: expect.stringContaining('notes-editors, notes-guest, notes-signed-in, root') } });
  });
});

describe('the classic flow', () => {
  test.each([
    ['on', classicOn],
    ['unset', classicUnset],
    ['off', notesWorld],
    ['held by role mappings', withRoles({ RoleMappings: tokenMapping }, classicOn)],
  ])('is %s', (state, world) => expect(poolIn(world).classic).toBe(state));
});

describe('what a session may do', () => {
  test('is cut down by AWS’s session policies in the enhanced flow, and not in the classic one', () => {
    const role = classicOn.resources['AWS::IAM::Role']?.['notes-guest'];
    const more = { ...role, RolePolicyList: [{ PolicyName: 'More', PolicyDocument: { Version: '2012-10-17', Statement: [allow('ssm:GetParameter')] } }] };
    const pool = poolIn(put(classicOn, 'AWS::IAM::Role', 'notes-guest', more as never));
    const may = (way: ReturnType<typeof pool.try>) => isEntered(way) && pool.reach(way).of('ssm:GetParameter')?.verdict;
    expect(may(pool.try(pool.guest))).toBe('denied');
    expect(may(pool.try(pool.guestClassic(notes.guestRole)))).toBe('allowed');
  });

  test('tells one person’s own from another’s', () => {
    const pool = poolIn(notesWorld);
    const way = pool.ways.find((one) => isEntered(one) && one.entrance.tier === 'A1');
    if (way === undefined || !isEntered(way)) throw new Error('Nobody signed in.');
    expect(pool.reach(way).of('s3:GetObject')).toMatchObject({ verdict: 'allowed', scope: 'own' });
    expect(way.aliceIdentity).not.toBe(way.malloryIdentity);
  });
});
