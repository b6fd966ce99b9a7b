import type { CognitoIdentityProvider } from '../world/resources';
import { get, patch, type World } from '../world/world';

/** The account where the pool no longer trusts these user pools or app clients, nor has role mappings for them. */
export function withoutProvider(world: World, poolId: string, isGone: (provider: CognitoIdentityProvider) => boolean): World {
  const listed = get(world, 'AWS::Cognito::IdentityPool', poolId)?.CognitoIdentityProviders ?? [];
  const gone = listed.filter(isGone).map(({ ProviderName, ClientId }) => `${ProviderName}:${ClientId}`);
  const untrusting = patch(world, 'AWS::Cognito::IdentityPool', poolId, { CognitoIdentityProviders: listed.filter((provider) => !isGone(provider)) });
  const mappings = Object.entries(get(untrusting, 'AWS::Cognito::IdentityPoolRoleAttachment', poolId)?.RoleMappings ?? {});
  const kept = mappings.filter(([provider]) => !gone.includes(provider));
  if (kept.length === mappings.length) return untrusting;
  return patch(untrusting, 'AWS::Cognito::IdentityPoolRoleAttachment', poolId, { RoleMappings: Object.fromEntries(kept) });
}
