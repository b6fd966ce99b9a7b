import { isGap } from '../../world/gap';
import { patch } from '../../world/world';
import { check, type Attempt, type Fix, type Probe, type Subject } from '../check';
import type { Confidence } from '../claim';
import { callsOf, visitor } from '../entrances';
import { allow, guestsOff, notes, notesWorld, signedInRole, editorsRole, trust, withPolicy, withRoles, withTrust } from '../examples';
import { withNewRole } from '../given-roles';
import { orGap } from '../or-gap';
import { isEntered, type AuditedPool } from '../pool';
import { withoutGuests, withPoolFields } from '../pool-edits';
import { cwe, references } from '../references';
import { probeOf, wantedBy } from '../requests';
import { groupsOf, nameOf } from '../roles';
import type { Entered } from '../sessions';
import { severityFor, weighed, worstOf } from '../severities';
import { poolStatement, withTrustConditions } from '../trust-edits';

/** The role of guests, where others have it too. */
interface SharedRole extends Subject {
  readonly arn: string;
  /** “signed-in users”, “members of editors”. */
  readonly others: readonly string[];
}

const trustsBoth = trust({ aud: notes.identityPool, amr: ['authenticated', 'unauthenticated'] });
const reports = allow('dynamodb:Scan', 'arn:aws:dynamodb:us-east-1:111122223333:table/notes');

/** The notes app where guests have a role of users. */
const shared = (arn: string, name: string, world = notesWorld) => withRoles({ Roles: { authenticated: notes.signedInRole, unauthenticated: arn } }, withTrust(name, trustsBoth, world));
const forAll = (statements: readonly object[], world = notesWorld) => shared(notes.signedInRole, signedInRole, withPolicy(signedInRole, statements, world));

export const sharedRole = check<SharedRole>({
  code: 'MAP-02',
  name: 'shared-role',
  title: 'Guests have a role of signed-in users',
  resource: 'AWS::IAM::Role',
  severityRule: 'What the role allows, in the hands of anyone on the internet; two levels less, as latent, while guests are off. A remark where it allows only what is one’s own.',
  docs: {
    what: 'The role for guests is also the role for signed-in users, of a mapping rule, or of a group. The check has a guest use the worst that it allows within AWS’s session policies for guests.',
    why: 'Signing in then changes nothing, and whatever is granted to users from now on is granted to everybody on the internet with the same keystroke.',
    falsePositives: 'While the trust policy admits only one of the two states, the other gets no credentials, and nothing is shared. A role that allows only what is bound to one’s own identity is a remark.',
    fix: 'Give guests a role of their own with what guests need, and let the trust policy of the other admit signed-in users only.',
  },
  references: [references.iamRoles, references.bestPractices, cwe(266)],
  examples: {
    fails: [
      { title: 'guests and users share one role', world: forAll([reports]), severity: 'high' },
      { title: 'guests have the role of a group', world: shared(notes.editorsRole, editorsRole), severity: 'critical' },
      { title: 'guests are off', world: forAll([reports], guestsOff), severity: 'low' },
    ],
    passes: [
      { title: 'each has a role of their own', world: notesWorld },
      { title: 'the shared role allows only what is one’s own', world: shared(notes.signedInRole, signedInRole) },
      { title: 'the shared role admits no guests', world: withTrust(signedInRole, trust({ aud: notes.identityPool, amr: 'authenticated' }), forAll([reports])) },
    ],
  },
  subjects(pool) {
    const arn = pool.attachment?.Roles?.unauthenticated;
    if (arn === undefined) return [];
    const others = othersWith(arn, pool);
    return others.length === 0 ? [] : [{ arn, others, resource: { type: 'AWS::IAM::Role', id: arn } }];
  },
  probes(subject, pool): readonly Attempt[] {
    const open = pool.pool.AllowUnauthenticatedIdentities;
    const way = (open ? pool : pool.in(withGuests(pool.world, pool.id))).try(pool.guest);
    if ('unread' in way) return [way];
    const probes = isEntered(way) ? sharedProbes(subject, way, pool, open) : [arrival(subject, pool)];
    return open ? probes : probes.map((probe) => (isGap(probe) ? probe : { ...probe, prepare: (world) => (probe.prepare ?? ((same) => same))(withGuests(world, pool.id)) }));
  },
  fix({ arn }, pool): Fix | undefined {
    if (!pool.pool.AllowUnauthenticatedIdentities) return { summary: 'Take the role for guests away: the pool has none.', world: withoutGuests(pool.world, pool.id) };
    const ofGuests = `${arn}-guests`;
    const made = withNewRole(pool, ofGuests, poolStatement(pool.world, pool.id, ['unauthenticated'], false));
    const attached = patch(made, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.id, { Roles: { ...pool.attachment?.Roles, unauthenticated: ofGuests } });
    const world = withTrustConditions(attached, nameOf(arn), { amr: 'authenticated' });
    return (
      world && {
        summary: 'Give guests a role of their own.',
        world,
        warning: 'The new role allows nothing yet: give it what guests need before you attach it.',
        closes: [pool.guest.id],
      }
    );
  },
});

