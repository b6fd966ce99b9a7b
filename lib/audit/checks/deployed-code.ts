import { bucketsCovered, deploymentFrom, type Deployment } from '../deployment-buckets';
import { allow, guestRole, invitationOnly, notesWorld, signedInRole, sub, withPolicy, withStatement } from '../examples';
import { reachCheck, type Asked } from '../reach-probes';
import { cwe, references } from '../references';
import { put } from '../../world/world';

const assets = 'arn:aws:s3:::cdk-hnb659fds-assets-111122223333-us-east-1';
const pages = 'arn:aws:s3:::notes-web';
const served = put(notesWorld, 'AWS::S3::Bucket', 'notes-web', {
  BucketName: 'notes-web',
  Policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:GetObject', Resource: `${pages}/*` }] },
});

export const deployedCode = reachCheck({
  code: 'ESC-09',
  name: 'deployed-code',
  title: 'A session overwrites what is deployed or served',
  severityRule: 'Who gets the role × the whole account where a tool deploys from the bucket, else × others’ data; plausible, since what is deployed from there was not read.',
  docs: {
    what: 'A role that the pool gives lets its session put objects into a bucket from which something is deployed or served: by the name that the CDK, CloudFormation, CodePipeline, AWS SAM, Amplify or another tool gave it, or by a policy that lets CloudFront or everybody read all of it. The check asks IAM for the upload.',
    why: 'The next deployment runs what lies there, with the roles that deployments have. Behind a site, the object is a script in every visitor’s browser, which hands over their tokens.',
    falsePositives: 'A bucket’s name says what it was made for, not what is in use: the finding is plausible, and names what would have to be known. An upload folder of the users’ own in such a bucket is no finding.',
    fix: 'Keep the users’ uploads in a bucket of their own, in a folder for each identity.',
  },
  references: [references.s3PerUser, cwe(494), cwe(829)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users write where the CDK deploys from', world: withStatement(signedInRole, allow(['s3:GetObject', 's3:PutObject'], `${assets}/*`)), severity: 'critical' },
      { title: 'guests write pages that CloudFront serves', world: withStatement(guestRole, allow('s3:PutObject', `${pages}/*`), served), severity: 'critical' },
      { title: 'invited users write any bucket, and one holds pages', world: invitationOnly(withPolicy(signedInRole, [allow('s3:*')], served)), severity: 'medium' },
    ],
    passes: [
      { title: 'users write their own folder', world: served },
      { title: 'the upload folder is their own', world: withStatement(signedInRole, allow('s3:PutObject', `arn:aws:s3:::amplify-notes-prod-deployment/users/${sub}/*`)) },
      { title: 'users may only read what is deployed', world: withStatement(signedInRole, allow('s3:GetObject', `${assets}/*`)) },
      { title: 'the shared bucket is for photos', world: withStatement(signedInRole, allow('s3:PutObject', 'arn:aws:s3:::notes-photos/shared/*')) },
    ],
  },
  classes: [
    {
      actions: ['s3:PutObject'],
      does: 'replace what is deployed or served',
      worth(asked) {
        const found = deploymentIn(asked);
        return found === undefined ? { which: 'is in no bucket that something is known to be deployed from' } : { capability: found.capability, confidence: 'plausible', unread: [found.unread] };
      },
      asks(wanted, asked) {
        const found = deploymentIn(asked);
        return found === undefined || wanted.resource.includes(`:::${found.bucket}/`) ? wanted : { ...wanted, resource: `arn:${asked.pool.world.partition}:s3:::${found.bucket}/lifeguard` };
      },
    },
  ],
  fixSummary: (role) => `Let sessions of ${role} write no bucket that something is deployed or served from.`,
});

/** The worst of the buckets that a permission covers. */
function deploymentIn({ grant, pool: { world } }: Asked): Deployment | undefined {
  const name = grant.resource === '*' ? '*' : /^arn:[^:]*:s3:::([^/]+)/.exec(grant.resource)?.[1];
  if (name === undefined) return undefined;
  const buckets = /[*?]/.test(name) ? bucketsCovered(name, world) : [name];
  const found = buckets.flatMap((bucket) => deploymentFrom(bucket, world) ?? []);
  return found.sort((a, b) => (a.capability > b.capability ? -1 : 1))[0];
}
