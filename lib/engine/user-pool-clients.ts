import type { UserPool, UserPoolClient } from '../world/resources';
import { apiReference } from './api-reference';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { isKept, schemaOf, standardAttributes } from './user-pool-attributes';
import { lifetimes } from './user-pool-tokens';

/** What the settings of an app client must be. */
export const clientSettingRules = {
  writeAttributes: {
    says: 'WriteAttributes has every attribute that the pool requires, and none that no client may write.',
    label: 'write attributes',
    cite: 'https://github.com/aws/aws-sdk-java/issues/1395',
    error: { code: 'InvalidParameterException', message: ({ doing }) => `Invalid write attributes specified while ${doing} a client` },
  },
  validity: {
    says: 'ID and access tokens live from 5 minutes to a day, refresh tokens from an hour to ten years.',
    label: 'token lifetimes',
    cite: 'aws-facts §1-11',
    error: { code: 'InvalidParameterException', message: 'Invalid range for token validity.' },
  },
  rotation: {
    says: 'An app client with rotation of refresh tokens has no ALLOW_REFRESH_TOKEN_AUTH.',
    label: 'rotation',
    cite: 'aws-facts §2.5',
    error: { code: 'InvalidParameterException', message: 'Rotation and ALLOW_REFRESH_TOKEN_AUTH exclude each other.', wording: 'unconfirmed' },
  },
  oauthFlows: {
    says: 'Client credentials need a client secret, and stand alone.',
    label: 'OAuth flows',
    cite: apiReference('cognito-idp', 'CreateUserPoolClient'),
    error: { code: 'InvalidOAuthFlowException', message: 'client_credentials needs a secret and no other flow.', wording: 'unconfirmed' },
  },
  scopes: {
    says: 'Every OAuth scope is a standard one or belongs to a resource server of the pool.',
    label: 'scopes',
    cite: apiReference('cognito-idp', 'CreateUserPoolClient'),
    error: { code: 'ScopeDoesNotExistException', message: ({ scope }) => `There is no scope ${scope}`, wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

/** The settings that requests may carry and descriptions print. */
const settings = [
  'ClientName', 'ExplicitAuthFlows', 'ReadAttributes', 'WriteAttributes', 'SupportedIdentityProviders', 'CallbackURLs', 'LogoutURLs',
  'DefaultRedirectURI', 'AllowedOAuthFlows', 'AllowedOAuthScopes', 'AllowedOAuthFlowsUserPoolClient', 'AnalyticsConfiguration',
  'PreventUserExistenceErrors', 'EnableTokenRevocation', 'EnablePropagateAdditionalUserContextData', 'AuthSessionValidity', 'AccessTokenValidity',
  'IdTokenValidity', 'RefreshTokenValidity', 'TokenValidityUnits', 'RefreshTokenRotation',
] as const;

const defaults = {
  RefreshTokenValidity: 30,
  TokenValidityUnits: {},
  AllowedOAuthFlowsUserPoolClient: false,
  EnableTokenRevocation: true,
  EnablePropagateAdditionalUserContextData: false,
  AuthSessionValidity: 3,
};

/** An app client with the request's settings; what the request leaves out has AWS's default, on update too. */
export function clientFrom(
  input: object,
  fixed: Pick<UserPoolClient, 'ClientId' | 'UserPoolId' | 'ClientName' | 'ClientSecret' | 'CreationDate'>,
  now: number,
): UserPoolClient {
  const sent = Object.entries(input).filter(([name, value]) => value !== undefined && (settings as readonly string[]).includes(name));
  const known = Object.entries(fixed).filter(([, value]) => value !== undefined);
  const names = Object.fromEntries(known) as typeof fixed;
  return { ...names, LastModifiedDate: now, ...defaults, ...Object.fromEntries(sent) };
}

/** Checks an app client's settings before they are taken. */
export function checkClientSettings(
  pool: UserPool,
  client: UserPoolClient,
  doing: 'creating' | 'updating',
  context: OperationContext<keyof typeof clientSettingRules>,
): void {
  const fault = writeFault(pool, client);
  context.hold('writeAttributes', fault === undefined, fault ?? 'they are as they must be', { doing });
  const { access, id, refresh } = lifetimes(client);
  const inRange = [access, id].every((seconds) => seconds >= 300 && seconds <= 86_400) && refresh >= 3600 && refresh <= 315_360_000;
  context.hold('validity', inRange, `access ${access} s, ID ${id} s, refresh ${refresh} s`);
  const rotates = client.RefreshTokenRotation?.Feature === 'ENABLED';
  const both = rotates && client.ExplicitAuthFlows?.includes('ALLOW_REFRESH_TOKEN_AUTH') === true;
  context.hold('rotation', !both, both ? 'it has both' : rotates ? 'it rotates' : 'it does not rotate');
  const flows = client.AllowedOAuthFlows ?? [];
  const machine = !flows.includes('client_credentials') || (flows.length === 1 && client.ClientSecret !== undefined);
  context.hold('oauthFlows', machine, flows.join(', ') || 'no OAuth flows');
  const missing = client.AllowedOAuthScopes?.find((scope) => !isScope(scope, pool, context));
  context.hold('scopes', missing === undefined, missing === undefined ? 'all exist' : `${missing} does not exist`, { scope: missing ?? '' });
}

function writeFault(pool: UserPool, { WriteAttributes }: UserPoolClient): string | undefined {
  if (WriteAttributes === undefined) return undefined;
  const strange = WriteAttributes.find((name) => isKept(name) || (!(standardAttributes as readonly string[]).includes(name) && !schemaOf(pool, name)));
  if (strange !== undefined) return `${strange} cannot be written`;
  const left = pool.SchemaAttributes?.find(({ Name, Required }) => Required && Name !== 'sub' && !WriteAttributes.includes(Name));
  return left === undefined ? undefined : `${left.Name} is required and left out`;
}

const standardScopes = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'];

/** Whether a scope exists: OpenID Connect's, Cognito's own, or `<resource server>/<scope>`. */
export function isScope(scope: string, pool: UserPool, context: Pick<OperationContext, 'get'>): boolean {
  if (standardScopes.includes(scope)) return true;
  const slash = scope.lastIndexOf('/');
  const server = slash < 0 ? undefined : context.get('AWS::Cognito::UserPoolResourceServer', `${pool.Id}/${scope.slice(0, slash)}`);
  return server?.Scopes?.some(({ ScopeName }) => ScopeName === scope.slice(slash + 1)) === true;
}
