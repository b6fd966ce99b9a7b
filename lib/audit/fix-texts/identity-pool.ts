import type { IdentityPool, IdentityPoolPrincipalTag, IdentityPoolRoleAttachment } from '../../world/resources';
import type { Change } from '../verdict';
import { changedFields, command, hcl, logicalName, settable, shell, shellJson, terraformName, yaml, type Texts } from './write';

const poolFields = [
  'IdentityPoolId',
  'IdentityPoolName',
  'AllowUnauthenticatedIdentities',
  'AllowClassicFlow',
  'SupportedLoginProviders',
  'DeveloperProviderName',
  'OpenIdConnectProviderARNs',
  'CognitoIdentityProviders',
  'SamlProviderARNs',
  'IdentityPoolTags',
] as const;

const terraformFields: Readonly<Record<string, string>> = {
  AllowUnauthenticatedIdentities: 'allow_unauthenticated_identities',
  AllowClassicFlow: 'allow_classic_flow',
  SupportedLoginProviders: 'supported_login_providers',
  OpenIdConnectProviderARNs: 'openid_connect_provider_arns',
  SamlProviderARNs: 'saml_provider_arns',
};

const cdkFields: Readonly<Record<string, string>> = {
  AllowUnauthenticatedIdentities: 'allowUnauthenticatedIdentities',
  AllowClassicFlow: 'allowClassicFlow',
  SupportedLoginProviders: 'supportedLoginProviders',
  OpenIdConnectProviderARNs: 'openIdConnectProviderArns',
  CognitoIdentityProviders: 'cognitoIdentityProviders',
  SamlProviderARNs: 'samlProviderArns',
};

const regionOf = (id: string): string => id.split(/[:_]/)[0] ?? id;

export function identityPoolTexts({ before, after }: Change): Texts {
  const pool = after as IdentityPool;
  const changed = Object.entries(changedFields(before, after));
  const name = pool.IdentityPoolName;
  return {
    'AWS CLI': command('aws cognito-identity update-identity-pool', `--region ${shell(regionOf(pool.IdentityPoolId))}`, `--cli-input-json ${shellJson(settable(pool, poolFields))}`),
    CloudFormation: [`${logicalName(name)}:`, '  Type: AWS::Cognito::IdentityPool', '  Properties:', ...changed.map(([field, value]) => `    ${field}: ${yaml(value, 6)}`)].join('\n'),
    CDK: [`new cognito.CfnIdentityPool(this, '${logicalName(name)}', {`, '  // …', ...changed.map(([field, value]) => `  ${cdkFields[field] ?? field}: ${cdkValue(value)},`), '});'].join('\n'),
    Terraform: [`resource "aws_cognito_identity_pool" "${terraformName(name)}" {`, '  # …', ...changed.map(([field, value]) => terraformField(field, value)), '}'].join('\n'),
  };
}


