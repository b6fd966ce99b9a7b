import { poolTokenKey } from '../engine/identity-token';
import { userPoolKeys } from '../engine/logins';
import { issuerOf } from '../engine/user-pool';
import type { UserPool, UserPoolDomain } from '../world/resources';
import { get, known as entriesOf } from '../world/world';
import { isGap } from '../world/gap';
import type { Emulator } from './emulator';
import { jwksOf } from './jwt';
import { addressOf, json, mount, type WireRequest, type WireResponse } from './message';

/** Public keys and configuration of an issuer, or undefined when the path is not one of theirs. */
export function wellKnown(request: WireRequest, { state }: Emulator): WireResponse | undefined {
  const { path } = addressOf(request);
  if (path === '/.well-known/jwks_uri') return json(200, jwksOf([poolTokenKey(state.world.region)], 'RS512'), cached);
  const [, poolId, document] = /^\/([\w-]+_[0-9A-Za-z]+)\/\.well-known\/(jwks\.json|openid-configuration)$/.exec(path) ?? [];
  if (poolId === undefined) return undefined;
  const pool = get(state.world, 'AWS::Cognito::UserPool', poolId);
  if (pool === undefined) return json(404, { message: `User pool ${poolId} does not exist.` });
  const keys = userPoolKeys(poolId);
  if (document === 'jwks.json') return json(200, jwksOf([keys.id, keys.access]), cached);
  return json(200, configuration(pool, domainOf(state.world, poolId), `http://${request.headers.host ?? 'localhost'}${mount}`));
}

const cached = { 'cache-control': 'public, max-age=86400' };

/** The issuer is AWS's, as in the tokens; the addresses are this emulator's. Without a domain a pool has no OAuth endpoints. */
function configuration(pool: UserPool, domain: string | undefined, here: string) {
  const oauth = domain === undefined ? undefined : `${here}/_domain/${domain}`;
  return {
    ...(oauth === undefined
      ? {}
      : {
          authorization_endpoint: `${oauth}/oauth2/authorize`,
          end_session_endpoint: `${oauth}/logout`,
          revocation_endpoint: `${oauth}/oauth2/revoke`,
          token_endpoint: `${oauth}/oauth2/token`,
          userinfo_endpoint: `${oauth}/oauth2/userInfo`,
        }),
    id_token_signing_alg_values_supported: ['RS256'],
    issuer: issuerOf(pool),
    jwks_uri: `${here}/${pool.Id}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  };
}

function domainOf(world: Emulator['state']['world'], poolId: string): string | undefined {
  const domains = entriesOf(world, 'AWS::Cognito::UserPoolDomain');
  return domains.find((domain): domain is UserPoolDomain => !isGap(domain) && domain.UserPoolId === poolId)?.Domain;
}
