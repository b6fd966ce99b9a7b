import type { Grant } from '../../iam/reach/question';
import { check, type Attempt } from '../check';
import type { Claim } from '../claim';
import { conditionalAttempt } from '../conditional-grants';
import { conditionalCrossings, crossings, ownGrants } from '../data-grants';
import { subjectOf } from '../entrances';
import { allow, guestRole, invitationOnly, notesWorld, signedInRole, sub, withPolicy, withRole } from '../examples';
import { toOwnFolder } from '../own-folder';
import { editUntilRefused } from '../policy-edits';
import { isMeantForAll } from '../public-reading';
import { cwe, references } from '../references';
import { probeOf, wantedBy } from '../requests';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import { severityFor } from '../severities';
import { standIns } from '../stand-ins';
import { put } from '../../world/world';
import type { Role } from '../../world/resources';

const reading = ['s3:GetObject', 's3:GetObjectVersion'] as const;
const photos = 'arn:aws:s3:::notes-photos';
const own = (notesWorld.resources['AWS::IAM::Role']?.[signedInRole] as Role).RolePolicyList as readonly { readonly PolicyName: string; readonly PolicyDocument: object }[];
const withReading = (Resource: string, Condition?: object) =>
  withRole(signedInRole, { RolePolicyList: [...own, { PolicyName: 'ReadPhotos', PolicyDocument: { Version: '2012-10-17', Statement: [allow('s3:GetObject', Resource, Condition)] } }] });

export const bulkObjectRead = check<RoleSubject>({
  code: 'PER-03',
  name: 'bulk-object-read',
  title: 'One person reads everybody’s objects',
  resource: 'AWS::IAM::Role',
  severityRule: 'Who gets the role × reading others’ data; a remark where a folder’s name or the bucket’s own policy says that all may read it.',
  docs: {
    what: 'A role that the pool gives lets its session read objects that are not bound to the session’s own identity: all buckets, a whole bucket, or a folder that people share. The check makes two users, and has the one read what is the other’s.',
    why: 'Applications keep photos, documents and exports in such buckets, and the keys are guessed, listed or seen in a link. A study of identity pools in 2019 found thousands of buckets open in this way that were not public otherwise.',
    falsePositives: 'A bucket that its own policy makes public, a folder whose name says that everybody may read it, and a single object named in full are remarks. Whether another shared folder is meant to be one, only the owner knows.',
    fix: 'Bind the resource to the identity: a folder with ${cognito-identity.amazonaws.com:sub} in it.',
  },
  references: [references.s3PerUser, cwe(639)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users read the whole bucket', world: withReading(`${photos}/*`), severity: 'high' },
      { title: 'invited users read all buckets', world: invitationOnly(withPolicy(signedInRole, [allow('s3:Get*')])), severity: 'medium' },
      { title: 'guests read the whole bucket', world: withPolicy(guestRole, [allow('s3:GetObject', `${photos}/*`)]), severity: 'high' },
      { title: 'users read the whole bucket from some network', world: withReading(`${photos}/*`, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }), severity: 'medium' },
      { title: 'users read what has a tag', world: withReading(`${photos}/*`, { StringEquals: { 's3:ExistingObjectTag/shared': 'yes' } }), severity: 'medium' },
    ],
    passes: [
      { title: 'users read their own folder, guests what is public', world: notesWorld },
      { title: 'users with a tag that nobody has read the bucket', world: withReading(`${photos}/*`, { StringEquals: { 'aws:PrincipalTag/staff': 'yes' } }) },
      { title: 'users also read one page', world: withReading(`${photos}/terms/terms.html`) },
      {
        title: 'the bucket is public by its own policy',
        world: put(withReading(`${photos}/*`), 'AWS::S3::Bucket', 'notes-photos', {
          BucketName: 'notes-photos',
          Policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${photos}/*` }] },
        }),
      },
      { title: 'a Deny keeps others out', world: withPolicy(signedInRole, [allow('s3:GetObject', `${photos}/*`), { Effect: 'Deny', Action: 's3:*', NotResource: `${photos}/users/${sub}/*` }]) },
    ],
  },
  subjects: roleSubjects,
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way, reach) => {
      const { entrance, roleArn } = way;
      const claimOn = (action: string, grant: Grant): Claim => {
        const forAll = isMeantForAll(action, grant, reach, pool.world);
        const severity = forAll ? 'info' : severityFor(entrance.tier, 'K3');
        return forAll || severity === undefined
          ? { severity: 'info', confidence: 'proved', actor: entrance.actor, message: `${subjectOf(entrance)} can read ${grant.resource}, which is there for everybody.`, intended: true }
          : { severity, confidence: 'proved', actor: entrance.actor, message: `${subjectOf(entrance)} can read everybody’s objects in ${grant.resource} with the role ${nameOf(roleArn)}.` };
      };
      const title = (grant: Grant): string => `Mallory reads ${grant.resource} with the role ${nameOf(roleArn)}`;
      const sure = crossings(reach, reading).map(({ action, grant }) => probeOf(way, [wantedBy(reach, action, grant)], title(grant), claimOn(action, grant)));
      const conditional = conditionalCrossings(reach, reading).map(({ action, grant }) => conditionalAttempt(way, reach, action, grant, title(grant), claimOn(action, grant)));
      const found = [...sure, ...conditional];
      if (found.length > 0) return found;
      const claim: Claim = { severity: 'high', confidence: 'proved', actor: entrance.actor, message: `${subjectOf(entrance)} can read what is another’s.` };
      const [hers] = ownGrants(reach, reading);
      const wanted = hers === undefined ? { action: 's3:GetObject', resource: standIns(pool.world).object } : wantedBy(reach, hers.action, hers.grant);
      return [probeOf(way, [wanted], `Mallory reads what is Alice’s with the role ${nameOf(roleArn)}`, claim)];
    }),
  fix({ role }, pool, proved) {
    if (role === undefined) return undefined;
    const isPublic = (resource: string): boolean => /\/(public|assets|static|cdn|www)\//.test(resource);
    const world = editUntilRefused(pool.world, role.arn, proved, toOwnFolder(pool.world, role.arn, reading, isPublic));
    return world && { summary: `Let sessions of ${nameOf(role.arn)} read the folder of their own identity only.`, world, warning: 'Objects that lie elsewhere have to be moved under their owner’s identity ID first.' };
  },
});