/** CDK's L1 constructs spell fields in camelCase. */
export function cdkValue(value: unknown): string {
  const text = JSON.stringify(value, (_key, inner: unknown) => (isPlain(inner) ? Object.fromEntries(Object.entries(inner).map(([field, one]) => [camel(field), one])) : inner), 2);
  return text.split('\n').join('\n  ');
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const camel = (field: string): string => (/^[A-Z][a-z]/.test(field) ? field.charAt(0).toLowerCase() + field.slice(1) : field);

function terraformField(field: string, value: unknown): string {
  if (field !== 'CognitoIdentityProviders') return `  ${terraformFields[field] ?? field} = ${hcl(value, 2)}`;
  const providers = value as NonNullable<IdentityPool['CognitoIdentityProviders']>;
  return providers
    .map(({ ClientId, ProviderName, ServerSideTokenCheck = false }) =>
      ['  cognito_identity_providers {', `    client_id               = ${hcl(ClientId)}`, `    provider_name           = ${hcl(ProviderName)}`, `    server_side_token_check = ${ServerSideTokenCheck}`, '  }'].join('\n'),
    )
    .join('\n');
}

export function roleAttachmentTexts({ after }: Change): Texts {
  const { IdentityPoolId, Roles = {}, RoleMappings = {} } = after as IdentityPoolRoleAttachment;
  const mappings = Object.entries(RoleMappings);
  return {
    'AWS CLI': command(
      'aws cognito-identity set-identity-pool-roles',
      `--region ${shell(regionOf(IdentityPoolId))}`,
      `--cli-input-json ${shellJson({ IdentityPoolId, Roles, ...(mappings.length > 0 ? { RoleMappings } : {}) })}`,
    ),
    CloudFormation: ['RoleAttachment:', '  Type: AWS::Cognito::IdentityPoolRoleAttachment', '  Properties:', `    Roles: ${yaml(Roles, 6)}`, ...(mappings.length > 0 ? [`    RoleMappings: ${yaml(byKey(mappings), 6)}`] : [])].join('\n'),
    CDK: [
      "new cognito.CfnIdentityPoolRoleAttachment(this, 'RoleAttachment', {",
      '  // …',
      `  roles: ${JSON.stringify(Roles, undefined, 2).split('\n').join('\n  ')},`,
      ...(mappings.length > 0 ? [`  roleMappings: ${cdkValue(byKey(mappings))},`] : []),
      '});',
    ].join('\n'),
    Terraform: [
      'resource "aws_cognito_identity_pool_roles_attachment" "roles" {',
      '  # …',
      `  roles = ${hcl(Roles, 2)}`,
      ...mappings.map(([provider, mapping]) =>
        [
          '  role_mapping {',
          `    identity_provider         = ${hcl(provider)}`,
          `    type                      = ${hcl(mapping.Type)}`,
          ...(mapping.AmbiguousRoleResolution === undefined ? [] : [`    ambiguous_role_resolution = ${hcl(mapping.AmbiguousRoleResolution)}`]),
          ...(mapping.RulesConfiguration?.Rules ?? []).map((rule) =>
            ['    mapping_rule {', `      claim      = ${hcl(rule.Claim)}`, `      match_type = ${hcl(rule.MatchType)}`, `      value      = ${hcl(rule.Value)}`, `      role_arn   = ${hcl(rule.RoleARN)}`, '    }'].join('\n'),
          ),
          '  }',
        ].join('\n'),
      ),
      '}',
    ].join('\n'),
  };
}

export function principalTagTexts({ after }: Change): Texts {
  const { IdentityPoolId, IdentityProviderName, UseDefaults = false, PrincipalTags = {} } = after as IdentityPoolPrincipalTag;
  const settings = { IdentityPoolId, IdentityProviderName, UseDefaults, PrincipalTags };
  return {
    'AWS CLI': command('aws cognito-identity set-principal-tag-attribute-map', `--region ${shell(regionOf(IdentityPoolId))}`, `--cli-input-json ${shellJson(settings)}`),
    CloudFormation: ['PrincipalTags:', '  Type: AWS::Cognito::IdentityPoolPrincipalTag', '  Properties:', ...Object.entries(settings).map(([field, value]) => `    ${field}: ${yaml(value, 6)}`)].join('\n'),
    CDK: ["new cognito.CfnIdentityPoolPrincipalTag(this, 'PrincipalTags', {", `  identityPoolId: ${JSON.stringify(IdentityPoolId)},`, `  identityProviderName: ${JSON.stringify(IdentityProviderName)},`, `  useDefaults: ${UseDefaults},`, `  principalTags: ${JSON.stringify(PrincipalTags, undefined, 2).split('\n').join('\n  ')},`, '});'].join('\n'),
    Terraform: [
      'resource "aws_cognito_identity_pool_provider_principal_tag" "tags" {',
      `  identity_pool_id       = ${hcl(IdentityPoolId)}`,
      `  identity_provider_name = ${hcl(IdentityProviderName)}`,
      `  use_defaults           = ${UseDefaults}`,
      `  principal_tags         = ${hcl(PrincipalTags, 2)}`,
      '}',
    ].join('\n'),
  };
}

/** CloudFormation's keys of RoleMappings may hold no colons, so that the provider stands inside. */
function byKey(mappings: readonly (readonly [string, object])[]): Readonly<Record<string, object>> {
  return Object.fromEntries(mappings.map(([provider, mapping], index) => [`mapping${index + 1}`, { IdentityProvider: provider, ...mapping }]));
}
