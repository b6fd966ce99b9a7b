import { policySetOf, requestOf } from '../engine/authorization';
import { runOn } from '../engine/run';
import { defaultStart } from '../engine/scenario';
import { sessionBehind } from '../engine/sessions';
import { newState, type Session } from '../engine/state';
import type { Step, Trace } from '../engine/trace';
import type { Catalogue } from '../iam/catalogue/catalogue';
import type { Context } from '../iam/decision';
import type { ReachQuestion } from '../iam/reach/question';
import type { World } from '../world/world';
import { callsOf, companions, peopled, visitor, type Entrance } from './entrances';
import { alice, cast, mallory } from './people';

/** Mallory and Alice have both come the same way, and hold sessions of the same role. */
export interface Entered {
  readonly entrance: Entrance;
  readonly roleArn: string;
  readonly mallory: Session;
  readonly alice: Session;
  /** The ids of their identities in the pool. */
  readonly aliceIdentity: string;
  readonly malloryIdentity: string;
  /** How Mallory came in. */
  readonly trace: Trace;
}

/** AWS let nobody in this way. */
export interface TurnedAway {
  readonly entrance: Entrance;
  readonly refusedAt: Step;
  readonly trace: Trace;
}

/**
 * Has Alice and Mallory come in by an entrance.
 * @throws NotRead, NotEmulated when nobody can tell what AWS would do
 */
export function enter(world: World, entrance: Entrance): Entered | TurnedAway {
  const state = newState(peopled(world, entrance), defaultStart);
  const people = { mallory: visitor(entrance), alice: cast.alice, ...companions(entrance) };
  const hers = runOn(state, { people, calls: callsOf(entrance, alice, 'alice') });
  const trace = runOn(state, { people, calls: callsOf(entrance, mallory) });
  if (trace.ended !== 'ok' || hers.ended !== 'ok') return { entrance, refusedAt: trace.steps.at(-1) as Step, trace };
  const mallorySession = sessionIn(trace);
  const aliceSession = sessionIn(hers);
  return {
    entrance,
    roleArn: mallorySession.roleArn,
    mallory: mallorySession,
    alice: aliceSession,
    aliceIdentity: String(hers.steps[0]?.output?.IdentityId),
    malloryIdentity: String(trace.steps[0]?.output?.IdentityId),
    trace,
  };

  function sessionIn(arrival: Trace): Session {
    const { AccessKeyId, SessionToken } = arrival.steps.at(-1)?.output?.Credentials as Session;
    return sessionBehind(state, AccessKeyId, SessionToken) as Session;
  }
}

/**
 * What these sessions may do, as a question for reach: its policies and condition keys are those by which the engine decides.
 * @throws NotRead when a policy of the role is not known
 */
export function reachQuestion(world: World, entered: Entered, catalogue: Catalogue): ReachQuestion {
  const nothing = { resource: '*' };
  const keysOf = (session: Session): Context => requestOf(world, session, 'sts:GetCallerIdentity', nothing, defaultStart).context;
  const [hers, theirs] = [keysOf(entered.alice), keysOf(entered.mallory)];
  const same = (key: string): boolean => JSON.stringify(hers[key]) === JSON.stringify(theirs[key]);
  const only = (context: Context, wanted: (key: string) => boolean): Context => Object.fromEntries(Object.entries(context).filter(([key]) => wanted(key)));
  return {
    principal: entered.mallory.arn,
    partition: world.partition,
    account: world.account,
    region: world.region,
    policies: policySetOf(world, entered.mallory, nothing),
    context: only(hers, same),
    alice: { name: 'Alice', context: only(hers, (key) => !same(key)) },
    mallory: { name: 'Mallory', context: only(theirs, (key) => !same(key)) },
    catalogue,
  };
}
