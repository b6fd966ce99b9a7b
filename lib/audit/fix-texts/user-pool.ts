import type { UserPool, UserPoolClient, UserPoolGroup } from '../../world/resources';
import type { Change } from '../verdict';
import { cdkValue } from './identity-pool';
import { changedFields, command, hcl, logicalName, settable, shell, shellJson, terraformName, yaml, type Texts } from './write';

/** What UpdateUserPool takes; what it is not given, it resets. */
const poolFields = [
  'Policies',
  'DeletionProtection',
  'LambdaConfig',
  'AutoVerifiedAttributes',
  'SmsVerificationMessage',
  'EmailVerificationMessage',
  'EmailVerificationSubject',
  'VerificationMessageTemplate',
  'SmsAuthenticationMessage',
  'UserAttributeUpdateSettings',
  'MfaConfiguration',
  'DeviceConfiguration',
  'EmailConfiguration',
  'SmsConfiguration',
  'UserPoolTags',
  'AdminCreateUserConfig',
  'UserPoolAddOns',
  'AccountRecoverySetting',
  'UserPoolTier',
] as const;

/** What CreateUserPool alone takes. */
const createdWith = ['UsernameConfiguration', 'UsernameAttributes', 'AliasAttributes'] as const;

/** What UpdateUserPoolClient takes. */
const clientFields = [
  'UserPoolId',
  'ClientId',
  'ClientName',
  'RefreshTokenValidity',
  'AccessTokenValidity',
  'IdTokenValidity',
  'TokenValidityUnits',
  'ReadAttributes',
  'WriteAttributes',
  'ExplicitAuthFlows',
  'SupportedIdentityProviders',
  'CallbackURLs',
  'LogoutURLs',
  'DefaultRedirectURI',
  'AllowedOAuthFlows',
  'AllowedOAuthScopes',
  'AllowedOAuthFlowsUserPoolClient',
  'AnalyticsConfiguration',
  'PreventUserExistenceErrors',
  'EnableTokenRevocation',
  'EnablePropagateAdditionalUserContextData',
  'AuthSessionValidity',
  'RefreshTokenRotation',
] as const;

const regionOf = (id: string): string => id.split('_')[0] ?? id;
const snake = (field: string): string => field.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
const camel = (field: string): string => (field.charAt(0).toLowerCase() + field.slice(1)).replace(/URLs$/, 'UrLs');

export function userPoolTexts({ before, after }: Change): Texts {
  const pool = after as UserPool;
  const name = pool.Name ?? pool.Id;
  const domain = (before as UserPool | undefined)?.CustomDomain;
  if (domain !== undefined && pool.CustomDomain === undefined) return withoutDomainTexts(pool, domain);
  const changed = Object.entries(changedFields(before, after));
  const properties = changed.map(([field, value]) => (field === 'SoftwareTokenMfaConfiguration' ? (['EnabledMfas', enabledMfas(pool)] as const) : ([field, value] as const)));
  return {
    'AWS CLI': userPoolCommands(pool, changed.map(([field]) => field)).join('\n\n'),
    CloudFormation: template(name, 'AWS::Cognito::UserPool', properties),
    CDK: construct('CfnUserPool', name, properties),
    Terraform: [`resource "aws_cognito_user_pool" "${terraformName(name)}" {`, '  # …', ...changed.flatMap(([field, value]) => blocks(field, value)), '}'].join('\n'),
  };
}

function withoutDomainTexts({ Id }: UserPool, domain: string): Texts {
  return {
    'AWS CLI': command('aws cognito-idp delete-user-pool-domain', `--region ${shell(regionOf(Id))}`, `--user-pool-id ${shell(Id)}`, `--domain ${shell(domain)}`),
    CloudFormation: `# Remove the AWS::Cognito::UserPoolDomain ${JSON.stringify(domain)}.`,
    CDK: `// Remove the UserPoolDomain ${JSON.stringify(domain)}.`,
    Terraform: `# Remove the aws_cognito_user_pool_domain ${JSON.stringify(domain)}.`,
  };
}

/** Second factors have an operation of their own, and some settings are made with the user pool and stay. */
function userPoolCommands(pool: UserPool, changed: readonly string[]): readonly string[] {
  const { SoftwareTokenMfaConfiguration: totp, MfaConfiguration = 'OFF' } = pool;
  const region = `--region ${shell(regionOf(pool.Id))}`;
  const factors = changed.includes('SoftwareTokenMfaConfiguration');
  const updates = changed.some((field) => (poolFields as readonly string[]).includes(field) && !(factors && field === 'MfaConfiguration'));
  const fixed = changed.filter((field) => (createdWith as readonly string[]).includes(field));
  return [
    ...(updates ? [command('aws cognito-idp update-user-pool', region, `--cli-input-json ${shellJson({ UserPoolId: pool.Id, ...withoutAliases(settable(pool, poolFields)) })}`)] : []),
    ...(factors ? [command('aws cognito-idp set-user-pool-mfa-config', region, `--user-pool-id ${shell(pool.Id)}`, `--software-token-mfa-configuration Enabled=${totp?.Enabled === true}`, `--mfa-configuration ${MfaConfiguration}`)] : []),
    ...fixed.map((field) => `# ${field} is chosen when a user pool is made, and stays. Make a new one, move its users there, and trust it instead.`),
  ];
}

