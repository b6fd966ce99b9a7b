import { z } from 'zod';
import { publicKeysOf } from '../engine/user-pool';
import { triggersOf } from '../engine/user-pool-triggers';
import { functionIn } from '../engine/lambda-function';
import type { UserPool } from '../world/resources';
import { notRead, type Draft } from './draft';
import { read, type AnyRead } from './read';

const userPoolInput = z.looseObject({ UserPoolId: z.string() });
const strings = z.array(z.string()).optional();

export const DescribeUserPool = read({
  operation: 'cognito-idp:DescribeUserPool',
  actions: ['cognito-idp:DescribeUserPool'],
  why: 'Whether a trusted user pool still exists, who may sign up, and which attributes can be changed.',
  input: userPoolInput,
  output: z.looseObject({
    UserPool: z.looseObject({
      Id: z.string(),
      SchemaAttributes: z
        .array(z.looseObject({ Name: z.string(), Mutable: z.boolean().optional(), DeveloperOnlyAttribute: z.boolean().optional() }))
        .optional(),
      AutoVerifiedAttributes: strings,
      AdminCreateUserConfig: z.looseObject({ AllowAdminCreateUserOnly: z.boolean().optional() }).optional(),
      UserAttributeUpdateSettings: z.looseObject({ AttributesRequireVerificationBeforeUpdate: strings }).optional(),
      LambdaConfig: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
  subject: ({ UserPoolId }) => UserPoolId,
  fill(draft, { UserPoolId }, { UserPool }) {
    draft.put('AWS::Cognito::UserPool', UserPoolId, UserPool);
    expectTriggers(draft, UserPool);
  },
  absent(draft, { UserPoolId }) {
    draft.absent('AWS::Cognito::UserPool', UserPoolId);
    const url = publicKeysOf(UserPoolId);
    draft.expect('Lifeguard::PublicKeySet', url, notRead('https:GetJwks', url));
  },
  unread: (draft, { UserPoolId }, gap) => draft.unread('AWS::Cognito::UserPool', UserPoolId, gap),
});

/** The functions that a user pool names, until a read tells of them. */
function expectTriggers(draft: Draft, pool: Pick<UserPool, 'LambdaConfig'>): void {
  for (const { arn } of triggersOf(pool)) {
    const name = functionIn(arn);
    draft.expect('AWS::Lambda::Function', name, notRead('lambda:GetFunctionConfiguration', name), {});
    draft.amend('AWS::Lambda::Function', name, { Policy: notRead('lambda:GetPolicy', name) });
  }
}

export const GetUserPoolMfaConfig = read({
  operation: 'cognito-idp:GetUserPoolMfaConfig',
  actions: ['cognito-idp:GetUserPoolMfaConfig'],
  why: 'Which second factors a trusted user pool offers, where it asks for one.',
  optional: true,
  input: userPoolInput,
  output: z.looseObject({
    SmsMfaConfiguration: z.looseObject({}).optional(),
    SoftwareTokenMfaConfiguration: z.looseObject({ Enabled: z.boolean().optional() }).optional(),
    EmailMfaConfiguration: z.looseObject({}).optional(),
    WebAuthnConfiguration: z.looseObject({}).optional(),
  }),
  subject: ({ UserPoolId }) => UserPoolId,
  fill: (draft, { UserPoolId }, { SmsMfaConfiguration, SoftwareTokenMfaConfiguration, EmailMfaConfiguration, WebAuthnConfiguration }) =>
    draft.amend('AWS::Cognito::UserPool', UserPoolId, { SmsMfaConfiguration, SoftwareTokenMfaConfiguration, EmailMfaConfiguration, WebAuthnConfiguration }),
  // Without it, a user pool that asks for a second factor has none of which anything is known.
  unread: () => undefined,
});

export const ListUserPoolClients = read({
  operation: 'cognito-idp:ListUserPoolClients',
  actions: ['cognito-idp:ListUserPoolClients'],
  why: 'Every app client of a trusted user pool: one that the identity pool does not trust may still change what users’ tokens say.',
  input: userPoolInput,
  output: z.looseObject({ UserPoolClients: z.array(z.looseObject({ ClientId: z.string() })) }),
  paging: { items: ['UserPoolClients'], next: 'NextToken', token: 'NextToken', largest: { MaxResults: 60 } },
  subject: ({ UserPoolId }) => UserPoolId,
  fill(draft, { UserPoolId }, { UserPoolClients }, whole) {
    draft.list('AWS::Cognito::UserPoolClient', UserPoolId, whole);
    for (const { ClientId } of UserPoolClients) {
      const gap = notRead('cognito-idp:DescribeUserPoolClient', `${UserPoolId}/${ClientId}`);
      draft.member('AWS::Cognito::UserPoolClient', ClientId, gap, UserPoolId);
    }
  },
  absent: (draft, { UserPoolId }) => draft.list('AWS::Cognito::UserPoolClient', UserPoolId, true),
  unread: (draft, { UserPoolId }, gap) => draft.list('AWS::Cognito::UserPoolClient', UserPoolId, gap),
});

export const DescribeUserPoolClient = read({
  operation: 'cognito-idp:DescribeUserPoolClient',
  actions: ['cognito-idp:DescribeUserPoolClient'],
  why: 'How users of an app client sign in, and which attributes they may write. Its secret is replaced as it arrives.',
  input: z.looseObject({ UserPoolId: z.string(), ClientId: z.string() }),
  output: z.looseObject({
    UserPoolClient: z.looseObject({
      ClientId: z.string(),
      UserPoolId: z.string(),
      ExplicitAuthFlows: strings,
      ReadAttributes: strings,
      WriteAttributes: strings,
      SupportedIdentityProviders: strings,
      AllowedOAuthFlows: strings,
      AllowedOAuthScopes: strings,
      AllowedOAuthFlowsUserPoolClient: z.boolean().optional(),
    }),
  }),
  subject: ({ UserPoolId, ClientId }) => `${UserPoolId}/${ClientId}`,
  fill: (draft, { ClientId }, { UserPoolClient }) => draft.put('AWS::Cognito::UserPoolClient', ClientId, UserPoolClient),
  absent: (draft, { ClientId }) => draft.absent('AWS::Cognito::UserPoolClient', ClientId),
  unread: (draft, { ClientId }, gap) => draft.unread('AWS::Cognito::UserPoolClient', ClientId, gap),
});

export const ListGroups = read({
  operation: 'cognito-idp:ListGroups',
  actions: ['cognito-idp:ListGroups'],
  why: 'Which groups of users carry a role of their own.',
  input: userPoolInput,
  output: z.looseObject({
    Groups: z.array(z.looseObject({ GroupName: z.string(), RoleArn: z.string().optional(), Precedence: z.number().optional() })),
  }),
  paging: { items: ['Groups'], next: 'NextToken', token: 'NextToken', largest: { Limit: 60 } },
  subject: ({ UserPoolId }) => UserPoolId,
  fill(draft, { UserPoolId }, { Groups }, whole) {
    draft.list('AWS::Cognito::UserPoolGroup', UserPoolId, whole);
    for (const group of Groups) {
      draft.put('AWS::Cognito::UserPoolGroup', `${UserPoolId}/${group.GroupName}`, { ...group, UserPoolId });
      if (group.RoleArn !== undefined) draft.expectRole(group.RoleArn);
    }
  },
  absent: (draft, { UserPoolId }) => draft.list('AWS::Cognito::UserPoolGroup', UserPoolId, true),
  unread: (draft, { UserPoolId }, gap) => draft.list('AWS::Cognito::UserPoolGroup', UserPoolId, gap),
});

const providerType = z.enum(['SAML', 'Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple', 'OIDC']);

export const ListIdentityProviders = read({
  operation: 'cognito-idp:ListIdentityProviders',
  actions: ['cognito-idp:ListIdentityProviders'],
  why: 'Whether anyone with a Google, Facebook, Apple or Amazon account can sign in to a trusted user pool.',
  input: userPoolInput,
  output: z.looseObject({ Providers: z.array(z.looseObject({ ProviderName: z.string(), ProviderType: providerType.optional() })) }),
  paging: { items: ['Providers'], next: 'NextToken', token: 'NextToken', largest: { MaxResults: 60 } },
  subject: ({ UserPoolId }) => UserPoolId,
  fill(draft, { UserPoolId }, { Providers }, whole) {
    draft.list('AWS::Cognito::UserPoolIdentityProvider', UserPoolId, whole);
    for (const { ProviderName } of Providers) {
      const gap = notRead('cognito-idp:DescribeIdentityProvider', `${UserPoolId}/${ProviderName}`);
      draft.member('AWS::Cognito::UserPoolIdentityProvider', `${UserPoolId}/${ProviderName}`, gap, UserPoolId);
    }
  },
  absent: (draft, { UserPoolId }) => draft.list('AWS::Cognito::UserPoolIdentityProvider', UserPoolId, true),
  unread: (draft, { UserPoolId }, gap) => draft.list('AWS::Cognito::UserPoolIdentityProvider', UserPoolId, gap),
});

export const DescribeIdentityProvider = read({
  operation: 'cognito-idp:DescribeIdentityProvider',
  actions: ['cognito-idp:DescribeIdentityProvider'],
  why: 'Which attributes a federated sign-in overwrites. Its secrets are replaced as they arrive.',
  input: z.looseObject({ UserPoolId: z.string(), ProviderName: z.string() }),
  output: z.looseObject({
    IdentityProvider: z.looseObject({
      ProviderName: z.string(),
      ProviderType: providerType,
      AttributeMapping: z.record(z.string(), z.string()).optional(),
    }),
  }),
  subject: ({ UserPoolId, ProviderName }) => `${UserPoolId}/${ProviderName}`,
  fill: (draft, { UserPoolId, ProviderName }, { IdentityProvider }) =>
    draft.put('AWS::Cognito::UserPoolIdentityProvider', `${UserPoolId}/${ProviderName}`, { ...IdentityProvider, UserPoolId }),
  absent: (draft, { UserPoolId, ProviderName }) => draft.absent('AWS::Cognito::UserPoolIdentityProvider', `${UserPoolId}/${ProviderName}`),
  unread: (draft, { UserPoolId, ProviderName }, gap) =>
    draft.unread('AWS::Cognito::UserPoolIdentityProvider', `${UserPoolId}/${ProviderName}`, gap),
});

export const cognitoIdpReads: readonly AnyRead[] = [
  DescribeUserPool,
  GetUserPoolMfaConfig,
  ListUserPoolClients,
  DescribeUserPoolClient,
  ListGroups,
  ListIdentityProviders,
  DescribeIdentityProvider,
];
