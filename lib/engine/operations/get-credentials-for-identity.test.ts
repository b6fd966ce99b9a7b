import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import { put } from '../../world/world';
import { run } from '../run';
import { from } from '../scenario';
import { describeOperation } from './describe-operation.testing';
import { GetCredentialsForIdentity } from './get-credentials-for-identity';
import { byOperator, call, getCredentials, getId, login, loginRefusals, now, ownToken, signed, story, sub, tokenMapping, withPool, withRole, withRoles } from './notes.testing';
import { decodeToken, signToken } from '../token';

const ownKey = 'cognito-identity.amazonaws.com';
const withDeveloper = withPool({ DeveloperProviderName: 'login.notes' });
const developerToken = byOperator('cognito-identity:GetOpenIdTokenForDeveloperIdentity', { IdentityPoolId: notes.identityPool, Logins: { 'login.notes': 'ana' } });

/** The notes app whose pool gives users with a claim another role. */
const byRules = (...Rules: { Claim: string; MatchType: 'Equals' | 'Contains' | 'StartsWith' | 'NotEqual'; Value: string }[]) =>
  withRoles({
    RoleMappings: {
      [`${notes.provider}:${notes.client}`]: {
        Type: 'Rules',
        AmbiguousRoleResolution: 'AuthenticatedRole',
        RulesConfiguration: { Rules: Rules.map((rule) => ({ ...rule, RoleARN: notes.editorsRole })) },
      },
    },
  });

const facebook = { 'graph.facebook.com': signToken({ kid: 'graph.facebook.com' }, { iss: 'graph.facebook.com', aud: 'notes-fb', sub: '99', exp: now + 3600 }) };

describeOperation(GetCredentialsForIdentity, {
  allows: {
    'a guest': story([getId(), getCredentials()]),
    'a signed-in user': story([getId(login()), getCredentials(login())]),
    'a guest who signs in': story([getId(), getCredentials(login())]),
    'a user whom a backend vouches for': story(
      [developerToken, call('cognito-identity:GetCredentialsForIdentity', { IdentityId: from(developerToken.id, 'IdentityId'), Logins: { [ownKey]: from(developerToken.id, 'Token') } })],
      { world: withDeveloper },
    ),
    'a role that the token offers': story(
      [getId(login()), getCredentials(login({ 'cognito:roles': [notes.editorsRole] }), { CustomRoleArn: notes.editorsRole })],
      { world: tokenMapping('Deny') },
    ),
  },
  refuses: {
    identity: story([call('cognito-identity:GetCredentialsForIdentity', { IdentityId: 'us-east-1:3f6a91d2-0c1e-4c55-9a10-5be27d4417ab' })]),
    secret: story([getId(login()), getCredentials()]),
    match: story([getId(login()), getCredentials(login({ sub: sub.ben }))]),
    link: story([getId({ ...login(), ...facebook }), getCredentials({ ...login({ sub: sub.ben }), ...facebook })], {
      world: withPool({ SupportedLoginProviders: { 'graph.facebook.com': 'notes-fb' } }),
    }),
    guests: story([
      getId(),
      byOperator('cognito-identity:UpdateIdentityPool', { IdentityPoolId: notes.identityPool, IdentityPoolName: 'notes-prod', AllowUnauthenticatedIdentities: false }),
      getCredentials(),
    ]),
    ...loginRefusals((logins, world) => story([getId(), getCredentials(logins)], { world })),
    ownToken: story([getId(), getCredentials({ [ownKey]: login()[notes.provider] as string })]),
    customRole: story([getId(login()), getCredentials(login(), { CustomRoleArn: notes.editorsRole })]),
    customRoleOffered: story([getId(login()), getCredentials(login(), { CustomRoleArn: notes.editorsRole })], { world: tokenMapping('Deny') }),
    ambiguous: story([getId(login()), getCredentials(login())], { world: tokenMapping('Deny') }),
    role: story([getId(), getCredentials()], { world: withRoles({ Roles: { authenticated: notes.signedInRole } }) }),
    sts: story([getId(), getCredentials()], { world: withRoles({ Roles: { unauthenticated: notes.signedInRole } }) }),
  },
});

