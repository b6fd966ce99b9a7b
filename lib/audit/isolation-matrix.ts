import { isolation, type IsolationQuestion } from '../iam/reach/isolation';
import type { DataUse } from '../iam/reach/capability';
import type { Reach } from '../iam/reach/question';
import { isGap } from '../world/gap';
import type { World } from '../world/world';
import { subjectOf, type Flow } from './entrances';
import { orGap } from './or-gap';
import type { AuditedPool, ReachedRole } from './pool';
import { isMeantForAll } from './public-reading';

/** Whether one holder of a role can touch what is another's (RCH-06), statement by statement. */
export interface IsolationMatrix {
  readonly check: 'RCH-06';
  readonly pool: string;
  readonly role: string;
  /** Whose sessions were compared: the least privileged who get the role. */
  readonly who: string;
  readonly flow: Flow;
  readonly statements: readonly IsolationRow[];
  /** What keeps us from telling, where nobody can. */
  readonly unread: string | null;
}

/** One statement that lets the session at data; a use that it does not allow is null. */
export type IsolationRow = {
  readonly policy: string;
  readonly statement: number;
  readonly sid: string | null;
} & Readonly<Record<DataUse, IsolationCell | null>>;

/** Mallory's request on what is Alice's. */
export interface IsolationCell {
  /** `for everybody`: she is allowed, and so is anyone by the folder's name or the bucket's own policy. */
  readonly answer: IsolationQuestion['answer'] | 'for everybody';
  readonly action: string;
  /** As the policy has it. */
  readonly resource: string;
}

export const dataUses: readonly DataUse[] = ['read', 'list', 'write', 'delete'];

/** One matrix for each role that somebody gets; those that reach no data have no rows. */
export function isolationMatrices(pool: AuditedPool): readonly IsolationMatrix[] {
  return pool.reachedRoles.flatMap((role) => matrixOf(pool, role));
}

function matrixOf(pool: AuditedPool, { arn, ways: [way] }: ReachedRole): readonly IsolationMatrix[] {
  if (way === undefined) return [];
  const head = { check: 'RCH-06', pool: pool.id, role: arn, who: subjectOf(way.entrance), flow: way.entrance.flow } as const;
  const statements = orGap(() => rowsOf(pool.reach(way), pool.world));
  return [isGap(statements) ? { ...head, statements: [], unread: statements.unread } : { ...head, statements, unread: null }];
}

function rowsOf(reach: Reach, world: World): readonly IsolationRow[] {
  const rows = new Map<string, IsolationRow>();
  for (const question of isolation(reach)) {
    const { statement: { policy, statement, sid }, use, action, resource } = question;
    const answer = isForEverybody(question, reach, world) ? 'for everybody' : question.answer;
    const key = `${policy} ${statement}`;
    const row = rows.get(key) ?? { policy, statement, sid: sid ?? null, read: null, list: null, write: null, delete: null };
    rows.set(key, { ...row, [use]: { answer, action, resource } });
  }
  return [...rows.values()];
}

function isForEverybody({ answer, action, resource }: IsolationQuestion, reach: Reach, world: World): boolean {
  const grant = reach.of(action)?.grants.find((one) => one.resource === resource);
  return answer === 'crossed' && grant !== undefined && isMeantForAll(action, grant, reach, world);
}
