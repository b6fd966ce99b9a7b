import { isolation, type IsolationQuestion } from '../iam/reach/isolation';
import type { DataUse } from '../iam/reach/capability';
import { isGap } from '../world/gap';
import { subjectOf, type Flow } from './entrances';
import { orGap } from './or-gap';
import type { AuditedPool, ReachedRole } from './pool';

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
  readonly answer: IsolationQuestion['answer'];
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
  const questions = orGap(() => isolation(pool.reach(way)));
  return [isGap(questions) ? { ...head, statements: [], unread: questions.unread } : { ...head, statements: rowsOf(questions), unread: null }];
}

function rowsOf(questions: readonly IsolationQuestion[]): readonly IsolationRow[] {
  const rows = new Map<string, IsolationRow>();
  for (const { statement: { policy, statement, sid }, use, action, resource, answer } of questions) {
    const key = `${policy} ${statement}`;
    const row = rows.get(key) ?? { policy, statement, sid: sid ?? null, read: null, list: null, write: null, delete: null };
    rows.set(key, { ...row, [use]: { answer, action, resource } });
  }
  return [...rows.values()];
}
