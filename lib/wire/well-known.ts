import { userPoolKeys } from '../engine/logins';
import { get } from '../world/world';
import type { Emulator } from './emulator';
import { jwksOf } from './jwt';
import { json, type WireResponse } from './message';

/** Public keys and configuration of an issuer, or undefined when the path is not one of theirs. */
export function wellKnown(path: string, { state }: Emulator): WireResponse | undefined {
  const [, poolId, document] = /^\/([\w-]+_[0-9A-Za-z]+)\/\.well-known\/(jwks\.json|openid-configuration)$/.exec(path) ?? [];
  if (poolId === undefined || get(state.world, 'AWS::Cognito::UserPool', poolId) === undefined) return undefined;
  const keys = userPoolKeys(poolId);
  return document === 'jwks.json' ? json(200, jwksOf([keys.id, keys.access]), { 'cache-control': 'public, max-age=86400' }) : undefined;
}
