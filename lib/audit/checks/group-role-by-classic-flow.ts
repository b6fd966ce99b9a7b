import { reachBeyond } from '../../iam/reach/difference';
import { check, type Attempt, type Subject } from '../check';
import { classicProbe } from '../classic-flow';
import type { Claim } from '../claim';
import { subjectOf } from '../entrances';
import { allow, classicOn, classicUnset, editorsRole, notes, notesWorld, tokenMapping, trust, withPolicy, withRoles, withTrust } from '../examples';
import { userPoolsOnce } from '../login-probes';
import type { LoginProvider } from '../people';
import { isEntered, type AuditedPool } from '../pool';
import { resetsPool, withoutClassicFlow } from '../pool-edits';
import { cwe, references } from '../references';
import { probeOf, wantedBy } from '../requests';
import { groupsOf, nameOf } from '../roles';
import { confidenceIn, weighed, worstOf } from '../severities';

interface GroupRole extends Subject {
  readonly arn: string;
  readonly group: string;
  readonly provider: LoginProvider;
}

export const groupRoleByClassicFlow = check<GroupRole>({
  code: 'TRU-12',
  name: 'group-role-by-classic-flow',
  title: 'Any user can take a group’s role',
  resource: 'AWS::IAM::Role',
  severityRule: 'High, since it is an escalation inside the application; one level less while the classic flow was never set.',
  docs: {
    what: 'A group of a trusted user pool has a role of its own, and that role allows something that the role of ordinary users does not. The check has a user who is not in the group ask for the role by the basic (classic) flow, and then use it.',
    why: 'The token of the classic flow says that somebody signed in, not which groups they are in. STS compares the trust policy with that token and nothing else, so that membership decides nothing.',
    falsePositives: 'With any role mapping on the pool the classic flow is refused, and the finding is silent. A group role that allows nothing beyond the default role is no escalation.',
    fix: 'Switch the classic flow off, and let the pool choose the role from the token (role mapping of type Token).',
  },
  references: [references.authenticationFlow, references.roleMapping, cwe(863), cwe(285)],
  examples: {
    fails: [
      { title: 'the classic flow is on', world: classicOn, severity: 'high' },
      { title: 'the classic flow was never set', world: classicUnset, severity: 'medium' },
    ],
    passes: [
      { title: 'the classic flow is off', world: notesWorld },
      { title: 'the pool reads roles from the token', world: withRoles({ RoleMappings: tokenMapping }, classicOn) },
      { title: 'the role admits only the identities of its members', world: withTrust(editorsRole, trust({ aud: notes.identityPool, amr: 'a.provider.of.editors.example' }), classicOn) },
      { title: 'the group’s role allows nothing more', world: withPolicy(editorsRole, [allow('dynamodb:Query', 'arn:aws:dynamodb:us-east-1:111122223333:table/notes', { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${cognito-identity.amazonaws.com:sub}'] } })], classicOn) },
    ],
  },
  subjects(pool) {
    const ordinary = pool.attachment?.Roles?.authenticated;
    return userPoolsOnce(pool).flatMap((provider) =>
      groupsOf(pool.world, provider).flatMap(({ GroupName: group, RoleArn: arn }) =>
        arn === undefined || arn === ordinary ? [] : [{ arn, group, provider, resource: { type: 'AWS::IAM::Role' as const, id: arn } }],
      ),
    );
  },
  probes({ arn, group, provider }, pool): readonly Attempt[] {
    const entrance = pool.signedInClassic(provider, arn);
    const confidence = confidenceIn(pool.classic);
    const claim = (message: string): Claim => ({ severity: weighed('high', confidence), confidence, actor: entrance.actor, message });
    const way = pool.try(entrance);
    if ('unread' in way) return [way];
    const arrival = classicProbe(entrance, claim(`${subjectOf(entrance)} can take the role ${nameOf(arn)} of the group ${group}.`));
    if (!isEntered(way)) return [arrival];
    const more = reachBeyond(pool.reach(way), ordinaryReach(pool, provider) ?? { ...pool.reach(way), actions: [], of: () => undefined });
    const [worst] = worstOf(more);
    if (worst === undefined || worst.capability === 'K1') return [{ ...arrival, claim: { ...arrival.claim, severity: 'info', intended: true, message: `The role of the group ${group} allows nothing that other users do not have.` } }];
    const message = `${subjectOf(entrance)} can take the role ${nameOf(arn)} of the group ${group} without being in it: ${worst.action} on ${worst.grant.resource}.`;
    return [probeOf(way, [wantedBy(pool.reach(way), worst.action, worst.grant)], `A user outside ${group} asks STS for ${nameOf(arn)} and uses it`, claim(message))];
  },
  fix: (_subject, pool) => ({
    summary: 'Switch the basic (classic) flow off.',
    world: withoutClassicFlow(pool.world, pool.id),
    warning: `Then set the role mapping of the provider to Token, so that members still get the group’s role. ${resetsPool}`,
  }),
});

/** What the role of ordinary users allows; undefined when they get none. */
function ordinaryReach(pool: AuditedPool, provider: LoginProvider) {
  const way = pool.try(pool.signedIn(provider));
  return isEntered(way) ? pool.reach(way) : undefined;
}
