import { notes, notesWorld } from '../world/accounts/notes';
import type { ManagedPolicy, Role } from '../world/resources';
import type { Send } from './recorder';
import type { Exchange } from './snapshot';

type Answers = Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => object>>;

/** An error as the SDK throws it. */
export class AwsFailure extends Error {
  readonly $metadata: { readonly httpStatusCode: number };
  constructor(code: string, status = 400) {
    super(`${code} for a test`);
    this.name = code;
    this.$metadata = { httpStatusCode: status };
  }
}

const of = <T>(type: string): Readonly<Record<string, T>> => (notesWorld.resources as unknown as Record<string, Record<string, T>>)[type] ?? {};
const named = <T>(type: string, id: unknown, code: string): T => {
  const found = of<T>(type)[String(id)];
  if (found === undefined) throw new AwsFailure(code);
  return found;
};
const roles = () => Object.values(of<Role>('AWS::IAM::Role'));
const gone = 'ResourceNotFoundException';

/** What AWS would answer about the notes app’s account, with lists of roles in pages of two. */
const answers: Answers = {
  'sts:GetCallerIdentity': () => ({ Account: notes.account, Arn: `arn:aws:iam::${notes.account}:user/auditor`, UserId: 'AIDAEXAMPLE' }),
  'cognito-identity:ListIdentityPools': () => ({ IdentityPools: [{ IdentityPoolId: notes.identityPool, IdentityPoolName: 'notes-prod' }] }),
  'cognito-identity:DescribeIdentityPool': ({ IdentityPoolId }) => named('AWS::Cognito::IdentityPool', IdentityPoolId, gone),
  'cognito-identity:GetIdentityPoolRoles': ({ IdentityPoolId }) => named('AWS::Cognito::IdentityPoolRoleAttachment', IdentityPoolId, gone),
  'cognito-identity:GetPrincipalTagAttributeMap': (input) => ({ ...input, UseDefaults: false, PrincipalTags: {} }),
  'cognito-idp:DescribeUserPool': ({ UserPoolId }) => ({ UserPool: named('AWS::Cognito::UserPool', UserPoolId, gone) }),
  'cognito-idp:ListUserPoolClients': ({ UserPoolId }) => ({ UserPoolClients: [{ ClientId: notes.client, UserPoolId, ClientName: 'notes-web' }] }),
  'cognito-idp:DescribeUserPoolClient': ({ ClientId }) => ({
    UserPoolClient: { ...named<object>('AWS::Cognito::UserPoolClient', ClientId, gone), ClientSecret: 'the-client-secret', CreationDate: new Date(0) },
  }),
  'cognito-idp:ListGroups': () => ({ Groups: Object.values(of('AWS::Cognito::UserPoolGroup')) }),
  'cognito-idp:ListIdentityProviders': () => ({ Providers: [] }),
  'iam:ListRoles': ({ Marker }) => {
    const from = Number(Marker ?? 0);
    const page = roles().slice(from, from + 2);
    const more = from + 2 < roles().length;
    const Roles = page.map(({ RoleName, Arn, AssumeRolePolicyDocument }) => ({
      RoleName,
      Arn,
      AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(AssumeRolePolicyDocument)),
      MaxSessionDuration: 3600,
    }));
    return { Roles, IsTruncated: more, ...(more ? { Marker: String(from + 2) } : {}) };
  },
  'iam:GetRole': ({ RoleName }) => {
    const { Arn, AssumeRolePolicyDocument } = named<Role>('AWS::IAM::Role', RoleName, 'NoSuchEntityException');
    return { Role: { RoleName, Arn, AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(AssumeRolePolicyDocument)) } };
  },
  'iam:ListRolePolicies': ({ RoleName }) => ({ PolicyNames: inline(RoleName).map(({ PolicyName }) => PolicyName), IsTruncated: false }),
  'iam:GetRolePolicy': ({ RoleName, PolicyName }) => ({
    RoleName,
    PolicyName,
    PolicyDocument: encodeURIComponent(JSON.stringify(inline(RoleName).find((one) => one.PolicyName === PolicyName)?.PolicyDocument)),
  }),
  'iam:ListAttachedRolePolicies': () => ({ AttachedPolicies: [] }),
  'iam:GetPolicy': ({ PolicyArn }) => ({ Policy: { ...named<ManagedPolicy>('AWS::IAM::ManagedPolicy', PolicyArn, 'NoSuchEntityException') } }),
  'cloudtrail:DescribeTrails': () => ({ trailList: [] }),
  'cognito-sync:GetIdentityPoolConfiguration': ({ IdentityPoolId }) => ({ IdentityPoolId }),
  'cognito-sync:GetCognitoEvents': () => ({ Events: {} }),
  'wafv2:GetWebACLForResource': () => ({}),
  'organizations:ListPolicies': () => ({ Policies: [] }),
  's3:GetBucketPolicy': () => {
    throw new AwsFailure('NoSuchBucketPolicy', 404);
  },
  's3:GetPublicAccessBlock': () => ({ PublicAccessBlockConfiguration: { BlockPublicAcls: true } }),
};

function inline(RoleName: unknown) {
  return named<Role>('AWS::IAM::Role', RoleName, 'NoSuchEntityException').RolePolicyList as readonly { readonly PolicyName: string; readonly PolicyDocument: object }[];
}

/** A sender that answers as AWS would, unless `instead` has something else for an operation. */
export function fakeAws(instead: Answers = {}): Send & { readonly sent: string[] } {
  const sent: string[] = [];
  const send = async (operation: string, _region: string, input: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> => {
    sent.push(operation);
    await Promise.resolve();
    const answer = instead[operation] ?? answers[operation];
    if (answer === undefined) throw new AwsFailure('AccessDeniedException');
    return answer(input) as Record<string, unknown>;
  };
  return Object.assign(send, { sent });
}

export function denied(): never {
  throw new AwsFailure('AccessDeniedException');
}

/** One exchange, for tests of the loader. */
export function exchange(operation: string, input: object, output: object | string): Exchange {
  const asked = { region: 'us-east-1', operation, input: input as Record<string, unknown> };
  return typeof output === 'string' ? { ...asked, error: { code: output, message: '' } } : { ...asked, output: output as Record<string, unknown> };
}
