import { block, defined, pascal, type Reader, type Resource } from './terraform-reader';
import { isFields, Open, type Item, type Value } from './value';

const known = ({ values }: Resource, ref: string, more: Readonly<Record<string, string>> = {}): Pick<Item, 'known'> => {
  const pairs = [['Ref', ref], ['Arn', 'arn'], ...Object.entries(more)].flatMap(([attribute = '', argument = '']) => {
    const value = values[argument];
    return typeof value === 'string' && value !== '' ? [[attribute, value] as const] : [];
  });
  return pairs.length === 0 ? {} : { known: Object.fromEntries(pairs) };
};

export function lent({ address, type, values }: Resource): readonly Item[] {
  const types: Readonly<Record<string, readonly [type: string, own: string, argument: string]>> = {
    aws_s3_bucket: ['AWS::S3::Bucket', 'BucketName', 'bucket'],
    aws_dynamodb_table: ['AWS::DynamoDB::Table', 'TableName', 'name'],
    aws_lambda_function: ['AWS::Lambda::Function', 'FunctionName', 'function_name'],
  };
  const [name = 'Terraform::Other', own = 'Name', argument = 'name'] = types[type] ?? [];
  const value = values[argument];
  return [{ name: address, type: name, properties: typeof value === 'string' ? { [own]: value } : {} }];
}

type Mapping = (from: Reader, resource: Resource) => readonly Item[];

