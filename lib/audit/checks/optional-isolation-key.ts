import { operatorUse } from '../../iam/operators';
import type { Condition } from '../../iam/policy';
import { allow, notesWorld, signedInRole, sub, withPolicy } from '../examples';
import { removeIt, type Edit } from '../policy-edits';
import { cwe, references } from '../references';
import { vainConditionCheck } from '../vain-conditions';

const photos = 'arn:aws:s3:::notes-photos';
const table = 'arn:aws:dynamodb:us-east-1:111122223333:table/notes';

export const optionalIsolationKey = vainConditionCheck({
  code: 'VAR-11',
  name: 'optional-isolation-key',
  title: 'What keeps users apart may be left out of the request',
  severityRule: 'High: the isolation that the policy promises is not there.',
  docs: {
    what: 'A statement of a role that the pool gives keeps users or tenants apart by a key, a prefix, a leading key or a principal tag, with an operator that ends in IfExists, or allows those whose tag is missing (Null: true). The check has one user make a request that does not have the key.',
    why: 'IfExists means: if the request has no such key, the condition holds. The caller decides whether to send a prefix, and a user without the attribute has no tag. Whoever leaves it out is let through to everybody’s data.',
    falsePositives: 'The same operators in a Deny close rather than open, and are not asked about. What is there for everybody to read is a remark. Where another statement refuses a request without the key, the check passes.',
    fix: 'Use the operator without IfExists. For a missing tag: have no statement that asks for its absence.',
  },
  references: [references.multiValue, references.s3PerUser, cwe(636)],
  examples: {
    fails: [
      { title: 'the prefix of a listing is optional', world: withPolicy(signedInRole, [allow('s3:ListBucket', photos, { StringLikeIfExists: { 's3:prefix': `users/${sub}/*` } })]), severity: 'high' },
      { title: 'leading keys are optional', world: withPolicy(signedInRole, [allow(['dynamodb:Query', 'dynamodb:Scan'], table, { 'ForAnyValue:StringEqualsIfExists': { 'dynamodb:LeadingKeys': [sub] } })]), severity: 'high' },
      { title: 'whoever has no tenant reads all of them', world: withPolicy(signedInRole, [allow('s3:GetObject', `${photos}/*`, { Null: { 'aws:PrincipalTag/tenant': 'true' } })]), severity: 'high' },
      { title: 'the tenant is optional', world: withPolicy(signedInRole, [allow('s3:GetObject', `${photos}/*`, { StringEqualsIfExists: { 'aws:PrincipalTag/tenant': 'crew' } })]), severity: 'high' },
    ],
    passes: [
      { title: 'keys have to be there', world: notesWorld },
      { title: 'a Deny refuses listings without a prefix', world: withPolicy(signedInRole, [allow('s3:ListBucket', photos, { StringLikeIfExists: { 's3:prefix': `users/${sub}/*` } }), { Effect: 'Deny', Action: 's3:ListBucket', Resource: photos, Condition: { Null: { 's3:prefix': 'true' } } }]) },
      { title: 'whoever has no tenant reads what is public', world: withPolicy(signedInRole, [allow('s3:GetObject', `${photos}/public/*`, { Null: { 'aws:PrincipalTag/tenant': 'true' } })]) },
    ],
  },
  isOne: (condition) => isIsolating(condition) && (asksForAbsence(condition) || (operatorUse(condition.operator)?.ifExists === true && operatorUse(condition.operator)?.negated === false)),
  severity: 'high',
  because: (condition) => (asksForAbsence(condition) ? `it asks that ${condition.key} be missing` : `a request without ${condition.key} satisfies ${condition.operator}`),
  mend: (condition) => (asksForAbsence(condition) ? removeIt : withoutIfExists(condition)),
  fixSummary: (condition, role) => (asksForAbsence(condition) ? `Take the statement for sessions without ${condition.key} out of ${role}.` : `Let ${condition.key} be there: compare it without IfExists in ${role}.`),
});

/** Keys by which people are kept apart. */
function isIsolating({ key, values }: Condition): boolean {
  const lower = key.toLowerCase();
  return ['s3:prefix', 'dynamodb:leadingkeys'].includes(lower) || lower.startsWith('aws:principaltag/') || values.some(({ value }) => /\$\{(cognito-identity|aws:principaltag)/i.test(value));
}

function asksForAbsence({ operator, values }: Condition): boolean {
  return operator.toLowerCase() === 'null' && values.some(({ value }) => value.toLowerCase() === 'true');
}

function withoutIfExists({ operator, key }: Condition): Edit {
  const required = operator.replace(/IfExists$/i, '');
  return (statement) => {
    const blocks = (statement.Condition ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    const { [key]: values, ...others } = blocks[operator] ?? {};
    const { [operator]: _optional, ...kept } = blocks;
    const rest = Object.keys(others).length === 0 ? {} : { [operator]: others };
    return [{ ...statement, Condition: { ...kept, ...rest, [required]: { ...kept[required], [key]: values } } }];
  };
}
