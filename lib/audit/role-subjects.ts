import type { Reach } from '../iam/reach/question';
import { isGap, type Gap } from '../world/gap';
import type { Attempt, Subject } from './check';
import { orGap } from './or-gap';
import type { AuditedPool, ReachedRole } from './pool';
import type { Entered } from './sessions';

/** A role that somebody gets credentials for; or what keeps us from knowing which roles those are. */
export interface RoleSubject extends Subject {
  readonly role?: ReachedRole;
  readonly gaps: readonly Gap[];
}

/** One subject for each role that can be reached, and one for the ways in of which nobody can tell. */
export function roleSubjects(pool: AuditedPool): readonly RoleSubject[] {
  const roles = pool.reachedRoles.map((role): RoleSubject => ({ resource: { type: 'AWS::IAM::Role', id: role.arn }, role, gaps: [] }));
  const gaps = pool.unreadWays;
  const unread: readonly RoleSubject[] = gaps.length === 0 ? [] : [{ resource: { type: 'AWS::Cognito::IdentityPool', id: pool.id }, gaps }];
  return [...roles, ...unread];
}

/** What to try by each way to the role, given what its sessions may do. */
export function perWay({ role, gaps }: RoleSubject, pool: AuditedPool, propose: (way: Entered, reach: Reach) => readonly Attempt[]): readonly Attempt[] {
  if (role === undefined) return gaps;
  return role.ways.flatMap((way) => {
    const attempts = orGap(() => propose(way, pool.reach(way)));
    return isGap(attempts) ? [attempts] : attempts;
  });
}