/** Second factors, as CloudFormation lists them. */
function enabledMfas({ SmsMfaConfiguration, SoftwareTokenMfaConfiguration, EmailMfaConfiguration }: UserPool): readonly string[] {
  return [
    ...(SmsMfaConfiguration === undefined ? [] : ['SMS_MFA']),
    ...(SoftwareTokenMfaConfiguration?.Enabled === true ? ['SOFTWARE_TOKEN_MFA'] : []),
    ...(EmailMfaConfiguration === undefined ? [] : ['EMAIL_OTP']),
  ];
}

/** UnusedAccountValidityDays is TemporaryPasswordValidityDays under an older name; UpdateUserPool refuses the two together. */
function withoutAliases(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { UnusedAccountValidityDays: _alias, ...config } = (settings.AdminCreateUserConfig ?? {}) as Readonly<Record<string, unknown>>;
  return settings.AdminCreateUserConfig === undefined ? settings : { ...settings, AdminCreateUserConfig: config };
}

export function userPoolClientTexts({ before, after }: Change): Texts {
  const client = after as UserPoolClient;
  const name = client.ClientName ?? client.ClientId;
  const wanted = client.ClientSecret !== undefined;
  if (wanted !== ((before as UserPoolClient | undefined)?.ClientSecret !== undefined)) return otherSecretTexts(client, name, wanted);
  const changed = Object.entries(changedFields(before, after));
  return {
    'AWS CLI': command('aws cognito-idp update-user-pool-client', `--region ${shell(regionOf(client.UserPoolId))}`, `--cli-input-json ${shellJson(settable(client, clientFields))}`),
    CloudFormation: template(name, 'AWS::Cognito::UserPoolClient', changed),
    CDK: construct('CfnUserPoolClient', name, changed),
    Terraform: [`resource "aws_cognito_user_pool_client" "${terraformName(name)}" {`, '  # …', ...changed.flatMap(([field, value]) => blocks(field, value)), '}'].join('\n'),
  };
}

/** Whether an app client has a secret is settled when it is made, so that another one takes its place. */
function otherSecretTexts(client: UserPoolClient, name: string, GenerateSecret: boolean): Texts {
  const { ClientId: _old, ...settings } = settable(client, clientFields);
  const properties = [['GenerateSecret', GenerateSecret]] as const;
  return {
    'AWS CLI': command('aws cognito-idp create-user-pool-client', `--region ${shell(regionOf(client.UserPoolId))}`, `--cli-input-json ${shellJson({ ...settings, ClientName: name, GenerateSecret })}`),
    CloudFormation: template(name, 'AWS::Cognito::UserPoolClient', properties),
    CDK: construct('CfnUserPoolClient', name, properties),
    Terraform: [`resource "aws_cognito_user_pool_client" "${terraformName(name)}" {`, '  # …', `  generate_secret = ${GenerateSecret}`, '}'].join('\n'),
  };
}

export function userPoolGroupTexts({ after }: Change): Texts {
  const { UserPoolId, GroupName, Description, Precedence, RoleArn } = after as UserPoolGroup;
  const settings = Object.entries({ UserPoolId, GroupName, Description, Precedence, RoleArn }).filter(([, value]) => value !== undefined);
  return {
    'AWS CLI': command('aws cognito-idp update-group', `--region ${shell(regionOf(UserPoolId))}`, `--cli-input-json ${shellJson(Object.fromEntries(settings))}`),
    CloudFormation: template(GroupName, 'AWS::Cognito::UserPoolGroup', settings),
    CDK: construct('CfnUserPoolGroup', GroupName, settings),
    Terraform: [`resource "aws_cognito_user_group" "${terraformName(GroupName)}" {`, ...settings.map(([field, value]) => `  ${field === 'GroupName' ? 'name' : snake(field)} = ${hcl(value)}`), '}'].join('\n'),
  };
}

function template(name: string, type: string, changed: readonly (readonly [string, unknown])[]): string {
  return [`${logicalName(name)}:`, `  Type: ${type}`, '  Properties:', ...changed.map(([field, value]) => `    ${field}: ${yaml(value, 6)}`)].join('\n');
}

function construct(kind: string, name: string, changed: readonly (readonly [string, unknown])[]): string {
  return [`new cognito.${kind}(this, '${logicalName(name)}', {`, '  // …', ...changed.map(([field, value]) => `  ${camel(field)}: ${cdkValue(value)},`), '});'].join('\n');
}

/** A structured setting is a block in Terraform, a list of such ones a block each, a plain one an argument. */
function blocks(field: string, value: unknown): readonly string[] {
  // What AWS keeps in Policies, Terraform keeps in the user pool itself.
  if (field === 'Policies') return Object.entries(value as object).flatMap(([name, one]) => blocks(name, one));
  if (isRecord(value)) return [block(field, Object.entries(value))];
  return [`  ${snake(field)} = ${hcl(value, 2)}`];
}

function block(field: string, entries: readonly (readonly [string, unknown])[]): string {
  const inner = entries.flatMap(([name, one]) => {
    if (!Array.isArray(one) || !one.every(isRecord)) return [`    ${snake(name)} = ${hcl(one, 4)}`];
    // RecoveryMechanisms: one block for each.
    return one.flatMap((each) => [`    ${snake(name).replace(/s$/, '')} {`, ...Object.entries(each).map(([part, of]) => `      ${snake(part)} = ${hcl(of)}`), '    }']);
  });
  return [`  ${snake(field)} {`, ...inner, '  }'].join('\n');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
