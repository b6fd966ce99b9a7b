import { statementOf } from '../data-grants';
import { allow, guestRole, invitationOnly, notesWorld, signedInRole, sub, withPolicy, withStatement } from '../examples';
import { foldersPerIdentity } from '../own-folder';
import { listingActions, ownPrefixes, toOwnPrefix } from '../own-prefix';
import { isPublicFolder } from '../public-reading';
import { isWide, reachCheck, type Asked } from '../reach-probes';
import { cwe, references } from '../references';

const photos = 'arn:aws:s3:::notes-photos';
const prefix = (operator: string, ...values: readonly string[]) => ({ [operator]: { 's3:prefix': values } });

export const bucketListing = reachCheck({
    code: 'PER-05',
    name: 'bucket-listing',
    title: 'One person lists everybody’s objects',
    severityRule: 'Who gets the role × reading others’ data where the bucket keeps folders per identity, or where every bucket can be listed; × a map of the account otherwise.',
    docs: {
      what: 'A role that the pool gives lets its session list a bucket without a limit to one’s own prefix: there is no condition on s3:prefix, its values take in a parent of everybody’s folders, or an …IfExists operator lets a request without a prefix through. The check has one user ask for the list of another’s folder, or of the whole bucket.',
      why: 'A listing tells every key: identity IDs, file names and how much there is. Whoever can also read by key then needs to guess nothing.',
      falsePositives: 'A bucket that only one customer uses, or one of public files, may be meant to be listed. A prefix whose name says that everybody may see it is a remark.',
      fix: 'Limit s3:ListBucket to the identity’s own prefix with StringLike on s3:prefix.',
    },
    references: [references.s3PerUser, cwe(548)],
    yieldsTo: ['PER-01'],
    examples: {
      fails: [
        { title: 'users list the whole bucket', world: withStatement(signedInRole, allow('s3:ListBucket', photos)), severity: 'high' },
        { title: 'the prefixes take in a parent', world: withStatement(signedInRole, allow('s3:ListBucket', photos, prefix('StringLike', '', 'users/*'))), severity: 'high' },
        { title: 'the prefix is everybody’s folder', world: withStatement(signedInRole, allow('s3:ListBucket', photos, prefix('StringLike', 'users/*'))), severity: 'high' },
        { title: 'the prefix is Amplify’s folder of protected folders', world: withStatement(signedInRole, allow('s3:ListBucket', photos, prefix('StringEquals', 'protected/'))), severity: 'high' },
        { title: 'a request without a prefix passes', world: withStatement(signedInRole, allow('s3:ListBucket', photos, prefix('StringLikeIfExists', `users/${sub}/*`))), severity: 'high' },
        { title: 'invited users list every bucket', world: invitationOnly(withPolicy(signedInRole, [allow('s3:List*')])), severity: 'medium' },
        { title: 'guests list a bucket of shared files', world: withPolicy(guestRole, [allow('s3:ListBucket', 'arn:aws:s3:::notes-site')]), severity: 'medium' },
      ],
      passes: [
        { title: 'users list their own folder', world: notesWorld },
        { title: 'guests list what is public', world: withStatement(guestRole, allow('s3:ListBucket', photos, prefix('StringLike', 'public/*'))) },
      ],
    },
    classes: [
      {
        actions: listingActions,
        does: 'list what others keep',
        worth: (asked) => {
          const { grant, pool } = asked;
          if (isWide(grant)) return { capability: 'K3' };
          if (isForAll(prefixAsked(asked) ?? '')) return { which: 'lists what is there for everybody' };
          const bucket = /:::([^/*?]+)/.exec(grant.resource)?.[1];
          const roles = Object.values(pool.world.resources['AWS::IAM::Role'] ?? {}).flatMap((role) => ('Arn' in role ? [role.Arn] : []));
          const perIdentity = bucket === undefined || roles.some((arn) => foldersPerIdentity(pool.world, arn, bucket).length > 0);
          return { capability: perIdentity ? 'K3' : 'K2' };
        },
        chooses: { key: 's3:prefix', values: sharedPrefixes },
      },
    ],
    narrows: (pool, roleArn) => toOwnPrefix(ownPrefixes(pool, roleArn)),
    fixSummary: (role) => `Let sessions of ${role} list the folder of their own identity only.`,
    fixWarning: 'A page that lists a shared folder needs a statement of its own for that prefix.',
});

/** Whether a prefix is of what all may see. A folder of one folder per identity is none, even where everybody may read in them. */
function isForAll(prefix: string): boolean {
  return isPublicFolder(prefix) && !prefix.split('/').includes('protected');
}

/** The prefix that the proof asks for; none when it lists the whole bucket. */
function prefixAsked({ grant: { witness } }: Asked): string | undefined {
  const value = witness.given['s3:prefix'];
  return typeof value === 'string' ? value : value?.[0];
}

/** Prefixes that the statement’s condition covers, whoever asks. */
function sharedPrefixes({ grant, reach }: Asked): readonly string[] {
  const values = (statementOf(reach, grant)?.conditions ?? []).flatMap(({ key, values: each }) => (key.toLowerCase() === 's3:prefix' ? each.map(({ value }) => value) : []));
  return values.filter((value) => !value.includes('${')).map((value) => value.replace(/[*?]/g, 'x'));
}
