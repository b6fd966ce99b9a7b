import type { Call, Ref } from '../../lib/engine/scenario';
import { decodeToken } from '../../lib/engine/token';
import type { Step } from '../../lib/engine/trace';
import { chipNames, chipsIn } from '../../lib/stage/chip';
import type { HoldingKind } from './move';
import { stepName } from './names';

/** Something that an actor can put into a call. */
export interface Holding {
  readonly id: string;
  readonly kind: HoldingKind;
  readonly name: string;
  /** Which call gave it: `InitiateAuth`; with the name of who holds it, when that is somebody else. */
  readonly from: string;
  /** Where the engine takes it from, or the text itself. */
  readonly value: Ref | string;
  /** Epoch seconds. */
  readonly expiresAt?: number;
}

const names: Readonly<Record<'session' | 'sub', string>> = { session: 'Session', sub: 'sub of the ID token' };

/**
 * What an actor holds after some calls, oldest first: everything that calls of its own returned, the user pool’s name for its
 * user, and of others what the lesson lets it know (`known`).
 */
export function holdingsOf(steps: readonly Step[], actor: string, people: Readonly<Record<string, { readonly name: string }>>, known: readonly Ref[]): readonly Holding[] {
  const held = new Map<string, Holding>();
  const add = (holding: Holding, text: string): void => {
    if (!held.has(`${holding.kind} ${text}`)) held.set(`${holding.kind} ${text}`, holding);
  };
  for (const step of steps) {
    const own = step.by === actor;
    for (const { kind, path, text, expiresAt } of thingsIn(step.output ?? {})) {
      const id = `${step.id}.${path}`;
      if (!own && !known.some((ref) => ref.$ref === id)) continue;
      const from = `${stepName(step)}${own ? '' : `, ${people[step.by]?.name ?? step.by}`}`;
      const name = kind === 'session' || kind === 'sub' ? names[kind] : chipNames[kind].full;
      add({ id, kind, name, from, value: { $ref: id }, ...(expiresAt === undefined ? {} : { expiresAt }) }, text);
      const sub = own && kind === 'id' ? userPoolSub(text) : undefined;
      if (sub !== undefined) add({ id: `${id}.sub`, kind: 'sub', name: names.sub, from, value: sub }, sub);
    }
  }
  return [...held.values()];
}

/** Those references of an actor’s calls that lead to what somebody else was given. */
export function knownOfOthers(calls: readonly Call[], actor: string, refsOf: (call: Call) => readonly Ref[]): readonly Ref[] {
  return calls.filter((call) => call.by === actor).flatMap(refsOf);
}

interface Thing {
  readonly kind: HoldingKind;
  readonly path: string;
  readonly text: string;
  readonly expiresAt?: number;
}

function thingsIn(value: unknown, path: readonly string[] = []): readonly Thing[] {
  if (typeof value === 'string') {
    const field = path.at(-1) ?? '';
    const here = path.join('.');
    if (field === 'Session') return [{ kind: 'session', path: here, text: value }];
    const [chip] = chipsIn({ [field]: value }, 'answer');
    return chip === undefined ? [] : [{ kind: chip.kind, path: here, text: value, expiresAt: chip.expiresAt }];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  if ('AccessKeyId' in value) {
    const [chip] = chipsIn(value, 'answer');
    return chip === undefined ? [] : [{ kind: chip.kind, path: path.join('.'), text: chip.text ?? '', expiresAt: chip.expiresAt }];
  }
  return Object.entries(value).flatMap(([field, inner]) => thingsIn(inner, [...path, field]));
}

function userPoolSub(token: string): string | undefined {
  const { iss, sub } = decodeToken(token)?.claims ?? {};
  return String(iss).startsWith('https://cognito-idp.') && typeof sub === 'string' ? sub : undefined;
}
