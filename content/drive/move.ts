import { operationNamed } from '../../lib/engine/operations/index';
import type { Asks, Call, Input, InputValue, Join, Ref } from '../../lib/engine/scenario';
import type { ChipKind } from '../../lib/stage/chip';

/** What somebody can hold and put into a call. */
export type HoldingKind = ChipKind | 'session' | 'sub';

/** A place in a call that the learner fills. */
export interface Slot {
  readonly id: string;
  /** Where it stands: `Logins → cognito-idp…`, `Key users/…/beach.jpg`. */
  readonly field: string;
  /** What belongs there; a signature is made with credentials or with nothing. */
  readonly wants: HoldingKind | 'signature';
  /** Whether AWS takes the call without it: a login, a bearer token, a signature. */
  readonly optional: boolean;
}

/** A call to choose: an operation with its fixed fields, and slots for what is held. */
export interface Move {
  readonly id: string;
  readonly operation: string;
  /** The fixed fields that tell it from its neighbours, short enough for a row. */
  readonly detail: string;
  readonly slots: readonly Slot[];
  /** With `slot.<id>` where a slot is. */
  readonly input: Input;
  /** What IAM alone is asked, where the operation itself is not performed. */
  readonly asks?: Asks;
}

/** The slot of every signature. */
export const signature: Slot = { id: 'signature', field: 'Signed with', wants: 'signature', optional: true };

/** By the last word of a reference: what it refers to. Others (a code, a state, a challenge) are taken up as they are. */
const kindOfOutput: Readonly<Record<string, HoldingKind>> = {
  IdToken: 'id',
  id_token: 'id',
  AccessToken: 'access',
  access_token: 'access',
  RefreshToken: 'refresh',
  refresh_token: 'refresh',
  Token: 'openid',
  IdentityId: 'identity',
  SAMLResponse: 'assertion',
  Session: 'session',
};

/** A lesson's call as a move: what it takes from earlier calls becomes slots. Two calls that differ only there are one move. */
export function moveOf(call: Pick<Call, 'operation' | 'input' | 'asks'>): Move {
  const slots: Slot[] = [];
  const slotFor = (ref: Ref, path: readonly string[], within?: Join): Ref => {
    const wants = kindOfOutput[ref.$ref.slice(ref.$ref.lastIndexOf('.') + 1)];
    if (wants === undefined) return ref;
    const id = String(slots.length);
    slots.push({ id, field: fieldName(path, within), wants, optional: path[0] === 'Logins' || path[0] === 'bearer' });
    return { $ref: `slot.${id}` };
  };
  const input = withRefs(call.input, slotFor) as Input;
  if (isSigned(call)) slots.push(signature);
  const { operation, asks } = call;
  return { id: `${operation} ${JSON.stringify(input)}`, operation, input, slots, detail: detailOf(call), ...(asks === undefined ? {} : { asks }) };
}

/** What the lesson itself puts into the slots of a call. */
export function fillingOf(call: Call): Readonly<Record<string, Ref | undefined>> {
  const filling: Record<string, Ref | undefined> = {};
  withRefs(call.input, (ref) => {
    if (kindOfOutput[ref.$ref.slice(ref.$ref.lastIndexOf('.') + 1)] !== undefined) filling[String(Object.keys(filling).length)] = ref;
    return ref;
  });
  if (isSigned(call)) filling[signature.id] = typeof call.signedBy === 'object' ? call.signedBy : undefined;
  return filling;
}

/** The move with its slots filled, as a call; an empty slot leaves its field out. */
export function callOf(move: Move, filling: Readonly<Record<string, Ref | string | undefined>>, base: Pick<Call, 'id' | 'by' | 'after'>): Call {
  const input = filled(move.input, filling) as Input;
  const signedBy = filling[signature.id];
  return {
    ...base,
    operation: move.operation,
    input,
    ...(typeof signedBy === 'object' ? { signedBy } : {}),
    ...(move.asks === undefined ? {} : { asks: move.asks }),
  };
}

