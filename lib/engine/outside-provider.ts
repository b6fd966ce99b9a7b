import { awsAudience, awsRecipient, samlAttribute, samlResponse } from './assertion';
import { signingKey } from './logins';
import { signToken } from './token';

/** Who signs in at a provider outside AWS. */
export interface OutsideUser {
  /** The provider: `accounts.google.com`, `login.example.com`, or a SAML provider's entity id. */
  readonly Provider: string;
  /** The client or app that the token is for. */
  readonly ClientId?: string;
  readonly Subject: string;
  readonly Claims?: Readonly<Record<string, unknown>>;
  /** Seconds for which the token is good. */
  readonly Duration?: number;
}

/** Where an OpenID provider (host and path) says how it signs. */
export function configurationOf(provider: string): string {
  return `https://${provider}/.well-known/openid-configuration`;
}

const defaultLife = 3600;

/** The token that an OpenID or social provider gives its user. Facebook's and Amazon's are opaque in truth; they are read the same. */
export function outsideToken({ Provider, ClientId = '', Subject, Claims, Duration = defaultLife }: OutsideUser, now: number): string {
  const iss = Provider.includes('.') && !builtInHosts.includes(Provider) ? `https://${Provider}` : Provider;
  return signToken({ kid: signingKey(Provider), alg: 'RS256', typ: 'JWT' }, { iss, aud: ClientId, sub: Subject, iat: now, exp: now + Duration, ...Claims });
}

/** Providers whose tokens name them without `https://`. */
const builtInHosts = ['accounts.google.com', 'graph.facebook.com', 'www.amazon.com', 'api.twitter.com', 'www.digits.com'];

/** The SAML response that a provider posts for its user. */
export function outsideAssertion(
  { Provider, Subject, Claims = {}, Duration = 300 }: OutsideUser,
  roles: readonly string[],
  now: number,
): string {
  const attributes = Object.fromEntries(Object.entries(Claims).map(([name, value]) => [name, (Array.isArray(value) ? value : [value]).map(String)]));
  return samlResponse({
    issuer: Provider,
    subject: Subject,
    audience: awsAudience,
    recipient: awsRecipient,
    notOnOrAfter: now + Duration,
    attributes: { [samlAttribute.sessionName]: [Subject], ...(roles.length > 0 ? { [samlAttribute.role]: roles } : {}), ...attributes },
  });
}