describe('the role of the credentials', () => {
  const roleOf = (scenario: ReturnType<typeof story>) => {
    const trace = run({ ...scenario, calls: [...scenario.calls, signed('sts:GetCallerIdentity', {})] });
    return trace.steps.at(-1)?.output?.Arn ?? trace.ended;
  };
  const assumed = (role: string) => `arn:aws:sts::${notes.account}:assumed-role/${role}/CognitoIdentityCredentials`;
  const signIn = (claims: object, fields: object = {}) => [getId(login()), getCredentials(login({ ...claims }), { ...fields })];

  test('is the guest role for guests and the default role for users', () => {
    expect(roleOf(story([getId(), getCredentials()]))).toBe(assumed('notes-guest'));
    expect(roleOf(story(signIn({})))).toBe(assumed('notes-signed-in'));
  });

  test('is no guest’s to choose', () => {
    expect(roleOf(story([getId(), getCredentials(undefined, { CustomRoleArn: notes.signedInRole })], { world: tokenMapping('AuthenticatedRole') }))).toBe('InvalidParameterException');
  });

  test('is the preferred role in the token, with Type Token', () => {
    const claims = { 'cognito:preferred_role': notes.editorsRole, 'cognito:roles': [notes.editorsRole] };
    expect(roleOf(story(signIn(claims), { world: tokenMapping('Deny') }))).toBe(assumed('notes-editors'));
    expect(roleOf(story(signIn(claims)))).toBe(assumed('notes-signed-in'));
  });

  test('is the default role when the token names none and the resolution is AuthenticatedRole', () => {
    expect(roleOf(story(signIn({ 'cognito:roles': [notes.editorsRole] }), { world: tokenMapping('AuthenticatedRole') }))).toBe(assumed('notes-signed-in'));
  });

  test.each([
    ['Equals', 'staff', { team: 'staff' }, true],
    ['Equals', 'staff', { team: 'staffer' }, false],
    ['Contains', 'taf', { team: 'staff' }, true],
    ['Contains', 'taf', { team: 'crew' }, false],
    ['StartsWith', 'st', { team: 'staff' }, true],
    ['StartsWith', 'af', { team: 'staff' }, false],
    ['NotEqual', 'staff', { team: 'crew' }, true],
    ['NotEqual', 'staff', { team: 'staff' }, false],
    ['NotEqual', 'staff', {}, false],
    ['Equals', '*', { team: 'staff' }, false],
  ] as const)('by rule: %s %s on %j is %s', (MatchType, Value, claims, matches) => {
    const world = byRules({ Claim: 'team', MatchType, Value });
    expect(roleOf(story(signIn(claims), { world }))).toBe(assumed(matches ? 'notes-editors' : 'notes-signed-in'));
  });

  test('is that of the first matching rule', () => {
    const rule = { Claim: 'team', MatchType: 'Equals', Value: 'staff' } as const;
    const world = withRoles({
      RoleMappings: {
        [`${notes.provider}:${notes.client}`]: {
          Type: 'Rules',
          AmbiguousRoleResolution: 'Deny',
          RulesConfiguration: { Rules: [{ ...rule, RoleARN: notes.signedInRole }, { ...rule, RoleARN: notes.editorsRole }] },
        },
      },
    });
    expect(roleOf(story(signIn({ team: 'staff' }), { world }))).toBe(assumed('notes-signed-in'));
    expect(roleOf(story(signIn({ team: 'staff' }, { CustomRoleArn: notes.editorsRole }), { world }))).toBe(assumed('notes-editors'));
    expect(roleOf(story(signIn({ team: 'crew' }, { CustomRoleArn: notes.editorsRole }), { world }))).toBe('NotAuthorizedException');
  });

  test('must be in the pool’s own account', () => {
    const world = withRoles({ Roles: { unauthenticated: 'arn:aws:iam::999900001111:role/theirs' } });
    expect(roleOf(story([getId(), getCredentials()], { world }))).toBe('InvalidIdentityPoolConfigurationException');
  });
});

