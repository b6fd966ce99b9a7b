import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import { put } from '../../world/world';
import { run } from '../run';
import { from } from '../scenario';
import { signToken } from '../token';
import { AssumeRoleWithWebIdentity } from './assume-role-with-web-identity';
import { describeOperation } from './describe-operation.testing';
import { assume, byOperator, call, classicWorld, getId, getOpenIdToken, login, now, ownToken, story, withoutSts, withPool, withRole } from './notes.testing';

const host = 'ci.example.com';
const ciArn = `arn:aws:iam::${notes.account}:oidc-provider/${host}`;
const ciToken = (claims = {}, kid = host) => signToken({ kid, alg: 'RS256' }, { iss: `https://${host}`, aud: 'sts.amazonaws.com', sub: 'repo:notes/app', exp: now + 600, ...claims });

const allowing = (principal: string, Condition: object, Action: string | string[] = 'sts:AssumeRoleWithWebIdentity') => ({
  AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Federated: principal }, Action, Condition }] },
});
const ciWorld = put(
  withRole('notes-editors', allowing(ciArn, { StringEquals: { [`${host}:sub`]: 'repo:notes/app' } })),
  'AWS::IAM::OIDCProvider',
  ciArn,
  { Arn: ciArn, Url: host, ClientIDList: ['sts.amazonaws.com'] },
);
const with_ = (WebIdentityToken: string, RoleArn: string = notes.guestRole, fields = {}) =>
  call('sts:AssumeRoleWithWebIdentity', { RoleArn, RoleSessionName: 'anything', WebIdentityToken, ...fields });

const cognito = 'cognito-identity.amazonaws.com';
const guestSteps = [getId(), getOpenIdToken()];
const manyTags = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`tag-${i}`, 'x'.repeat(60)]));
const backend = (PrincipalTags: Record<string, string>) =>
  byOperator('cognito-identity:GetOpenIdTokenForDeveloperIdentity', { IdentityPoolId: notes.identityPool, Logins: { 'login.notes': 'ana' }, PrincipalTags });
