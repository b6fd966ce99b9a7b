import type { Call, Input } from '../engine/scenario';
import type { UserPool, UserPoolClient } from '../world/resources';
import { get, patch, put, type World } from '../world/world';
import type { MadeUpPerson } from './people';
import { plainly } from './plain-sign-in';

/** Whether a user pool has pages of its own to sign in on: managed login, or the hosted UI. */
export function hasPages({ Domain, CustomDomain }: UserPool): boolean {
  return Domain !== undefined || CustomDomain !== undefined;
}

/** The domain of a user pool's pages; a made-up one where it has none. */
export function domainOf({ Domain, CustomDomain }: UserPool): string {
  return Domain ?? CustomDomain ?? 'lifeguard-sign-in';
}

/** The account where Alice and Mallory sign in on the pages with a password alone, whoever vouches for the people of this app client. */
export function withPages(world: World, pool: UserPool, { ClientId }: UserPoolClient): World {
  const Domain = domainOf(pool);
  const ready = put(plainly(world, pool.Id), 'AWS::Cognito::UserPoolDomain', Domain, { Domain, UserPoolId: pool.Id });
  const providers = get(ready, 'AWS::Cognito::UserPoolClient', ClientId)?.SupportedIdentityProviders;
  if (providers === undefined || providers.includes('COGNITO')) return ready;
  return patch(ready, 'AWS::Cognito::UserPoolClient', ClientId, { SupportedIdentityProviders: ['COGNITO', ...providers] });
}

export interface PageRequest {
  readonly response_type: 'code' | 'token';
  readonly redirect_uri: string;
  readonly scope: string;
}

/** Somebody fills in the sign-in page to which an app, or whoever speaks in its name, has sent them. */
export function loginCall(pool: UserPool, { ClientId }: UserPoolClient, request: PageRequest, who: Pick<MadeUpPerson, 'email' | 'password'>, by: string): Call {
  const input: Input = { Domain: domainOf(pool), client_id: ClientId, ...request, username: who.email, password: who.password };
  return { id: 'login', by, operation: 'cognito-idp:login_POST', input };
}
