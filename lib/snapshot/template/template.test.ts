import { describe, expect, test } from 'vitest';
import { get, known, list, type World } from '../../world/world';
import { readInputs } from '../input-files';
import { load } from '../load';
// Loaded when somebody brings a template; here, before a test's time runs.
import './cloudformation';
import './snapshot';
import './terraform';

const takenAt = '2026-11-22T21:00:00Z';

async function worldOf(name: string, content: string | object): Promise<World> {
  const { snapshot } = await readInputs([{ name, text: typeof content === 'string' ? content : JSON.stringify(content) }], takenAt);
  if (snapshot === undefined) throw new Error('no snapshot');
  return load(snapshot);
}

const only = <T>(things: readonly T[]): T => {
  if (things.length !== 1) throw new Error(`${things.length} things`);
  return things[0] as T;
};

const trust = `
        Version: '2012-10-17'
        Statement:
          Effect: Allow
          Principal: {Federated: cognito-identity.amazonaws.com}
          Action: sts:AssumeRoleWithWebIdentity
          Condition:
            StringEquals: {'cognito-identity.amazonaws.com:aud': !Ref Pool}
            ForAnyValue:StringLike: {'cognito-identity.amazonaws.com:amr': authenticated}`;

const yaml = `
AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Stage: {Type: String, Default: dev}
  Bucket: {Type: String}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsUnsure: !Equals [!Ref Bucket, photos]
Mappings:
  Guests: {dev: {Allowed: true}, prod: {Allowed: false}}
Resources:
  Pool:
    Type: AWS::Cognito::IdentityPool
    Properties:
      IdentityPoolName: !Sub 'notes-\${Stage}'
      AllowUnauthenticatedIdentities: !FindInMap [Guests, !Ref Stage, Allowed]
      CognitoIdentityProviders:
        - {ClientId: !Ref Client, ProviderName: !GetAtt Users.ProviderName}
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      AdminCreateUserConfig: {AllowAdminCreateUserOnly: !If [IsProd, true, false]}
      Schema: [{Name: tenant, AttributeDataType: String, Mutable: true}]
  Client:
    Type: AWS::Cognito::UserPoolClient
    Properties: {UserPoolId: !Ref Users, GenerateSecret: 'false'}
  Absent:
    Type: AWS::Cognito::UserPoolGroup
    Condition: IsProd
    Properties: {UserPoolId: !Ref Users, GroupName: admins}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:${trust}
      ManagedPolicyArns: [!Sub 'arn:\${AWS::Partition}:iam::aws:policy/AmazonS3ReadOnlyAccess']
      Policies:
        - PolicyName: own
          PolicyDocument:
            Version: '2012-10-17'
            Statement: {Effect: Allow, Action: 's3:GetObject', Resource: !Sub 'arn:aws:s3:::\${Bucket}/\${!cognito-identity.amazonaws.com:sub}/*'}
        - PolicyName: open
          PolicyDocument:
            Version: '2012-10-17'
            Statement: {Effect: Allow, Action: 's3:GetObject', Resource: !Ref Bucket}
        - PolicyName: joined
          PolicyDocument:
            Version: '2012-10-17'
            Statement: {Effect: Allow, Action: 's3:GetObject', Resource: !Join ['', ['arn:aws:s3:::', !Ref Photos, '/*']]}
  Photos: {Type: AWS::S3::Bucket, Properties: {BucketName: photos}}
  More:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: more
      Roles: [!Ref Role]
      PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 'mobiletargeting:PutEvents', Resource: '*'}]}
  Attachment:
    Type: AWS::Cognito::IdentityPoolRoleAttachment
    Properties:
      IdentityPoolId: !Ref Pool
      Roles: {authenticated: !GetAtt Role.Arn}
      RoleMappings:
        users: {IdentityProvider: !Join [':', [!GetAtt Users.ProviderName, !Ref Client]], Type: Token, AmbiguousRoleResolution: Deny}
`;

