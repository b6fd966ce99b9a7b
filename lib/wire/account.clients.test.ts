import * as pools from '@aws-sdk/client-cognito-identity';
import * as users from '@aws-sdk/client-cognito-identity-provider';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../world/accounts/notes';
import { demoOperatorKey } from './demo-operator';
import { serve, type Served } from './serving.testing';

const account = '999988887777';
const region = 'eu-central-1';
const common = (served: Served) => ({ region, endpoint: served.endpoint, maxAttempts: 1 });
const asOperator = (served: Served) => ({ ...common(served), credentials: demoOperatorKey });

describe('an account built from nothing with SDK v3', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve({ world: { account, partition: 'aws', region, resources: {}, complete: 'everything' } });
  });
  afterAll(() => served.close());

  test('lets its user sign in, be an editor by group, and do what the role may', async () => {
    const userPools = new users.CognitoIdentityProviderClient(asOperator(served));
    const identityPools = new pools.CognitoIdentityClient(asOperator(served));
    const roles = new iam.IAMClient(asOperator(served));

    const { UserPool } = await userPools.send(new users.CreateUserPoolCommand({ PoolName: 'shop', Policies: { PasswordPolicy: { MinimumLength: 8 } } }));
    const { UserPoolClient } = await userPools.send(
      new users.CreateUserPoolClientCommand({ UserPoolId: UserPool!.Id, ClientName: 'web', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }),
    );
    expect(UserPool!.CreationDate).toBeInstanceOf(Date);
    const provider = `cognito-idp.${region}.amazonaws.com/${UserPool!.Id}`;
    const { IdentityPoolId } = await identityPools.send(
      new pools.CreateIdentityPoolCommand({
        IdentityPoolName: 'shop',
        AllowUnauthenticatedIdentities: false,
        CognitoIdentityProviders: [{ ProviderName: provider, ClientId: UserPoolClient!.ClientId }],
      }),
    );
    const trust = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { 'cognito-identity.amazonaws.com:aud': IdentityPoolId },
            'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
          },
        },
      ],
    };
    const makeRole = async (RoleName: string) =>
      (await roles.send(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust), MaxSessionDuration: 7200 }))).Role!;
    const [shopper, editor] = [await makeRole('shopper'), await makeRole('editor')];
    expect(shopper).toMatchObject({ Arn: `arn:aws:iam::${account}:role/shopper`, MaxSessionDuration: 7200 });
    const statement = { Effect: 'Allow', Action: ['s3:PutObject', 's3:GetObject'], Resource: 'arn:aws:s3:::shop-pictures/*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await roles.send(new iam.PutRolePolicyCommand({ RoleName: 'editor', PolicyName: 'pictures', PolicyDocument }));

    await userPools.send(new users.CreateGroupCommand({ UserPoolId: UserPool!.Id, GroupName: 'editors', RoleArn: editor.Arn, Precedence: 1 }));
    await userPools.send(new users.AdminCreateUserCommand({ UserPoolId: UserPool!.Id, Username: 'eve', MessageAction: 'SUPPRESS' }));
    await userPools.send(new users.AdminSetUserPasswordCommand({ UserPoolId: UserPool!.Id, Username: 'eve', Password: 'Sea-urchin-5', Permanent: true }));
    await userPools.send(new users.AdminAddUserToGroupCommand({ UserPoolId: UserPool!.Id, Username: 'eve', GroupName: 'editors' }));
    await identityPools.send(
      new pools.SetIdentityPoolRolesCommand({
        IdentityPoolId,
        Roles: { authenticated: shopper.Arn! },
        RoleMappings: { [`${provider}:${UserPoolClient!.ClientId}`]: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' } },
      }),
    );
    await new s3.S3Client(asOperator(served)).send(new s3.CreateBucketCommand({ Bucket: 'shop-pictures' }));

    const anyone = new users.CognitoIdentityProviderClient(common(served));
    const { AuthenticationResult } = await anyone.send(
      new users.InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: UserPoolClient!.ClientId, AuthParameters: { USERNAME: 'eve', PASSWORD: 'Sea-urchin-5' } }),
    );
    const credentials = fromCognitoIdentityPool({
      identityPoolId: IdentityPoolId!,
      logins: { [provider]: AuthenticationResult!.IdToken! },
      clientConfig: common(served),
    });
    const { Arn } = await new sts.STSClient({ ...common(served), credentials }).send(new sts.GetCallerIdentityCommand({}));
    expect(Arn).toBe(`arn:aws:sts::${account}:assumed-role/editor/CognitoIdentityCredentials`);
    const pictures = new s3.S3Client({ ...common(served), credentials });
    await pictures.send(new s3.PutObjectCommand({ Bucket: 'shop-pictures', Key: 'anchor.svg', Body: '<svg/>' }));
    await expect(pictures.send(new s3.DeleteObjectCommand({ Bucket: 'shop-pictures', Key: 'anchor.svg' }))).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('what an auditor reads, with SDK v3', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve({ world: notesWorld });
  });
  afterAll(() => served.close());
  const iamClient = () => new iam.IAMClient(asOperator(served));

  test('identity pools: list, description, roles, tag map', async () => {
    const client = new pools.CognitoIdentityClient(asOperator(served));
    const { IdentityPools } = await client.send(new pools.ListIdentityPoolsCommand({ MaxResults: 60 }));
    expect(IdentityPools).toMatchObject([{ IdentityPoolId: notes.identityPool }]);
    const { IdentityPoolId } = IdentityPools![0]!;
    expect(await client.send(new pools.DescribeIdentityPoolCommand({ IdentityPoolId }))).toMatchObject({ AllowClassicFlow: false, AllowUnauthenticatedIdentities: true });
    expect(await client.send(new pools.GetIdentityPoolRolesCommand({ IdentityPoolId }))).toMatchObject({ Roles: { authenticated: notes.signedInRole } });
    const map = await client.send(new pools.GetPrincipalTagAttributeMapCommand({ IdentityPoolId, IdentityProviderName: notes.provider }));
    expect(map.$metadata.httpStatusCode).toBe(200);
  });

  test('user pools: list, description, clients, groups, providers', async () => {
    const client = new users.CognitoIdentityProviderClient(asOperator(served));
    const UserPoolId = notes.userPool;
    expect((await client.send(new users.ListUserPoolsCommand({ MaxResults: 60 }))).UserPools).toMatchObject([{ Id: UserPoolId }]);
    expect((await client.send(new users.DescribeUserPoolCommand({ UserPoolId }))).UserPool).toMatchObject({ Id: UserPoolId, MfaConfiguration: 'OFF' });
    expect((await client.send(new users.ListUserPoolClientsCommand({ UserPoolId }))).UserPoolClients).toMatchObject([{ ClientId: notes.client }]);
    expect((await client.send(new users.DescribeUserPoolClientCommand({ UserPoolId, ClientId: notes.client }))).UserPoolClient).toMatchObject({ EnableTokenRevocation: true });
    expect((await client.send(new users.ListGroupsCommand({ UserPoolId }))).Groups).toMatchObject([{ GroupName: 'editors', RoleArn: notes.editorsRole, Precedence: 1 }]);
    expect((await client.send(new users.ListIdentityProvidersCommand({ UserPoolId }))).Providers).toEqual([]);
  });

  test('IAM: policy documents are percent-encoded, lists are paged, times are times', async () => {
    const { Role } = await iamClient().send(new iam.GetRoleCommand({ RoleName: 'notes-signed-in' }));
    const trust = notesWorld.resources['AWS::IAM::Role']!['notes-signed-in'] as { AssumeRolePolicyDocument: object };
    expect(Role!.AssumeRolePolicyDocument).toMatch(/^%7B/);
    expect(JSON.parse(decodeURIComponent(Role!.AssumeRolePolicyDocument!))).toEqual(trust.AssumeRolePolicyDocument);
    const first = await iamClient().send(new iam.ListRolesCommand({ MaxItems: 2 }));
    expect(first.Roles).toHaveLength(2);
    expect(first.IsTruncated).toBe(true);
    const second = await iamClient().send(new iam.ListRolesCommand({ MaxItems: 2, Marker: first.Marker }));
    expect([second.Roles!.length, second.IsTruncated ?? false]).toEqual([1, false]);
    expect((await iamClient().send(new iam.ListRolePoliciesCommand({ RoleName: 'notes-signed-in' }))).PolicyNames).toEqual(['OwnNotes']);
    const { PolicyDocument } = await iamClient().send(new iam.GetRolePolicyCommand({ RoleName: 'notes-signed-in', PolicyName: 'OwnNotes' }));
    expect(JSON.parse(decodeURIComponent(PolicyDocument!))).toMatchObject({ Version: '2012-10-17' });
    expect((await iamClient().send(new iam.ListAttachedRolePoliciesCommand({ RoleName: 'notes-signed-in' }))).AttachedPolicies).toEqual([]);
    expect((await iamClient().send(new iam.ListOpenIDConnectProvidersCommand({}))).OpenIDConnectProviderList).toEqual([]);
    const details = await iamClient().send(new iam.GetAccountAuthorizationDetailsCommand({ Filter: ['Role'] }));
    expect(details.RoleDetailList!.map((role) => role.RolePolicyList!.map((one) => one.PolicyName))).toEqual(expect.arrayContaining([['OwnNotes']]));
  });

  test('a name that is not there is AWS’s error, and the SDK’s exception', async () => {
    await expect(iamClient().send(new iam.GetRoleCommand({ RoleName: 'nobody' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: expect.stringContaining('nobody'),
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('an IAM user’s key signs too', async () => {
    await iamClient().send(new iam.CreateUserCommand({ UserName: 'ci' }));
    const { AccessKey } = await iamClient().send(new iam.CreateAccessKeyCommand({ UserName: 'ci' }));
    expect(AccessKey!.CreateDate!.getTime() / 1000).toBeCloseTo(served.emulator.clock(), -1);
    const credentials = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
    const { Arn } = await new sts.STSClient({ ...common(served), credentials }).send(new sts.GetCallerIdentityCommand({}));
    expect(Arn).toBe(`arn:aws:iam::${notes.account}:user/ci`);
    await expect(new iam.IAMClient({ ...common(served), credentials }).send(new iam.ListRolesCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(/^User: arn:aws:iam::\d+:user\/ci is not authorized to perform: iam:ListRoles .*no identity-based policy allows/),
    });
  });

  test('Lambda speaks REST-JSON: a function is made, invoked, and its error said in a header', async () => {
    const client = new lambda.LambdaClient(asOperator(served));
    const assume = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    const { Role } = await iamClient().send(new iam.CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument: JSON.stringify(assume) }));
    const Code = { ZipFile: Buffer.from(JSON.stringify({ calls: [{ operation: 's3:GetObject', input: { Bucket: notes.bucket, Key: 'x' } }] })) };
    await client.send(new lambda.CreateFunctionCommand({ FunctionName: 'work', Role: Role!.Arn, Code, Handler: 'index.handler', Runtime: 'nodejs20.x' }));
    const answer = await client.send(new lambda.InvokeCommand({ FunctionName: 'work', Payload: '{}' }));
    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled', ExecutedVersion: '$LATEST' });
    expect(JSON.parse(answer.Payload!.transformToString())).toMatchObject({ errorType: 'AccessDenied' });
    await expect(client.send(new lambda.InvokeCommand({ FunctionName: 'none' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
