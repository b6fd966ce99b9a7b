import { z } from 'zod';
import { hasSync } from '../engine/cognito-sync';
import { userPoolIn } from '../engine/user-pool';
import type { IdentityPool, IdentityPoolRoleAttachment } from '../world/resources';
import { notRead } from './draft';
import { read, type AnyRead } from './read';

const poolInput = z.looseObject({ IdentityPoolId: z.string() });

export const ListIdentityPools = read({
  operation: 'cognito-identity:ListIdentityPools',
  actions: ['cognito-identity:ListIdentityPools'],
  why: 'Which identity pools there are.',
  input: z.looseObject({}),
  output: z.looseObject({ IdentityPools: z.array(z.looseObject({ IdentityPoolId: z.string() })) }),
  paging: { items: ['IdentityPools'], next: 'NextToken', token: 'NextToken', largest: { MaxResults: 60 } },
  subject: () => 'of this region',
  fill(draft, _input, output, whole) {
    for (const { IdentityPoolId } of output.IdentityPools) {
      draft.member('AWS::Cognito::IdentityPool', IdentityPoolId, notRead('cognito-identity:DescribeIdentityPool', IdentityPoolId));
    }
    draft.list('AWS::Cognito::IdentityPool', undefined, whole);
  },
  unread: (draft, _input, gap) => draft.list('AWS::Cognito::IdentityPool', undefined, gap),
});

export const DescribeIdentityPool = read({
  operation: 'cognito-identity:DescribeIdentityPool',
  actions: ['cognito-identity:DescribeIdentityPool'],
  why: 'Guest access, the basic (classic) flow in its three states, and the trusted providers.',
  input: poolInput,
  output: z.looseObject({
    IdentityPoolId: z.string(),
    IdentityPoolName: z.string(),
    AllowUnauthenticatedIdentities: z.boolean(),
    AllowClassicFlow: z.boolean().optional(),
    SupportedLoginProviders: z.record(z.string(), z.string()).optional(),
    DeveloperProviderName: z.string().optional(),
    OpenIdConnectProviderARNs: z.array(z.string()).optional(),
    CognitoIdentityProviders: z
      .array(z.looseObject({ ProviderName: z.string().optional(), ClientId: z.string().optional(), ServerSideTokenCheck: z.boolean().optional() }))
      .optional(),
    SamlProviderARNs: z.array(z.string()).optional(),
    IdentityPoolTags: z.record(z.string(), z.string()).optional(),
  }),
  subject: ({ IdentityPoolId }) => IdentityPoolId,
  fill(draft, { IdentityPoolId }, output) {
    draft.put('AWS::Cognito::IdentityPool', IdentityPoolId, output);
    // Of a pool with one provider nobody asks who signs in with which.
    if (tagSources(output).length > 1) draft.expect('Lifeguard::IdentitySample', IdentityPoolId, notRead('cognito-identity:ListIdentities', IdentityPoolId));
    if (hasSync(draft.region)) draft.expect('Lifeguard::SyncConfiguration', IdentityPoolId, notRead('cognito-sync:GetIdentityPoolConfiguration', IdentityPoolId));
    draft.expect('AWS::Cognito::IdentityPoolRoleAttachment', IdentityPoolId, notRead('cognito-identity:GetIdentityPoolRoles', IdentityPoolId));
    for (const provider of tagSources(output)) {
      draft.expect(
        'AWS::Cognito::IdentityPoolPrincipalTag',
        `${IdentityPoolId}/${provider}`,
        notRead('cognito-identity:GetPrincipalTagAttributeMap', `${IdentityPoolId} ${provider}`),
      );
    }
    for (const { ProviderName = '', ClientId = '' } of output.CognitoIdentityProviders ?? []) {
      const userPoolId = userPoolIn(ProviderName);
      draft.expect('AWS::Cognito::UserPool', userPoolId, notRead('cognito-idp:DescribeUserPool', userPoolId));
      draft.expect('AWS::Cognito::UserPoolClient', ClientId, notRead('cognito-idp:DescribeUserPoolClient', `${userPoolId}/${ClientId}`), { scope: userPoolId });
    }
    for (const arn of output.OpenIdConnectProviderARNs ?? []) draft.expect('AWS::IAM::OIDCProvider', arn, notRead('iam:GetOpenIDConnectProvider', arn));
    for (const arn of output.SamlProviderARNs ?? []) draft.expect('AWS::IAM::SAMLProvider', arn, notRead('iam:GetSAMLProvider', arn));
  },
  absent: (draft, { IdentityPoolId }) => draft.absent('AWS::Cognito::IdentityPool', IdentityPoolId),
  unread: (draft, { IdentityPoolId }, gap) => draft.unread('AWS::Cognito::IdentityPool', IdentityPoolId, gap),
});

const rule = z.looseObject({
  Claim: z.string(),
  MatchType: z.enum(['Equals', 'Contains', 'StartsWith', 'NotEqual']),
  Value: z.string(),
  RoleARN: z.string(),
});

