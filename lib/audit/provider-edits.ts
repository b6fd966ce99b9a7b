import type { CognitoIdentityProvider, IdentityPool } from '../world/resources';
import { get, patch, type World } from '../world/world';
import type { LoginProvider } from './people';
import type { AuditedPool } from './pool';

/** The account where the pool no longer trusts these user pools or app clients, nor has role mappings for them. */
export function withoutProvider(world: World, poolId: string, isGone: (provider: CognitoIdentityProvider) => boolean): World {
  const listed = get(world, 'AWS::Cognito::IdentityPool', poolId)?.CognitoIdentityProviders ?? [];
  const gone = listed.filter(isGone).map(({ ProviderName, ClientId }) => `${ProviderName}:${ClientId}`);
  const untrusting = patch(world, 'AWS::Cognito::IdentityPool', poolId, { CognitoIdentityProviders: listed.filter((provider) => !isGone(provider)) });
  return withoutMappingsOf(untrusting, poolId, gone);
}

/** The account where the pool takes no logins of this provider any more, of whatever kind it is. */
export function withoutLogin(world: World, poolId: string, provider: LoginProvider): World {
  const pool = get(world, 'AWS::Cognito::IdentityPool', poolId);
  if (pool === undefined) return world;
  return withoutMappingsOf(patch(world, 'AWS::Cognito::IdentityPool', poolId, listsWithout(pool, provider)), poolId, [provider.mapping]);
}

function listsWithout(pool: IdentityPool, { kind, name, mapping }: LoginProvider): Partial<IdentityPool> {
  switch (kind) {
    case 'user pool':
      return { CognitoIdentityProviders: (pool.CognitoIdentityProviders ?? []).filter(({ ProviderName, ClientId }) => `${ProviderName}:${ClientId}` !== mapping) };
    case 'social':
      return { SupportedLoginProviders: Object.fromEntries(Object.entries(pool.SupportedLoginProviders ?? {}).filter(([one]) => one !== name)) };
    case 'OIDC':
      return { OpenIdConnectProviderARNs: (pool.OpenIdConnectProviderARNs ?? []).filter((arn) => arn !== mapping) };
    case 'SAML':
      return { SamlProviderARNs: (pool.SamlProviderARNs ?? []).filter((arn) => arn !== mapping) };
    case 'developer':
      return { DeveloperProviderName: undefined };
  }
}

function withoutMappingsOf(world: World, poolId: string, gone: readonly string[]): World {
  const mappings = Object.entries(get(world, 'AWS::Cognito::IdentityPoolRoleAttachment', poolId)?.RoleMappings ?? {});
  const kept = mappings.filter(([provider]) => !gone.includes(provider));
  return kept.length === mappings.length ? world : patch(world, 'AWS::Cognito::IdentityPoolRoleAttachment', poolId, { RoleMappings: Object.fromEntries(kept) });
}

/** The ids of the ways in that a provider's users have, which go with it. */
export function entrancesOf({ mapping }: LoginProvider, pool: AuditedPool): readonly string[] {
  return pool.ways.flatMap(({ entrance }) => (entrance?.provider?.mapping === mapping ? [entrance.id] : []));
}
