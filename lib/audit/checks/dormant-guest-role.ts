import { isGap, NotRead } from '../../world/gap';
import { put, type World } from '../../world/world';
import { check, type Attempt, type Subject } from '../check';
import type { Claim } from '../claim';
import { callsOf, visitor } from '../entrances';
import { allow, guestRole, guestsOff, notesWorld, withPolicy, withRole, withRoles, notes } from '../examples';
import { orGap } from '../or-gap';
import { isEntered, type AuditedPool } from '../pool';
import { withPoolFields } from '../pool-edits';
import { withoutPublicReading } from '../public-reading';
import { cwe, references } from '../references';
import { nameOf } from '../roles';
import { worstOf } from '../severities';

export const dormantGuestRole = check({
  code: 'IDP-03',
  name: 'dormant-guest-role',
  title: 'A role for guests is attached while guest access is off',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'Low, and latent; medium when the role reads others’ data or does worse; a remark when it allows nothing.',
  docs: {
    what: 'Guest access is off, and the pool still has a role for guests. The check switches guest access on, and has a guest come and be given it.',
    why: 'One field of one update stands between everybody on the internet and this role. UpdateIdentityPool sets all of a pool’s settings at once, so that the switch also flips by accident.',
    falsePositives: 'The CDK has always made this role, guests or not. Without permissions it is a remark.',
    fix: 'Take the role for guests from the pool; delete it if nothing else uses it.',
  },
  references: [references.iamRoles, references.cdkGuestRole, cwe(1188)],
  examples: {
    fails: [
      { title: 'the role allows to read what is public', world: guestsOff, severity: 'low' },
      { title: 'the role reads everybody’s photos', world: withPolicy(guestRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')], guestsOff), severity: 'medium' },
    ],
    passes: [
      { title: 'the role allows nothing', world: withRole(guestRole, { RolePolicyList: [] }, guestsOff) },
      { title: 'the role’s trust policy keeps guests out', world: withRoles({ Roles: { authenticated: notes.signedInRole, unauthenticated: notes.signedInRole } }, guestsOff) },
      { title: 'no role for guests is attached', world: withRoles({ Roles: { authenticated: notes.signedInRole } }, guestsOff) },
      { title: 'guest access is on', world: notesWorld },
    ],
  },
  subjects: ({ id, pool, attachment }): readonly Subject[] =>
    !pool.AllowUnauthenticatedIdentities && attachment?.Roles?.unauthenticated !== undefined ? [{ resource: { type: 'AWS::Cognito::IdentityPool', id } }] : [],
  probes(_subject, pool): readonly Attempt[] {
    const claim = orGap(() => claimOn(pool.in(withGuests(pool.world, pool.id)), nameOf(pool.attachment?.Roles?.unauthenticated ?? '')));
    if (isGap(claim)) return [claim];
    return [
      {
        title: 'Guest access is switched on, and a guest asks for credentials',
        prepare: (world) => withGuests(world, pool.id),
        people: { mallory: visitor(pool.guest) },
        calls: callsOf(pool.guest),
        proves: { ends: 'ok' },
        claim,
      },
    ];
  },
  fix(_subject, pool) {
    const { attachment } = pool;
    if (attachment === undefined) return undefined;
    const { unauthenticated: _dormant, ...Roles } = attachment.Roles ?? {};
    return { summary: 'Take the role for guests from the pool.', world: put(pool.world, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.id, { ...attachment, Roles }) };
  },
});

function withGuests(world: World, poolId: string): World {
  return withPoolFields(world, poolId, { AllowUnauthenticatedIdentities: true });
}

/** What guests would have. @throws NotRead */
function claimOn(within: AuditedPool, role: string): Claim {
  const way = within.try(within.guest);
  const latent = { confidence: 'latent', actor: 'anonymous' } as const;
  const message = `The role ${role} waits for guests, who are switched off: one field of one update gives it to everybody on the internet.`;
  if (!isEntered(way)) {
    if ('unread' in way) throw new NotRead(way.unread);
    return { ...latent, severity: 'low', message };
  }
  const reach = within.reach(way);
  const worst = worstOf(withoutPublicReading(reach, within.world))[0];
  if (worst !== undefined && worst.confidence === 'proved' && worst.capability >= 'K3') {
    return { ...latent, severity: 'medium', message: `${message} With it, anybody ${worst.does}: ${worst.action} on ${worst.grant.resource}.` };
  }
  const allowsNothing = !reach.actions.some(({ grants }) => grants.some(({ verdict, by }) => verdict === 'allowed' && by !== undefined));
  if (allowsNothing) return { ...latent, severity: 'info', message: `The role ${role} waits for guests, who are switched off, and allows nothing.`, intended: true };
  return { ...latent, severity: 'low', message };
}
