import { from, type Call } from '../../engine/scenario';
import { worthOf } from '../../iam/reach/capability';
import type { Reach } from '../../iam/reach/question';
import { check, type Attempt, type Probe } from '../check';
import type { Claim } from '../claim';
import { aliceArrives, callsOf } from '../entrances';
import { allow, classicOn, guestRole, notesWorld, sub, withPolicy } from '../examples';
import { identityVariable } from '../own-folder';
import { cast } from '../people';
import { editUntilRefused, listOf, type Edit } from '../policy-edits';
import { cwe, references } from '../references';
import { probeOf, requestCall, wantedBy } from '../requests';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf, rolesForUsers } from '../roles';
import type { Entered } from '../sessions';

const carts = 'arn:aws:s3:::notes-photos/carts';
const ownCart = allow(['s3:GetObject', 's3:PutObject'], `${carts}/${sub}/*`);

export const guestDataById = check<RoleSubject>({
  code: 'VAR-10',
  name: 'guest-data-by-id',
  title: 'What a guest keeps is anyone’s who knows the identity ID',
  resource: 'AWS::IAM::Role',
  severityRule: 'Medium where a guest role keeps something for each identity; a remark where it does not.',
  docs: {
    what: 'The role for guests binds data to the identity, so that each guest has a folder or rows of their own. The check has a guest arrive, and somebody else who knows that guest’s identity ID ask the pool for credentials with it, and reach what is the guest’s.',
    why: 'A guest’s identity ID is an account without a password. It stands in the browser’s storage, in object keys, in logs and in links. Whoever presents it is that guest; whoever presents it together with a login of their own takes the identity over.',
    falsePositives: 'A throw-away shopping cart is a fair use of it. What guests keep, no setting tells, so the finding is there to be looked at, and suppressed with that reason.',
    fix: 'Have people sign in before anything personal is kept, and take the statements bound to the identity from the role for guests.',
  },
  references: [references.authenticationFlow, references.iamRoles, cwe(639), cwe(384)],
  examples: {
    fails: [
      { title: 'guests have a folder each', world: withPolicy(guestRole, [ownCart]), severity: 'medium' },
      { title: 'guests have a folder each, by the classic flow too', world: withPolicy(guestRole, [ownCart], classicOn), severity: 'medium' },
      {
        title: 'guests have rows of their own',
        world: withPolicy(guestRole, [allow(['dynamodb:GetItem', 'dynamodb:PutItem'], 'arn:aws:dynamodb:us-east-1:111122223333:table/notes', { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [sub] } })]),
        severity: 'medium',
      },
    ],
    passes: [
      { title: 'guests only read what is public', world: notesWorld },
      { title: 'a Deny keeps guests out of it', world: withPolicy(guestRole, [ownCart, { Effect: 'Deny', Action: 's3:*', Resource: `${carts}/*` }]) },
    ],
  },
  // That guests get the role of users is the subject of TRU-02.
  subjects: (pool) => {
    const forUsers = rolesForUsers(pool).filter((arn) => arn !== pool.attachment?.Roles?.unauthenticated);
    return roleSubjects(pool).filter(({ role }) => role === undefined || (!forUsers.includes(role.arn) && role.ways.some(isGuests)));
  },
  probes: (subject, pool): readonly Attempt[] => perWay(subject, pool, (way, reach) => (isGuests(way) ? [borrowedProbe(way, reach)] : [])),
  fix({ role }, pool, proved) {
    if (role === undefined) return undefined;
    const world = editUntilRefused(pool.world, role.arn, proved, withoutOwn);
    return (
      world && {
        summary: `Keep nothing for each guest: take what is bound to the identity from ${nameOf(role.arn)}.`,
        world,
        warning: 'Guests lose what they have kept; let them sign in first, and keep it in the role of signed-in users.',
        closes: role.ways.filter(isGuests).map(({ entrance }) => entrance.id),
      }
    );
  },
});

function isGuests({ entrance }: Entered): boolean {
  return entrance.tier === 'A0';
}

/** Mallory has Alice's identity ID and nothing else. */
function borrowedProbe(way: Entered, reach: Reach): Probe {
  const { entrance, roleArn } = way;
  const hers = reach.actions.flatMap(({ action, grants }) => grants.map((grant) => ({ action, grant }))).find(({ action, grant }) => {
    return grant.scope === 'own' && grant.verdict === 'allowed' && worthOf(action, reach.question.catalogue)?.data !== undefined;
  });
  const knows = `Whoever knows a guest’s identity ID gets that guest’s credentials of ${nameOf(roleArn)}`;
  const claim: Claim =
    hers === undefined
      ? { severity: 'info', confidence: 'proved', actor: 'anonymous', message: `${knows}; the role keeps nothing for each guest.`, intended: true }
      : { severity: 'medium', confidence: 'proved', actor: 'anonymous', message: `${knows}, and with them ${hers.action} on ${hers.grant.resource}.` };
  const arrival = probeOf(way, [], `Mallory comes with Alice’s identity ID and uses ${nameOf(roleArn)}`, claim);
  const borrowed = callsOf(entrance).slice(1).map((call): Call => ('IdentityId' in call.input ? { ...call, input: { ...call.input, IdentityId: from('alice-get-id', 'IdentityId') } } : call));
  const request = hers === undefined ? [] : [requestCall(way, wantedBy(reach, hers.action, hers.grant))];
  return { ...arrival, people: { ...arrival.people, alice: { ...cast.alice, detail: 'a guest' } }, calls: [...aliceArrives(entrance), ...borrowed, ...request] };
}

/** The statement without what is bound to the identity. */
const withoutOwn: Edit = (statement) => {
  const resources = listOf(statement.Resource);
  const kept = resources.filter((resource) => !resource.includes(identityVariable));
  if (kept.length === resources.length || kept.length === 0) return [];
  return [{ ...statement, Resource: kept }];
};
