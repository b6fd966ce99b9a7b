import type { Expectation } from '../expectation';
import type { Role, UserPoolUser } from '../resources';
import type { World } from '../world';

/** The names of the demo account. */
export const demo = {
  account: '444455556666',
  region: 'us-east-1',
  userPool: 'us-east-1_Tide4demo',
  webClient: '7webclientnotesprod0001',
  mobileClient: '7mobileclientnotesprod1',
  deletedClient: '7oldwebclientnotesprod0',
  provider: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Tide4demo',
  identityPool: 'us-east-1:7c1f03a6-5be2-4d0e-9a10-3f6a91d24417',
  bucket: 'notes-prod-photos',
  table: 'notes-prod',
} as const;

const arnOf = (role: string): string => `arn:aws:iam::${demo.account}:role/${role}`;

const trust = (conditions: Readonly<Record<string, Readonly<Record<string, string>>>>) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: conditions }],
});

const thisPool = { 'cognito-identity.amazonaws.com:aud': demo.identityPool };
const amr = (value: string) => ({ 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': value } });

const role = (RoleName: string, RoleId: string, AssumeRolePolicyDocument: object, PolicyName: string, Statement: readonly object[]): Role => ({
  RoleName,
  Arn: arnOf(RoleName),
  RoleId,
  AssumeRolePolicyDocument,
  RolePolicyList: [{ PolicyName, PolicyDocument: { Version: '2012-10-17', Statement } }],
  AttachedManagedPolicies: [],
  MaxSessionDuration: 3600,
});

const own = '${cognito-identity.amazonaws.com:sub}';
const objects = (prefix: string): string => `arn:aws:s3:::${demo.bucket}/${prefix}`;
const table = `arn:aws:dynamodb:${demo.region}:${demo.account}:table/${demo.table}`;

const roles: readonly Role[] = [
  // Asks which pool, and not whether anybody signed in: the classic flow lets guests have it.
  role('notes-signed-in', 'AROADEMOSIGNEDIN00001', trust({ StringEquals: thisPool }), 'Notes', [
    { Sid: 'OwnPhotos', Effect: 'Allow', Action: ['s3:PutObject', 's3:DeleteObject'], Resource: objects(`users/${own}/*`) },
    // A gallery of everybody's photos was planned once.
    { Sid: 'ReadPhotos', Effect: 'Allow', Action: 's3:GetObject', Resource: objects('*') },
    // Copied from an article: the variable has no value here.
    { Sid: 'Avatar', Effect: 'Allow', Action: 's3:PutObject', Resource: objects('avatars/${aws:username}/*') },
    {
      Sid: 'OwnRows',
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Scan'],
      Resource: table,
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [own] } },
    },
  ]),
  role('notes-guest', 'AROADEMOGUEST0000001', trust({ StringEquals: thisPool, ...amr('unauthenticated') }), 'Guests', [
    { Sid: 'PublicPhotos', Effect: 'Allow', Action: 's3:GetObject', Resource: objects('public/*') },
    { Sid: 'Inbox', Effect: 'Allow', Action: 's3:PutObject', Resource: objects('inbox/*') },
    // The session policy of the enhanced flow hides this one; the classic flow does not.
    { Sid: 'Banner', Effect: 'Allow', Action: 'ssm:GetParameter', Resource: `arn:aws:ssm:${demo.region}:${demo.account}:parameter/notes/*` },
  ]),
  role('notes-editors', 'AROADEMOEDITORS000001', trust({ StringEquals: thisPool, ...amr('authenticated') }), 'Editors', [
    { Sid: 'EditPublic', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], Resource: objects('public/*') },
  ]),
  // Of a report that nobody runs any more; attached to nothing.
  role('notes-reports', 'AROADEMOREPORTS000001', trust({ StringEquals: thisPool, ...amr('authenticated') }), 'Reports', [
    { Sid: 'AllRows', Effect: 'Allow', Action: ['dynamodb:Scan', 'dynamodb:Query'], Resource: table },
  ]),
];

const person = (Username: string, sub: string, password: string, Groups: readonly string[]): UserPoolUser => ({
  UserPoolId: demo.userPool,
  Username,
  Attributes: { sub, email: Username, email_verified: 'true' },
  Groups,
  UserStatus: 'CONFIRMED',
  Enabled: true,
  password,
  UserCreateDate: 1_785_000_000,
});