export const mapped: Readonly<Record<string, Mapping>> = {
  aws_cognito_identity_pool: (from, resource) => [
    {
      name: resource.address,
      type: 'AWS::Cognito::IdentityPool',
      ...known(resource, 'id'),
      properties: {
        ...from.fields({
          identity_pool_name: 'IdentityPoolName',
          developer_provider_name: 'DeveloperProviderName',
          openid_connect_provider_arns: 'OpenIdConnectProviderARNs',
          saml_provider_arns: 'SamlProviderARNs',
          supported_login_providers: 'SupportedLoginProviders',
        }),
        // The provider sends both, `false` when they are not written.
        AllowUnauthenticatedIdentities: from.get('allow_unauthenticated_identities') ?? false,
        AllowClassicFlow: from.get('allow_classic_flow') ?? false,
        CognitoIdentityProviders: from.blocks('cognito_identity_providers').map((one) => one.fields({ client_id: 'ClientId', provider_name: 'ProviderName', server_side_token_check: 'ServerSideTokenCheck' })),
      },
    },
  ],
  aws_cognito_identity_pool_roles_attachment: (from, resource) => [
    {
      name: resource.address,
      type: 'AWS::Cognito::IdentityPoolRoleAttachment',
      properties: {
        ...from.fields({ identity_pool_id: 'IdentityPoolId' }),
        Roles: rolesOf(from),
        RoleMappings: Object.fromEntries(
          from.blocks('role_mapping').map((one, index) => [
            String(index),
            {
              ...one.fields({ identity_provider: 'IdentityProvider', type: 'Type', ambiguous_role_resolution: 'AmbiguousRoleResolution' }),
              ...(one.blocks('mapping_rule').length === 0
                ? {}
                : { RulesConfiguration: { Rules: one.blocks('mapping_rule').map((rule) => rule.fields({ claim: 'Claim', match_type: 'MatchType', value: 'Value', role_arn: 'RoleARN' })) } }),
            },
          ]),
        ),
      },
    },
  ],
  aws_cognito_identity_pool_provider_principal_tag: (from, resource) => [
    {
      name: resource.address,
      type: 'AWS::Cognito::IdentityPoolPrincipalTag',
      properties: from.fields({ identity_pool_id: 'IdentityPoolId', identity_provider_name: 'IdentityProviderName', use_defaults: 'UseDefaults', principal_tags: 'PrincipalTags' }),
    },
  ],
  aws_cognito_user_pool: (from, resource) => [
    {
      name: resource.address,
      type: 'AWS::Cognito::UserPool',
      ...known(resource, 'id', { ProviderName: 'endpoint' }),
      properties: defined([
        ...Object.entries(
          from.fields({
            name: 'UserPoolName',
            alias_attributes: 'AliasAttributes',
            auto_verified_attributes: 'AutoVerifiedAttributes',
            username_attributes: 'UsernameAttributes',
            mfa_configuration: 'MfaConfiguration',
            deletion_protection: 'DeletionProtection',
            user_pool_tier: 'UserPoolTier',
          }),
        ),
        ['AdminCreateUserConfig', block(from, 'admin_create_user_config', { allow_admin_create_user_only: 'AllowAdminCreateUserOnly' })],
        ['UsernameConfiguration', block(from, 'username_configuration', { case_sensitive: 'CaseSensitive' })],
        ['UserAttributeUpdateSettings', block(from, 'user_attribute_update_settings', { attributes_require_verification_before_update: 'AttributesRequireVerificationBeforeUpdate' })],
        ['AccountRecoverySetting', recoveryOf(from)],
        ['UserPoolAddOns', block(from, 'user_pool_add_ons', { advanced_security_mode: 'AdvancedSecurityMode' })],
        ['Policies', policiesOf(from)],
        ['Schema', from.blocks('schema').length === 0 ? undefined : from.blocks('schema').map((one) => one.fields({ name: 'Name', attribute_data_type: 'AttributeDataType', mutable: 'Mutable', required: 'Required', developer_only_attribute: 'DeveloperOnlyAttribute' }))],
        ['LambdaConfig', triggersOf(from)],
      ]),
    },
  ],
  aws_cognito_user_pool_client: (from, resource) => [
    {
      name: resource.address,
      type: 'AWS::Cognito::UserPoolClient',
      ...known(resource, 'id'),
      properties: defined([
        ...Object.entries(
          from.fields({
            name: 'ClientName',
            user_pool_id: 'UserPoolId',
            generate_secret: 'GenerateSecret',
            explicit_auth_flows: 'ExplicitAuthFlows',
            read_attributes: 'ReadAttributes',
            write_attributes: 'WriteAttributes',
            access_token_validity: 'AccessTokenValidity',
            id_token_validity: 'IdTokenValidity',
            refresh_token_validity: 'RefreshTokenValidity',
            allowed_oauth_flows: 'AllowedOAuthFlows',
            allowed_oauth_flows_user_pool_client: 'AllowedOAuthFlowsUserPoolClient',
            allowed_oauth_scopes: 'AllowedOAuthScopes',
            callback_urls: 'CallbackURLs',
            supported_identity_providers: 'SupportedIdentityProviders',
            prevent_user_existence_errors: 'PreventUserExistenceErrors',
            enable_token_revocation: 'EnableTokenRevocation',
          }),
        ),
        ['TokenValidityUnits', block(from, 'token_validity_units', { access_token: 'AccessToken', id_token: 'IdToken', refresh_token: 'RefreshToken' })],
      ]),
    },
  ],
  aws_cognito_user_pool_domain: (from, resource) => [
    {
      name: resource.address,
      type: 'AWS::Cognito::UserPoolDomain',
      properties: defined([...Object.entries(from.fields({ domain: 'Domain', user_pool_id: 'UserPoolId' })), ['CustomDomainConfig', customDomainOf(from)]]),
    },
  ],
  aws_cognito_user_group: (from, resource) => [
    { name: resource.address, type: 'AWS::Cognito::UserPoolGroup', properties: from.fields({ name: 'GroupName', user_pool_id: 'UserPoolId', role_arn: 'RoleArn', precedence: 'Precedence', description: 'Description' }) },
  ],
  aws_cognito_identity_provider: (from, resource) => [
    {
      name: resource.address,
      type: 'AWS::Cognito::UserPoolIdentityProvider',
      properties: from.fields({ user_pool_id: 'UserPoolId', provider_name: 'ProviderName', provider_type: 'ProviderType', provider_details: 'ProviderDetails', attribute_mapping: 'AttributeMapping', idp_identifiers: 'IdpIdentifiers' }),
    },
  ],
  aws_iam_role: (from, resource) => [
    {
      name: resource.address,
      type: 'AWS::IAM::Role',
      ...known(resource, 'name'),
      properties: {
        ...from.fields({
          name: 'RoleName',
          path: 'Path',
          assume_role_policy: 'AssumeRolePolicyDocument',
          max_session_duration: 'MaxSessionDuration',
          permissions_boundary: 'PermissionsBoundary',
          // The provider keeps this list by itself; in a state it also has what attachments say.
          managed_policy_arns: 'ManagedPolicyArns',
        }),
        Policies: from.blocks('inline_policy').filter((one) => one.get('policy') !== undefined).map((one) => one.fields({ name: 'PolicyName', policy: 'PolicyDocument' })),
      },
    },
  ],
  aws_iam_role_policy: (from, resource) => [{ name: resource.address, type: 'AWS::IAM::RolePolicy', properties: from.fields({ name: 'PolicyName', role: 'RoleName', policy: 'PolicyDocument' }) }],
  aws_iam_policy: (from, resource) => [{ name: resource.address, type: 'AWS::IAM::ManagedPolicy', ...known(resource, 'arn'), properties: from.fields({ name: 'ManagedPolicyName', path: 'Path', policy: 'PolicyDocument' }) }],
  aws_iam_role_policy_attachment: (from, resource) => [{ name: resource.address, type: 'Terraform::RolePolicyAttachment', properties: from.fields({ role: 'RoleName', policy_arn: 'PolicyArn' }) }],
  aws_iam_openid_connect_provider: (from, resource) => [
    { name: resource.address, type: 'AWS::IAM::OIDCProvider', ...known(resource, 'arn'), properties: from.fields({ url: 'Url', client_id_list: 'ClientIdList', thumbprint_list: 'ThumbprintList' }) },
  ],
  aws_iam_saml_provider: (from, resource) => [{ name: resource.address, type: 'AWS::IAM::SAMLProvider', ...known(resource, 'arn'), properties: from.fields({ name: 'Name' }) }],
  aws_s3_bucket_policy: (from, resource) => [{ name: resource.address, type: 'AWS::S3::BucketPolicy', properties: from.fields({ bucket: 'Bucket', policy: 'PolicyDocument' }) }],
};

