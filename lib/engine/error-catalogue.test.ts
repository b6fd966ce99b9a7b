import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../world/accounts/notes';
import { patch, put, type World } from '../world/world';
import {
  assume,
  byOperator,
  call,
  classicWorld,
  getCredentials,
  getId,
  getOpenIdToken,
  idToken,
  login,
  now,
  ownToken,
  signed,
  story,
  sub,
  tokenMapping,
  withoutSts,
  withPool,
  withRole,
  withRoles,
} from './operations/notes.testing';
import type { AwsError, Wording } from './refusal';
import { run } from './run';
import type { Call, Input } from './scenario';
import { signToken } from './token';
import type { Step } from './trace';

/** The last step of these calls. */
function last(calls: readonly Call[], world: World = notesWorld): Step {
  return run(story(calls, { world })).steps.at(-1) as Step;
}

function refusal(calls: readonly Call[], world?: World): AwsError {
  const { error } = last(calls, world);
  expect(error, 'AWS refuses').toBeDefined();
  return error as AwsError;
}

const error = (code: string, message: string | RegExp, wording: Wording = 'observed', status = 400) => ({
  code,
  status,
  wording,
  message: typeof message === 'string' ? message : expect.stringMatching(message),
});

type Row = readonly [title: string, calls: readonly Call[], world: World | undefined, expected: ReturnType<typeof error>];

const user = notes.provider;
const google = 'accounts.google.com';
const googleToken = signToken({ kid: google }, { iss: google, aud: 'notes-google', sub: '1', exp: now + 3600 });
const googleWorld = withPool({ SupportedLoginProviders: { [google]: 'notes-google' } });
const guest = [getId(), getCredentials()];
const signIn = [getId(login()), getCredentials(login())];
const classicGuest = [getId(), getOpenIdToken()];
const notAuthorized = (message: string, wording?: Wording) => error('NotAuthorizedException', message, wording);
const noMatch = notAuthorized("Logins don't match. Please include at least one valid login for this identity or identity pool.");
const badConfiguration = error('InvalidIdentityPoolConfigurationException', 'Invalid identity pool configuration. Check assigned IAM roles for this pool.');
const wrongIssuer = notAuthorized("Invalid login token. Issuer doesn't match providerName");
const cognito = 'cognito-identity.amazonaws.com';
const trust = (statement: object) => ({
  AssumeRolePolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Federated: cognito }, Action: 'sts:AssumeRoleWithWebIdentity', ...statement }],
  },
});
const guestTrust = (statement: object, world?: World) => withRole('notes-guest', trust(statement), world);
const condition = (aud: string, amr = 'unauthenticated', keys = cognito) => ({
  Condition: { StringEquals: { [`${keys}:aud`]: aud }, 'ForAnyValue:StringLike': { [`${keys}:amr`]: amr } },
});
const tagMap = (world: World) =>
  put(world, 'AWS::Cognito::IdentityPoolPrincipalTag', `${notes.identityPool}/${user}`, {
    IdentityPoolId: notes.identityPool,
    IdentityProviderName: user,
    PrincipalTags: { team: 'team' },
  });