/** Who else has the role of guests. @throws NotRead */
function othersWith(arn: string, pool: AuditedPool): readonly string[] {
  const rules = Object.values(pool.attachment?.RoleMappings ?? {}).flatMap(({ RulesConfiguration }) => RulesConfiguration?.Rules ?? []);
  const groups = pool.providers.flatMap((provider) => groupsOf(pool.world, provider));
  return [
    ...(pool.attachment?.Roles?.authenticated === arn ? ['signed-in users'] : []),
    ...rules.flatMap(({ Claim, Value, RoleARN }) => (RoleARN === arn ? [`users by the rule on ${Claim} “${Value}”`] : [])),
    ...new Set(groups.flatMap(({ GroupName, RoleArn }) => (RoleArn === arn ? [`members of ${GroupName}`] : []))),
  ];
}

function sharedProbes(subject: SharedRole, way: Entered, pool: AuditedPool, open: boolean): readonly Attempt[] {
  const reach = orGap(() => pool.reach(way));
  if (isGap(reach)) return [reach];
  const probes = worstOf(reach).flatMap(({ action, grant, capability, secrets, confidence }): readonly Probe[] => {
    const severity = severityFor('A0', capability, secrets);
    if (severity === undefined || severity === 'info') return [];
    const sure: Confidence = confidence === 'contested' ? 'contested' : 'proved';
    const now = weighed(severity, sure);
    const message = `Guests have the role ${nameOf(subject.arn)} of ${subject.others.join(' and ')}${open ? '' : ', the day guest access is switched on'}: ${action} on ${grant.resource}.`;
    const claim = { severity: open ? now : weighed(now, 'latent'), confidence: open ? sure : 'latent', actor: 'anonymous', message } as const;
    return [probeOf(way, [wantedBy(reach, action, grant)], `A guest asks for ${action} with the role of ${subject.others.join(' and ')}`, claim)];
  });
  return probes.length > 0 ? probes : [arrival(subject, pool)];
}

function arrival({ arn, others }: SharedRole, pool: AuditedPool): Probe {
  return {
    title: `A guest asks for the role of ${others.join(' and ')}`,
    people: { mallory: visitor(pool.guest) },
    calls: callsOf(pool.guest),
    proves: { ends: 'ok' },
    claim: {
      severity: 'info',
      confidence: 'proved',
      actor: 'anonymous',
      message: `Guests have the role ${nameOf(arn)} of ${others.join(' and ')}, which allows nothing but what is one’s own.`,
      intended: true,
    },
  };
}

function withGuests(world: AuditedPool['world'], pool: string): AuditedPool['world'] {
  return withPoolFields(world, pool, { AllowUnauthenticatedIdentities: true });
}
