import type { Context } from '../iam/decision';
import { poolArnClaim, poolIssuer, poolTokenKey, tagsIn } from './identity-token';
import { oidcAudiences, signingKey } from './logins';
import { accountOf } from './authorization';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { decodeToken, isSignedBy, type Token } from './token';

/** Who a web identity token says it is for, in the words of trust policies. */
export interface WebIdentity {
  /** The federated principal: a name such as `cognito-identity.amazonaws.com`, or an OIDC provider's ARN. */
  readonly principal: string;
  /** Starts the condition keys. */
  readonly keys: string;
  readonly subject: string;
  readonly audience: string;
  readonly amr?: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** The account of the identity pool that issued it. */
  readonly account?: string;
}

const invalidToken = (message: string, wording?: Rule['error']['wording']) => ({ code: 'InvalidIdentityToken', message, ...(wording ? { wording } : {}) });

export const webIdentityRules = {
  jwt: {
    says: 'The token is an ID token: a JWT with an aud claim.',
    label: 'an ID token',
    cite: 'aws-facts §3b',
    error: invalidToken('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)'),
  },
  issuer: {
    says: 'The issuer is an identity pool, a provider built into STS, or an OIDC provider of this account.',
    label: 'issuer known',
    cite: 'github.com/mozilla-iam/mozilla-aws-cli/issues/127',
    error: {
      code: 'InvalidIdentityToken',
      message: ({ issuer }) => `No OpenIDConnect provider found in your account for ${issuer}`,
    },
  },
  reachable: {
    says: 'STS can reach the issuer to read its public keys.',
    label: 'issuer reachable',
    cite: 'aws-facts §3b',
    error: { code: 'IDPCommunicationError', message: 'The identity provider could not be reached.', wording: 'unconfirmed' },
  },
  signature: {
    says: 'The token’s signature is good under the issuer’s public key.',
    label: 'signature',
    cite: 'aws-facts §2.12',
    inferred: true,
    error: invalidToken('The token’s signature is not valid.', 'unconfirmed'),
  },
  audience: {
    says: 'The token is for one of the OIDC provider’s client ids.',
    label: 'audience',
    cite: 'aws-facts §3b',
    error: invalidToken('Incorrect token audience'),
  },
  rejected: {
    says: 'The social provider still stands by its access token.',
    label: 'provider agrees',
    cite: 'aws-facts §3b',
    error: { code: 'IDPRejectedClaim', message: 'The identity provider rejects the token.', status: 403, wording: 'unconfirmed' },
  },
  expiry: {
    says: 'The token has not expired; an identity pool’s lives ten minutes.',
    label: 'exp',
    cite: 'aws-facts §3b',
    error: {
      code: 'ExpiredTokenException',
      message: ({ now, exp }) => `Token expired: current date/time ${now} must be before the expiration date/time ${exp}`,
    },
  },
} as const satisfies Record<string, Rule>;

export type WebIdentityRule = keyof typeof webIdentityRules;

/** Providers that STS knows without an IAM provider; of two it takes access tokens, named by ProviderId. */
const builtIn = ['accounts.google.com', 'www.amazon.com', 'graph.facebook.com'];

/** Verifies a web identity token and says who it is for. */
export function webIdentityIn(text: string, ProviderId: string | undefined, context: OperationContext<WebIdentityRule>): WebIdentity {
  const token = decodeToken(text);
  const isIdToken = token?.claims.aud !== undefined;
  context.hold('jwt', isIdToken, token === undefined ? 'no JWT' : isIdToken ? 'a JWT with aud' : 'a JWT without aud');
  const { claims } = token as Token;
  const own = poolIssuer(context.partition, context.region);
  if (claims.iss === own.issuer) return poolIdentity(token as Token, own, context);
  return outsideIdentity(token as Token, ProviderId, context);
}

function poolIdentity(token: Token, own: ReturnType<typeof poolIssuer>, context: OperationContext<WebIdentityRule>): WebIdentity {
  const { claims } = token;
  context.hold('issuer', true, `iss is ${claims.iss}`);
  context.hold('signature', isSignedBy(token, poolTokenKey(context.region)), 'RS512, with the key of identity pools');
  checkExpiry(claims, context);
  return {
    principal: own.principal,
    keys: own.keys,
    subject: String(claims.sub),
    audience: String(claims.aud),
    amr: claims.amr as readonly string[],
    tags: tagsIn(claims),
    account: accountOf(String(claims[poolArnClaim(own.issuer)])),
  };
}

function outsideIdentity(token: Token, ProviderId: string | undefined, context: OperationContext<WebIdentityRule>): WebIdentity {
  const { claims } = token;
  const issuer = String(claims.iss);
  const host = ProviderId ?? issuer.replace('https://', '');
  const arn = `arn:${context.partition}:iam::${context.account}:oidc-provider/${host}`;
  const provider = builtIn.includes(host) ? undefined : context.get('AWS::IAM::OIDCProvider', arn);
  context.hold('issuer', builtIn.includes(host) || provider !== undefined, `iss is ${issuer}`, { issuer });
  // RFC 2606: no name under .invalid is ever found.
  const reachable = !(host.split('/')[0] as string).endsWith('.invalid');
  context.hold('reachable', reachable, `${host} ${reachable ? 'answers' : 'does not answer'}`);
  context.hold('signature', isSignedBy(token, signingKey(host)), `signed with the key of ${host}`);
  const audiences = oidcAudiences(claims);
  if (provider !== undefined) {
    const clients = provider.ClientIDList ?? [];
    context.hold('audience', audiences.some((audience) => clients.includes(audience)), `the provider takes ${clients.join(', ')}, the token is for ${audiences.join(', ')}`);
  }
  if (ProviderId !== undefined) context.hold('rejected', context.now < Number(claims.exp), 'the provider is asked about its token');
  checkExpiry(claims, context);
  return {
    principal: provider === undefined ? host : arn,
    keys: host,
    subject: String(claims.sub),
    audience: audiences[0] ?? '',
    tags: tagsIn(claims),
  };
}

function checkExpiry(claims: Token['claims'], context: OperationContext<WebIdentityRule>): void {
  const exp = Number(claims.exp);
  context.hold('expiry', context.now < exp, `expires in ${exp - context.now} s`, { now: context.now, exp });
}

/** How two providers name the application and the user in condition keys; all others say `aud` and `sub`. */
const keyNames: Readonly<Record<string, readonly [audience: string, subject: string]>> = {
  'graph.facebook.com': ['app_id', 'id'],
  'www.amazon.com': ['app_id', 'user_id'],
};

/** The condition keys that an identity brings to a trust policy, and that its session keeps. */
export function identityKeys({ keys, audience, subject, amr }: WebIdentity): Context {
  const [aud, sub] = keyNames[keys] ?? ['aud', 'sub'];
  return { [`${keys}:${aud}`]: audience, [`${keys}:${sub}`]: subject, ...(amr === undefined ? {} : { [`${keys}:amr`]: amr }) };
}
