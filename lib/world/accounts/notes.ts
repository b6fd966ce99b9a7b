import type { World } from '../world';

/** The names of the notes app's account, as the lessons use them. */
export const notes = {
  account: '111122223333',
  region: 'us-east-1',
  userPool: 'us-east-1_Lg7demo01',
  client: '4a7b2c9d1e3f5a6b7c8d9e0f1a',
  /** The provider name under which the identity pool trusts the user pool, and the key in Logins. */
  provider: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Lg7demo01',
  identityPool: 'us-east-1:3f6a91d2-0c1e-4c55-9a10-5be27d4417aa',
  signedInRole: 'arn:aws:iam::111122223333:role/notes-signed-in',
  guestRole: 'arn:aws:iam::111122223333:role/notes-guest',
  editorsRole: 'arn:aws:iam::111122223333:role/notes-editors',
  bucket: 'notes-photos',
  table: 'notes',
  ana: 'ana@notes.example',
  anaPassword: 'Low-tide-7-shells',
  ben: 'ben@notes.example',
  benPassword: 'High-tide-9-crabs',
} as const;

const trust = (amr: 'authenticated' | 'unauthenticated') => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': notes.identityPool },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
      },
    },
  ],
});

const user = (Username: string, sub: string, password: string, name: string, Groups: readonly string[]) => ({
  UserPoolId: notes.userPool,
  Username,
  Attributes: { sub, email: Username, email_verified: 'true', name },
  Groups,
  UserStatus: 'CONFIRMED' as const,
  Enabled: true,
  password,
  UserCreateDate: 1_790_000_000,
});

/** The notes app, set up as it should be: a user pool, an identity pool that trusts it, a role for each kind of caller. */
export const notesWorld: World = {
  account: notes.account,
  partition: 'aws',
  region: notes.region,
  complete: 'everything',
  resources: {
    'AWS::Cognito::UserPool': {
      [notes.userPool]: {
        Id: notes.userPool,
        Name: 'notes-users',
        Arn: `arn:aws:cognito-idp:${notes.region}:${notes.account}:userpool/${notes.userPool}`,
        MfaConfiguration: 'OFF',
        UsernameAttributes: ['email'],
        AutoVerifiedAttributes: ['email'],
        UsernameConfiguration: { CaseSensitive: false },
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
        UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
        Policies: {
          PasswordPolicy: {
            MinimumLength: 8,
            RequireUppercase: true,
            RequireLowercase: true,
            RequireNumbers: true,
            RequireSymbols: true,
            TemporaryPasswordValidityDays: 7,
          },
        },
        SchemaAttributes: [
          { Name: 'sub', AttributeDataType: 'String', Mutable: false, Required: true },
          { Name: 'email', AttributeDataType: 'String', Mutable: true, Required: true },
          { Name: 'email_verified', AttributeDataType: 'Boolean', Mutable: true },
          { Name: 'name', AttributeDataType: 'String', Mutable: true },
        ],
      },
    },
    'AWS::Cognito::UserPoolClient': {
      [notes.client]: {
        ClientId: notes.client,
        UserPoolId: notes.userPool,
        ClientName: 'notes-web',
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        ReadAttributes: ['email', 'email_verified', 'name'],
        WriteAttributes: ['email', 'name'],
        PreventUserExistenceErrors: 'ENABLED',
        EnableTokenRevocation: true,
        AuthSessionValidity: 3,
        RefreshTokenValidity: 30,
        TokenValidityUnits: { RefreshToken: 'days' },
      },
    },
    'AWS::Cognito::UserPoolUser': {
      [`${notes.userPool}/${notes.ana}`]: user(notes.ana, '5d1f0b3e-8a41-4c0e-9b77-2f6f1f0c9a11', notes.anaPassword, 'Ana', ['editors']),
      [`${notes.userPool}/${notes.ben}`]: user(notes.ben, 'c2b9e7a4-13d8-4f57-8e60-7a9d54b3e022', notes.benPassword, 'Ben', []),
    },
    'AWS::Cognito::UserPoolGroup': {
      [`${notes.userPool}/editors`]: {
        UserPoolId: notes.userPool,
        GroupName: 'editors',
        RoleArn: notes.editorsRole,
        Precedence: 1,
      },
    },
    'AWS::Cognito::IdentityPool': {
      [notes.identityPool]: {
        IdentityPoolId: notes.identityPool,
        IdentityPoolName: 'notes-prod',
        AllowUnauthenticatedIdentities: true,
        AllowClassicFlow: false,
        CognitoIdentityProviders: [{ ProviderName: notes.provider, ClientId: notes.client, ServerSideTokenCheck: false }],
      },
    },
    'AWS::Cognito::IdentityPoolRoleAttachment': {
      [notes.identityPool]: {
        IdentityPoolId: notes.identityPool,
        Roles: { authenticated: notes.signedInRole, unauthenticated: notes.guestRole },
      },
    },
    'AWS::IAM::Role': {
      'notes-signed-in': {
        RoleName: 'notes-signed-in',
        Arn: notes.signedInRole,
        RoleId: 'AROALIFEGUARDSIGNED01',
        AssumeRolePolicyDocument: trust('authenticated'),
        RolePolicyList: [
          {
            PolicyName: 'OwnNotes',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Sid: 'OwnPhotos',
                  Effect: 'Allow',
                  Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
                  Resource: 'arn:aws:s3:::notes-photos/users/${cognito-identity.amazonaws.com:sub}/*',
                },
                {
                  Sid: 'ListOwnPhotos',
                  Effect: 'Allow',
                  Action: 's3:ListBucket',
                  Resource: 'arn:aws:s3:::notes-photos',
                  Condition: { StringLike: { 's3:prefix': 'users/${cognito-identity.amazonaws.com:sub}/*' } },
                },
                {
                  Sid: 'OwnRows',
                  Effect: 'Allow',
                  Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
                  Resource: `arn:aws:dynamodb:${notes.region}:${notes.account}:table/${notes.table}`,
                  Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${cognito-identity.amazonaws.com:sub}'] } },
                },
              ],
            },
          },
        ],
        AttachedManagedPolicies: [],
      },
      'notes-guest': {
        RoleName: 'notes-guest',
        Arn: notes.guestRole,
        RoleId: 'AROALIFEGUARDGUEST001',
        AssumeRolePolicyDocument: trust('unauthenticated'),
        RolePolicyList: [
          {
            PolicyName: 'PublicPhotos',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Sid: 'ReadPublic', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::notes-photos/public/*' }],
            },
          },
        ],
        AttachedManagedPolicies: [],
      },
      'notes-editors': {
        RoleName: 'notes-editors',
        Arn: notes.editorsRole,
        RoleId: 'AROALIFEGUARDEDITOR01',
        AssumeRolePolicyDocument: trust('authenticated'),
        RolePolicyList: [
          {
            PolicyName: 'EditPublicPhotos',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Sid: 'EditPublic', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::notes-photos/public/*' }],
            },
          },
        ],
        AttachedManagedPolicies: [],
      },
    },
    'AWS::IAM::ManagedPolicy': {},
    'AWS::S3::Bucket': { [notes.bucket]: { BucketName: notes.bucket } },
    'AWS::DynamoDB::Table': {
      [notes.table]: { TableName: notes.table, KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }, { AttributeName: 'id', KeyType: 'RANGE' }] },
    },
  },
};
