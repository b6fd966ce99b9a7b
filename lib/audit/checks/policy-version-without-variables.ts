import { allow, notesWorld, signedInRole, sub, withPolicy, withRole } from '../examples';
import { editPolicy } from '../policy-edits';
import { cwe, references } from '../references';
import { placedStatements, understandsVariables } from '../statement-requests';
import { deadVariableCheck, variableUses } from '../valueless-variables';

const photos = 'arn:aws:s3:::notes-photos';
const own = allow('s3:GetObject', `${photos}/users/${sub}/*`);
const versionless = withRole(signedInRole, { RolePolicyList: [{ PolicyName: 'Permissions', PolicyDocument: { Statement: [own] } }] });

export const policyVersionWithoutVariables = deadVariableCheck({
  code: 'VAR-05',
  name: 'policy-version-without-variables',
  title: 'A policy uses variables, and its Version knows none',
  severityRule: 'Medium where an Allow then matches nobody; high where a Deny, or a comparison turned round, does not bite.',
  docs: {
    what: 'A policy of a role that the pool gives has variables in it, and no Version or the old one, 2008-10-17. IAM then takes ${…} for plain text. The check has a user ask for the folder that the variable stands for.',
    why: 'The folder that the statement names is called ${cognito-identity.amazonaws.com:sub}, dollar sign and all, and is the same for everybody. Users are refused their own. In a Deny it is worse: it never applies.',
    falsePositives: 'If another statement allows the same, the check passes.',
    fix: 'Set Version to 2012-10-17. It changes nothing else.',
  },
  references: [references.variables, cwe(1188)],
  examples: {
    fails: [
      { title: 'there is no Version', world: versionless, severity: 'medium' },
      { title: 'the Version is the old one', world: withPolicy(signedInRole, [own], notesWorld, '2008-10-17'), severity: 'medium' },
      { title: 'a Deny relies on the variable', world: withPolicy(signedInRole, [allow('s3:*', `${photos}/*`), { Effect: 'Deny', Action: 's3:DeleteObject', Resource: `${photos}/locked/${sub}/*` }], notesWorld, '2008-10-17'), severity: 'high' },
    ],
    passes: [
      { title: 'the Version is the new one', world: notesWorld },
      { title: 'the old Version has no variable to read', world: withPolicy(signedInRole, [allow('s3:GetObject', `${photos}/public/*`)], notesWorld, '2008-10-17') },
      { title: 'another statement allows the same', world: withPolicy(signedInRole, [own, allow('s3:GetObject', `${photos}/users/*`)], notesWorld, '2008-10-17') },
    ],
  },
  finds: (reach) => variableUses(placedStatements(reach, (policy) => !understandsVariables(policy))),
  because: ({ policy, variable }) => `the Version of ${policy} takes \${${variable}} for plain text`,
  mend: (world, roleArn, { policy }) => editPolicy(world, roleArn, policy, ({ Version: _old, ...document }) => ({ Version: '2012-10-17', ...document })),
  fixSummary: 'Set the policy’s Version to 2012-10-17.',
});