describe('the session', () => {
  test('of a guest has the two session policies, of a user none', () => {
    const layersOf = (calls: Parameters<typeof story>[0]) => {
      const trace = run(story([...calls, signed('ssm:GetParameter', {}, { asks: { resource: '*' }, goesOn: true })]));
      return trace.steps.at(-1)?.decisions.at(-1)?.layers.map((layer) => layer.layer);
    };
    expect(layersOf([getId(), getCredentials()])).toContain('session');
    expect(layersOf([getId(login()), getCredentials(login())])).not.toContain('session');
  });

  test('lasts an hour', () => {
    const trace = run(story([getId(), getCredentials()]));
    expect(trace.steps[1]?.output?.Credentials).toMatchObject({ Expiration: now + 3600, AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/) });
    const late = run(story([getId(), getCredentials(), signed('sts:GetCallerIdentity', {}, { after: 3600 })]));
    expect(late.steps[2]?.error).toMatchObject({ code: 'ExpiredToken' });
  });

  test('carries the tags that the pool maps, once the trust policy allows sts:TagSession', () => {
    const tagged = put(notesWorld, 'AWS::Cognito::IdentityPoolPrincipalTag', `${notes.identityPool}/${notes.provider}`, {
      IdentityPoolId: notes.identityPool,
      IdentityProviderName: notes.provider,
      PrincipalTags: { team: 'custom:team', none: 'custom:none', groups: 'cognito:groups' },
    });
    const calls = [getId(login()), getCredentials(login({ 'custom:team': 'crew', 'cognito:groups': ['editors'] })), signed('s3:GetObject', {}, { asks: { resource: 'arn:aws:s3:::b/k' }, goesOn: true })];
    expect(run(story(calls, { world: tagged })).ended).toBe('InvalidIdentityPoolConfigurationException');
    const role = notesWorld.resources['AWS::IAM::Role']?.['notes-signed-in'] as { AssumeRolePolicyDocument: { Statement: object[] } };
    const [statement] = role.AssumeRolePolicyDocument.Statement;
    const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [{ ...statement, Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] }] };
    const trusting = withRole('notes-signed-in', { AssumeRolePolicyDocument, Tags: [{ Key: 'team', Value: 'everyone' }, { Key: 'app', Value: 'notes' }] }, tagged);
    const decision = run(story(calls, { world: trusting })).steps[2]?.decisions[0];
    expect(decision?.request.context).toMatchObject({ 'aws:PrincipalTag/team': 'crew', 'aws:PrincipalTag/app': 'notes' });
    expect(Object.keys(decision?.request.context ?? {}).filter((key) => key.startsWith('aws:PrincipalTag/'))).toEqual(['aws:PrincipalTag/team', 'aws:PrincipalTag/app']);
  });
});

test('UseDefaults maps the app client and the user, and nothing else', () => {
  const IdentityPoolId = notes.identityPool;
  const IdentityProviderName = notes.provider;
  const map = { IdentityPoolId, IdentityProviderName, UseDefaults: true, PrincipalTags: { team: 'custom:team' } };
  const world = put(notesWorld, 'AWS::Cognito::IdentityPoolPrincipalTag', `${IdentityPoolId}/${IdentityProviderName}`, map);
  const [, credentials] = run(story([getId(login()), getCredentials(login({ 'custom:team': 'crew' }))], { world })).steps;
  const token = decodeToken(String(credentials?.nested[0]?.sent.WebIdentityToken));
  expect(token?.claims['https://aws.amazon.com/tags']).toEqual({ principal_tags: { client: [notes.client], username: [sub.ana] } });
});

describe('linking', () => {
  test('turns a guest into the user’s identity, and the guest’s id into nothing', () => {
    const trace = run(story([getId(login(), { id: 'ana' }), getId(), getCredentials(login()), getCredentials(undefined, {}, { id: 'guest-again', goesOn: true })]));
    const [ana, guest, credentials, again] = trace.steps;
    expect(guest?.output?.IdentityId).not.toBe(ana?.output?.IdentityId);
    expect(credentials?.output?.IdentityId).toBe(ana?.output?.IdentityId);
    expect(again?.error?.code).toBe('NotAuthorizedException');
  });

  test('keeps a guest’s id when the login is new', () => {
    const trace = run(story([getId(), getCredentials(login()), getId(login(), { id: 'later' })]));
    expect(trace.steps[2]?.output?.IdentityId).toBe(trace.steps[0]?.output?.IdentityId);
  });

  test('the pool’s own token opens only the identity it names', () => {
    const world = withDeveloper;
    const wrong = run(story([getId(), getCredentials({ [ownKey]: ownToken({ amr: ['authenticated', 'login.notes'] }) }), signed('sts:GetCallerIdentity', {})], { world }));
    expect(wrong.ended).not.toBe('ok');
    const elsewhere = run(story([getId(), getCredentials({ [ownKey]: ownToken({ aud: 'us-east-1:other' }) })], { world }));
    expect(elsewhere.steps.at(-1)?.reasons.at(-1)).toMatchObject({ rule: 'provider', holds: false });
  });
});
