import { z } from 'zod';
import { configurationOf } from '../engine/outside-provider';
import { userPoolOfIssuer } from '../engine/user-pool';
import { isGap, type Gap } from '../world/gap';
import type { AttachedPolicy, PolicyDocument } from '../world/resources';
import { notRead, type Draft } from './draft';
import { policyDocument } from './policy-document';
import { read, type AnyRead } from './read';

const document = z.union([z.string(), z.record(z.string(), z.unknown())]);
const boundary = z.looseObject({ PermissionsBoundaryArn: z.string() });
const role = z.looseObject({
  RoleName: z.string(),
  Arn: z.string(),
  AssumeRolePolicyDocument: document.optional(),
  MaxSessionDuration: z.number().optional(),
  PermissionsBoundary: boundary.optional(),
});
const attachedPolicies = z.array(z.looseObject({ PolicyName: z.string(), PolicyArn: z.string() }));
const roleInput = z.looseObject({ RoleName: z.string() });
const iamPages = { next: 'Marker', token: 'Marker' };

/** Keeps a role's own fields; what an earlier answer told and this one does not stays. */
function keepRole(draft: Draft, { PermissionsBoundary: _boundary, AssumeRolePolicyDocument, ...fields }: z.infer<typeof role>): void {
  const before = draft.role(fields.RoleName);
  const trust = AssumeRolePolicyDocument === undefined ? {} : { AssumeRolePolicyDocument: policyDocument(AssumeRolePolicyDocument) };
  before.fields = { ...before.fields, ...fields, ...trust };
}

function attach(draft: Draft, name: string, policies: readonly AttachedPolicy[]): void {
  draft.role(name).attached = policies.map(({ PolicyName, PolicyArn }) => ({ PolicyName, PolicyArn }));
  for (const { PolicyArn } of policies) draft.policy(PolicyArn);
}

function bound(draft: Draft, name: string, permissionsBoundary: z.infer<typeof boundary> | undefined): void {
  draft.role(name).boundary = permissionsBoundary;
  if (permissionsBoundary !== undefined) draft.policy(permissionsBoundary.PermissionsBoundaryArn);
}

export const ListRoles = read({
  operation: 'iam:ListRoles',
  actions: ['iam:ListRoles'],
  why: 'The trust policy of every role: a role that no pool names may still trust one.',
  input: z.looseObject({}),
  output: z.looseObject({ Roles: z.array(role) }),
  paging: { items: ['Roles'], ...iamPages, largest: { MaxItems: 1000 } },
  subject: () => 'of this account',
  fill(draft, _input, { Roles }, whole) {
    draft.list('AWS::IAM::Role', undefined, whole);
    for (const one of Roles) keepRole(draft, one);
  },
  unread: (draft, _input, gap) => draft.list('AWS::IAM::Role', undefined, gap),
});

export const GetRole = read({
  operation: 'iam:GetRole',
  actions: ['iam:GetRole'],
  why: 'A role’s trust policy and its permissions boundary.',
  input: roleInput,
  output: z.looseObject({ Role: role }),
  subject: ({ RoleName }) => RoleName,
  fill(draft, { RoleName }, { Role }) {
    keepRole(draft, { ...Role, RoleName });
    bound(draft, RoleName, Role.PermissionsBoundary);
  },
  absent: (draft, { RoleName }) => void (draft.role(RoleName).absent = true),
  unread: (draft, { RoleName }, gap) => void (draft.role(RoleName).unread ??= gap),
});

export const ListRolePolicies = read({
  operation: 'iam:ListRolePolicies',
  actions: ['iam:ListRolePolicies'],
  why: 'The names of a role’s inline policies.',
  input: roleInput,
  output: z.looseObject({ PolicyNames: z.array(z.string()) }),
  paging: { items: ['PolicyNames'], ...iamPages },
  subject: ({ RoleName }) => RoleName,
  fill: (draft, { RoleName }, { PolicyNames }, whole) => void (draft.role(RoleName).inline = isGap(whole) ? whole : PolicyNames),
  absent: () => undefined,
  unread: (draft, { RoleName }, gap) => void (draft.role(RoleName).inline ??= gap),
});