describe('a CloudFormation template', () => {
  test('becomes the account that it would make, with AWS’s defaults', async () => {
    const world = await worldOf('template.yaml', yaml);
    const pool = only(list(world, 'AWS::Cognito::IdentityPool'));
    expect(pool).toMatchObject({ IdentityPoolName: 'notes-dev', AllowUnauthenticatedIdentities: true });
    expect('AllowClassicFlow' in pool).toBe(false);
    const provider = only(pool.CognitoIdentityProviders ?? []);
    const userPoolId = provider.ProviderName?.split('/')[1] ?? '';
    const users = get(world, 'AWS::Cognito::UserPool', userPoolId);
    expect(users?.AdminCreateUserConfig?.AllowAdminCreateUserOnly).toBe(false);
    expect(users?.SchemaAttributes?.map(({ Name }) => Name)).toEqual(expect.arrayContaining(['sub', 'email', 'custom:tenant']));
    expect(get(world, 'AWS::Cognito::UserPoolClient', provider.ClientId ?? '')?.UserPoolId).toBe(userPoolId);
    expect(list(world, 'AWS::Cognito::UserPoolGroup', userPoolId)).toEqual([]);
    const attachment = get(world, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.IdentityPoolId);
    expect(attachment?.Roles).toEqual({ authenticated: 'arn:aws:iam::000000000000:role/Role' });
    expect(attachment?.RoleMappings).toEqual({ [`${provider.ProviderName}:${provider.ClientId}`]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' } });
    expect(JSON.stringify(get(world, 'AWS::IAM::Role', 'Role')?.AssumeRolePolicyDocument)).toContain(`"cognito-identity.amazonaws.com:aud":"${pool.IdentityPoolId}"`);
  });

  test('keeps policy variables, names a parameter in a text, and leaves open what is open as a whole', async () => {
    const role = get(await worldOf('template.yaml', yaml), 'AWS::IAM::Role', 'Role');
    const policies = role?.RolePolicyList as readonly { readonly PolicyName: string; readonly PolicyDocument: unknown }[];
    const text = (name: string): string => JSON.stringify(policies.find(({ PolicyName }) => PolicyName === name)?.PolicyDocument);
    expect(policies.map(({ PolicyName }) => PolicyName)).toEqual(['own', 'open', 'joined', 'more']);
    expect(text('own')).toContain('arn:aws:s3:::<Bucket>/${cognito-identity.amazonaws.com:sub}/*');
    expect(text('joined')).toContain('arn:aws:s3:::photos/*');
    expect(text('open')).toContain('it comes from the parameter Bucket, which has no default');
    expect(role?.AttachedManagedPolicies).toEqual([{ PolicyName: 'AmazonS3ReadOnlyAccess', PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' }]);
  });

  test('a flag that a condition leaves open leaves the pool open, with the reason', async () => {
    const world = await worldOf('template.yaml', yaml.replace('!FindInMap [Guests, !Ref Stage, Allowed]', '!If [IsUnsure, true, false]'));
    expect(JSON.stringify(known(world, 'AWS::Cognito::IdentityPool'))).toContain('it depends on the condition IsUnsure');
  });

  test('what it does not make is not read, never absent', async () => {
    const world = await worldOf('template.yaml', yaml.replace('!GetAtt Role.Arn', 'arn:aws:iam::000000000000:role/elsewhere'));
    expect(() => get(world, 'AWS::IAM::Role', 'elsewhere')).toThrow(/iam:GetRole elsewhere/);
    expect(() => list(world, 'AWS::Lambda::Function')).toThrow();
  });

  test('may be JSON, and SAM', async () => {
    const world = await worldOf('sam.json', {
      Transform: 'AWS::Serverless-2016-10-31',
      Resources: {
        Handler: { Type: 'AWS::Serverless::Function', Properties: {} },
        Pool: { Type: 'AWS::Cognito::IdentityPool', Properties: { AllowUnauthenticatedIdentities: 'true', AllowClassicFlow: 'true' } },
        Guest: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
            Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': ['Handler', 'Arn'] } }] } }],
          },
        },
        Roles: { Type: 'AWS::Cognito::IdentityPoolRoleAttachment', Properties: { IdentityPoolId: { Ref: 'Pool' }, Roles: { unauthenticated: { 'Fn::GetAtt': 'Guest.Arn' } } } },
      },
    });
    expect(only(list(world, 'AWS::Cognito::IdentityPool'))).toMatchObject({ AllowUnauthenticatedIdentities: true, AllowClassicFlow: true });
    expect(JSON.stringify(get(world, 'AWS::IAM::Role', 'Guest')?.RolePolicyList)).toContain('arn:aws:lambda:us-east-1:000000000000:function:Handler');
  });

  test.each([
    ['broken.yaml', 'AWSTemplateFormatVersion: 1\nResources: [', /broken\.yaml is neither JSON nor YAML/],
    ['empty.yaml', 'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Topic: {Type: AWS::SNS::Topic}\n', /empty\.yaml is a CloudFormation template without an identity pool/],
    ['circle.yaml', 'Resources:\n  A: {Type: AWS::Cognito::IdentityPool, Properties: {IdentityPoolName: !Ref B, AllowUnauthenticatedIdentities: false}}\n  B: {Type: AWS::Cognito::IdentityPool, Properties: {IdentityPoolName: !Ref A, AllowUnauthenticatedIdentities: false}}\n', undefined],
  ])('%s ends in one sentence, or in gaps', async (name, text, sentence) => {
    const reading = worldOf(name, text);
    if (sentence === undefined) await expect(reading).resolves.toBeDefined();
    else await expect(reading).rejects.toThrow(sentence);
  });
});

const pool = 'eu-west-1:11111111-2222-4333-8444-555555555555';
const managed = (type: string, name: string, values: object) => ({ address: `${type}.${name}`, mode: 'managed', type, name, values });
const expressions = (type: string, name: string, written: object) => ({ address: `${type}.${name}`, mode: 'managed', type, name, expressions: written });

describe('a Terraform state', () => {
  const state = {
    format_version: '1.0',
    terraform_version: '1.9.0',
    values: {
      root_module: {
        resources: [
          managed('aws_cognito_user_pool', 'users', { id: 'eu-west-1_AbCdEfGhI', arn: 'arn:aws:cognito-idp:eu-west-1:444455556666:userpool/eu-west-1_AbCdEfGhI', name: 'users', endpoint: 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI', admin_create_user_config: [{ allow_admin_create_user_only: true }] }),
          managed('aws_cognito_user_pool_client', 'web', { id: '1abcdefghijklmnopqrstuvwxy', name: 'web', user_pool_id: 'eu-west-1_AbCdEfGhI' }),
          managed('aws_cognito_identity_pool_roles_attachment', 'roles', { identity_pool_id: pool, roles: { authenticated: 'arn:aws:iam::444455556666:role/app' }, role_mapping: [] }),
        ],
        child_modules: [
          {
            address: 'module.app',
            resources: [
              { ...managed('aws_cognito_identity_pool', 'main', { id: pool, arn: `arn:aws:cognito-identity:eu-west-1:444455556666:identitypool/${pool}`, identity_pool_name: 'main', allow_unauthenticated_identities: false, allow_classic_flow: false, cognito_identity_providers: [{ client_id: '1abcdefghijklmnopqrstuvwxy', provider_name: 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI', server_side_token_check: true }] }), address: 'module.app.aws_cognito_identity_pool.main' },
              { ...managed('aws_iam_role', 'app', { name: 'app', arn: 'arn:aws:iam::444455556666:role/app', assume_role_policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': pool } } }] }), inline_policy: [{ name: 'p', policy: '{"Version":"2012-10-17","Statement":[]}' }] }), address: 'module.app.aws_iam_role.app' },
            ],
          },
        ],
      },
    },
  };

  test('is the account under its real ids', async () => {
    const world = await worldOf('state.json', state);
    expect(world).toMatchObject({ account: '444455556666', region: 'eu-west-1' });
    expect(get(world, 'AWS::Cognito::IdentityPool', pool)).toMatchObject({ IdentityPoolName: 'main', AllowClassicFlow: false, CognitoIdentityProviders: [{ ClientId: '1abcdefghijklmnopqrstuvwxy', ServerSideTokenCheck: true }] });
    expect(get(world, 'AWS::Cognito::UserPool', 'eu-west-1_AbCdEfGhI')?.AdminCreateUserConfig?.AllowAdminCreateUserOnly).toBe(true);
    expect(get(world, 'AWS::Cognito::UserPoolClient', '1abcdefghijklmnopqrstuvwxy')?.UserPoolId).toBe('eu-west-1_AbCdEfGhI');
    expect(JSON.stringify(get(world, 'AWS::IAM::Role', 'app'))).toContain(pool);
    expect(get(world, 'AWS::Cognito::IdentityPoolRoleAttachment', pool)?.Roles?.authenticated).toBe('arn:aws:iam::444455556666:role/app');
  });
});

describe('a Terraform plan', () => {
  const refers = (...references: readonly string[]) => ({ references });
  const plan = {
    format_version: '1.2',
    planned_values: {
      root_module: {
        resources: [
          managed('aws_cognito_user_pool', 'users', { name: 'users' }),
          managed('aws_cognito_user_pool_client', 'web', { name: 'web' }),
          managed('aws_cognito_identity_pool', 'main', { identity_pool_name: 'main', allow_unauthenticated_identities: true, allow_classic_flow: null, cognito_identity_providers: [{ server_side_token_check: null }] }),
          managed('aws_iam_role', 'app', { name: 'app', inline_policy: [] }),
          managed('aws_iam_role_policy', 'app', { name: 'p', policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}' }),
          managed('aws_iam_role_policy', 'unsure', { name: 'unsure' }),
          managed('aws_cognito_identity_pool_roles_attachment', 'roles', { role_mapping: [] }),
        ],
      },
    },
    resource_changes: [
      { address: 'data.aws_iam_policy_document.trust', mode: 'data', type: 'aws_iam_policy_document', name: 'trust', change: { after: { statement: [{ actions: ['sts:AssumeRoleWithWebIdentity'], effect: null, principals: [{ type: 'Federated', identifiers: ['cognito-identity.amazonaws.com'] }], condition: [{ test: 'StringEquals', variable: 'cognito-identity.amazonaws.com:aud' }] }] } } },
    ],
    configuration: {
      provider_config: { aws: { expressions: { region: { constant_value: 'eu-north-1' } } } },
      root_module: {
        resources: [
          expressions('aws_cognito_user_pool_client', 'web', { user_pool_id: refers('aws_cognito_user_pool.users.id', 'aws_cognito_user_pool.users') }),
          expressions('aws_cognito_identity_pool', 'main', { cognito_identity_providers: [{ client_id: refers('aws_cognito_user_pool_client.web.id', 'aws_cognito_user_pool_client.web'), provider_name: refers('aws_cognito_user_pool.users.endpoint', 'aws_cognito_user_pool.users') }] }),
          expressions('aws_iam_role', 'app', { assume_role_policy: refers('data.aws_iam_policy_document.trust.json', 'data.aws_iam_policy_document.trust') }),
          expressions('aws_iam_role_policy', 'app', { role: refers('aws_iam_role.app.id', 'aws_iam_role.app') }),
          expressions('aws_iam_role_policy', 'unsure', { role: refers('aws_iam_role.app.id', 'aws_iam_role.app'), policy: refers('aws_s3_bucket.photos.arn', 'aws_s3_bucket.photos') }),
          expressions('aws_cognito_identity_pool_roles_attachment', 'roles', { identity_pool_id: refers('aws_cognito_identity_pool.main.id', 'aws_cognito_identity_pool.main'), roles: refers('aws_iam_role.app.arn', 'aws_iam_role.app') }),
          { ...expressions('aws_iam_policy_document', 'trust', { statement: [{ actions: { constant_value: ['sts:AssumeRoleWithWebIdentity'] }, condition: [{ test: { constant_value: 'StringEquals' }, variable: { constant_value: 'cognito-identity.amazonaws.com:aud' }, values: refers('aws_cognito_identity_pool.main.id', 'aws_cognito_identity_pool.main') }] }] }), address: 'data.aws_iam_policy_document.trust' },
        ],
      },
    },
  };

  test('follows what the configuration refers to, and leaves open what it says nothing of', async () => {
    const world = await worldOf('plan.json', plan);
    expect(world.region).toBe('eu-north-1');
    const main = only(list(world, 'AWS::Cognito::IdentityPool'));
    expect(main).toMatchObject({ AllowUnauthenticatedIdentities: true, AllowClassicFlow: false });
    const provider = only(main.CognitoIdentityProviders ?? []);
    expect(get(world, 'AWS::Cognito::UserPoolClient', provider.ClientId ?? '')?.UserPoolId).toBe(provider.ProviderName?.split('/')[1]);
    const role = get(world, 'AWS::IAM::Role', 'app');
    expect(JSON.stringify(role?.AssumeRolePolicyDocument)).toContain(`"cognito-identity.amazonaws.com:aud":"${main.IdentityPoolId}"`);
    expect(JSON.stringify(role?.RolePolicyList)).toContain('s3:GetObject');
    expect(JSON.stringify(role?.RolePolicyList)).toContain('it is known after apply (aws_s3_bucket.photos.arn');
    expect(() => get(world, 'AWS::Cognito::IdentityPoolRoleAttachment', main.IdentityPoolId)).toThrow(/which role is for whom is known after apply/);
  });
});
