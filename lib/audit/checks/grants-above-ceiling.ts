import { guestSessionPolicies } from '../../engine/guest-session-policies';
import { reachBeyond } from '../../iam/reach/difference';
import { bothFlows } from '../both-flows';
import { check, type Attempt } from '../check';
import type { Claim } from '../claim';
import { withEverythingOn } from '../classic-flow';
import { allow, classicOn, guestRole, guestsOff, notesWorld, tokenMapping, withPolicy, withRoles } from '../examples';
import { isEntered } from '../pool';
import { editUntilRefused, withoutActions } from '../policy-edits';
import { withoutPublicReading } from '../public-reading';
import { cwe, references } from '../references';
import { probeOf } from '../requests';
import { nameOf } from '../roles';
import { worstOf } from '../severities';
import { standIns } from '../stand-ins';

const secret = [allow('ssm:GetParameter', 'arn:aws:ssm:us-east-1:111122223333:parameter/prod/db')];

export const grantsAboveCeiling = check({
  code: 'PER-23',
  name: 'grants-above-ceiling',
  title: 'The guest role allows what AWS’s session policies refuse',
  resource: 'AWS::IAM::Role',
  severityRule: 'Low, and latent: dead while the classic flow is off. With the classic flow on it is IDP-07.',
  docs: {
    what: `AWS adds two session policies to every guest’s session in the enhanced flow (as of ${guestSessionPolicies.managed.checkedOn}). What the guest role allows beyond them does nothing, as long as the basic (classic) flow is off. The check subtracts the one from the other, has a guest ask for the worst of the rest, and shows what the same request would come to with the classic flow on.`,
    why: 'A permission that does nothing is either a mistake or a hope that somebody may one day fulfil by switching the classic flow on. On that day it is live for everybody, and nobody changes a policy for it.',
    falsePositives: 'If the guest role allows nothing beyond AWS’s list, the check passes. With the classic flow on, or never set, the permission is live: see IDP-07.',
    fix: 'Take the permission out of the guest role, or have people sign in for it.',
  },
  references: [references.iamRoles, references.authenticationFlow, cwe(1188)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'the guest role may read a parameter', world: withPolicy(guestRole, secret), severity: 'low' },
      { title: 'role mappings hold the classic flow back', world: withPolicy(guestRole, secret, withRoles({ RoleMappings: tokenMapping }, classicOn)), severity: 'low' },
    ],
    passes: [
      { title: 'all that the guest role allows is on AWS’s list', world: notesWorld },
      { title: 'guests may do what the list’s services offer', world: withPolicy(guestRole, [allow(['polly:SynthesizeSpeech', 'rum:PutRumEvents'])]) },
      { title: 'guests may do everything with a service of the list', world: withPolicy(guestRole, [allow('s3:*')]) },
      { title: 'the classic flow is on', world: withPolicy(guestRole, secret, classicOn) },
      { title: 'there are no guests', world: withPolicy(guestRole, secret, guestsOff) },
    ],
  },
  subjects(pool) {
    const role = pool.attachment?.Roles?.unauthenticated;
    const held = pool.classic === 'off' || pool.classic === 'held by role mappings';
    return pool.pool.AllowUnauthenticatedIdentities && held && role !== undefined ? [{ resource: { type: 'AWS::IAM::Role', id: role } }] : [];
  },
  probes({ resource: { id: role } }, pool): readonly Attempt[] {
    const open = pool.in(withEverythingOn(pool.world, pool.id));
    const [enhanced, classic] = [pool.try(pool.guest), open.try(open.guestClassic(role))];
    if (!isEntered(enhanced)) return 'unread' in enhanced ? [enhanced] : [];
    if (!isEntered(classic)) return 'unread' in classic ? [classic] : [];
    const beyond = reachBeyond(withoutPublicReading(open.reach(classic), open.world), pool.reach(enhanced));
    const claim: Claim = { severity: 'low', confidence: 'latent', actor: 'anonymous', message: '' };
    const found = worstOf(beyond).map((reason) => {
      const { action, grant } = reason;
      const message = `The guest role ${nameOf(role)} allows ${action} on ${grant.resource}, which AWS’s session policies refuse every guest: with the classic flow on, anyone on the internet would have it.`;
      return { ...bothFlows(enhanced, classic, reason, open.reach(classic), { ...claim, message }), prepare: (world: typeof pool.world) => withEverythingOn(world, pool.id) };
    });
    if (found.length > 0) return found;
    const asked = { action: 's3:GetObject', resource: standIns(pool.world).object };
    const remark: Claim = { severity: 'info', confidence: 'proved', actor: 'anonymous', message: `All that ${nameOf(role)} allows is on AWS’s list.`, intended: true };
    return [probeOf(enhanced, [asked], `A guest asks for an object of a bucket that nobody named, with the role ${nameOf(role)}`, remark)];
  },
  fix({ resource: { id: role } }, pool, proved) {
    const [action] = proved.calls.flatMap(({ operation, asks }) => (asks === undefined ? [] : [operation]));
    const world = action === undefined ? undefined : editUntilRefused(pool.world, role, proved, withoutActions([action]));
    return world && { summary: `Take ${action ?? ''} from ${nameOf(role)}.`, world };
  },
});
