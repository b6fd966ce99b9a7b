import { accessKeyNamed } from './access-key';
import { codeChallengeOf } from './code-challenge';
import { perform } from './perform';
import { forgeToken } from './token';
import type { Call, Code, CodeChallenge, Forge, Input, InputValue, Join, Proof, Ref, Scenario, SecretHash, Totp } from './scenario';
import { secretHashOf } from './secret-hash';
import type { Caller, Question } from './operation';
import { sessionBehind } from './sessions';
import { newState, type State } from './state';
import { proofOf } from './srp-proof';
import { totpAt } from './totp';
import type { Origin, Step, Trace } from './trace';
import { newestCode } from './user-pool-codes';

/**
 * Makes a scenario's calls in order, on a fresh state of its world, until one is refused.
 * The same scenario always gives the same trace.
 * @throws NotEmulated, NotRead where we cannot tell; Error when the scenario itself is at fault (a dangling Ref).
 */
export function run(scenario: Scenario, seed = 'lifeguard'): Trace {
  return runOn(newState(scenario.world, scenario.start, seed, scenario.quotas), scenario);
}

/** As `run`, on a state that the caller keeps. */
export function runOn(state: State, scenario: Pick<Scenario, 'before' | 'calls' | 'people'>): Trace {
  const steps: Step[] = [];
  const outputs = new Map<string, Step>();
  for (const call of scenario.before ?? []) {
    state.now += call.after ?? 0;
    const step = makeCall(state, call, outputs);
    if (step.error !== undefined) throw new Error(`“${call.id}”, before the story, is refused: ${step.error.message}`);
    outputs.set(call.id, step);
  }
  for (const call of scenario.calls) {
    if (outputs.has(call.id)) throw new Error(`Two calls are named “${call.id}”.`);
    state.now += call.after ?? 0;
    const step = makeCall(state, call, outputs);
    outputs.set(call.id, step);
    steps.push(step);
    if (step.error !== undefined && call.goesOn !== true) {
      return { people: scenario.people, steps, ended: step.error.code, stoppedAt: step.id };
    }
  }
  return { people: scenario.people, steps, ended: 'ok' };
}

function makeCall(state: State, call: Call, earlier: ReadonlyMap<string, Step>): Step {
  const origins: Origin[] = [];
  const resolve = resolver(state, earlier, origins);
  const input = resolve(call.input, '') as Record<string, unknown>;
  const asks = call.asks === undefined ? undefined : (resolve({ ...call.asks } as Input, 'asks') as unknown as Question);
  const caller = callerOf(state, call, earlier);
  return { ...perform(state, { id: call.id, by: call.by, operation: call.operation, input, caller, asks }), origins };
}

function callerOf(state: State, call: Call, earlier: ReadonlyMap<string, Step>): Caller {
  const signature = call.signedBy ?? 'unsigned';
  if (signature === 'unsigned') return { kind: 'anonymous' };
  if (signature === 'operator') return { kind: 'operator' };
  const credentials = valueAt(signature, earlier) as { readonly AccessKeyId?: string; readonly SessionToken?: string };
  const key = credentials.AccessKeyId ?? '';
  const session = sessionBehind(state, key, credentials.SessionToken ?? '');
  const user = accessKeyNamed(state, key);
  if (user !== undefined) return { kind: 'user', key: user };
  return session === undefined ? { kind: 'unknown-key', accessKeyId: key } : { kind: 'session', session };
}

function resolver(state: State, earlier: ReadonlyMap<string, Step>, origins: Origin[]) {
  const resolve = (value: InputValue, path: string): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item, index) => resolve(item, `${path}.${index}`));
    if ('$ref' in value) return reference(value as Ref, path);
    if ('$join' in value) {
      return (value as Join).$join.map((part) => (typeof part === 'string' ? part : String(reference(part, path)))).join('');
    }
    if ('$forge' in value) {
      const forge = value as Forge;
      return forgeToken(String(reference(forge.$forge, path)), forge.claims, forge.header);
    }
    if ('$proof' in value) {
      const { password, challenge } = (value as Proof).$proof;
      return proofOf(password, String(reference({ $ref: `${challenge}.ChallengeParameters.SECRET_BLOCK` }, path)));
    }
    if ('$totp' in value) {
      const secret = (value as Totp).$totp;
      return totpAt(typeof secret === 'string' ? secret : String(reference(secret, path)), state.now);
    }
    if ('$secretHash' in value) {
      const { secret, username, clientId } = (value as SecretHash).$secretHash;
      return secretHashOf(secret, typeof username === 'string' ? username : String(reference(username, path)), clientId);
    }
    if ('$code' in value) return newestCode(state, (value as Code).$code);
    if ('$codeChallenge' in value) return codeChallengeOf((value as CodeChallenge).$codeChallenge);
    const fields: Record<string, unknown> = {};
    for (const [field, inner] of Object.entries(value)) {
      fields[field] = resolve(inner as InputValue, path === '' ? field : `${path}.${field}`);
    }
    return fields;
  };
  const reference = (ref: Ref, path: string): unknown => {
    const dot = ref.$ref.indexOf('.');
    origins.push({ path, call: ref.$ref.slice(0, dot), output: ref.$ref.slice(dot + 1) });
    return valueAt(ref, earlier);
  };
  return resolve;
}

/** The value that a Ref names. A Ref to what is not there is a fault of the scenario, so it throws. */
function valueAt(ref: Ref, earlier: ReadonlyMap<string, Step>): unknown {
  const [call, ...path] = ref.$ref.split('.');
  let value: unknown = earlier.get(call ?? '')?.output;
  for (const field of path) value = (value as Readonly<Record<string, unknown>> | undefined)?.[field];
  if (value === undefined) throw new Error(`“${ref.$ref}” refers to an output that no earlier call has.`);
  return value;
}
