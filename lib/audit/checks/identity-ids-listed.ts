import { from } from '../../engine/scenario';
import { check, type Attempt, type Probe } from '../check';
import type { Claim } from '../claim';
import { aliceArrives, subjectOf } from '../entrances';
import { allow, guestRole, guestsOff, notesWorld, signedInRole, sub, withPolicy, withStatement } from '../examples';
import { identityVariable } from '../own-folder';
import { listingActions, ownPrefixes, toOwnPrefix } from '../own-prefix';
import { cast } from '../people';
import { editUntilRefused } from '../policy-edits';
import { isEntered, type AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { probeOf } from '../requests';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import type { Entered } from '../sessions';
import { placedStatements, textsOf } from '../statement-requests';

/** A folder of a bucket with a folder for each identity in it. */
interface IdentityFolder {
  readonly bucket: string;
  /** Begins and ends the keys before the identity ID: `users/`, or nothing. */
  readonly prefix: string;
  readonly ofGuests: boolean;
}

const photos = 'arn:aws:s3:::notes-photos';
const listsCarts = allow('s3:ListBucket', photos, { StringLike: { 's3:prefix': ['carts/', 'carts/*'] } });
const carts = withPolicy(guestRole, [allow(['s3:GetObject', 's3:PutObject'], `${photos}/carts/${sub}/*`)]);

export const identityIdsListed = check<RoleSubject>({
  code: 'VAR-09',
  name: 'identity-ids-listed',
  title: 'A listing tells identity IDs',
  resource: 'AWS::IAM::Role',
  severityRule: 'Medium where the IDs are guests’, whose credentials they give; low where they are those of signed-in users.',
  docs: {
    what: 'A bucket keeps a folder for each identity, named by the identity ID, and a role that the pool gives lets its session list the folder above. The check lists it. Where guests have such folders it then asks for the credentials of a guest whose ID was listed.',
    why: 'For a guest the identity ID is all there is: whoever has it gets that guest’s credentials from the pool, with GetCredentialsForIdentity and nothing else. What looked like a harmless list of names is a list of keys.',
    falsePositives: 'The ID of somebody who signed in is of no use without their login, so that such a listing is low: it tells how many there are, and who came back. Whether people may know of each other there, only the owner knows.',
    fix: 'Limit s3:ListBucket to the identity’s own prefix, and let an application’s own index say what there is.',
  },
  references: [references.s3PerUser, references.authenticationFlow, cwe(200), cwe(522)],
  examples: {
    fails: [
      { title: 'guests list the folder of guests’ carts', world: withStatement(guestRole, listsCarts, carts), severity: 'medium' },
      { title: 'users list the folder of guests’ carts', world: withStatement(signedInRole, listsCarts, carts), severity: 'medium' },
      { title: 'users list the folder of users’ folders', world: withStatement(signedInRole, allow('s3:ListBucket', photos, { StringEquals: { 's3:prefix': 'users/' } })), severity: 'low' },
      { title: 'there are no guests any more', world: withStatement(signedInRole, listsCarts, withPolicy(signedInRole, [allow('s3:PutObject', `${photos}/carts/${sub}/*`)], guestsOff)), severity: 'low' },
    ],
    passes: [
      { title: 'users list their own folder', world: notesWorld },
      { title: 'guests list their own cart', world: withStatement(guestRole, allow('s3:ListBucket', photos, { StringLike: { 's3:prefix': `carts/${sub}/*` } }), carts) },
    ],
  },
  subjects: roleSubjects,
  probes: (subject, pool): readonly Attempt[] => perWay(subject, pool, (way) => [...identityFolders(pool).map((folder) => listingProbe(folder, way, pool)), ...pool.unreadWays]),
  fix({ role }, pool, proved) {
    if (role === undefined) return undefined;
    const world = editUntilRefused(pool.world, role.arn, proved, toOwnPrefix(ownPrefixes(pool, role.arn)));
    return world && { summary: `Let sessions of ${nameOf(role.arn)} list the folder of their own identity only.`, world };
  },
});

/** The folders above those that roles of the pool keep for each identity. @throws NotRead */
function identityFolders(pool: AuditedPool): readonly IdentityFolder[] {
  const found = new Map<string, IdentityFolder>();
  for (const { ways } of pool.reachedRoles) {
    for (const way of ways) {
      for (const text of placedStatements(pool.reach(way)).flatMap((placed) => (placed.text.effect === 'Allow' ? textsOf(placed.text) : []))) {
        const [, bucket, prefix = ''] = /^arn:[^:]*:s3:::([^/*?$]+)\/(.*)$/.exec(text) ?? [];
        const at = prefix.indexOf(identityVariable);
        if (bucket === undefined || at < 0 || /[*?$]/.test(prefix.slice(0, at))) continue;
        const folder = { bucket, prefix: prefix.slice(0, at), ofGuests: way.entrance.tier === 'A0' && isEntered(pool.try(pool.guest)) };
        const key = `${bucket}/${folder.prefix}`;
        if (found.get(key)?.ofGuests !== true) found.set(key, folder);
      }
    }
  }
  return [...found.values()];
}

function listingProbe({ bucket, prefix, ofGuests }: IdentityFolder, way: Entered, pool: AuditedPool): Probe {
  const { entrance, roleArn } = way;
  const [action = ''] = listingActions;
  const wanted = { action, resource: `arn:${pool.world.partition}:s3:::${bucket}`, context: { 's3:prefix': prefix } };
  const where = `${bucket}/${prefix}`;
  const sentence = `${subjectOf(entrance)} can list ${where} with the role ${nameOf(roleArn)}, where folders are named by identity IDs`;
  const claim: Claim = ofGuests
    ? { severity: 'medium', confidence: 'proved', actor: entrance.actor, message: `${sentence}, and get any guest’s credentials with an ID from there.` }
    : { severity: 'low', confidence: 'proved', actor: entrance.actor, message: `${sentence}.` };
  const listing = probeOf(way, [wanted], `Mallory lists ${where} with the role ${nameOf(roleArn)}`, claim);
  if (!ofGuests) return listing;
  const becomes = { id: 'become-alice', by: 'mallory', operation: 'cognito-identity:GetCredentialsForIdentity', input: { IdentityId: from('alice-get-id', 'IdentityId') } };
  return {
    ...listing,
    title: `${listing.title}, and becomes a guest whose ID is there`,
    people: { ...listing.people, alice: { ...cast.alice, detail: 'another guest' } },
    calls: [...aliceArrives(pool.guest), ...listing.calls, becomes],
  };
}