/** The outputs of earlier calls that a call takes up; those that a slot stands for are not among them. */
export function neededBy(value: InputValue): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => neededBy(item as InputValue));
  if ('$ref' in value) return (value as Ref).$ref.startsWith('slot.') ? [] : [(value as Ref).$ref];
  if ('$proof' in value) return [`${(value.$proof as { readonly challenge: string }).challenge}.ChallengeParameters.SECRET_BLOCK`];
  return Object.values(value).flatMap((inner) => neededBy(inner as InputValue));
}

/** Every reference of a value, slots and others. */
export function refsIn(value: InputValue): readonly Ref[] {
  const refs: Ref[] = [];
  withRefs(value, (ref) => {
    refs.push(ref);
    return ref;
  });
  return refs;
}

function isSigned({ operation, asks }: Pick<Call, 'operation' | 'asks'>): boolean {
  return asks !== undefined || operationNamed(operation)?.access === 'signed';
}

/** A copy of a value with its references replaced; those inside a proof stay. */
function withRefs(value: InputValue, replace: (ref: Ref, path: readonly string[], within?: Join) => Ref, path: readonly string[] = []): InputValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withRefs(item as InputValue, replace, path));
  if ('$ref' in value) return replace(value as Ref, path);
  if ('$join' in value) {
    const join = value as Join;
    return { $join: join.$join.map((part) => (typeof part === 'string' ? part : replace(part, path, join))) };
  }
  if (Object.keys(value).some((field) => field.startsWith('$'))) return value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, withRefs(inner as InputValue, replace, [...path, field])]));
}

const nothing = Symbol('nothing');

function filled(value: InputValue, filling: Readonly<Record<string, Ref | string | undefined>>): InputValue | typeof nothing {
  const fill = (ref: Ref): Ref | string | undefined => (ref.$ref.startsWith('slot.') ? filling[ref.$ref.slice('slot.'.length)] : ref);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => filled(item as InputValue, filling)).filter((item) => item !== nothing);
  if ('$ref' in value) return fill(value as Ref) ?? nothing;
  if ('$join' in value) return { $join: (value as Join).$join.map((part) => (typeof part === 'string' ? part : (fill(part) ?? ''))) };
  if (Object.keys(value).some((field) => field.startsWith('$'))) return value;
  const fields = Object.entries(value).map(([field, inner]) => [field, filled(inner as InputValue, filling)] as const);
  return Object.fromEntries(fields.filter((entry): entry is readonly [string, InputValue] => entry[1] !== nothing));
}

function fieldName(path: readonly string[], within: Join | undefined): string {
  const name = path.join(' → ');
  return within === undefined ? name : `${name} ${within.$join.map((part) => (typeof part === 'string' ? part : '…')).join('')}`;
}

/** The one or two fixed fields by which a reader tells two calls of the same operation apart. */
function detailOf({ operation, input }: Pick<Call, 'operation' | 'input'>): string {
  if (operation.startsWith('outside-provider:')) return operation !== 'outside-provider:SignIn' ? 'for the user pool' : 'Roles' in input ? 'for AWS' : 'for the app';
  const shown = ['AuthFlow', 'ChallengeName', 'Key', 'Prefix', 'RoleArn', 'CustomRoleArn', 'Name', 'topic', 'grant_type', 'identity_provider'];
  const { AuthParameters } = input as { readonly AuthParameters?: Input };
  return [...shown.map((field) => [field, textOf(input[field])] as const), ['USERNAME', textOf(AuthParameters?.USERNAME)] as const]
    .filter(([, text]) => text !== '')
    .map(([, text]) => text.replace(/^arn:.*:role\//, 'role '))
    .join(', ');
}

function textOf(value: InputValue | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !('$join' in value)) return '';
  return (value as Join).$join.map((part) => (typeof part === 'string' ? part : '…')).join('');
}