export const GetRolePolicy = read({
  operation: 'iam:GetRolePolicy',
  actions: ['iam:GetRolePolicy'],
  why: 'What an inline policy allows.',
  input: z.looseObject({ RoleName: z.string(), PolicyName: z.string() }),
  output: z.looseObject({ PolicyDocument: document }),
  subject: ({ RoleName, PolicyName }) => `${RoleName}/${PolicyName}`,
  fill: (draft, { RoleName, PolicyName }, output) => void draft.role(RoleName).documents.set(PolicyName, policyDocument(output.PolicyDocument)),
  unread: (draft, { RoleName, PolicyName }, gap) => keepGap(draft.role(RoleName).documents, PolicyName, gap),
});

export const ListAttachedRolePolicies = read({
  operation: 'iam:ListAttachedRolePolicies',
  actions: ['iam:ListAttachedRolePolicies'],
  why: 'Which managed policies a role has.',
  input: roleInput,
  output: z.looseObject({ AttachedPolicies: attachedPolicies }),
  paging: { items: ['AttachedPolicies'], ...iamPages },
  subject: ({ RoleName }) => RoleName,
  fill(draft, { RoleName }, { AttachedPolicies }, whole) {
    attach(draft, RoleName, AttachedPolicies);
    if (isGap(whole)) draft.role(RoleName).attached = whole;
  },
  absent: () => undefined,
  unread: (draft, { RoleName }, gap) => void (draft.role(RoleName).attached ??= gap),
});

export const GetPolicy = read({
  operation: 'iam:GetPolicy',
  actions: ['iam:GetPolicy'],
  why: 'Which version of a managed policy is in force.',
  input: z.looseObject({ PolicyArn: z.string() }),
  output: z.looseObject({ Policy: z.looseObject({ PolicyName: z.string().optional(), DefaultVersionId: z.string() }) }),
  subject: ({ PolicyArn }) => PolicyArn,
  fill: (draft, { PolicyArn }, { Policy }) => void (draft.policy(PolicyArn).fields = Policy),
  absent: (draft, { PolicyArn }) => void (draft.policy(PolicyArn).gone = 'absent'),
  unread: (draft, { PolicyArn }, gap) => void (draft.policy(PolicyArn).gone ??= gap),
});

export const GetPolicyVersion = read({
  operation: 'iam:GetPolicyVersion',
  actions: ['iam:GetPolicyVersion'],
  why: 'What a managed policy or a permissions boundary allows.',
  input: z.looseObject({ PolicyArn: z.string(), VersionId: z.string() }),
  output: z.looseObject({ PolicyVersion: z.looseObject({ Document: document }) }),
  subject: ({ PolicyArn, VersionId }) => `${PolicyArn} ${VersionId}`,
  fill: (draft, { PolicyArn, VersionId }, { PolicyVersion }) => void draft.policy(PolicyArn).documents.set(VersionId, policyDocument(PolicyVersion.Document)),
  unread: (draft, { PolicyArn, VersionId }, gap) => keepGap(draft.policy(PolicyArn).documents, VersionId, gap),
});

const details = z.looseObject({
  RoleDetailList: z
    .array(
      role.extend({
        RolePolicyList: z.array(z.looseObject({ PolicyName: z.string(), PolicyDocument: document })).optional(),
        AttachedManagedPolicies: attachedPolicies.optional(),
      }),
    )
    .optional(),
  Policies: z
    .array(
      z.looseObject({
        Arn: z.string(),
        PolicyName: z.string().optional(),
        DefaultVersionId: z.string().optional(),
        PolicyVersionList: z.array(z.looseObject({ VersionId: z.string(), Document: document })).optional(),
      }),
    )
    .optional(),
  UserDetailList: z.array(z.looseObject({ UserName: z.string(), Arn: z.string() })).optional(),
});