const client = (ClientId: string, ClientName: string) => ({
  ClientId,
  ClientName,
  UserPoolId: demo.userPool,
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  ReadAttributes: ['email', 'email_verified', 'custom:plan'],
  WriteAttributes: ['email', 'custom:plan'],
  SupportedIdentityProviders: ['COGNITO'],
  PreventUserExistenceErrors: 'LEGACY' as const,
  EnableTokenRevocation: true,
  RefreshTokenValidity: 30,
});

/** An account that works, and gives away more than its owners think: what the demo audits. */
export const demoWorld: World = {
  account: demo.account,
  partition: 'aws',
  region: demo.region,
  complete: 'everything',
  resources: {
    'AWS::Cognito::UserPool': {
      [demo.userPool]: {
        Id: demo.userPool,
        Name: 'notes-prod-users',
        Arn: `arn:aws:cognito-idp:${demo.region}:${demo.account}:userpool/${demo.userPool}`,
        MfaConfiguration: 'OFF',
        UsernameAttributes: ['email'],
        AutoVerifiedAttributes: ['email'],
        UsernameConfiguration: { CaseSensitive: false },
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
        Policies: { PasswordPolicy: { MinimumLength: 8, RequireUppercase: true, RequireLowercase: true, RequireNumbers: true, RequireSymbols: false, TemporaryPasswordValidityDays: 7 } },
        SchemaAttributes: [
          { Name: 'sub', AttributeDataType: 'String', Mutable: false, Required: true },
          { Name: 'email', AttributeDataType: 'String', Mutable: true, Required: true },
          { Name: 'email_verified', AttributeDataType: 'Boolean', Mutable: true },
          { Name: 'custom:plan', AttributeDataType: 'String', Mutable: true },
        ],
        DeletionProtection: 'INACTIVE',
      },
    },
    'AWS::Cognito::UserPoolClient': { [demo.webClient]: client(demo.webClient, 'notes-web'), [demo.mobileClient]: client(demo.mobileClient, 'notes-mobile') },
    'AWS::Cognito::UserPoolUser': {
      [`${demo.userPool}/ana@notes.example`]: person('ana@notes.example', '0b8e3c52-64f1-4d7a-9a55-1f8e2d6c7a01', 'Low-tide-7-shells', ['editors']),
      [`${demo.userPool}/ben@notes.example`]: person('ben@notes.example', '5e9d1a70-2c3b-4f86-8b14-9c7a6f5e4d02', 'High-tide-9-crabs', []),
    },
    'AWS::Cognito::UserPoolGroup': {
      [`${demo.userPool}/editors`]: { UserPoolId: demo.userPool, GroupName: 'editors', RoleArn: arnOf('notes-editors'), Precedence: 1 },
    },
    'AWS::Cognito::IdentityPool': {
      [demo.identityPool]: {
        IdentityPoolId: demo.identityPool,
        IdentityPoolName: 'notes-prod',
        AllowUnauthenticatedIdentities: true,
        AllowClassicFlow: true,
        CognitoIdentityProviders: [
          { ProviderName: demo.provider, ClientId: demo.webClient, ServerSideTokenCheck: false },
          // The app client was deleted in spring.
          { ProviderName: demo.provider, ClientId: demo.deletedClient, ServerSideTokenCheck: false },
        ],
      },
    },
    'AWS::Cognito::IdentityPoolRoleAttachment': {
      [demo.identityPool]: { IdentityPoolId: demo.identityPool, Roles: { authenticated: arnOf('notes-signed-in'), unauthenticated: arnOf('notes-guest') } },
    },
    'AWS::IAM::Role': Object.fromEntries(roles.map((one) => [one.RoleName, one])),
    'AWS::IAM::ManagedPolicy': {},
    'AWS::S3::Bucket': { [demo.bucket]: { BucketName: demo.bucket } },
    'AWS::DynamoDB::Table': {
      [demo.table]: { TableName: demo.table, KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }, { AttributeName: 'id', KeyType: 'RANGE' }] },
    },
  },
};

/** What the mobile app’s own configuration takes for granted: a client that nobody listed at the identity pool. */
export const demoExpectations: readonly Expectation[] = [
  { source: 'notes-mobile/amplifyconfiguration.json', identityPoolId: demo.identityPool, userPoolId: demo.userPool, clientId: demo.mobileClient },
];
