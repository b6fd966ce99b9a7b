import { capabilityOf } from '../iam/reach/capability';
import { isGap } from '../world/gap';
import type { Actor, Severity } from './claim';
import { subjectOf, type Entrance, type Flow } from './entrances';
import { orGap } from './or-gap';
import { isEntered, type AuditedPool, type Way } from './pool';
import { registration } from './registration';
import { severityFor } from './severities';
import { questionOf, type StandingCode } from './standing-questions';
import type { Entered, TurnedAway } from './sessions';
import { saysStop } from './trial';

/** Who can get credentials by which flow, and the worst that those allow. Printed whatever was found. */
export interface ReachLine {
  /** The standing question that it answers. */
  readonly check: StandingCode;
  readonly pool: string;
  readonly actor: Actor;
  /** “Anyone who signs up”, “Members of editors”. */
  readonly who: string;
  readonly flow: Flow;
  readonly role: string | null;
  /** Null when nobody can tell. */
  readonly credentials: boolean | null;
  /** The worst that it allows, or why there are no credentials. */
  readonly worst: string;
  readonly severity: Severity | null;
  readonly actions: { readonly allowed: number; readonly conditional: number };
}

const nothing = { allowed: 0, conditional: 0 };

/** One line for each kind of actor, flow and role, the least privileged actor first. */
export function reachLines(pool: AuditedPool): readonly ReachLine[] {
  const told = waysToTell(pool).flatMap((way) => lineOf(pool, way));
  const lines = told.some(({ check }) => check === 'RCH-02') ? told : [...told, ...closedSignUp(pool)];
  const distinct = new Map<string, ReachLine>();
  for (const line of lines) {
    const key = `${line.actor} ${line.who} ${line.flow} ${line.role}`;
    if (!distinct.has(key)) distinct.set(key, line);
  }
  return [...distinct.values()];
}

/** That nobody can register is worth a line as well, and so is that nobody can tell. */
function closedSignUp(pool: AuditedPool): readonly ReachLine[] {
  const providers = orGap(() => pool.liveProviders);
  const registrations = isGap(providers) ? [] : providers.map((provider) => registration(provider, pool.world));
  const unread = isGap(providers) ? [providers.unread] : registrations.flatMap(({ open }) => (isGap(open) ? [open.unread] : open ? ['the ways in'] : []));
  const reasons = [...new Set(registrations.map(({ because }) => because))];
  const closed = reasons.length === 0 ? 'The pool trusts no provider.' : `Nobody can register: ${reasons.join('; ')}.`;
  const worst = unread.length > 0 ? `Nobody can tell: ${[...new Set(unread)].join('; ')}` : closed;
  return [{ check: 'RCH-02', pool: pool.id, actor: 'self-registered', who: subjectOf({ tier: 'A1' }), flow: 'enhanced', role: null, credentials: unread.length > 0 ? null : false, worst, severity: null, actions: nothing }];
}

/** All ways in, and, where a flow gives nothing to anybody, the attempt that shows it. */
function waysToTell(pool: AuditedPool): readonly Way[] {
  const ways = orGap(() => pool.ways);
  if (isGap(ways)) return [{ ...ways, entrance: pool.guest }];
  const guests = ways.some((way) => 'entrance' in way && way.entrance?.tier === 'A0') ? [] : [pool.try(pool.guest)];
  const classic = ways.some((way) => 'entrance' in way && way.entrance?.flow === 'classic') ? [] : refusedClassic(pool);
  return [...guests, ...ways, ...classic];
}

function refusedClassic(pool: AuditedPool): readonly Way[] {
  const role = orGap(() => pool.attachment?.Roles?.authenticated ?? pool.attachment?.Roles?.unauthenticated ?? '');
  const providers = orGap(() => pool.liveProviders);
  if (isGap(role)) return [];
  const [provider] = isGap(providers) ? [] : providers;
  return [provider === undefined ? pool.try(pool.guestClassic(role)) : pool.try(pool.signedInClassic(provider, role))];
}

function lineOf(pool: AuditedPool, way: Way): readonly ReachLine[] {
  const { entrance } = way;
  if (entrance === undefined) return [];
  if (isEntered(way)) return [enteredLine(pool, way)];
  const head = headOf(pool, entrance);
  if ('unread' in way) return [{ ...head, role: entrance.roleArn ?? null, credentials: null, worst: `Nobody can tell: ${way.unread}`, severity: null, actions: nothing }];
  // That one role of many refuses a visitor is what roles are for.
  return entrance.flow === 'classic' && refusedBySts(way) ? [] : [{ ...head, role: null, credentials: false, worst: saysStop(way.trace), severity: null, actions: nothing }];
}

function refusedBySts({ refusedAt }: TurnedAway): boolean {
  return refusedAt.operation === 'sts:AssumeRoleWithWebIdentity';
}

function headOf(pool: AuditedPool, entrance: Entrance): Pick<ReachLine, 'check' | 'pool' | 'actor' | 'who' | 'flow'> {
  return { check: questionOf[entrance.tier], pool: pool.id, actor: entrance.actor, who: subjectOf(entrance), flow: entrance.flow };
}

function enteredLine(pool: AuditedPool, way: Entered): ReachLine {
  const head = { ...headOf(pool, way.entrance), role: way.roleArn, credentials: true };
  const reach = orGap(() => pool.reach(way));
  if (isGap(reach)) return { ...head, worst: `Nobody can tell: ${reach.unread}`, severity: null, actions: nothing };
  const { because } = capabilityOf(reach);
  // The one action that needs no permission says nothing about the role.
  const granted = reach.actions.filter(({ grants }) => grants.some(({ by }) => by !== undefined));
  const count = (verdict: 'allowed' | 'conditional') => granted.filter((action) => action.verdict === verdict).length;
  return {
    ...head,
    worst: because === undefined ? 'nothing' : `${because.does}: ${because.action} on ${because.grant.resource}`,
    severity: because === undefined ? null : (severityFor(way.entrance.tier, because.capability, because.secrets) ?? null),
    actions: { allowed: count('allowed'), conditional: count('conditional') },
  };
}
