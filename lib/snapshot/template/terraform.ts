import { isObject, templateAccount, type Json, type JsonObject as Object } from './json';
import { isFields, Open, Reference, type Item, type Template, type Value } from './value';

/**
 * A Terraform plan or state as items to deploy. What Terraform knows only after apply is found by what the configuration refers to,
 * where that is one attribute of another resource; the rest is left open.
 */
export function fromTerraform(file: Object, fallbackRegion: string): Template {
  const planned = isObject(file.planned_values);
  const resources = [...resourcesIn(rootOf(planned ? file.planned_values : file.values)), ...(planned ? deferred(file) : [])];
  const configuration = configurationOf(rootOf(file.configuration), '');
  const text = JSON.stringify(resources.map(({ values }) => values));
  const region = /"region":"([a-z]{2}(?:-[a-z]+)+-\d)"/.exec(text)?.[1] ?? /"([a-z]{2}(?:-[a-z]+)+-\d)[:_][0-9A-Za-z-]+"/.exec(text)?.[1] ?? regionOfProvider(file) ?? fallbackRegion;
  const addresses = new Set(resources.map(({ address }) => address));
  const read = (resource: Resource): Reader => new Reader(resource, configuration.get(unindexed(resource.address)) ?? {}, addresses, (address) => documents.get(address));
  const documents = new Map<string, Value>();
  for (const resource of resources) if (resource.type === 'aws_iam_policy_document') documents.set(resource.address, documentOf(read(resource)));
  return {
    kind: planned ? 'Terraform plan' : 'Terraform state',
    items: resources.flatMap((resource) => mapped[resource.type]?.(read(resource), resource) ?? lent(resource)),
    region,
    account: /arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}):/.exec(text)?.[1] ?? templateAccount,
    partition: /arn:(aws[a-z-]*):/.exec(text)?.[1] ?? 'aws',
  };
}

interface Resource {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly values: Object;
  /** The module that it is in, as a prefix: `module.app.`. */
  readonly module: string;
}

function rootOf(value: Json | undefined): Object {
  return isObject(value) && isObject(value.root_module) ? value.root_module : {};
}

function resourcesIn(module: Object): readonly Resource[] {
  const address = typeof module.address === 'string' ? `${module.address}.` : '';
  const own = objects(module.resources).map((one): Resource => resourceOf(one, address));
  return [...own, ...objects(module.child_modules).flatMap(resourcesIn)];
}

/** Data sources that are read during apply: a plan has what is known of them among its changes. */
function deferred(file: Object): readonly Resource[] {
  return objects(file.resource_changes)
    .filter(({ mode, type }) => mode === 'data' && type === 'aws_iam_policy_document')
    .map((one) => resourceOf({ ...one, values: isObject(one.change) && isObject(one.change.after) ? one.change.after : {} }, typeof one.module_address === 'string' ? `${one.module_address}.` : ''));
}

function resourceOf(one: Object, module: string): Resource {
  return { address: String(one.address), type: String(one.type), name: String(one.name), values: isObject(one.values) ? one.values : {}, module };
}

/** The expressions of every resource of the configuration, by its address without indexes. */
function configurationOf(module: Object, prefix: string): ReadonlyMap<string, Object> {
  const own = objects(module.resources).map((one) => [`${prefix}${String(one.address)}`, isObject(one.expressions) ? one.expressions : {}] as const);
  const calls = Object.entries(isObject(module.module_calls) ? module.module_calls : {});
  const inner = calls.flatMap(([name, call]) => [...configurationOf(isObject(call) && isObject(call.module) ? call.module : {}, `${prefix}module.${name}.`)]);
  return new Map([...own, ...inner]);
}

function regionOfProvider(file: Object): string | undefined {
  const configuration = isObject(file.configuration) && isObject(file.configuration.provider_config) ? Object.values(file.configuration.provider_config) : [];
  for (const provider of configuration) {
    const region = isObject(provider) && isObject(provider.expressions) && isObject(provider.expressions.region) ? provider.expressions.region.constant_value : undefined;
    if (typeof region === 'string') return region;
  }
  return undefined;
}

const unindexed = (address: string): string => address.replaceAll(/\[[^\]]*\]/g, '');

/** What Terraform calls an attribute, as other items refer to it. */
const attributeNames: Readonly<Record<string, string>> = { id: 'Ref', name: 'Ref', arn: 'Arn', endpoint: 'ProviderName', bucket: 'Ref', user_pool_id: 'Ref', identity_pool_id: 'Ref', function_name: 'Ref' };

