import { z } from 'zod';
import { functionIn } from '../engine/lambda-function';
import type { Draft } from './draft';
import { policyDocument } from './policy-document';
import { read, type AnyRead } from './read';

const bucketInput = z.looseObject({ Bucket: z.string() });

export const GetCallerIdentity = read({
  operation: 'sts:GetCallerIdentity',
  actions: [],
  why: 'Which account this is.',
  input: z.looseObject({}),
  output: z.looseObject({ Account: z.string(), Arn: z.string().optional() }),
  subject: () => 'of these credentials',
  fill: () => undefined,
  unread: () => undefined,
});

export const GetBucketPolicy = read({
  operation: 's3:GetBucketPolicy',
  actions: ['s3:GetBucketPolicy'],
  why: 'Whether a bucket that a role names gives or refuses more than the role’s own policies.',
  optional: true,
  input: bucketInput,
  output: z.looseObject({ Policy: z.string().optional() }),
  subject: ({ Bucket }) => Bucket,
  fill: (draft, { Bucket }, { Policy }) =>
    draft.merge('AWS::S3::Bucket', Bucket, { BucketName: Bucket, ...(Policy === undefined ? {} : { Policy: policyDocument(Policy) }) }),
  absent: (draft, { Bucket }, code) => withoutSetting(draft, Bucket, code, {}),
  unread: (draft, { Bucket }, gap) => draft.merge('AWS::S3::Bucket', Bucket, { BucketName: Bucket, Policy: gap }),
});

export const GetPublicAccessBlock = read({
  operation: 's3:GetPublicAccessBlock',
  actions: ['s3:GetBucketPublicAccessBlock'],
  why: 'Whether a bucket that a role names can be public at all.',
  optional: true,
  input: bucketInput,
  output: z.looseObject({ PublicAccessBlockConfiguration: z.record(z.string(), z.boolean()) }),
  subject: ({ Bucket }) => Bucket,
  fill: (draft, { Bucket }, { PublicAccessBlockConfiguration }) => draft.merge('AWS::S3::Bucket', Bucket, { BucketName: Bucket, PublicAccessBlockConfiguration }),
  absent: (draft, { Bucket }, code) => withoutSetting(draft, Bucket, code, { PublicAccessBlockConfiguration: {} }),
  unread: (draft, { Bucket }, gap) => draft.merge('AWS::S3::Bucket', Bucket, { BucketName: Bucket, PublicAccessBlockConfiguration: gap }),
});

export const ListFunctions = read({
  operation: 'lambda:ListFunctions',
  actions: ['lambda:ListFunctions'],
  why: 'Which functions a role that may change functions could take over, and as which roles they run. Their variables are replaced as they arrive.',
  optional: true,
  input: z.looseObject({}),
  output: z.looseObject({ Functions: z.array(z.looseObject({ FunctionName: z.string(), FunctionArn: z.string().optional(), Role: z.string() })) }),
  paging: { items: ['Functions'], next: 'NextMarker', token: 'Marker', largest: { MaxItems: 50 } },
  subject: () => 'of this region',
  fill(draft, _input, { Functions }, whole) {
    draft.list('AWS::Lambda::Function', undefined, whole);
    for (const one of Functions) {
      draft.put('AWS::Lambda::Function', one.FunctionName, one);
      draft.expectRole(one.Role);
    }
  },
  unread: (draft, _input, gap) => draft.list('AWS::Lambda::Function', undefined, gap),
});

const functionInput = z.looseObject({ FunctionName: z.string() });

export const GetFunctionConfiguration = read({
  operation: 'lambda:GetFunctionConfiguration',
  actions: ['lambda:GetFunctionConfiguration'],
  why: 'Whether the functions that a user pool runs at sign-up and sign-in still exist, and as which roles they run. Their variables are replaced as they arrive.',
  optional: true,
  input: functionInput,
  output: z.looseObject({ FunctionName: z.string(), FunctionArn: z.string().optional(), Role: z.string() }),
  subject: ({ FunctionName }) => nameIn(FunctionName),
  fill(draft, _input, { FunctionName, FunctionArn, Role }) {
    draft.merge('AWS::Lambda::Function', FunctionName, { FunctionName, FunctionArn, Role });
    draft.expectRole(Role);
  },
  absent: (draft, { FunctionName }) => draft.absent('AWS::Lambda::Function', nameIn(FunctionName)),
  unread: (draft, { FunctionName }, gap) => draft.unread('AWS::Lambda::Function', nameIn(FunctionName), gap),
});

