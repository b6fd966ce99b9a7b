import { get, patch } from '../../world/world';
import { check, type Attempt, type Probe, type Subject } from '../check';
import { classicProbe } from '../classic-flow';
import { subjectOf, type Entrance } from '../entrances';
import { classicOn, classicUnset, guestRole, notesWorld, signedInRole, withPool, withRole } from '../examples';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { nameOf, ownRoles } from '../roles';
import { confidenceIn } from '../severities';

interface LastingRole extends Subject {
  readonly arn: string;
}

/** Seconds that a session of the enhanced flow lasts, and the most that AWS lets a role’s sessions last. */
const usual = 3600;
const longest = 43_200;

export const longSessions = check<LastingRole>({
  code: 'TRU-14',
  name: 'long-sessions',
  title: 'Sessions of a pool’s role may last longer than an hour',
  resource: 'AWS::IAM::Role',
  severityRule: 'Low, where the classic flow is possible.',
  docs: {
    what: 'A role that the pool gives has a MaxSessionDuration of more than an hour, and the basic (classic) flow is possible, in which the caller says how long the session is to last. The check asks for all of it.',
    why: 'A stolen session cannot be taken back one by one, and goes on whatever happens to the user’s account meanwhile. In the enhanced flow it ends after an hour; in the classic flow, when the role says so.',
    falsePositives: 'Where the classic flow is off or held back by role mappings, nobody can ask for a longer session, and the check passes.',
    fix: 'Set MaxSessionDuration to 3600 seconds; in the enhanced flow a session never lasts longer anyway.',
  },
  references: [references.iamRoles, references.authenticationFlow, cwe(613)],
  examples: {
    fails: [
      { title: 'users may stay for half a day', world: withRole(signedInRole, { MaxSessionDuration: longest }, classicOn), severity: 'low' },
      { title: 'guests may stay for two hours', world: withRole(guestRole, { MaxSessionDuration: 7200 }, classicOn), severity: 'low' },
      { title: 'the classic flow was never set', world: withRole(signedInRole, { MaxSessionDuration: longest }, classicUnset), severity: 'low' },
    ],
    passes: [
      { title: 'sessions last an hour', world: classicOn },
      { title: 'the classic flow is off', world: withRole(signedInRole, { MaxSessionDuration: longest }) },
      { title: 'roles say nothing, and the flow is off', world: notesWorld },
      { title: 'nobody can come in', world: withRole(signedInRole, { MaxSessionDuration: longest }, withPool({ AllowUnauthenticatedIdentities: false, CognitoIdentityProviders: [] }, classicOn)) },
    ],
  },
  subjects: (pool) => [...ownRoles(pool)].map((arn) => ({ arn, resource: { type: 'AWS::IAM::Role', id: arn } })),
  probes({ arn }, pool): readonly Attempt[] {
    const most = get(pool.world, 'AWS::IAM::Role', nameOf(arn))?.MaxSessionDuration ?? usual;
    return entrancesTo(arn, pool).map((entrance) => lastingProbe(entrance, arn, most > usual ? most : longest, pool));
  },
  fix: ({ arn }, { world }) => ({ summary: `Let sessions of ${nameOf(arn)} last an hour.`, world: patch(world, 'AWS::IAM::Role', nameOf(arn), { MaxSessionDuration: usual }) }),
});

function entrancesTo(arn: string, pool: AuditedPool): readonly Entrance[] {
  const guests = pool.pool.AllowUnauthenticatedIdentities ? [pool.guestClassic(arn)] : [];
  return [...guests, ...pool.liveProviders.filter(({ kind }) => kind !== 'developer').map((provider) => pool.signedInClassic(provider, arn))];
}

function lastingProbe(entrance: Entrance, arn: string, seconds: number, pool: AuditedPool): Probe {
  const message = `${subjectOf(entrance)} can have a session of ${nameOf(arn)} for ${seconds / 3600} hours.`;
  const probe = classicProbe(entrance, { severity: 'low', confidence: confidenceIn(pool.classic), actor: entrance.actor, message });
  const calls = probe.calls.map((call) => (call.operation === 'sts:AssumeRoleWithWebIdentity' ? { ...call, input: { ...call.input, DurationSeconds: seconds } } : call));
  return { ...probe, title: `${probe.title} for ${seconds / 3600} hours`, calls };
}