/** Reads the arguments of one resource: their value where Terraform knows it, what they refer to otherwise. */
class Reader {
  constructor(
    readonly resource: Resource,
    private readonly expressions: Object,
    private readonly addresses: ReadonlySet<string>,
    private readonly document: (address: string) => Value | undefined,
    private readonly values: Object = resource.values,
  ) {}

  get(argument: string): Value | undefined {
    const value = this.values[argument];
    if (value !== undefined && value !== null && value !== '') return value as Value;
    const expression = this.expressions[argument];
    if (!isObject(expression)) return undefined;
    if (expression.constant_value !== undefined && expression.constant_value !== null) return expression.constant_value as Value;
    const references = Array.isArray(expression.references) ? expression.references.map(String) : [];
    return references.length === 0 || this.isKnownNull(argument) ? undefined : this.referred(argument, references);
  }

  /** An argument in which a reference may stand amid other text, of which a plan says nothing: it is known whole, or open. */
  literal(argument: string): Value | undefined {
    const value = this.get(argument);
    return value instanceof Reference ? new Open(argument, `it is known after apply (${value.item})`) : value;
  }

  /** A state says `null` of what is not set; a plan leaves out what it does not know yet. */
  private isKnownNull(argument: string): boolean {
    return this.values[argument] === null;
  }

  private referred(argument: string, references: readonly string[]): Value {
    const [first = ''] = references;
    const full = this.resource.module + first;
    const address = [...this.addresses].find((one) => full === one || full.startsWith(`${unindexed(one)}.`) || full.startsWith(`${one}.`));
    const document = address === undefined ? undefined : this.document(address);
    if (document !== undefined) return document;
    const attribute = full.slice(full.lastIndexOf('.') + 1);
    const whole = references.filter((one) => one.startsWith(first.slice(0, first.lastIndexOf('.'))) || first.startsWith(one)).length === references.length;
    if (address !== undefined && whole && attributeNames[attribute] !== undefined) return new Reference(address, attributeNames[attribute]);
    return new Open(argument, `it is known after apply (${references.slice(0, 2).join(', ')})`);
  }

  /** The readers of a nested block, one for each time it is written. */
  blocks(name: string): readonly Reader[] {
    const values = objects(this.values[name]);
    const written = this.expressions[name];
    const expressions = objects(Array.isArray(written) ? written : written === undefined ? [] : [written]);
    const count = Math.max(values.length, expressions.length);
    return Array.from({ length: count }, (_, index) => new Reader(this.resource, expressions[index] ?? {}, this.addresses, this.document, values[index] ?? {}));
  }

  /** The named arguments under AWS's names; those that are not set are left out. */
  fields(names: Readonly<Record<string, string>>): { readonly [field: string]: Value } {
    return defined(Object.entries(names).map(([argument, name]) => [name, this.get(argument)]));
  }
}

function defined(entries: readonly (readonly [string, Value | undefined])[]): { readonly [field: string]: Value } {
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, Value] => entry[1] !== undefined));
}

/** `email_configuration` → `EmailConfiguration`; AWS's own capitals are given by hand. */
const pascal = (name: string): string => name.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');

function renamed(value: Json): Value {
  if (Array.isArray(value)) return (value as readonly Json[]).map(renamed);
  return isObject(value) ? defined(Object.entries(value).filter(([, one]) => one !== null).map(([name, one]) => [pascal(name), renamed(one)])) : (value as Value);
}

/** A block of which there is at most one, as AWS's API has it: fields instead of a list. */
function block(from: Reader, name: string, names?: Readonly<Record<string, string>>): Value | undefined {
  const [one] = from.blocks(name);
  if (one === undefined) return undefined;
  return names === undefined ? renamed((objects(from.resource.values[name])[0] ?? {}) as Json) : one.fields(names);
}

const known = ({ values }: Resource, ref: string, more: Readonly<Record<string, string>> = {}): Pick<Item, 'known'> => {
  const pairs = [['Ref', ref], ['Arn', 'arn'], ...Object.entries(more)].flatMap(([attribute = '', argument = '']) => {
    const value = values[argument];
    return typeof value === 'string' && value !== '' ? [[attribute, value] as const] : [];
  });
  return pairs.length === 0 ? {} : { known: Object.fromEntries(pairs) };
};

function lent({ address, type, values }: Resource): readonly Item[] {
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

const mapped: Readonly<Record<string, Mapping>> = {
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
function documentOf(from: Reader): Value {
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

function objects(value: Json | undefined): readonly Object[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
}
