import { signingKey } from '../engine/logins';
import { perform } from '../engine/perform';
import type { AwsError, Reason } from '../engine/refusal';
import { newState } from '../engine/state';
import { decodeToken, signToken } from '../engine/token';
import { isGap } from '../world/gap';
import type { IdentityPool, OidcProvider } from '../world/resources';
import { get, type World } from '../world/world';
import { auditedPools, type AuditOptions } from './audit';
import { orGap } from './or-gap';

/** What of an account decides whether an identity pool takes a token. */
export interface TakingPool {
  readonly pool: IdentityPool;
  /** The IAM OIDC providers that it trusts, as far as they are known. */
  readonly oidcProviders: readonly OidcProvider[];
  readonly region: string;
  readonly partition: string;
}

/** The audited pools that were read; of one that was not, nobody can tell. */
export function takingPools(world: World, options: AuditOptions): readonly TakingPool[] {
  return auditedPools(world, options).flatMap((audited) => {
    const pool = orGap(() => audited.pool);
    if (isGap(pool)) return [];
    const { region, partition } = world;
    const oidcProviders = (pool.OpenIdConnectProviderARNs ?? []).flatMap((arn) => {
      const provider = orGap(() => get(world, 'AWS::IAM::OIDCProvider', arn));
      return provider === undefined || isGap(provider) ? [] : [provider];
    });
    return [{ pool, oidcProviders, region: pool.IdentityPoolId.split(':')[0] ?? region, partition }];
  });
}

/** What GetId would say to a token: each rule in AWS's order, up to the one that refuses. */
export interface Acceptance {
  /** The token, or undefined when the text is none. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly rules: readonly Reason[];
  readonly error?: AwsError;
}

/**
 * Whether a pool would take this token now. The emulator decides on its claims; the signature is taken for good, and whether the
 * user pool still knows the user is not asked (ServerSideTokenCheck): both are the provider's to say.
 * @param text the encoded token, with or without `Bearer`
 * @param now epoch seconds
 */
export function acceptanceOf(text: string, { pool, oidcProviders, region, partition }: TakingPool, now: number): Acceptance {
  const token = decodeToken(text.trim().replace(/^Bearer\s+/i, ''));
  const issuer = String(token?.claims.iss ?? '').replace(/^https:\/\//, '');
  const login = token === undefined ? text : signToken({ ...token.header, kid: signingKey(issuer) }, token.claims);
  const unasked = { ...pool, CognitoIdentityProviders: pool.CognitoIdentityProviders?.map((provider) => ({ ...provider, ServerSideTokenCheck: false })) };
  const world: World = {
    account: '000000000000',
    partition,
    region,
    resources: {
      'AWS::Cognito::IdentityPool': { [pool.IdentityPoolId]: unasked },
      'AWS::IAM::OIDCProvider': Object.fromEntries(oidcProviders.map((provider) => [provider.Arn, provider])),
    },
    complete: 'everything',
  };
  const { reasons, error } = perform(newState(world, now), {
    id: 'get-id',
    by: 'somebody',
    operation: 'cognito-identity:GetId',
    input: { IdentityPoolId: pool.IdentityPoolId, Logins: { [issuer]: login } },
    caller: { kind: 'anonymous' },
  });
  return {
    ...(token === undefined ? {} : { claims: token.claims }),
    rules: reasons.filter(({ rule }) => !untried.has(rule)),
    ...(error === undefined ? {} : { error }),
  };
}

/** Rules that say nothing about the token, or that nobody tried here. */
const untried: ReadonlySet<string> = new Set(['pool', 'count', 'signature', 'signedOut', 'guests', 'link']);
