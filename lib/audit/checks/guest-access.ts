import { check, type Attempt, type Probe, type Subject } from '../check';
import { callsOf, subjectOf, visitor } from '../entrances';
import { allow, guestRole, guestsOff, notesWorld, withPolicy } from '../examples';
import { isEntered, type AuditedPool } from '../pool';
import { resetsPool, withoutGuests } from '../pool-edits';
import { withoutPublicReading } from '../public-reading';
import { cwe, references } from '../references';
import { probeOf, wantedBy } from '../requests';
import { severityFor, weighed, worstOf } from '../severities';
import type { Claim } from '../claim';

export const guestAccess = check({
  code: 'IDP-01',
  name: 'guest-access',
  title: 'Guests get credentials that do harm',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'Anonymous visitors × the worst that the guest role allows within AWS’s session policies; a remark when that is only their own data or telemetry.',
  docs: {
    what: 'Guest access is on, the pool has a role for guests, and the role’s trust policy lets them in. The check works out what a guest may really do: the role’s policies and its boundary, cut down by the two session policies that AWS adds in the enhanced flow. It then tries the worst of it.',
    why: 'A guest needs nothing but the identity pool’s ID, which every web page of the application carries. Whatever the guest role allows, anyone on the internet may do, an hour at a time and as often as they like, and CloudTrail records no issuing of credentials unless data events are switched on.',
    falsePositives: 'Guest access as such is no flaw. A role that only sends telemetry, draws a map or reads what is public is reported as a remark. What a bucket holds under names such as public/ is taken at its word.',
    fix: 'Switch guest access off if nobody uses the application without signing in. Otherwise take the permission that the proof used out of the guest role.',
  },
  references: [references.bestPractices, references.iamRoles, cwe(306), cwe(276)],
  examples: {
    fails: [
      { title: 'guests read the whole bucket', world: withPolicy(guestRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')]), severity: 'high' },
      { title: 'guests delete what others uploaded', world: withPolicy(guestRole, [allow('s3:DeleteObject', 'arn:aws:s3:::notes-photos/public/*')]), severity: 'critical' },
      { title: 'guests read users’ personal data', world: withPolicy(guestRole, [allow('cognito-idp:ListUsers')]), severity: 'critical' },
    ],
    passes: [
      { title: 'guests read what is public', world: notesWorld },
      { title: 'guests send telemetry', world: withPolicy(guestRole, [allow('rum:PutRumEvents', 'arn:aws:rum:us-east-1:111122223333:appmonitor/notes')]) },
      { title: 'AWS’s session policies stop the only permission', world: withPolicy(guestRole, [allow('ssm:GetParameter')]) },
      { title: 'guest access is off', world: guestsOff },
    ],
  },
  subjects: (pool): readonly Subject[] => [{ resource: { type: 'AWS::Cognito::IdentityPool', id: pool.id } }],
  probes(_subject, pool): readonly Attempt[] {
    const way = pool.try(pool.guest);
    if (!isEntered(way)) return 'unread' in way ? [way] : [arrival(pool, remark('Guests get no credentials.'))];
    const worst = worstOf(withoutPublicReading(pool.reach(way), pool.world));
    const harmful = worst.flatMap(({ action, grant, capability, confidence, does, secrets }) => {
      const severity = severityFor('A0', capability, secrets);
      if (severity === undefined || severity === 'info') return [];
      const held = confidence === 'contested' ? 'contested' : 'proved';
      const message = `${subjectOf(way.entrance)} ${does}: ${action} on ${grant.resource}.`;
      const claim: Claim = { severity: weighed(severity, held), confidence: held, actor: 'anonymous', message };
      return [probeOf(way, [wantedBy(pool.reach(way), action, grant)], `A guest asks for ${action} on ${grant.resource}`, claim)];
    });
    if (harmful.length > 0) return harmful;
    return [arrival(pool, remark('Guests get credentials, and with them nothing that is not theirs or everybody’s.'))];
  },
  fix: (_subject, pool) => ({
    summary: 'Switch guest access off and take the guest role from the pool.',
    world: withoutGuests(pool.world, pool.id),
    warning: `Visitors who have not signed in lose what they have now. If the application needs them, narrow the guest role instead. ${resetsPool}`,
    closes: [pool.guest.id],
  }),
});

function remark(message: string): Claim {
  return { severity: 'info', confidence: 'proved', actor: 'anonymous', message, intended: true };
}

function arrival(pool: AuditedPool, claim: Claim): Probe {
  return {
    title: 'A guest asks for credentials',
    people: { mallory: visitor(pool.guest) },
    calls: callsOf(pool.guest),
    proves: { ends: 'ok' },
    claim,
  };
}
