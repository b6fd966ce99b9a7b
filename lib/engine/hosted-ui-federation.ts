import type { UserPool, UserPoolIdentityProvider, UserPoolUser } from '../world/resources';
import { withParameters, type Authorized, type AuthorizeRequest } from './hosted-ui';
import { opaque, type Redirect } from './hosted-ui-session';
import { uuid } from './mint';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { assertionConsumer, signInAddress } from './saml';
import { openIdProvider } from './social';
import type { Records } from './state';
import { folding, userId } from './user-pool';
import { schemaOf } from './user-pool-attributes';
import { identitiesOf, type LinkedIdentity } from './user-pool-claims';
import { hostOf } from './user-pool-domains';
import { runTrigger, triggerRules } from './user-pool-triggers';

const cite = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html';

/** What a request for another provider must meet. */
export const federationRules = {
  provider: {
    says: 'The app client lets users of this provider sign in.',
    label: 'provider allowed',
    cite: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html',
    error: { code: 'invalid_request', message: 'The app client has no such provider.', status: 302, wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

/** The provider that a request names, unless it means the user pool itself. */
export function chosenProvider(
  { pool, client, hosted }: Authorized,
  context: OperationContext<keyof typeof federationRules>,
): UserPoolIdentityProvider | undefined {
  const { identity_provider: name, idp_identifier: identifier } = hosted;
  if ((name === undefined && identifier === undefined) || name === 'COGNITO') return undefined;
  const providers = context.list('AWS::Cognito::UserPoolIdentityProvider', pool.Id);
  const provider = providers.find((one) => one.ProviderName === name || (identifier !== undefined && one.IdpIdentifiers?.includes(identifier)));
  const supported = client.SupportedIdentityProviders ?? [];
  const allowed = provider !== undefined && supported.includes(provider.ProviderName) ? provider : undefined;
  return context.found('provider', allowed, `${name ?? identifier}; the client supports ${supported.join(', ') || 'none'}`);
}

/** Seconds within which someone must come back from another provider. */
const awaitedFor = 300;

/** Sends the browser to another provider, and remembers under an opaque state what the app wanted. */
export function sendToProvider(who: Authorized, provider: UserPoolIdentityProvider, context: OperationContext): Redirect {
  const state = opaque(context.draw('state'));
  const nonce = uuid(context.draw('nonce'));
  context.keep('federation', state, {
    UserPoolId: who.pool.Id,
    ProviderName: provider.ProviderName,
    nonce,
    request: JSON.stringify(who.hosted),
    expiresAt: context.now + awaitedFor,
  });
  const host = hostOf({ Domain: who.hosted.Domain ?? '', UserPoolId: who.pool.Id });
  const openId = openIdProvider(provider);
  // A SAML provider is also sent an AuthnRequest; a simulated one needs none.
  const redirect: Readonly<Record<string, string>> =
    openId === undefined
      ? { RelayState: state, AssertionConsumerServiceURL: assertionConsumer(host) }
      : {
          client_id: provider.ProviderDetails?.client_id ?? '',
          redirect_uri: `https://${host}/oauth2/idpresponse`,
          response_type: 'code',
          scope: provider.ProviderDetails?.authorize_scopes ?? 'openid',
          state,
          nonce,
        };
  return { Location: withParameters(openId?.authorizeUrl ?? signInAddress(provider), redirect), redirect };
}

/** What must hold of someone who comes back from another provider. */
export const returnRules = {
  state: {
    says: 'The state is one that this user pool sent out a few minutes ago.',
    label: 'state',
    cite,
    error: { code: 'invalid_request', message: 'Invalid samlResponse or relayState from identity provider', wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

export interface Return {
  readonly provider: UserPoolIdentityProvider;
  readonly nonce: string;
  readonly hosted: AuthorizeRequest;
}

/** What the app wanted when it sent this person away. A state is good once. */
export function returning(state: string | undefined, context: OperationContext<keyof typeof returnRules>): Return {
  const sent = context.record('federation', state ?? '');
  const awaited: Records['federation'] | undefined = sent !== undefined && context.now < sent.expiresAt ? sent : undefined;
  const { UserPoolId, ProviderName, nonce, request } = context.found('state', awaited, awaited === undefined ? 'nobody is awaited' : 'someone is awaited');
  context.keep('federation', state ?? '', undefined);
  const provider = context.get('AWS::Cognito::UserPoolIdentityProvider', `${UserPoolId}/${ProviderName}`);
  if (provider === undefined) return context.refuse('state', `${ProviderName} is gone`);
  return { provider, nonce, hosted: JSON.parse(request) as AuthorizeRequest };
}

/** What must hold of the person whom another provider vouches for. */
export const federatedUserRules = {
  mapped: {
    says: 'The attribute mapping gives every attribute that the pool requires.',
    label: 'attributes mapped',
    cite,
    error: { code: 'invalid_request', message: ({ names }) => `attributes required: [${names}]`, status: 302, wording: 'unconfirmed' },
  },
  unchanged: {
    says: 'The mapping changes no attribute that is immutable.',
    label: 'immutable kept',
    cite,
    error: { code: 'invalid_request', message: ({ name }) => `user.${name}: Attribute cannot be updated.`, status: 302, wording: 'unconfirmed' },
  },
  enabled: {
    says: 'The user is enabled.',
    label: 'user enabled',
    cite: 'aws-facts §3d',
    error: { code: 'invalid_request', message: 'User is disabled.', status: 302, wording: 'unconfirmed' },
  },
  ...triggerRules,
} as const satisfies Record<string, Rule>;

/**
 * The user whom a provider vouches for. Someone new gets an account, whether or not the pool lets people sign up; for
 * someone known, the mapped attributes are written anew at each sign-in.
 */
export function federatedUser(
  pool: UserPool,
  provider: UserPoolIdentityProvider,
  subject: string,
  claims: Readonly<Record<string, unknown>>,
  context: OperationContext<keyof typeof federatedUserRules>,
): UserPoolUser {
  const before = context
    .list('AWS::Cognito::UserPoolUser', pool.Id)
    .find((user) => identitiesOf(user).some((identity) => identity.providerName === provider.ProviderName && identity.userId === subject));
  context.hold('enabled', before?.Enabled !== false, before === undefined ? 'the user is new' : `Enabled is ${before.Enabled}`);
  const known = before ?? newcomer(pool, provider, subject, context);
  if (before === undefined) runTrigger('PreSignUp', pool, known, context);
  const mapped = mappedAttributes(provider, claims);
  const Attributes = { ...known.Attributes, ...mapped };
  const missing = (pool.SchemaAttributes ?? []).filter(({ Name, Required }) => Required && !Attributes[Name]).map(({ Name }) => Name);
  context.hold('mapped', missing.length === 0, missing.length === 0 ? 'none is missing' : `${missing.join(', ')} missing`, { names: missing.join(', ') });
  const fixed = Object.keys(mapped).find((name) => isFixed(pool, name) && known.Attributes[name] !== undefined && known.Attributes[name] !== mapped[name]);
  context.hold('unchanged', fixed === undefined, fixed === undefined ? 'none changes' : `${fixed} would change`, { name: fixed ?? '' });
  const user = { ...known, Attributes, UserLastModifiedDate: context.now };
  context.put('AWS::Cognito::UserPoolUser', userId(user), user);
  return user;
}

function isFixed(pool: UserPool, attribute: string): boolean {
  return schemaOf(pool, attribute)?.Mutable === false;
}

/** A first-time user, in the group that AWS makes for each provider. */
function newcomer(pool: UserPool, provider: UserPoolIdentityProvider, subject: string, context: OperationContext): UserPoolUser {
  const GroupName = `${pool.Id}_${provider.ProviderName}`;
  const group = `${pool.Id}/${GroupName}`;
  if (context.get('AWS::Cognito::UserPoolGroup', group) === undefined) {
    const Description = `Autogenerated group for users who sign in using ${provider.ProviderName}`;
    context.put('AWS::Cognito::UserPoolGroup', group, { UserPoolId: pool.Id, GroupName, Description, CreationDate: context.now });
  }
  const Username = folding(pool)(`${provider.ProviderName}_${subject}`);
  return {
    UserPoolId: pool.Id,
    Username,
    Attributes: { sub: uuid(`${context.seed}/${pool.Id}/${Username}`), identities: JSON.stringify([linkedIdentity(provider, subject, true, context.now)]) },
    Groups: [GroupName],
    UserStatus: 'EXTERNAL_PROVIDER',
    Enabled: true,
    UserCreateDate: context.now,
  };
}

export function linkedIdentity(
  { ProviderName, ProviderType }: Pick<UserPoolIdentityProvider, 'ProviderName' | 'ProviderType'>,
  userId: string,
  primary: boolean,
  now: number,
): LinkedIdentity {
  return { userId, providerName: ProviderName, providerType: ProviderType, issuer: null, primary, dateCreated: now * 1000 };
}

/** The user pool attributes that a provider's claims become. */
function mappedAttributes({ AttributeMapping = {} }: UserPoolIdentityProvider, claims: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const mapped = Object.entries(AttributeMapping).filter(([attribute, claim]) => attribute !== 'username' && claims[claim] !== undefined);
  return Object.fromEntries(mapped.map(([attribute, claim]) => [attribute, textOf(claims[claim])]));
}

/** Several values become one text in brackets. */
function textOf(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.length === 1 ? String(value[0]) : `[${value.join(', ')}]`;
}
