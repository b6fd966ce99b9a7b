import { guestSessionPolicies } from '../../engine/guest-session-policies';
import { reachBeyond } from '../../iam/reach/difference';
import { beyondMessage, bothFlows } from '../both-flows';
import { check, type Attempt } from '../check';
import { classicProbe } from '../classic-flow';
import type { Claim } from '../claim';
import { allow, classicOn, classicUnset, guestRole, notesWorld, tokenMapping, withPolicy, withRoles } from '../examples';
import { isEntered } from '../pool';
import { resetsPool, withoutClassicFlow } from '../pool-edits';
import { withoutPublicReading } from '../public-reading';
import { cwe, references } from '../references';
import { confidenceIn, severityFor, weighed, worstOf } from '../severities';

const secret = [allow('ssm:GetParameter', 'arn:aws:ssm:us-east-1:111122223333:parameter/prod/db')];

export const guestCeilingBypass = check({
  code: 'IDP-07',
  name: 'guest-ceiling-bypass',
  title: 'Guests can step around AWS’s session policies',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'Anonymous visitors × the worst that the guest role allows and AWS’s session policies would not; one level less while the classic flow was never set.',
  docs: {
    what: `In the enhanced flow AWS adds two session policies to every guest’s session (as of ${guestSessionPolicies.managed.checkedOn}), so that a guest gets only services on AWS’s list, whatever the role allows. In the basic (classic) flow nobody adds them. The check subtracts the one from the other and tries the worst of the rest by both flows.`,
    why: 'People rely on the list without knowing it: a permission that does nothing in the application’s own flow looks harmless until somebody takes the other one. Both flows start from the same identity.',
    falsePositives: 'If the guest role allows nothing beyond AWS’s list, there is nothing to bypass, and the check passes.',
    fix: 'Switch the classic flow off. Then take the permission out of the guest role, where it never did anything for the application.',
  },
  references: [references.iamRoles, references.authenticationFlow, cwe(863)],
  examples: {
    fails: [
      { title: 'the guest role may read a parameter', world: withPolicy(guestRole, secret, classicOn), severity: 'critical' },
      { title: 'the same, and the classic flow was never set', world: withPolicy(guestRole, secret, classicUnset), severity: 'high' },
      { title: 'the guest role is an administrator', world: withPolicy(guestRole, [allow('*')], classicOn), severity: 'critical' },
    ],
    passes: [
      { title: 'the classic flow is off', world: withPolicy(guestRole, secret) },
      { title: 'role mappings hold the classic flow back', world: withPolicy(guestRole, secret, withRoles({ RoleMappings: tokenMapping }, classicOn)) },
      { title: 'all that the guest role allows is on AWS’s list', world: classicOn },
      { title: 'the app as it should be', world: notesWorld },
    ],
  },
  subjects(pool) {
    const guests = pool.pool.AllowUnauthenticatedIdentities && pool.attachment?.Roles?.unauthenticated !== undefined;
    return guests ? [{ resource: { type: 'AWS::Cognito::IdentityPool', id: pool.id } }] : [];
  },
  probes(_subject, pool): readonly Attempt[] {
    const role = pool.attachment?.Roles?.unauthenticated ?? '';
    const [enhanced, classic] = [pool.try(pool.guest), pool.try(pool.guestClassic(role))];
    const silent: Claim = { severity: 'info', confidence: 'proved', actor: 'anonymous', message: 'Guests get the same by both flows.', intended: true };
    if (!isEntered(classic)) return 'unread' in classic ? [classic] : [classicProbe(pool.guestClassic(role), silent)];
    if (!isEntered(enhanced)) return 'unread' in enhanced ? [enhanced] : [classicProbe(pool.guestClassic(role), silent)];
    const beyond = reachBeyond(withoutPublicReading(pool.reach(classic), pool.world), pool.reach(enhanced));
    const confidence = confidenceIn(pool.classic);
    const found = worstOf(beyond).flatMap((reason) => {
      const severity = severityFor('A0', reason.capability, reason.secrets);
      return severity === undefined || severity === 'info' ? [] : [bothFlows(enhanced, classic, reason, pool.reach(classic), { severity: weighed(severity, confidence), confidence, actor: 'anonymous', message: beyondMessage(reason) })];
    });
    return found.length > 0 ? found : [classicProbe(pool.guestClassic(role), silent)];
  },
  fix: (_subject, pool) => ({
    summary: 'Switch the basic (classic) flow off.',
    world: withoutClassicFlow(pool.world, pool.id),
    warning: `A client that calls GetOpenIdToken stops working: look for one first. ${resetsPool}`,
  }),
});
