import type { Statement } from '../../iam/policy';
import { allow, notesWorld, signedInRole, withPolicy } from '../examples';
import { editStatement, type Edit, type StatementObject } from '../policy-edits';
import { cwe, references } from '../references';
import { placedStatements, textsOf } from '../statement-requests';
import { deadVariableCheck, variableUses } from '../valueless-variables';

const photos = 'arn:aws:s3:::notes-photos';
const key = 'cognito-identity.amazonaws.com:sub';

/** How templates write a policy variable: CloudFormation in Fn::Sub, Terraform in a string, Terraform in a policy document. */
const escapes = /\$\{!|\$\$\{|&\{/g;

export const templateResidue = deadVariableCheck({
  code: 'VAR-13',
  name: 'template-residue',
  title: 'A template’s way of writing a variable is left in a policy',
  severityRule: 'Medium where an Allow then matches nobody; high where a Deny, or a comparison turned round, does not bite.',
  docs: {
    what: 'A policy of a role that the pool gives has ${!…}, $${…} or &{…} in it. That is how CloudFormation and Terraform write a policy variable which they are to leave alone; in a finished policy it is ${…}. The check has a user ask for the folder that the variable stands for.',
    why: 'To IAM the text means something else: a variable that does not exist, a folder whose name begins with a dollar sign, or plain text. Users are refused what is theirs.',
    falsePositives: 'In a template’s own source the escape is right; what is judged here is the policy as it is in the account, or as a plan will write it. If another statement allows the same, the check passes.',
    fix: 'Render the policy: ${!…} belongs into Fn::Sub, &{…} into aws_iam_policy_document, $${…} into a string that Terraform interpolates.',
  },
  references: [references.variables, cwe(116)],
  examples: {
    fails: [
      { title: 'CloudFormation’s escape is outside Fn::Sub', world: withPolicy(signedInRole, [allow('s3:GetObject', `${photos}/users/\${!${key}}/*`)]), severity: 'medium' },
      { title: 'Terraform’s escape is in a file that nobody renders', world: withPolicy(signedInRole, [allow('s3:GetObject', `${photos}/users/$\${${key}}/*`)]), severity: 'medium' },
      { title: 'Terraform’s other escape limits a listing', world: withPolicy(signedInRole, [allow('s3:ListBucket', photos, { StringLike: { 's3:prefix': `users/&{${key}}/*` } })]), severity: 'medium' },
      { title: 'a Deny relies on it', world: withPolicy(signedInRole, [allow('s3:*', `${photos}/*`), { Effect: 'Deny', Action: 's3:DeleteObject', Resource: `${photos}/locked/\${!${key}}/*` }]), severity: 'high' },
    ],
    passes: [
      { title: 'variables are written as they should be', world: notesWorld },
      { title: 'another statement allows the same', world: withPolicy(signedInRole, [allow('s3:GetObject', [`${photos}/users/\${!${key}}/*`, `${photos}/users/*`])]) },
    ],
  },
  finds: (reach) => {
    const left = placedStatements(reach).filter(({ text }) => textsOf(text).some((value) => value.search(escapes) >= 0));
    return variableUses(left.map((placed) => ({ ...placed, text: rendered(placed.text) })));
  },
  because: () => 'a template was not rendered, and its variable is none to IAM',
  mend: (world, roleArn, use) => editStatement(world, roleArn, use, renderIt),
  fixSummary: 'Write the variable as ${…}.',
});

/** Names that begin with a dollar sign do work, so whoever uses them goes on doing so. */
const renderIt: Edit = (statement) => {
  const text = JSON.stringify(statement);
  const fresh = JSON.parse(text.replace(escapes, '${')) as StatementObject;
  return text.includes('$${') ? [statement, fresh] : [fresh];
};

/** The statement as it was meant. */
function rendered(statement: Statement): Statement {
  const meant = <T extends { readonly value: string }>(texts: readonly T[]): readonly T[] => texts.map((text) => ({ ...text, value: text.value.replace(escapes, '${') }));
  return { ...statement, resources: meant(statement.resources), conditions: statement.conditions.map((condition) => ({ ...condition, values: meant(condition.values) })) };
}