/** `roles = { authenticated = …, unauthenticated = … }`: of what is known after apply, a plan says only to what the map refers. */
function rolesOf(from: Reader): Value {
  const roles = from.get('roles');
  if (roles === undefined) return {};
  return isFields(roles) ? roles : new Open('roles', 'which role is for whom is known after apply');
}

function recoveryOf(from: Reader): Value | undefined {
  const [one] = from.blocks('account_recovery_setting');
  return one === undefined ? undefined : { RecoveryMechanisms: one.blocks('recovery_mechanism').map((mechanism) => mechanism.fields({ name: 'Name', priority: 'Priority' })) };
}

/** A domain of one's own comes with a certificate; a prefix of AWS's with none. */
function customDomainOf(from: Reader): Value | undefined {
  const CertificateArn = from.get('certificate_arn');
  return CertificateArn === undefined || CertificateArn === '' ? undefined : { CertificateArn };
}

function policiesOf(from: Reader): Value | undefined {
  const PasswordPolicy = block(from, 'password_policy', {
    minimum_length: 'MinimumLength',
    require_lowercase: 'RequireLowercase',
    require_numbers: 'RequireNumbers',
    require_symbols: 'RequireSymbols',
    require_uppercase: 'RequireUppercase',
    temporary_password_validity_days: 'TemporaryPasswordValidityDays',
  });
  return PasswordPolicy === undefined ? undefined : { PasswordPolicy };
}

function triggersOf(from: Reader): Value | undefined {
  const names = ['pre_sign_up', 'post_confirmation', 'pre_authentication', 'post_authentication', 'pre_token_generation', 'custom_message', 'define_auth_challenge', 'create_auth_challenge', 'verify_auth_challenge_response', 'user_migration'];
  return block(from, 'lambda_config', Object.fromEntries(names.map((name) => [name, pascal(name)])));
}

/** What `data.aws_iam_policy_document` would render, with what is known after apply left as references. */
export function documentOf(from: Reader): Value {
  const rendered = from.resource.values.json;
  if (typeof rendered === 'string' && rendered !== '') return rendered;
  return {
    Version: from.get('version') ?? '2012-10-17',
    Statement: from.blocks('statement').map((statement) =>
      defined([
        ['Sid', statement.get('sid')],
        ['Effect', statement.get('effect') ?? 'Allow'],
        ['Action', statement.literal('actions')],
        ['NotAction', statement.literal('not_actions')],
        ['Resource', statement.literal('resources')],
        ['NotResource', statement.literal('not_resources')],
        ['Principal', principalsOf(statement)],
        ['Condition', conditionsOf(statement)],
      ]),
    ),
  };
}

function principalsOf(statement: Reader): Value | undefined {
  const principals = statement.blocks('principals');
  return principals.length === 0 ? undefined : Object.fromEntries(principals.map((one) => [String(one.get('type')), one.get('identifiers') ?? []]));
}

function conditionsOf(statement: Reader): Value | undefined {
  const conditions = statement.blocks('condition');
  if (conditions.length === 0) return undefined;
  const operators = [...new Set(conditions.map((one) => String(one.get('test'))))];
  return Object.fromEntries(
    operators.map((operator) => [operator, Object.fromEntries(conditions.filter((one) => one.get('test') === operator).map((one) => [String(one.get('variable')), one.get('values') ?? []]))]),
  );
}
