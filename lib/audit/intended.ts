import type { Grant, Reach } from '../iam/reach/question';
import { worthOf } from '../iam/reach/capability';
import { isGap } from '../world/gap';
import type { Probe } from './check';
import { callsOf, companions, credentialsOf, peopled } from './entrances';
import { orGap } from './or-gap';
import { alice, cast } from './people';
import { isEntered, type AuditedPool } from './pool';
import { requestCall } from './requests';
import type { Entered } from './sessions';
import { tryIn } from './trial';

/** Something that people are meant to do, and can. */
export interface Intended {
  /** The id of the way in that it uses. */
  readonly entrance: string;
  readonly probe: Probe;
}

/** Of one statement, so many requests show that it still works. */
const usesPerStatement = 2;

const remembered = new WeakMap<AuditedPool, readonly Intended[]>();

/**
 * What must go on working whatever is fixed: everybody who gets credentials by the enhanced flow still does, and reaches what
 * is bound to them.
 */
export function intendedUses(pool: AuditedPool): readonly Intended[] {
  const known = remembered.get(pool) ?? pool.ways.flatMap((way) => (isEntered(way) && way.entrance.flow === 'enhanced' ? usesOf(pool, way) : []));
  remembered.set(pool, known);
  return known;
}

function usesOf(pool: AuditedPool, entered: Entered): readonly Intended[] {
  const reach = orGap(() => pool.reach(entered));
  const requests = isGap(reach) ? [] : ownGrants(reach);
  const arrival = useProbe(entered, []);
  const uses = requests.map(({ action, grant }) => useProbe(entered, [{ action, grant }]));
  return [arrival, ...uses].flatMap((probe) => {
    const trial = orGap(() => tryIn(pool.world, probe));
    return !isGap(trial) && trial.proved ? [{ entrance: entered.entrance.id, probe }] : [];
  });
}

interface OwnGrant {
  readonly action: string;
  readonly grant: Grant;
}

function ownGrants(reach: Reach): readonly OwnGrant[] {
  const perStatement = new Map<string, number>();
  return reach.actions.flatMap(({ action, grants }) =>
    grants.flatMap((grant) => {
      if (grant.scope !== 'own' || grant.verdict !== 'allowed' || worthOf(action, reach.question.catalogue)?.data === undefined) return [];
      const statement = `${grant.by?.policy} ${grant.by?.statement}`;
      const count = perStatement.get(statement) ?? 0;
      perStatement.set(statement, count + 1);
      return count < usesPerStatement ? [{ action, grant }] : [];
    }),
  );
}

/** Alice comes in and uses what is hers. */
function useProbe(entered: Entered, grants: readonly OwnGrant[]): Probe {
  const { entrance } = entered;
  const who = entrance.tier === 'A0' ? 'A guest' : (entrance.who ?? 'A signed-in user');
  const requests = grants.map(({ action, grant }) => {
    const { resource, given } = grant.witness;
    return requestCall(entered, { action, resource, context: given }, 0, { by: 'alice', signedBy: credentialsOf(entrance, 'alice-') });
  });
  const does = grants[0] === undefined ? 'gets credentials' : `makes the request ${grants[0].action} on what is their own`;
  return {
    title: `${who} ${does}`,
    prepare: (world) => peopled(world, entrance),
    people: { alice: { ...cast.alice, detail: who.toLowerCase() }, ...companions(entrance) },
    calls: [...callsOf(entrance, alice, 'alice', 'alice-'), ...requests],
    proves: { ends: 'ok' },
    claim: { severity: 'info', confidence: 'proved', actor: entrance.actor, message: '', intended: true },
  };
}
