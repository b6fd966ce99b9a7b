import { allow, guestRole, invitationOnly, notesWorld, signedInRole, withPolicy } from '../examples';
import { reachCheck } from '../reach-probes';
import { cwe, references } from '../references';

export const reconnaissance = reachCheck({
  code: 'PER-26',
  name: 'reconnaissance',
  title: 'A session maps the account',
  severityRule: 'Who gets the role × a map of the account; × reading bulk data where it tells every policy.',
  docs: {
    what: 'A role that the pool gives lets its session list what the account has: roles and policies, buckets, functions, tables, machines. The check asks IAM for it.',
    why: 'A list is what turns a guess into an attack: the classic flow asks for a role by its name, a bucket has to be named to be read. The names of roles and buckets are nothing that an application’s users need.',
    falsePositives: 'sts:GetCallerIdentity needs no permission, and is no finding. A list of the application’s own items is none of these actions.',
    fix: 'Take the listing actions out of the role.',
  },
  references: [references.pathfinding, cwe(200)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users list roles and buckets', world: withPolicy(signedInRole, [allow(['iam:ListRoles', 's3:ListAllMyBuckets'])]), severity: 'medium' },
      { title: 'guests list tables', world: withPolicy(guestRole, [allow('dynamodb:List*')]), severity: 'medium' },
      { title: 'invited users read every policy', world: invitationOnly(withPolicy(signedInRole, [allow('iam:Get*')])), severity: 'medium' },
    ],
    passes: [
      { title: 'roles list nothing of the account', world: notesWorld },
      { title: 'AWS’s session policies hold the guest', world: withPolicy(guestRole, [allow('iam:List*')]) },
    ],
  },
  classes: [
    { actions: ['iam:GetAccountAuthorizationDetails'], does: 'read every policy of the account', worth: { capability: 'K3' } },
    { actions: ['iam:ListRoles', 'iam:ListUsers', 'iam:ListPolicies', 'iam:GetRole', 'iam:GetRolePolicy', 'iam:GetPolicyVersion', 'iam:ListRolePolicies', 'iam:ListAttachedRolePolicies'], does: 'look up roles and policies', worth: { capability: 'K2' } },
    { actions: ['s3:ListAllMyBuckets', 'lambda:ListFunctions', 'dynamodb:ListTables', 'ec2:DescribeInstances'], does: 'list what the account has', worth: { capability: 'K2' } },
  ],
});