export const GetFunctionPolicy = read({
  operation: 'lambda:GetPolicy',
  actions: ['lambda:GetPolicy'],
  why: 'Who besides a user pool may run the functions that it runs.',
  optional: true,
  input: functionInput,
  output: z.looseObject({ Policy: z.string() }),
  subject: ({ FunctionName }) => nameIn(FunctionName),
  fill: (draft, { FunctionName }, { Policy }) => draft.amend('AWS::Lambda::Function', nameIn(FunctionName), { Policy: policyDocument(Policy) }),
  absent: (draft, { FunctionName }) => draft.amend('AWS::Lambda::Function', nameIn(FunctionName), { Policy: undefined }),
  unread: (draft, { FunctionName }, gap) => draft.amend('AWS::Lambda::Function', nameIn(FunctionName), { Policy: gap }),
});

/** Functions are asked for by name or by ARN. */
function nameIn(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? functionIn(nameOrArn) : nameOrArn;
}

/** Cognito asks for its own permission as well as WAF's. */
export const GetWebACLForResource = read({
  operation: 'wafv2:GetWebACLForResource',
  actions: ['wafv2:GetWebACLForResource', 'cognito-idp:GetWebACLForResource'],
  why: 'Whether a web ACL stands before a user pool.',
  optional: true,
  input: z.looseObject({ ResourceArn: z.string() }),
  output: z.looseObject({ WebACL: z.looseObject({ ARN: z.string() }).optional() }),
  subject: ({ ResourceArn }) => ResourceArn,
  fill(draft, { ResourceArn }, { WebACL }) {
    if (WebACL === undefined) draft.absent('AWS::WAFv2::WebACLAssociation', ResourceArn);
    else draft.put('AWS::WAFv2::WebACLAssociation', ResourceArn, { ResourceArn, WebACLArn: WebACL.ARN });
  },
  unread: (draft, { ResourceArn }, gap) => draft.unread('AWS::WAFv2::WebACLAssociation', ResourceArn, gap),
});

/**
 * No request to AWS's API and asked only when the user wants it: a user pool's public keys, which everybody may read. They
 * tell a deleted user pool from one of another account.
 */
export const GetJwks = read({
  operation: 'https:GetJwks',
  actions: [],
  why: 'Whether a user pool that is not in this account exists in another one.',
  optional: true,
  input: z.looseObject({ Url: z.string() }),
  output: z.looseObject({ Status: z.number() }),
  subject: ({ Url }) => Url,
  fill: (draft, { Url }, { Status }) => draft.put('Lifeguard::PublicKeySet', Url, { Url, Status }),
  unread: (draft, { Url }, gap) => draft.unread('Lifeguard::PublicKeySet', Url, gap),
});

/** As GetJwks no request to AWS's API, and asked only when the user wants it: whether the name of an issuer, or of sign-in pages, still belongs to anybody. */
export const GetOpenIdConfiguration = read({
  operation: 'https:GetOpenIdConfiguration',
  actions: [],
  why: 'Whether the issuer of an OpenID Connect provider, or a user pool’s own domain, still exists, or anybody could take its name.',
  optional: true,
  input: z.looseObject({ Url: z.string() }),
  output: z.looseObject({ Status: z.number().optional(), Unclaimed: z.string().optional() }),
  subject: ({ Url }) => Url,
  fill: (draft, { Url }, { Status, Unclaimed }) =>
    draft.put('Lifeguard::OpenIdConfiguration', Url, { Url, ...(Status === undefined ? {} : { Status }), ...(Unclaimed === undefined ? {} : { Unclaimed }) }),
  unread: (draft, { Url }, gap) => draft.unread('Lifeguard::OpenIdConfiguration', Url, gap),
});

/** NoSuchBucketPolicy and its like say that a setting was never made; NoSuchBucket says more. */
function withoutSetting(draft: Draft, Bucket: string, code: string, fields: object): void {
  if (code === 'NoSuchBucket') draft.absent('AWS::S3::Bucket', Bucket);
  else draft.merge('AWS::S3::Bucket', Bucket, { BucketName: Bucket, ...fields });
}

export const resourceReads: readonly AnyRead[] = [GetCallerIdentity, GetBucketPolicy, GetPublicAccessBlock, ListFunctions, GetFunctionConfiguration, GetFunctionPolicy, GetWebACLForResource, GetJwks, GetOpenIdConfiguration];
