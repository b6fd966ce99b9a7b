import { check, type Attempt, type Subject } from '../check';
import { callsOf, visitor } from '../entrances';
import { classicOn, guestsOff, notes, notesWorld, withRoles } from '../examples';
import { resetsPool, withoutGuests } from '../pool-edits';
import { references } from '../references';

const noGuestRole = { Roles: { authenticated: notes.signedInRole } };

export const guestsWithoutRole = check({
  code: 'IDP-02',
  name: 'guests-without-role',
  title: 'Guest access is on, and there is no role for guests',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'Low, and latent: guests get no credentials until somebody attaches a role.',
  docs: {
    what: 'AllowUnauthenticatedIdentities is true, and the pool has no role for guests. The check has a guest ask for an identity, which is given, and for credentials, which are not.',
    why: 'Nothing is open today. But the switch is on, and whoever attaches a role for guests one day decides alone what everybody on the internet may do. If the basic (classic) flow is possible, guests also get the pool’s token, which any other role takes that does not ask whether its holder signed in; TRU-02 says so.',
    falsePositives: 'An application may want identities without credentials, to count its visitors for instance. That is rare, and harmless.',
    fix: 'Switch guest access off, or attach the role that guests are meant to have.',
  },
  references: [references.authenticationFlow, references.bestPractices],
  examples: {
    fails: [
      { title: 'there is no role for guests', world: withRoles(noGuestRole), severity: 'low' },
      { title: 'the pool has no roles at all', world: withRoles({ Roles: undefined }), severity: 'low' },
      { title: 'the classic flow is on as well', world: withRoles(noGuestRole, classicOn), severity: 'low' },
    ],
    passes: [
      { title: 'guests have a role', world: notesWorld },
      { title: 'guest access is off', world: withRoles(noGuestRole, guestsOff) },
    ],
  },
  subjects: ({ id, pool }): readonly Subject[] => (pool.AllowUnauthenticatedIdentities ? [{ resource: { type: 'AWS::Cognito::IdentityPool', id } }] : []),
  probes: (_subject, pool): readonly Attempt[] => [
    {
      title: 'A guest asks for credentials',
      people: { mallory: visitor(pool.guest) },
      calls: callsOf(pool.guest),
      proves: { ends: ['InvalidIdentityPoolConfigurationException'], rule: 'role' },
      otherwise: 'Guests get the role that is there for them.',
      claim: { severity: 'low', confidence: 'latent', actor: 'anonymous', message: 'Guest access is on, and guests get no credentials for want of a role: the first one that somebody attaches goes to everybody on the internet.' },
    },
  ],
  fix: (_subject, pool) => ({ summary: 'Switch guest access off.', world: withoutGuests(pool.world, pool.id), warning: resetsPool }),
});