const tagging = tagMap(withRole('notes-signed-in', trust({ Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'], ...condition(notes.identityPool, 'authenticated') })));
const withTeam = (team: string) => [getId(login()), getCredentials(login({ team }))];
const serverSide = withPool({ CognitoIdentityProviders: [{ ProviderName: user, ClientId: notes.client, ServerSideTokenCheck: true }] });
const passRole = (...Action: string[]) =>
  withRole('notes-signed-in', { RolePolicyList: [{ PolicyName: 'Set', PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } } }] });
const setRoles = (input: Input) => ({ IdentityPoolId: notes.identityPool, Roles: {}, ...input });

/** aws-facts §3a, by row. */
const poolRows: Readonly<Record<string, Row>> = {
  '1': ['a provider that the pool does not trust', [getId({ [google]: googleToken })], undefined, notAuthorized('Token is not from a supported provider of this identity pool.')],
  '1b': ['an app client that is not the configured one', [getId(login({ aud: 'another' }))], undefined, notAuthorized('Token is not from a supported provider of this identity pool.')],
  '2': ['a pool that only has guests', [getId(login())], withPool({ CognitoIdentityProviders: [] }), noMatch],
  '2b': ['logins of somebody else', [getId(login()), getCredentials(login({ sub: sub.ben }))], undefined, noMatch],
  '3': ['a colon for an underscore', [getId({ [user.replace('_', ':')]: idToken() })], undefined, wrongIssuer],
  '3b': ['a user pool’s token under Google’s key', [getId({ [google]: idToken() })], googleWorld, wrongIssuer],
  '3c': ['https:// kept in the key', [getId({ [`https://${user}`]: idToken() })], undefined, wrongIssuer],
  '4': ['an expired ID token', [getId(login({ exp: now - 271 }))], undefined, notAuthorized(`Invalid login token. Token expired: ${now} >= ${now - 271}`)],
  '5': ['a bad signature', [getId({ [user]: idToken({}, 'nobody’s key') })], undefined, notAuthorized("Invalid login token. Couldn't verify signed token.")],
  '6': ['an access token', [getId(login({ aud: undefined, client_id: notes.client }))], undefined, notAuthorized('Invalid login token. Missing a required claim: aud')],
  '7': ['the pool’s own token to GetId', [getId({ [cognito]: ownToken() })], undefined, notAuthorized("Invalid login token. Can't pass in a Cognito token.")],
  '8': ['another’s token under the pool’s key', [getId(), getCredentials({ [cognito]: idToken() })], undefined, notAuthorized('Invalid login token. Not a Cognito token.')],
  '9': ['no guests, or Logins forgotten', [getId()], withPool({ AllowUnauthenticatedIdentities: false }), notAuthorized('Unauthenticated access is not supported for this identity pool.')],
  '10': ['a user’s identity without Logins', [getId(login()), getCredentials()], undefined, error('NotAuthorizedException', /^Access to Identity 'us-east-1:[-0-9a-f]{36}' is forbidden\.$/)],
  '11': ['no role', guest, withRoles({ Roles: {} }), badConfiguration],
  '11b': ['a service for a principal', guest, guestTrust({ Principal: { Service: cognito } }), badConfiguration],
  '11c': ['sts:AssumeRole for sts:AssumeRoleWithWebIdentity', guest, guestTrust({ Action: 'sts:AssumeRole' }), badConfiguration],
  '11d': ['another pool in aud', guest, guestTrust(condition('us-east-1:other')), badConfiguration],
  '11e': ['a misspelt key', guest, guestTrust(condition(notes.identityPool, 'unauthenticated', 'cognito-identity.amazon.com')), badConfiguration],
  '11f': ['the other state in amr', guest, guestTrust(condition(notes.identityPool, 'authenticated')), badConfiguration],
  '11g': ['a role that is gone', guest, withRoles({ Roles: { unauthenticated: `arn:aws:iam::${notes.account}:role/gone` } }), badConfiguration],
  '11h': ['tags without sts:TagSession', withTeam('crew'), tagMap(notesWorld), badConfiguration],
  '11i': ['tags that are too large', withTeam('x'.repeat(600)), tagging, badConfiguration],
  '12': ['classic flow off', classicGuest, undefined, error('InvalidParameterException', 'Basic (classic) flow is not enabled, please use enhanced flow.')],
  '13': [
    'classic flow with role mappings',
    classicGuest,
    withPool({ AllowClassicFlow: true }, tokenMapping('Deny')),
    error('InvalidParameterException', 'Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.'),
  ],
  '14': ['no role decided, resolution Deny', signIn, tokenMapping('Deny'), notAuthorized(`The ambiguous role mapping rules for: ${user}:${notes.client} denied this request.`)],
  '15': [
    'a pool that is not there',
    [call('cognito-identity:GetId', { IdentityPoolId: 'eu-west-1:none' })],
    undefined,
    error('ResourceNotFoundException', "IdentityPool 'eu-west-1:none' not found."),
  ],
  '16': [
    'an identity that is not there',
    [call('cognito-identity:GetCredentialsForIdentity', { IdentityId: 'us-east-1:none' })],
    undefined,
    error('ResourceNotFoundException', "Identity 'us-east-1:none' not found.", 'unconfirmed'),
  ],
  '17': [
    'a second login of one provider',
    [getId({ ...login(), [google]: googleToken }), getCredentials({ ...login({ sub: sub.ben }), [google]: googleToken })],
    googleWorld,
    error('ResourceConflictException', 'Logins are already linked to another account.', 'unconfirmed'),
  ],
  '18': [
    'a deleted user, with ServerSideTokenCheck',
    [getId(login())],
    put(serverSide, 'AWS::Cognito::UserPoolUser', `${notes.userPool}/${notes.ana}`, undefined),
    error('NotAuthorizedException', /./, 'unconfirmed'),
  ],
  '19': [
    'eleven logins',
    [getId(Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`${i}.example`, 'x'])))],
    undefined,
    error('ValidationException', /^1 validation error detected: Value at 'logins' failed to satisfy constraint/, 'unconfirmed'),
  ],
  '21': [
    'a role that the caller may not pass',
    [...signIn, signed('cognito-identity:SetIdentityPoolRoles', setRoles({ Roles: { authenticated: notes.editorsRole } }))],
    passRole('cognito-identity:SetIdentityPoolRoles'),
    notAuthorized(`Access to Role '${notes.editorsRole}' is forbidden.`),
  ],
  '21b': ['what is no role’s ARN', [byOperator('cognito-identity:SetIdentityPoolRoles', setRoles({ Roles: { authenticated: 'notes' } }))], undefined, notAuthorized("Access to Role 'notes' is forbidden.")],
  '22': [
    'a mapping for a provider that is not configured',
    [byOperator('cognito-identity:SetIdentityPoolRoles', setRoles({ RoleMappings: { [user]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' } } }))],
    undefined,
    error('InvalidParameterException', `${user} is not a valid RoleMapping ProviderName or is not a configured provider.`),
  ],
  '23': [
    'a CustomRoleArn that the token does not offer',
    [getId(login()), getCredentials(login({ 'cognito:roles': [notes.signedInRole] }), { CustomRoleArn: notes.editorsRole })],
    tokenMapping('Deny'),
    error('NotAuthorizedException', /./, 'unconfirmed'),
  ],
};

const denied = error('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 'documented', 403);
const invalidToken = (message: string) => error('InvalidIdentityToken', message);
const web = (token: string, RoleArn = notes.guestRole, fields: Input = {}) =>
  call('sts:AssumeRoleWithWebIdentity', { RoleArn, RoleSessionName: 'anything', WebIdentityToken: token, ...fields });
const oidc = (host: string, aud = 'web') => signToken({ kid: host }, { iss: `https://${host}`, aud, sub: 's', exp: now + 60 });
const withOidc = (Url: string) => {
  const Arn = `arn:aws:iam::${notes.account}:oidc-provider/${Url}`;
  return put(notesWorld, 'AWS::IAM::OIDCProvider', Arn, { Arn, Url, ClientIDList: ['web'] });
};
const facebook = signToken({ kid: 'graph.facebook.com' }, { iss: 'graph.facebook.com', aud: 'app', sub: '9', exp: now });
const tags = (team: string) => [
  getId(login()),
  getOpenIdToken(login({ team })),
  assume(notes.signedInRole),
];
const classic = (world: World) => withPool({ AllowClassicFlow: true }, world);

/** aws-facts §3b, by title. */
const stsRows: readonly Row[] = [
  ['a trust policy that does not match', [...classicGuest, assume(notes.signedInRole)], classicWorld, denied],
  ['a role that is not there', [...classicGuest, assume(`arn:aws:iam::${notes.account}:role/none`)], classicWorld, denied],
  ['tags without sts:TagSession', tags('crew'), classic(tagMap(notesWorld)), denied],
  ['garbage', [web('garbage')], undefined, invalidToken('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)')],
  ['an access token', [web(idToken({ aud: undefined }))], undefined, invalidToken('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)')],
  ['the wrong audience at an OIDC provider', [web(oidc('idp.example', 'mobile'))], withOidc('idp.example'), invalidToken('Incorrect token audience')],
  [
    'an OpenID token of ten minutes ago',
    [...classicGuest, assume(notes.guestRole, {}, { after: 600 })],
    classicWorld,
    error('ExpiredTokenException', `Token expired: current date/time ${now + 600} must be before the expiration date/time ${now + 600}`),
  ],
  [
    'a session that is too long',
    [...classicGuest, assume(notes.guestRole, { DurationSeconds: 43_200 })],
    classicWorld,
    error('ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'),
  ],
  ['tags that are too big', tags('x'.repeat(630)), classic(tagging), error('PackedPolicyTooLarge', 'Packed size of session tags consumes 138% of allotted space.')],
  ['a region that is off', [web('any')], withoutSts, error('RegionDisabledException', /./, 'unconfirmed', 403)],
  ['a provider that says no', [web(facebook, notes.guestRole, { ProviderId: 'graph.facebook.com' })], undefined, error('IDPRejectedClaim', /./, 'unconfirmed', 403)],
  ['a provider that does not answer', [web(oidc('idp.invalid'))], withOidc('idp.invalid'), error('IDPCommunicationError', /./, 'unconfirmed')],
];

const session = (role: string) => `User: arn:aws:sts::${notes.account}:assumed-role/${role}/CognitoIdentityCredentials is not authorized to perform: `;
const ask = (operation: string, resource: string, more: Partial<Call> = {}) => signed(operation, {}, { asks: { resource }, ...more });
const may = (role: string, ...statements: object[]) =>
  withRole(role, { RolePolicyList: [{ PolicyName: 'P', PolicyDocument: { Version: '2012-10-17', Statement: statements } }] });
const allowAll = { Effect: 'Allow', Action: '*', Resource: '*' };
const denyAll = { ...allowAll, Effect: 'Deny' };
const boundary = `arn:aws:iam::${notes.account}:policy/Boundary`;
const bounded = (statement: object) =>
  put(
    withRole('notes-signed-in', { PermissionsBoundary: { PermissionsBoundaryArn: boundary } }, may('notes-signed-in', allowAll)),
    'AWS::IAM::ManagedPolicy',
    boundary,
    { Arn: boundary, PolicyName: 'Boundary', Document: { Version: '2012-10-17', Statement: [statement] } },
  );
const table = `arn:aws:dynamodb:us-east-1:${notes.account}:table/notes`;
const bucketDeny = patch(may('notes-signed-in', allowAll), 'AWS::S3::Bucket', notes.bucket, {
  Policy: { Version: '2012-10-17', Statement: [{ ...denyAll, Principal: '*', Resource: 'arn:aws:s3:::notes-photos/*' }] },
});

/** aws-facts §3c, by title. */
const callRows: readonly Row[] = [
  [
    'S3, and the role’s policy has no allow: 403, the resource in quotation marks',
    [...signIn, ask('s3:ListBucket', 'arn:aws:s3:::other')],
    undefined,
    error('AccessDenied', `${session('notes-signed-in')}s3:ListBucket on resource: "arn:aws:s3:::other" because no identity-based policy allows the s3:ListBucket action`, 'observed', 403),
  ],
  [
    'a guest beyond the session policies',
    [...guest, ask('evidently:EvaluateFeature', 'arn:aws:evidently:us-east-1:111122223333:project/p/feature/f')],
    may('notes-guest', allowAll),
    error(
      'AccessDeniedException',
      `${session('notes-guest')}evidently:EvaluateFeature on resource: arn:aws:evidently:us-east-1:111122223333:project/p/feature/f because no session policy allows the evidently:EvaluateFeature action`,
    ),
  ],
  [
    'a service that speaks JSON: 400, no quotation marks',
    [...guest, signed('dynamodb:Scan', { TableName: 'notes' })],
    undefined,
    error('AccessDeniedException', `${session('notes-guest')}dynamodb:Scan on resource: ${table} because no identity-based policy allows the dynamodb:Scan action`),
  ],
  [
    'an action without resources',
    [...guest, signed('s3:ListBuckets', {})],
    undefined,
    error('AccessDenied', `${session('notes-guest')}s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action`, 'observed', 403),
  ],
  [
    'an explicit deny of the role',
    [...signIn, ask('sqs:SendMessage', 'arn:aws:sqs:us-east-1:111122223333:q')],
    may('notes-signed-in', allowAll, denyAll),
    error('AccessDeniedException', /sqs:SendMessage on resource: arn:aws:sqs:us-east-1:111122223333:q with an explicit deny in an identity-based policy$/),
  ],
  ['an explicit deny of the boundary', [...signIn, ask('sqs:SendMessage', '*')], bounded(denyAll), error('AccessDeniedException', /with an explicit deny in a permissions boundary$/)],
  ['no allow in the boundary', [...signIn, ask('sqs:SendMessage', '*')], bounded({ ...allowAll, Action: 's3:*' }), error('AccessDeniedException', /because no permissions boundary allows the sqs:SendMessage action$/)],
  ['an explicit deny of the resource', [...signIn, ask('s3:GetObject', 'arn:aws:s3:::notes-photos/x')], bucketDeny, error('AccessDenied', /with an explicit deny in a resource-based policy$/, 'observed', 403)],
  ['CloudWatch, which gives no reason', [...guest, ask('cloudwatch:GetMetricData', '*')], undefined, error('AccessDenied', /cloudwatch:GetMetricData$/, 'unconfirmed', 403)],
  ['EC2, with a code of its own', [...guest, ask('ec2:DescribeTags', '*')], undefined, error('UnauthorizedOperation', /ec2:DescribeTags$/, 'unconfirmed', 403)],
  ['expired credentials at S3', [...guest, ask('s3:GetObject', 'arn:aws:s3:::b/k', { after: 3600 })], undefined, error('ExpiredToken', 'The provided token has expired.')],
  ['expired credentials at a service that speaks JSON', [...guest, ask('dynamodb:Scan', table, { after: 3600 })], undefined, error('ExpiredTokenException', 'The security token included in the request is expired')],
  ['expired credentials at a query service', [...guest, ask('sns:Publish', '*', { after: 3600 })], undefined, error('ExpiredToken', 'The security token included in the request is expired', 'observed', 403)],
  ['GetSessionToken with a session', [...guest, signed('sts:GetSessionToken', {})], undefined, error('AccessDenied', /./, 'observed', 403)],
  ['GetFederationToken with a session', [...guest, signed('sts:GetFederationToken', { Name: 'x' })], undefined, error('AccessDenied', /./, 'observed', 403)],
];

describe('the errors of identity pools (aws-facts §3a)', () => {
  test.each(Object.entries(poolRows))('row %s', (_row, [, calls, world, expected]) => expect(refusal(calls, world)).toEqual(expected));

  test('row 20: throttled', () => {
    const calls = [1, 2, 3].map((i) => getId(undefined, { id: `${i}`, goesOn: true }));
    const quotas = { 'cognito-identity:GetId': 2 };
    const steps = run({ ...story(calls), quotas }).steps;
    expect(steps.map((step) => step.error?.code)).toEqual([undefined, undefined, 'TooManyRequestsException']);
    expect(steps[2]?.error).toEqual(error('TooManyRequestsException', 'Rate exceeded'));
    const slower = [...calls, getId(undefined, { id: 'later', after: 1 })];
    expect(run({ ...story(slower), quotas }).steps.at(-1)?.error).toBeUndefined();
  });

  test('behind row 11: what STS itself says', () => {
    expect(last(withTeam('x'.repeat(600)), tagging).nested[0]?.error).toMatchObject({ code: 'PackedPolicyTooLarge' });
    expect(last(guest, guestTrust({ Action: 'sts:AssumeRole' })).nested[0]?.error).toMatchObject({ code: 'AccessDenied' });
  });

  test('each is the same from GetOpenIdToken where that applies', () => {
    for (const row of ['1b', '4', '5', '6']) {
      const [, calls] = poolRows[row] as Row;
      const { Logins } = (calls[0] as Call).input as { Logins: Input };
      expect(refusal([getId(), getOpenIdToken(Logins)], classicWorld)).toEqual(poolRows[row]?.[3]);
      expect(refusal([getId(), getCredentials(Logins)])).toEqual(poolRows[row]?.[3]);
    }
  });
});

describe('the errors of STS (aws-facts §3b)', () => {
  test.each(stsRows)('%s', (_title, calls, world, expected) => expect(refusal(calls, world)).toEqual(expected));
});

describe('the errors of calls with a session (aws-facts §3c)', () => {
  test.each(callRows)('%s', (_title, calls, world, expected) => expect(refusal(calls, world)).toEqual(expected));
});
