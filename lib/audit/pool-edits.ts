import type { IdentityPool } from '../world/resources';
import { get, patch, put, type World } from '../world/world';
import type { LoginProvider } from './people';

/** What to mind about every update of an identity pool. */
export const resetsPool = 'UpdateIdentityPool resets whatever it is not given. The command below sends the whole pool as it was read; compare it with the pool as it is now before you run it.';

/** The account with some settings of an identity pool changed. */
export function withPoolFields(world: World, poolId: string, fields: Partial<IdentityPool>): World {
  return patch(world, 'AWS::Cognito::IdentityPool', poolId, fields);
}

/** The account where the pool has no guests any more, and no role for them. */
export function withoutGuests(world: World, poolId: string): World {
  const off = withPoolFields(world, poolId, { AllowUnauthenticatedIdentities: false });
  const attachment = get(off, 'AWS::Cognito::IdentityPoolRoleAttachment', poolId);
  if (attachment?.Roles?.unauthenticated === undefined) return off;
  const { unauthenticated: _role, ...Roles } = attachment.Roles;
  return patch(off, 'AWS::Cognito::IdentityPoolRoleAttachment', poolId, { Roles });
}

/** The account where the pool says no to the basic (classic) flow. */
export function withoutClassicFlow(world: World, poolId: string): World {
  return withPoolFields(world, poolId, { AllowClassicFlow: false });
}

/** The account where the pool trusts one more user pool, for a probe; it maps no claim to a tag. */
export function withProvider(world: World, poolId: string, { name, audience }: LoginProvider): World {
  const listed = get(world, 'AWS::Cognito::IdentityPool', poolId)?.CognitoIdentityProviders ?? [];
  const trusting = withPoolFields(world, poolId, { CognitoIdentityProviders: [...listed, { ProviderName: name, ClientId: audience, ServerSideTokenCheck: false }] });
  return withoutTags(trusting, poolId, name);
}

/** The account where it is known that the pool maps no claim of a provider to a tag. */
export function withoutTags(world: World, IdentityPoolId: string, IdentityProviderName: string): World {
  return put(world, 'AWS::Cognito::IdentityPoolPrincipalTag', `${IdentityPoolId}/${IdentityProviderName}`, { IdentityPoolId, IdentityProviderName, UseDefaults: false, PrincipalTags: {} });
}
