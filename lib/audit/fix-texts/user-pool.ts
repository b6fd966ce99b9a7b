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
const camel = (field: string): string => field.charAt(0).toLowerCase() + field.slice(1);

export function userPoolTexts({ before, after }: Change): Texts {
  const pool = after as UserPool;
  const name = pool.Name ?? pool.Id;
  const changed = Object.entries(changedFields(before, after));
  return {
    'AWS CLI': command('aws cognito-idp update-user-pool', `--region ${shell(regionOf(pool.Id))}`, `--cli-input-json ${shellJson({ UserPoolId: pool.Id, ...withoutAliases(settable(pool, poolFields)) })}`),
    CloudFormation: template(name, 'AWS::Cognito::UserPool', changed),
    CDK: construct('CfnUserPool', name, changed),
    Terraform: [`resource "aws_cognito_user_pool" "${terraformName(name)}" {`, '  # …', ...changed.map(([field, value]) => block(field, value)), '}'].join('\n'),
  };
}

/** UnusedAccountValidityDays is TemporaryPasswordValidityDays under an older name; UpdateUserPool refuses the two together. */
function withoutAliases(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { UnusedAccountValidityDays: _alias, ...config } = (settings.AdminCreateUserConfig ?? {}) as Readonly<Record<string, unknown>>;
  return settings.AdminCreateUserConfig === undefined ? settings : { ...settings, AdminCreateUserConfig: config };
}

export function userPoolClientTexts({ before, after }: Change): Texts {
  const client = after as UserPoolClient;
  const name = client.ClientName ?? client.ClientId;
  const changed = Object.entries(changedFields(before, after));
  return {
    'AWS CLI': command('aws cognito-idp update-user-pool-client', `--region ${shell(regionOf(client.UserPoolId))}`, `--cli-input-json ${shellJson(settable(client, clientFields))}`),
    CloudFormation: template(name, 'AWS::Cognito::UserPoolClient', changed),
    CDK: construct('CfnUserPoolClient', name, changed),
    Terraform: [`resource "aws_cognito_user_pool_client" "${terraformName(name)}" {`, '  # …', ...changed.map(([field, value]) => `  ${snake(field)} = ${hcl(value, 2)}`), '}'].join('\n'),
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

/** A structured setting is a block in Terraform, a plain one an argument. */
function block(field: string, value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `  ${snake(field)} = ${hcl(value, 2)}`;
  const inner = Object.entries(value).map(([name, one]) => `    ${snake(name)} = ${hcl(one, 4)}`);
  return [`  ${snake(field)} {`, ...inner, '  }'].join('\n');
}
