import { check, type Attempt, type Subject } from '../check';
import { classicProbe, withEverythingOn } from '../classic-flow';
import { classicOn, guestRole, notes, notesWorld, trust, withTrust } from '../examples';
import { cwe, references } from '../references';
import { nameOf } from '../roles';
import { withTrustConditions } from '../trust-edits';

interface GuestsRole extends Subject {
  readonly arn: string;
}

const onlyAud = trust({ aud: notes.identityPool });

export const guestRoleForUsers = check<GuestsRole>({
  code: 'TRU-08',
  name: 'guest-role-for-users',
  title: 'The role for guests also takes signed-in users',
  resource: 'AWS::IAM::Role',
  severityRule: 'Info: nobody gains by it.',
  docs: {
    what: 'The trust policy of the role for guests does not ask whether somebody signed in, or takes either answer. The check has a signed-in user ask STS for it.',
    why: 'A user who takes the guests’ role has less than before. It is worth knowing for one reason: a policy that does not ask is easily copied to the role of users, where it is serious.',
    falsePositives: 'It is never more than a remark about tidiness. A pool that gives guests and users the same role on purpose is the subject of another check.',
    fix: 'Ask for amr “unauthenticated” in the trust policy of the role for guests.',
  },
  references: [references.trustPolicies, cwe(1188)],
  examples: {
    fails: [
      { title: 'amr is not asked', world: withTrust(guestRole, onlyAud, classicOn), severity: 'info' },
      { title: 'amr is not asked, and the classic flow is off', world: withTrust(guestRole, onlyAud), severity: 'info' },
      { title: 'both states are listed', world: withTrust(guestRole, trust({ aud: notes.identityPool, amr: ['authenticated', 'unauthenticated'] })), severity: 'info' },
    ],
    passes: [
      { title: 'the role asks for “unauthenticated”', world: notesWorld },
      { title: 'so it does with the classic flow on', world: classicOn },
    ],
  },
  subjects(pool) {
    const { unauthenticated: arn, authenticated } = pool.attachment?.Roles ?? {};
    return arn === undefined || arn === authenticated ? [] : [{ arn, resource: { type: 'AWS::IAM::Role', id: arn } }];
  },
  probes({ arn }, pool): readonly Attempt[] {
    const [provider] = pool.liveProviders.filter(({ kind }) => kind !== 'developer');
    if (provider === undefined) return [];
    const entrance = pool.signedInClassic(provider, arn);
    const message = `A signed-in user can take the guests’ role ${nameOf(arn)} by the classic flow, which gives them nothing that they lack.`;
    return [classicProbe(entrance, { severity: 'info', confidence: 'latent', actor: entrance.actor, message }, { prepare: (world) => withEverythingOn(world, pool.id) })];
  },
  fix({ arn }, pool) {
    const world = withTrustConditions(pool.world, nameOf(arn), { amr: 'unauthenticated' });
    return world && { summary: `Ask for amr “unauthenticated” in the trust policy of ${nameOf(arn)}.`, world };
  },
});
