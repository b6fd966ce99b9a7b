import { from, type Call } from '../../engine/scenario';
import { poolIssuer } from '../../engine/identity-token';
import { check, type Attempt, type Probe } from '../check';
import type { Claim } from '../claim';
import { callsOf, companions, credentialsOf, peopled, subjectOf, visitor } from '../entrances';
import { allow, guestRole, invitationOnly, notesWorld, signedInRole, withPolicy, withPool } from '../examples';
import { editUntilRefused, withoutActions } from '../policy-edits';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import { severityFor, weighed } from '../severities';
import type { Entered } from '../sessions';

const action = 'cognito-identity:GetOpenIdTokenForDeveloperIdentity';
const withDeveloper = withPool({ DeveloperProviderName: 'login.notes.example' });

export const developerIdentities = check<RoleSubject>({
  code: 'ESC-08',
  name: 'developer-identities',
  title: 'A session speaks for any user as the developer provider',
  resource: 'AWS::IAM::Role',
  severityRule: 'Who gets the role × acting as any other user; one level less, since sources disagree whether AWS takes the call.',
  docs: {
    what: 'The pool has a developer provider: a backend of the application says who somebody is, by GetOpenIdTokenForDeveloperIdentity. The check looks for roles that the pool gives whose sessions may make that call themselves, makes it in another user’s name, and takes that user’s credentials.',
    why: 'The call asks for no password and no token of the user: whoever may make it is believed. The token is good for up to a day.',
    falsePositives: 'Without a developer provider the call is good for nothing, and the check does not apply. Amazon Cognito’s reference asks for developer credentials; whether it takes the call from a session of an identity pool, sources disagree.',
    fix: 'Leave the call to the backend’s role, on this pool’s ARN.',
  },
  references: [references.authenticationFlow, cwe(290), cwe(441)],
  yieldsTo: ['PER-01', 'IDP-08'],
  examples: {
    fails: [
      { title: 'users may do everything with identity pools', world: withPolicy(signedInRole, [allow('cognito-identity:*')], withDeveloper), severity: 'medium' },
      { title: 'guests may vouch for users', world: withPolicy(guestRole, [allow(action)], withDeveloper), severity: 'high' },
      { title: 'invited users may vouch for others', world: invitationOnly(withPolicy(signedInRole, [allow(action)], withDeveloper)), severity: 'low' },
    ],
    passes: [
      { title: 'only the backend vouches for users', world: withDeveloper },
      { title: 'the permission is for another pool', world: withPolicy(signedInRole, [allow(action, 'arn:aws:cognito-identity:us-east-1:111122223333:identitypool/us-east-1:other')], withDeveloper) },
      { title: 'the pool has no developer provider', world: withPolicy(signedInRole, [allow('cognito-identity:*')], notesWorld) },
    ],
  },
  subjects: (pool) => (pool.pool.DeveloperProviderName === undefined ? [] : roleSubjects(pool)),
  probes: (subject, pool): readonly Attempt[] => perWay(subject, pool, (way) => mintingProbe(pool, way)),
  fix({ role }, pool, proved) {
    if (role === undefined) return undefined;
    const world = editUntilRefused(pool.world, role.arn, proved, withoutActions([action]));
    return world && { summary: `Take ${action} from ${nameOf(role.arn)}.`, world };
  },
});

/** Mallory vouches for somebody else, and takes their credentials. */
function mintingProbe(pool: AuditedPool, way: Entered): readonly Probe[] {
  const { entrance, roleArn } = way;
  const severity = severityFor(entrance.tier, 'K4');
  if (severity === undefined) return [];
  const claim: Claim = {
    severity: weighed(severity, 'contested'),
    confidence: 'contested',
    actor: entrance.actor,
    message: `${subjectOf(entrance)} can become any user that the backend vouches for, with the role ${nameOf(roleArn)}, if AWS takes ${action} from such a session.`,
  };
  const { principal } = poolIssuer(pool.world.partition, pool.id.split(':')[0] ?? '');
  const vouch: Call = {
    id: 'vouch',
    by: 'mallory',
    operation: action,
    input: { IdentityPoolId: pool.id, Logins: { [pool.pool.DeveloperProviderName ?? '']: 'alice' }, TokenDuration: 86_400 },
    signedBy: credentialsOf(entrance),
  };
  const take: Call = {
    id: 'take-credentials',
    by: 'mallory',
    operation: 'cognito-identity:GetCredentialsForIdentity',
    input: { IdentityId: from(vouch.id, 'IdentityId'), Logins: { [principal]: from(vouch.id, 'Token') } },
  };
  return [
    {
      title: `A session of ${nameOf(roleArn)} vouches for another user`,
      prepare: (world) => peopled(world, entrance),
      people: { mallory: visitor(entrance), ...companions(entrance) },
      calls: [...callsOf(entrance), vouch, take],
      proves: { ends: 'ok' },
      claim,
    },
  ];
}
