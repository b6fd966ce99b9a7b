import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoOperatorKey } from './demo-operator';
import { awsAtEndpoint, isInstalled } from './installed.testing';
import { serve, type Served } from './serving.testing';

const run = promisify(execFile);
const account = '999988887777';
const region = 'eu-central-1';

let served: Served;
let folder: string;
beforeAll(async () => {
  served = await serve({ world: { account, partition: 'aws', region, resources: {}, complete: 'everything' } });
  folder = await mkdtemp(join(tmpdir(), 'lifeguard-cli-'));
});
afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true });
});

/** Runs a program with the operator's key and nothing else of the person whose computer this is. @returns what it printed */
async function runProgram(command: string, name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  const env: Record<string, string | undefined> = {
    PATH: process.env.PATH,
    HOME: folder,
    PYENV_ROOT: process.env.PYENV_ROOT,
    AWS_ENDPOINT_URL: served.endpoint,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: demoOperatorKey.accessKeyId,
    AWS_SECRET_ACCESS_KEY: demoOperatorKey.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const { stdout } = await run(command, [file], { cwd: folder, env: env as NodeJS.ProcessEnv });
  return stdout.trim();
}

const trust = (pool: string) =>
  `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"cognito-identity.amazonaws.com:aud": "${pool}"}, "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"}}}]}`;

describe('an account built from nothing', () => {
  test.skipIf(!isInstalled('aws', ['--version']))('with the AWS CLI: its user signs in and may do what the group’s role may', { timeout: 120_000 }, async () => {
    const printed = await runProgram(
      'bash',
      'build.sh',
      `set -eo pipefail
${awsAtEndpoint}
out="--output text --query"
pool=$(aws cognito-idp create-user-pool --pool-name shop $out UserPool.Id)
client=$(aws cognito-idp create-user-pool-client --user-pool-id $pool --client-name web --explicit-auth-flows ALLOW_USER_PASSWORD_AUTH ALLOW_REFRESH_TOKEN_AUTH $out UserPoolClient.ClientId)
provider=cognito-idp.${region}.amazonaws.com/$pool
identities=$(aws cognito-identity create-identity-pool --identity-pool-name shop --no-allow-unauthenticated-identities --cognito-identity-providers ProviderName=$provider,ClientId=$client $out IdentityPoolId)
trust='${trust('$identities')}'
shopper=$(aws iam create-role --role-name shopper --assume-role-policy-document "\${trust//\\$identities/$identities}" $out Role.Arn)
editor=$(aws iam create-role --role-name editor --assume-role-policy-document "\${trust//\\$identities/$identities}" $out Role.Arn)
policy=$(aws iam create-policy --policy-name pictures --policy-document '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::shop-pictures/*"}]}' $out Policy.Arn)
aws iam attach-role-policy --role-name editor --policy-arn $policy
aws cognito-idp create-group --user-pool-id $pool --group-name editors --role-arn $editor --precedence 1 >/dev/null
aws cognito-idp admin-create-user --user-pool-id $pool --username eve --message-action SUPPRESS >/dev/null
aws cognito-idp admin-set-user-password --user-pool-id $pool --username eve --password Sea-urchin-5 --permanent
aws cognito-idp admin-add-user-to-group --user-pool-id $pool --username eve --group-name editors
aws cognito-identity set-identity-pool-roles --identity-pool-id $identities --roles authenticated=$shopper --role-mappings "{\\"$provider:$client\\": {\\"Type\\": \\"Token\\", \\"AmbiguousRoleResolution\\": \\"AuthenticatedRole\\"}}"
aws s3api create-bucket --bucket shop-pictures --create-bucket-configuration LocationConstraint=${region} >/dev/null
token=$(aws cognito-idp initiate-auth --auth-flow USER_PASSWORD_AUTH --client-id $client --auth-parameters USERNAME=eve,PASSWORD=Sea-urchin-5 $out AuthenticationResult.IdToken)
identity=$(aws cognito-identity get-id --identity-pool-id $identities --logins $provider=$token $out IdentityId)
read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN <<<$(aws cognito-identity get-credentials-for-identity --identity-id $identity --logins $provider=$token $out 'Credentials.[AccessKeyId,SecretKey,SessionToken]')
export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
aws sts get-caller-identity $out Arn
echo '<svg/>' >anchor.svg
aws s3 cp --quiet anchor.svg s3://shop-pictures/anchor.svg
aws s3api delete-object --bucket shop-pictures --key anchor.svg 2>&1 || true
`,
    );
    const arn = `arn:aws:sts::${account}:assumed-role/editor/CognitoIdentityCredentials`;
    expect(printed.split(/\n+/)[0]).toBe(arn);
    expect(printed).toContain(
      `An error occurred (AccessDenied) when calling the DeleteObject operation: User: ${arn} is not authorized to perform: s3:DeleteObject on resource: "arn:aws:s3:::shop-pictures/anchor.svg" because no identity-based policy allows the s3:DeleteObject action`,
    );
    expect([...served.emulator.state.records.object!.keys()]).toEqual(['shop-pictures/anchor.svg']);
  });

  test.skipIf(!isInstalled('python3', ['-c', 'import boto3']))('with boto3: its guest and its user get different roles, and errors are AWS’s', { timeout: 30_000 }, async () => {
    const printed = await runProgram(
      'python3',
      'build.py',
      `
import boto3, json, urllib.request, urllib.error
from botocore.config import Config
from botocore.exceptions import ClientError
users, pools, iam = boto3.client("cognito-idp"), boto3.client("cognito-identity"), boto3.client("iam")
pool = users.create_user_pool(PoolName="club")["UserPool"]["Id"]
client = users.create_user_pool_client(UserPoolId=pool, ClientName="web", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"])["UserPoolClient"]["ClientId"]
provider = f"cognito-idp.${region}.amazonaws.com/{pool}"
identities = pools.create_identity_pool(IdentityPoolName="club", AllowUnauthenticatedIdentities=True, CognitoIdentityProviders=[{"ProviderName": provider, "ClientId": client}])["IdentityPoolId"]
trust = '''${trust('IDENTITIES')}'''.replace("IDENTITIES", identities)
member = iam.create_role(RoleName="member", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
guest = iam.create_role(RoleName="guest", AssumeRolePolicyDocument=trust.replace('"authenticated"', '"unauthenticated"'))["Role"]["Arn"]
pools.set_identity_pool_roles(IdentityPoolId=identities, Roles={"authenticated": member, "unauthenticated": guest})
users.admin_create_user(UserPoolId=pool, Username="max", MessageAction="SUPPRESS")
users.admin_set_user_password(UserPoolId=pool, Username="max", Password="Sea-urchin-5", Permanent=True)
token = users.initiate_auth(AuthFlow="USER_PASSWORD_AUTH", ClientId=client, AuthParameters={"USERNAME": "max", "PASSWORD": "Sea-urchin-5"})["AuthenticationResult"]["IdToken"]
def arn(logins):
    identity = pools.get_id(IdentityPoolId=identities, Logins=logins)["IdentityId"]
    keys = pools.get_credentials_for_identity(IdentityId=identity, Logins=logins)["Credentials"]
    sts = boto3.client("sts", aws_access_key_id=keys["AccessKeyId"], aws_secret_access_key=keys["SecretKey"], aws_session_token=keys["SessionToken"])
    return sts.get_caller_identity()["Arn"].split("/")[1]
def error(call, **arguments):
    try:
        call(**arguments)
    except ClientError as refused:
        return [refused.response["Error"]["Code"], refused.response["ResponseMetadata"]["HTTPStatusCode"]]
def presigned(version, seconds=60, change=""):
    s3 = boto3.client("s3", config=Config(signature_version=version))
    address = s3.generate_presigned_url("get_object", Params={"Bucket": "club-house", "Key": "a b+c.txt"}, ExpiresIn=seconds) + change
    try:
        return urllib.request.urlopen(address).read().decode()
    except urllib.error.HTTPError as refused:
        return refused.read().decode().split("<Code>")[1].split("</Code>")[0]
s3 = boto3.client("s3")
s3.create_bucket(Bucket="club-house", CreateBucketConfiguration={"LocationConstraint": "${region}"})
s3.put_object(Bucket="club-house", Key="a b+c.txt", Body=b"in the club")
role = iam.get_role(RoleName="member")["Role"]
print(json.dumps({
    "roles": [arn({}), arn({provider: token})],
    "presigned": [presigned("s3v4"), presigned("s3v4", 60, "&x=y"), presigned("s3v4", -60), presigned("s3")],
    "trust": role["AssumeRolePolicyDocument"]["Statement"][0]["Action"],
    "errors": [
        error(iam.get_role, RoleName="nobody"),
        error(pools.get_id, IdentityPoolId="${region}:00000000-0000-0000-0000-000000000000"),
        error(users.initiate_auth, AuthFlow="USER_PASSWORD_AUTH", ClientId=client, AuthParameters={"USERNAME": "max", "PASSWORD": "wrong"}),
        error(boto3.client("sts", aws_access_key_id="AKIANOBODY", aws_secret_access_key="x").get_caller_identity),
        error(boto3.client("polly").describe_voices),
    ],
}))
`,
    );
    expect(JSON.parse(printed)).toEqual({
      roles: ['guest', 'member'],
      presigned: ['in the club', 'SignatureDoesNotMatch', 'AccessDenied', 'LifeguardNotEmulated'],
      trust: 'sts:AssumeRoleWithWebIdentity',
      errors: [
        ['NoSuchEntity', 404],
        ['ResourceNotFoundException', 400],
        ['NotAuthorizedException', 400],
        ['InvalidClientTokenId', 403],
        ['LifeguardNotEmulated', 501],
      ],
    });
  });
});
