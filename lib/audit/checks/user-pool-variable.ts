import { allow, guestRole, notesWorld, signedInRole, sub, withPolicy } from '../examples';
import { cwe, references } from '../references';
import { valuelessCheck } from '../valueless-variables';

const photos = 'arn:aws:s3:::notes-photos';
const ofPool = `${photos}/users/\${cognito-idp.us-east-1.amazonaws.com/us-east-1_Lg7demo01:sub}/*`;

/** Identity pools put these into a session, and no other key of theirs that has one value. */
const keysOfIdentityPools = ['sub', 'aud'];

/** What people call a user, without a prefix as condition keys have. */
const bareNames = ['sub', 'username', 'user_id', 'userid', 'email', 'identityid', 'identity_id'];

export const userPoolVariable = valuelessCheck({
  code: 'VAR-03',
  name: 'user-pool-variable',
  title: 'A policy variable names the user pool’s user, whom no session knows',
  severityRule: 'Medium where an Allow then matches nobody; high where a Deny, or a comparison turned round, does not bite.',
  docs: {
    what: 'A policy of a role that the pool gives uses a variable made up from a claim of the user pool: ${cognito-idp…:sub}, ${cognito:username}, ${custom:tenant}, ${sub}. A session carries the identity pool’s keys, and of them ${cognito-identity.amazonaws.com:sub} is the identity ID, which is not the user’s sub. The check has a user ask for a folder of their own.',
    why: 'A variable without a value matches nothing, so the statement gives nobody anything. The two IDs are easily taken for one another; the next attempt is usually a wildcard, and then everybody reads everything.',
    falsePositives: 'If another statement allows the same, the variable does no harm, and the check passes. Whether an application files its objects under the user’s sub while the policy speaks of the identity ID cannot be seen in an account’s settings, and is not asked.',
    fix: 'File objects under the identity ID and use ${cognito-identity.amazonaws.com:sub}; or map the claim to a principal tag (attributes for access control) and use ${aws:PrincipalTag/…}.',
  },
  references: [references.variables, references.s3PerUser, cwe(639)],
  examples: {
    fails: [
      { title: 'folders are named by the user pool’s sub', world: withPolicy(signedInRole, [allow('s3:GetObject', ofPool)]), severity: 'medium' },
      { title: 'rows are bound by the user name', world: withPolicy(signedInRole, [allow('dynamodb:GetItem', 'arn:aws:dynamodb:us-east-1:111122223333:table/notes', { 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': ['${cognito:username}'] } })]), severity: 'medium' },
      { title: 'the identity pool’s key does not exist', world: withPolicy(guestRole, [allow('s3:GetObject', `${photos}/carts/\${cognito-identity.amazonaws.com:identityId}/*`)]), severity: 'medium' },
      { title: 'a Deny spares nothing', world: withPolicy(signedInRole, [allow('s3:*', `${photos}/*`), { Effect: 'Deny', Action: 's3:DeleteObject', Resource: `${photos}/locked/\${sub}/*` }]), severity: 'high' },
    ],
    passes: [
      { title: 'folders are named by the identity ID', world: notesWorld },
      { title: 'another statement allows the same', world: withPolicy(signedInRole, [allow('s3:GetObject', ofPool), allow('s3:GetObject', `${photos}/users/*`)]) },
      { title: 'a principal tag carries it', world: withPolicy(signedInRole, [allow('s3:GetObject', [`${photos}/users/${sub}/*`, `${photos}/users/\${aws:PrincipalTag/username}/*`])]) },
    ],
  },
  isOne: (variable) => {
    const lower = variable.toLowerCase();
    const key = lower.slice(lower.lastIndexOf(':') + 1);
    if (/^cognito-identity[\w.-]*:/.test(lower)) return !keysOfIdentityPools.includes(key);
    return /^(cognito-idp[\w.-]*(\/[^:]*)?|cognito|custom|jwt|token|claims?):/.test(lower) || bareNames.includes(lower);
  },
  fixWarning: 'This names the identity, not the user pool’s user: objects under a user’s sub have to be moved. To keep them, map the sub claim to a principal tag instead, and allow sts:TagSession in the trust policy.',
});