export const GetAccountAuthorizationDetails = read({
  operation: 'iam:GetAccountAuthorizationDetails',
  actions: ['iam:GetAccountAuthorizationDetails'],
  why: 'All roles and policies in a few calls, where reading them one by one would take hundreds.',
  optional: true,
  input: z.looseObject({ Filter: z.array(z.string()).optional() }),
  output: details,
  paging: { items: ['RoleDetailList', 'Policies', 'UserDetailList', 'GroupDetailList'], ...iamPages, largest: { MaxItems: 1000 } },
  subject: () => 'of this account',
  fill(draft, { Filter }, { RoleDetailList = [], Policies = [], UserDetailList = [] }, whole) {
    if (Filter === undefined || Filter.includes('Role')) draft.list('AWS::IAM::Role', undefined, whole);
    if (Filter === undefined || Filter.includes('User')) draft.list('AWS::IAM::User', undefined, whole);
    for (const { RolePolicyList = [], AttachedManagedPolicies = [], ...one } of RoleDetailList) {
      keepRole(draft, one);
      bound(draft, one.RoleName, one.PermissionsBoundary);
      attach(draft, one.RoleName, AttachedManagedPolicies);
      draft.role(one.RoleName).inline = RolePolicyList.map(({ PolicyName }) => PolicyName);
      for (const inline of RolePolicyList) draft.role(one.RoleName).documents.set(inline.PolicyName, policyDocument(inline.PolicyDocument));
    }
    for (const { PolicyVersionList = [], ...policy } of Policies) {
      draft.policy(policy.Arn).fields = policy;
      for (const { VersionId, Document } of PolicyVersionList) draft.policy(policy.Arn).documents.set(VersionId, policyDocument(Document));
    }
    for (const user of UserDetailList) draft.put('AWS::IAM::User', user.UserName, user);
  },
  // The reads role by role then say what is known and what is not.
  unread: () => undefined,
});

export const GetOpenIDConnectProvider = read({
  operation: 'iam:GetOpenIDConnectProvider',
  actions: ['iam:GetOpenIDConnectProvider'],
  why: 'Whose tokens an OpenID Connect provider vouches for.',
  input: z.looseObject({ OpenIDConnectProviderArn: z.string() }),
  output: z.looseObject({ Url: z.string(), ClientIDList: z.array(z.string()).optional(), ThumbprintList: z.array(z.string()).optional() }),
  subject: ({ OpenIDConnectProviderArn }) => OpenIDConnectProviderArn,
  fill(draft, { OpenIDConnectProviderArn: Arn }, output) {
    const Url = output.Url.replace(/^https:\/\//, '');
    draft.put('AWS::IAM::OIDCProvider', Arn, { ...output, Url, Arn });
    const userPoolId = userPoolOfIssuer(Url);
    if (userPoolId !== undefined) draft.expect('AWS::Cognito::UserPool', userPoolId, notRead('cognito-idp:DescribeUserPool', userPoolId));
    else draft.expect('Lifeguard::OpenIdConfiguration', configurationOf(Url), notRead('https:GetOpenIdConfiguration', configurationOf(Url)));
  },
  absent: (draft, { OpenIDConnectProviderArn }) => draft.absent('AWS::IAM::OIDCProvider', OpenIDConnectProviderArn),
  unread: (draft, { OpenIDConnectProviderArn }, gap) => draft.unread('AWS::IAM::OIDCProvider', OpenIDConnectProviderArn, gap),
});

export const GetSAMLProvider = read({
  operation: 'iam:GetSAMLProvider',
  actions: ['iam:GetSAMLProvider'],
  why: 'Whether a trusted SAML provider still exists, and its metadata is still valid.',
  input: z.looseObject({ SAMLProviderArn: z.string() }),
  output: z.looseObject({ ValidUntil: z.string().optional() }),
  subject: ({ SAMLProviderArn }) => SAMLProviderArn,
  fill: (draft, { SAMLProviderArn: Arn }, output) => draft.put('AWS::IAM::SAMLProvider', Arn, { ...output, Arn, ...(output.ValidUntil === undefined ? {} : { readAt: draft.takenAt }) }),
  absent: (draft, { SAMLProviderArn }) => draft.absent('AWS::IAM::SAMLProvider', SAMLProviderArn),
  unread: (draft, { SAMLProviderArn }, gap) => draft.unread('AWS::IAM::SAMLProvider', SAMLProviderArn, gap),
});

function keepGap(documents: Map<string, PolicyDocument | Gap>, name: string, gap: Gap): void {
  if (!documents.has(name)) documents.set(name, gap);
}

export const iamReads: readonly AnyRead[] = [
  ListRoles,
  GetRole,
  ListRolePolicies,
  GetRolePolicy,
  ListAttachedRolePolicies,
  GetPolicy,
  GetPolicyVersion,
  GetAccountAuthorizationDetails,
  GetOpenIDConnectProvider,
  GetSAMLProvider,
];