export const GetIdentityPoolRoles = read({
  operation: 'cognito-identity:GetIdentityPoolRoles',
  actions: ['cognito-identity:GetIdentityPoolRoles'],
  why: 'The roles for guests and for signed-in users, and the rules that choose among more roles.',
  input: poolInput,
  output: z.looseObject({
    Roles: z.looseObject({ authenticated: z.string().optional(), unauthenticated: z.string().optional() }).optional(),
    RoleMappings: z
      .record(
        z.string(),
        z.looseObject({
          Type: z.enum(['Token', 'Rules']),
          AmbiguousRoleResolution: z.enum(['AuthenticatedRole', 'Deny']).optional(),
          RulesConfiguration: z.looseObject({ Rules: z.array(rule) }).optional(),
        }),
      )
      .optional(),
  }),
  subject: ({ IdentityPoolId }) => IdentityPoolId,
  fill(draft, { IdentityPoolId }, output) {
    draft.put('AWS::Cognito::IdentityPoolRoleAttachment', IdentityPoolId, { IdentityPoolId, ...output });
    for (const arn of rolesNamedIn(output)) draft.expectRole(arn);
  },
  absent: (draft, { IdentityPoolId }) => draft.absent('AWS::Cognito::IdentityPoolRoleAttachment', IdentityPoolId),
  unread: (draft, { IdentityPoolId }, gap) => draft.unread('AWS::Cognito::IdentityPoolRoleAttachment', IdentityPoolId, gap),
});

export const GetPrincipalTagAttributeMap = read({
  operation: 'cognito-identity:GetPrincipalTagAttributeMap',
  actions: ['cognito-identity:GetPrincipalTagAttributeMap'],
  why: 'Which claims of a login become principal tags of the session.',
  input: z.looseObject({ IdentityPoolId: z.string(), IdentityProviderName: z.string() }),
  output: z.looseObject({ UseDefaults: z.boolean().optional(), PrincipalTags: z.record(z.string(), z.string()).optional() }),
  subject: ({ IdentityPoolId, IdentityProviderName }) => `${IdentityPoolId} ${IdentityProviderName}`,
  fill(draft, { IdentityPoolId, IdentityProviderName }, output) {
    const id = `${IdentityPoolId}/${IdentityProviderName}`;
    draft.put('AWS::Cognito::IdentityPoolPrincipalTag', id, { IdentityPoolId, IdentityProviderName, ...output });
  },
  absent: (draft, { IdentityPoolId, IdentityProviderName }) => draft.absent('AWS::Cognito::IdentityPoolPrincipalTag', `${IdentityPoolId}/${IdentityProviderName}`),
  unread: (draft, { IdentityPoolId, IdentityProviderName }, gap) =>
    draft.unread('AWS::Cognito::IdentityPoolPrincipalTag', `${IdentityPoolId}/${IdentityProviderName}`, gap),
});

export const ListIdentities = read({
  operation: 'cognito-identity:ListIdentities',
  actions: ['cognito-identity:ListIdentities'],
  why: 'With which providers people really sign in: a sample of sixty identities, whose IDs are replaced as they arrive. Asked of pools with several providers.',
  optional: true,
  input: poolInput,
  output: z.looseObject({ Identities: z.array(z.looseObject({ Logins: z.array(z.string()).optional() })) }),
  subject: ({ IdentityPoolId }) => IdentityPoolId,
  fill: (draft, { IdentityPoolId }, { Identities }) =>
    draft.put('Lifeguard::IdentitySample', IdentityPoolId, { IdentityPoolId, Identities: Identities.map(({ Logins }) => (Logins === undefined ? {} : { Logins })) }),
  unread: (draft, { IdentityPoolId }, gap) => draft.unread('Lifeguard::IdentitySample', IdentityPoolId, gap),
});

/** The ARNs of the roles that an identity pool may give. */
export function rolesNamedIn({ Roles, RoleMappings }: Pick<IdentityPoolRoleAttachment, 'Roles' | 'RoleMappings'>): readonly string[] {
  const mapped = Object.values(RoleMappings ?? {}).flatMap(({ RulesConfiguration }) => (RulesConfiguration?.Rules ?? []).map(({ RoleARN }) => RoleARN));
  return [...new Set([Roles?.authenticated, Roles?.unauthenticated, ...mapped].filter((arn) => arn !== undefined))];
}

/** The providers of an identity pool for which a map of claims to principal tags can be set; user pools without their app client. */
export function tagSources(pool: IdentityPoolProviders): readonly string[] {
  const userPools = (pool.CognitoIdentityProviders ?? []).flatMap(({ ProviderName }) => (ProviderName === undefined ? [] : [ProviderName]));
  return [
    ...new Set([...userPools, ...Object.keys(pool.SupportedLoginProviders ?? {}), ...(pool.OpenIdConnectProviderARNs ?? []), ...(pool.SamlProviderARNs ?? [])]),
  ];
}

type IdentityPoolProviders = Pick<IdentityPool, 'CognitoIdentityProviders' | 'SupportedLoginProviders' | 'OpenIdConnectProviderARNs' | 'SamlProviderARNs'>;

export const cognitoIdentityReads: readonly AnyRead[] = [ListIdentityPools, DescribeIdentityPool, GetIdentityPoolRoles, GetPrincipalTagAttributeMap, ListIdentities];
