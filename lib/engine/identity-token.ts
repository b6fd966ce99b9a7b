import { decodeToken, isSignedBy, signToken, type Token } from './token';

/** The names that identity pools go by in a partition's trust policies, tokens and condition keys (audit-rules G24). */
export interface PoolIssuer {
  /** The federated principal of trust policies, and the Logins key of the pool's own tokens. */
  readonly principal: string;
  /** Starts the condition keys: `<keys>:aud`. */
  readonly keys: string;
  readonly issuer: string;
}

export function poolIssuer(partition: string, region: string): PoolIssuer {
  if (partition === 'aws-us-gov') {
    const principal = region === 'us-gov-west-1' ? 'cognito-identity-us-gov.amazonaws.com' : `cognito-identity.${region}.amazonaws.com`;
    return { principal, keys: 'cognito-identity-us-gov.amazonaws.com', issuer: `https://${principal}` };
  }
  if (partition === 'aws-cn') {
    const principal = `cognito-identity.${region}.amazonaws.com.cn`;
    return { principal, keys: 'cognito-identity.amazonaws.com.cn', issuer: `https://${principal}` };
  }
  const principal = 'cognito-identity.amazonaws.com';
  return { principal, keys: principal, issuer: `https://${principal}` };
}

/** Id of the key that signs the tokens of all identity pools of a region (RS512); AWS numbers them, as in `ap-northeast-15`. */
export function poolTokenKey(region: string): string {
  return `${region}5`;
}

/** The claims of an identity pool's OpenID token (aws-facts §2.12). */
export interface PoolTokenClaims {
  /** The identity. */
  readonly sub: string;
  /** The identity pool. */
  readonly aud: string;
  readonly amr: readonly string[];
  readonly iss: string;
  readonly iat: number;
  readonly exp: number;
}

/** Where the token says what tags its session gets. */
export const tagsClaim = 'https://aws.amazon.com/tags';

/** Where the token says which pool of which account it is from. */
export function poolArnClaim(issuer: string): string {
  return `${issuer}/identity-pool-arn`;
}

/** A pool's token for an identity. */
export function poolToken(
  place: { readonly account: string; readonly partition: string; readonly region: string },
  claims: Omit<PoolTokenClaims, 'iss'>,
  tags: Readonly<Record<string, string>> = {},
): string {
  const { issuer } = poolIssuer(place.partition, place.region);
  const principal_tags = Object.fromEntries(Object.entries(tags).map(([tag, value]) => [tag, [value]]));
  return signToken(
    { kid: poolTokenKey(place.region), typ: 'JWS', alg: 'RS512' },
    {
      sub: claims.sub,
      aud: claims.aud,
      amr: claims.amr,
      ...(Object.keys(tags).length > 0 ? { [tagsClaim]: { principal_tags } } : {}),
      iss: issuer,
      [poolArnClaim(issuer)]: `arn:${place.partition}:cognito-identity:${place.region}:${place.account}:identitypool/${claims.aud}`,
      exp: claims.exp,
      iat: claims.iat,
    },
  );
}

/** The token, if an identity pool of this region signed it; its time is not looked at. */
export function poolTokenIn(text: string, region: string): (Token & { readonly claims: PoolTokenClaims }) | undefined {
  const token = decodeToken(text);
  if (token === undefined || !isSignedBy(token, poolTokenKey(region))) return undefined;
  return token as Token & { readonly claims: PoolTokenClaims };
}

/** The principal tags that a token carries. */
export function tagsIn(claims: object): Readonly<Record<string, string>> {
  const tags = (claims as Record<string, { readonly principal_tags?: Readonly<Record<string, readonly string[]>> } | undefined>)[tagsClaim];
  return Object.fromEntries(Object.entries(tags?.principal_tags ?? {}).map(([tag, values]) => [tag, values[0] ?? '']));
}

/** How the caller proved who they are: `unauthenticated`, or `authenticated` and the providers. */
export function amrOf(logins: readonly { readonly amr: readonly string[] }[]): readonly string[] {
  return logins.length === 0 ? ['unauthenticated'] : ['authenticated', ...logins.flatMap((login) => login.amr)];
}