const tagging = withRole(
  'notes-signed-in',
  allowing(cognito, { StringEquals: { [`${cognito}:aud`]: notes.identityPool } }, ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']),
  withPool({ DeveloperProviderName: 'login.notes' }),
);
const asBackendsUser = assume(notes.signedInRole, { WebIdentityToken: from('GetOpenIdTokenForDeveloperIdentity', 'Token') });
const untested = withRole('notes-guest', allowing(cognito, { StringEquals: { [`${cognito}:aud`]: 'us-east-1:theirs' } }));
const facebookToken = (exp: number) => signToken({ kid: 'graph.facebook.com' }, { iss: 'graph.facebook.com', aud: 'app', sub: '99', exp });

describeOperation(AssumeRoleWithWebIdentity, {
  allows: {
    'a guest’s token for the guest role': story([...guestSteps, assume(notes.guestRole)], { world: classicWorld }),
    'a user’s token for the role of users': story([getId(login()), getOpenIdToken(login()), assume(notes.signedInRole)], { world: classicWorld }),
    'a token of an OIDC provider that IAM knows': story([with_(ciToken(), notes.editorsRole)], { world: ciWorld }),
    'a token with tags': story([backend({ team: 'crew' }), asBackendsUser], { world: tagging }),
    'another account’s pool, where the trust policy tests aud and amr': story([with_(ownToken({ aud: 'us-east-1:theirs' }, '999900001111'))], {
      world: withRole('notes-guest', allowing(cognito, { StringEquals: { [`${cognito}:aud`]: 'us-east-1:theirs' }, 'ForAnyValue:StringLike': { [`${cognito}:amr`]: 'unauthenticated' } })),
    }),
    'a Facebook access token': story([with_(facebookToken(now + 60), notes.editorsRole, { ProviderId: 'graph.facebook.com' })], {
      world: withRole('notes-editors', allowing('graph.facebook.com', { StringEquals: { 'graph.facebook.com:app_id': 'app' } })),
    }),
  },
  refuses: {
    jwt: story([with_('garbage')]),
    issuer: story([with_(ciToken())]),
    reachable: story([with_(signToken({ kid: 'idp.invalid' }, { iss: 'https://idp.invalid', aud: 'a', sub: 's', exp: now + 9 }))], {
      world: put(notesWorld, 'AWS::IAM::OIDCProvider', `arn:aws:iam::${notes.account}:oidc-provider/idp.invalid`, {
        Arn: `arn:aws:iam::${notes.account}:oidc-provider/idp.invalid`,
        Url: 'idp.invalid',
        ClientIDList: ['a'],
      }),
    }),
    signature: story([with_(ciToken({}, 'another-key'), notes.editorsRole)], { world: ciWorld }),
    audience: story([with_(ciToken({ aud: 'someone-else' }), notes.editorsRole)], { world: ciWorld }),
    rejected: story([with_(facebookToken(now), notes.editorsRole, { ProviderId: 'graph.facebook.com' })]),
    expiry: story([...guestSteps, assume(notes.guestRole, {}, { after: 600 })], { world: classicWorld }),
    region: story([with_('garbage')], { world: withoutSts }),
    request: story([...guestSteps, assume(notes.guestRole, { DurationSeconds: 60 })], { world: classicWorld }),
    role: story([...guestSteps, assume(`arn:aws:iam::${notes.account}:role/nobody`)], { world: classicWorld }),
    trust: story([...guestSteps, assume(notes.signedInRole)], { world: classicWorld }),
    tags: story([backend({ team: 'crew' }), asBackendsUser], { world: withPool({ DeveloperProviderName: 'login.notes' }) }),
    crossAccount: story([with_(ownToken({ aud: 'us-east-1:theirs' }, '999900001111'))], { world: untested }),
    duration: story([...guestSteps, assume(notes.guestRole, { DurationSeconds: 7200 })], { world: classicWorld }),
    packed: story([backend(manyTags), asBackendsUser], { world: tagging }),
  },
});

describe('a session of the classic flow', () => {
  const steps = (fields = {}, action = 'ssm:GetParameter') =>
    run(
      story([...guestSteps, assume(notes.guestRole, fields), call(action, {}, { asks: { resource: '*' }, signedBy: from('AssumeRoleWithWebIdentity', 'Credentials'), goesOn: true })], {
        world: withRole('notes-guest', { RolePolicyList: [{ PolicyName: 'All', PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } }] }, classicWorld),
      }),
    ).steps;

  test('has the name and the length that the client chose, and no session policy', () => {
    const [, , sts, use] = steps({ RoleSessionName: 'admin', DurationSeconds: 900 });
    expect(sts?.output).toMatchObject({
      AssumedRoleUser: { Arn: `arn:aws:sts::${notes.account}:assumed-role/notes-guest/admin` },
      Credentials: { Expiration: now + 900 },
      Provider: cognito,
      Audience: notes.identityPool,
    });
    expect(use?.error).toBeUndefined();
    expect(use?.authorizationOnly).toBe(true);
  });

  test('is bound by the session policies that the client passes, inline and managed together', () => {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } });
    expect(steps({ Policy })[3]?.error?.message).toContain('because no session policy allows the ssm:GetParameter action');
    const managed = [{ arn: 'arn:aws:iam::aws:policy/AmazonCognitoUnAuthedIdentitiesSessionPolicy' }];
    expect(steps({ Policy, PolicyArns: managed }, 'rum:PutRumEvents')[3]?.error).toBeUndefined();
    expect(steps({ Policy, PolicyArns: managed }, 's3:GetObject')[3]?.error).toBeUndefined();
    expect(steps({ PolicyArns: managed }, 's3:GetObject')[3]?.error?.code).toBe('AccessDenied');
  });

  test('of a role in another account is not known', () => {
    expect(() => run(story([...guestSteps, assume('arn:aws:iam::999900001111:role/theirs')], { world: classicWorld }))).toThrow(/Not read/);
  });
});
