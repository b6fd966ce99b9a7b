import { isGap } from '../../world/gap';
import { known, type World } from '../../world/world';
import { allow, notesWorld, signedInRole, withPolicy } from '../examples';
import { cwe, references } from '../references';
import { valuelessCheck } from '../valueless-variables';

const photos = 'arn:aws:s3:::notes-photos';
const folder = `${photos}/users/\${aws:username}/*`;

export const awsUsernameVariable = valuelessCheck({
  code: 'VAR-01',
  name: 'aws-username-variable',
  title: '${aws:username} has no value in a session of an identity pool',
  severityRule: 'Medium where an Allow then matches nobody; high where a Deny, or a comparison turned round, does not bite.',
  docs: {
    what: 'A policy of a role that the pool gives uses ${aws:username}. That key belongs to IAM users; a session of a role does not carry it, and a resource with a variable without a value matches nothing. The check has a user ask for a folder of their own.',
    why: 'The statement reads as if it kept users apart, and allows nobody anything. People then widen it until the application works. In a Deny it is worse: the Deny never applies.',
    falsePositives: 'A managed policy that IAM users have as well is written for them. If another statement allows the same, the variable does no harm, and the check passes.',
    fix: 'Use ${cognito-identity.amazonaws.com:sub}, the identity ID, or a principal tag that the pool maps from a claim.',
  },
  references: [references.conditionKeys, references.variables, references.s3PerUser, cwe(639)],
  examples: {
    fails: [
      { title: 'users’ folders are named by it', world: withPolicy(signedInRole, [allow(['s3:GetObject', 's3:PutObject'], folder)]), severity: 'medium' },
      { title: 'the listing is limited by it', world: withPolicy(signedInRole, [allow('s3:ListBucket', photos, { StringLike: { 's3:prefix': 'users/${aws:username}/*' } })]), severity: 'medium' },
      { title: 'a Deny relies on it', world: withPolicy(signedInRole, [allow('s3:*', `${photos}/*`), { Effect: 'Deny', Action: 's3:DeleteObject', Resource: folder }]), severity: 'high' },
      { title: 'a comparison turned round relies on it', world: withPolicy(signedInRole, [allow('s3:ListBucket', photos, { StringNotLike: { 's3:prefix': 'secret/${aws:username}/*' } })]), severity: 'high' },
      { title: 'a Deny spares nobody', world: withPolicy(signedInRole, [allow('s3:*', `${photos}/*`), { Effect: 'Deny', Action: 's3:*', NotResource: folder }]), severity: 'medium' },
    ],
    passes: [
      { title: 'no policy uses it', world: notesWorld },
      { title: 'another statement allows the same', world: withPolicy(signedInRole, [allow('s3:GetObject', folder), allow('s3:GetObject', `${photos}/*`)]) },
    ],
  },
  isOne: (variable) => variable.toLowerCase() === 'aws:username',
  isRight: ({ policy }, _role, { world }) => isForUsersToo(policy, world),
  fixWarning: 'Objects under other names have to be moved.',
});

/** Whether IAM users have the policy as well, for whom the variable has a value. */
function isForUsersToo(policyName: string, world: World): boolean {
  return known(world, 'AWS::IAM::User').some((user) => {
    if (isGap(user) || user.AttachedManagedPolicies === undefined || isGap(user.AttachedManagedPolicies)) return false;
    return user.AttachedManagedPolicies.some(({ PolicyName }) => PolicyName === policyName);
  });
}
