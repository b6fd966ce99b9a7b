import { guestNumber, guestUuid } from './guest-ids';
import type { Login } from './logins';
import { uuid } from './mint';
import type { OperationContext } from './operation';
import type { Guests, Identity } from './state';

type Context = Pick<OperationContext, 'seed' | 'now' | 'record' | 'records' | 'keep' | 'draw'>;

/** The identity with this id, stored or (a guest that has never changed) read out of the id itself. */
export function identityNamed(IdentityId: string, context: Context): Identity | undefined {
  const kept = context.record('identity', IdentityId);
  if (kept !== undefined) return kept.deleted ? undefined : kept;
  const [region, id] = split(IdentityId);
  const number = guestNumber(context.seed, id);
  if (number === undefined) return undefined;
  const guests = poolAt(number.pool, context);
  if (guests === undefined || number.guest >= guests.count || regionOf(guests.IdentityPoolId) !== region) return undefined;
  return guest(IdentityId, number.guest, guests);
}

/** Makes a guest of the pool. All that is kept of it is that there is one more. */
export function newGuest(IdentityPoolId: string, context: Context): Identity {
  const before = context.record('guests', IdentityPoolId) ?? { IdentityPoolId, count: 0, since: [] };
  const last = before.since.at(-1);
  const since = last?.[1] === context.now ? before.since : [...before.since, [before.count, context.now] as const];
  const guests = { IdentityPoolId, count: before.count + 1, since };
  context.keep('guests', IdentityPoolId, guests);
  return guest(idOf(placeOf(IdentityPoolId, context), before.count, IdentityPoolId, context), before.count, guests);
}

/** An identity without a login yet. */
export function newIdentity(IdentityPoolId: string, context: Context): Identity {
  const IdentityId = `${regionOf(IdentityPoolId)}:${uuid(context.draw('identity'))}`;
  return { IdentityId, IdentityPoolId, logins: {}, createdAt: context.now };
}

/** What of a login an identity remembers. */
export type LinkedLogin = Pick<Login, 'provider' | 'user' | 'pool'>;

/** Which identity a login belongs to. */
export function linkedTo(IdentityPoolId: string, login: Pick<Login, 'provider' | 'user'>, context: Pick<Context, 'record'>): string | undefined {
  return context.record('login', loginKey(IdentityPoolId, login));
}

/** Keeps the identity with these logins added. */
export function linked(identity: Identity, logins: readonly LinkedLogin[], context: Context): Identity {
  let after = identity;
  for (const login of logins) {
    if (login.pool) continue;
    context.keep('login', loginKey(identity.IdentityPoolId, login), identity.IdentityId);
    after = { ...after, logins: { ...after.logins, [login.provider]: login.user } };
  }
  return kept(after, context);
}

/** Keeps an identity that has changed. */
export function kept(identity: Identity, context: Pick<OperationContext, 'keep' | 'now'>): Identity {
  const after = { ...identity, changedAt: context.now };
  context.keep('identity', after.IdentityId, after);
  return after;
}

/** Whether nobody has ever proved who is behind it. */
export function isGuest(identity: Identity): boolean {
  return Object.keys(identity.logins).length === 0 && (identity.developerUsers ?? []).length === 0 && identity.disabled !== true;
}

/** All identities of a pool, guests first, in the order they were made. */
export function identitiesOf(IdentityPoolId: string, context: Context): readonly Identity[] {
  const guests = context.record('guests', IdentityPoolId);
  const all: Identity[] = [];
  if (guests !== undefined) {
    const place = placeOf(IdentityPoolId, context);
    for (let i = 0; i < guests.count; i++) {
      const id = idOf(place, i, IdentityPoolId, context);
      if (context.record('identity', id) === undefined) all.push(guest(id, i, guests));
    }
  }
  for (const [, identity] of context.records('identity')) {
    if (identity.IdentityPoolId === IdentityPoolId && !identity.deleted) all.push(identity);
  }
  return all;
}

export function loginKey(IdentityPoolId: string, { provider, user }: Pick<Login, 'provider' | 'user'>): string {
  return `${IdentityPoolId} ${provider} ${user}`;
}

function guest(IdentityId: string, number: number, guests: Guests): Identity {
  return { IdentityId, IdentityPoolId: guests.IdentityPoolId, logins: {}, createdAt: madeAt(guests, number) };
}

function idOf(pool: number, number: number, IdentityPoolId: string, context: Context): string {
  return `${regionOf(IdentityPoolId)}:${guestUuid(context.seed, { pool, guest: number })}`;
}

/** The last second that began at or before this guest. */
function madeAt({ since }: Guests, number: number): number {
  let [low, high] = [0, since.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((since[middle] as readonly [number, number])[0] <= number) low = middle;
    else high = middle - 1;
  }
  return since[low]?.[1] ?? 0;
}

/** Pools are numbered in the order of their first guest. */
function placeOf(IdentityPoolId: string, context: Context): number {
  let place = 0;
  for (const [id] of context.records('guests')) {
    if (id === IdentityPoolId) return place;
    place++;
  }
  throw new Error(`${IdentityPoolId} has had no guest.`);
}

function poolAt(place: number, context: Context): Guests | undefined {
  let left = place;
  for (const [, guests] of context.records('guests')) if (left-- === 0) return guests;
  return undefined;
}

function split(IdentityId: string): readonly [string, string] {
  const colon = IdentityId.indexOf(':');
  return [IdentityId.slice(0, colon), IdentityId.slice(colon + 1)];
}

function regionOf(id: string): string {
  return id.slice(0, id.indexOf(':'));
}

/** An identity as DescribeIdentity and ListIdentities print it. */
export function describeIdentity(identity: Identity, context: Pick<OperationContext, 'get'>) {
  const { IdentityId, logins, developerUsers = [], createdAt, changedAt = createdAt } = identity;
  const developer = context.get('AWS::Cognito::IdentityPool', identity.IdentityPoolId)?.DeveloperProviderName;
  const Logins = [...Object.keys(logins), ...(developerUsers.length > 0 && developer !== undefined ? [developer] : [])];
  return { IdentityId, ...(Logins.length > 0 ? { Logins } : {}), CreationDate: createdAt, LastModifiedDate: changedAt };
}

/** Deletes an identity, and frees its logins. */
export function forget(identity: Identity, context: Context & Pick<OperationContext, 'get'>): void {
  const developer = context.get('AWS::Cognito::IdentityPool', identity.IdentityPoolId)?.DeveloperProviderName ?? '';
  const users = (identity.developerUsers ?? []).map((user) => ({ provider: developer, user }));
  const logins = Object.entries(identity.logins).map(([provider, user]) => ({ provider, user }));
  for (const login of [...users, ...logins]) context.keep('login', loginKey(identity.IdentityPoolId, login), undefined);
  context.keep('identity', identity.IdentityId, { ...identity, deleted: true });
}
