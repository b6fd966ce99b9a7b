import { sessionBehind } from '../../lib/engine/sessions';
import type { State } from '../../lib/engine/state';
import { decodeToken } from '../../lib/engine/token';
import type { Step } from '../../lib/engine/trace';

/**
 * What a call brought about, as text: AWS's refusal, or what was given and what is otherwise now in the account. Two calls
 * that yield the same serve the same purpose, however they were written. Ids that are new each time do not count, and
 * neither does when exactly a token begins.
 */
export function yieldOf(step: Step, state: State): string {
  const { error } = step;
  if (error !== undefined) return JSON.stringify(['refused', step.operation, error.code, error.message]);
  return JSON.stringify([essence(step.output ?? {}, '', state), stored(state), state.world]);
}

/** What differs from token to token of one and the same sign-in. */
const passing: ReadonlySet<string> = new Set(['jti', 'event_id', 'origin_jti', 'iat', 'exp', 'auth_time', 'at_hash']);

/** Strings that mean nothing but themselves and are new each time. */
const minted: ReadonlySet<string> = new Set(['Session', 'SecretCode', 'RefreshToken', 'refresh_token']);

function essence(value: unknown, field: string, state: State): unknown {
  if (typeof value === 'string') {
    if (minted.has(field)) return field;
    const claims = value.startsWith('ey') ? decodeToken(value)?.claims : undefined;
    return claims === undefined ? value : Object.entries(claims).filter(([name]) => !passing.has(name));
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => essence(item, field, state));
  if ('AccessKeyId' in value) {
    const { AccessKeyId, SessionToken } = value as { readonly AccessKeyId: string; readonly SessionToken: string };
    const session = sessionBehind(state, AccessKeyId, SessionToken);
    return [session?.arn, session?.Expiration, session?.sessionPolicies.length];
  }
  const fields = Object.entries(value).map(([name, inner]) => [name, essence(inner, name, state)] as const);
  return fields.filter(([, inner]) => JSON.stringify(inner) !== '[]').sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What stays in the account after a call, by table. */
function stored({ records }: State): unknown {
  const ids = (table: keyof State['records']): readonly string[] => [...(records[table]?.keys() ?? [])].sort();
  return [ids('object'), ids('item'), ids('login'), ids('revocation').length];
}
