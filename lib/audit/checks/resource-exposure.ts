import { allow, guestRole, invitationOnly, notesWorld, signedInRole, sub, withPolicy, withStatement } from '../examples';
import { reachCheck } from '../reach-probes';
import { cwe, references } from '../references';

const photos = 'arn:aws:s3:::notes-photos';

export const resourceExposure = reachCheck({
  code: 'PER-19',
  name: 'resource-exposure',
  title: 'A session opens resources to the world',
  severityRule: 'Who gets the role × changing who may do what.',
  docs: {
    what: 'A role that the pool gives lets its session write the policies of resources: who may read a bucket, call a function, send to a queue, use a key. The check asks IAM for it.',
    why: 'One request gives another account, or everybody, what the session itself may not even read. It stays after the session’s hour is over.',
    falsePositives: 'Setting the access list of one’s own objects is bound to the identity, and is no finding. Whether a public access block of the account stops the last step is not read.',
    fix: 'Take the actions out of the role. Applications’ users do not administer resources.',
  },
  references: [references.pathfinding, cwe(732)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users write the bucket’s policy', world: withStatement(signedInRole, allow('s3:PutBucketPolicy', photos)), severity: 'high' },
      { title: 'guests may do everything with functions', world: withPolicy(guestRole, [allow('lambda:*')]), severity: 'critical' },
      { title: 'invited users change queues', world: invitationOnly(withPolicy(signedInRole, [allow(['sqs:AddPermission', 'sqs:SetQueueAttributes'])])), severity: 'medium' },
    ],
    passes: [
      { title: 'roles open nothing', world: notesWorld },
      { title: 'users publish what is their own', world: withStatement(signedInRole, allow('s3:PutObjectAcl', `${photos}/users/${sub}/*`)) },
    ],
  },
  classes: [
    {
      actions: [
        's3:PutBucketPolicy',
        's3:PutBucketAcl',
        's3:PutBucketPublicAccessBlock',
        's3:PutObjectAcl',
        'lambda:AddPermission',
        'lambda:CreateFunctionUrlConfig',
        'sns:AddPermission',
        'sns:SetTopicAttributes',
        'sqs:AddPermission',
        'sqs:SetQueueAttributes',
        'kms:PutKeyPolicy',
        'ecr:SetRepositoryPolicy',
        'iam:UpdateAssumeRolePolicy',
      ],
      does: 'open resources to others',
      worth: { capability: 'K4' },
    },
  ],
});
