import { operatorUse } from '../../iam/operators';
import { allow, notesWorld, signedInRole, withPolicy, withRole } from '../examples';
import type { Edit } from '../policy-edits';
import { cwe, references } from '../references';
import { vainConditionCheck } from '../vain-conditions';

const photos = 'arn:aws:s3:::notes-photos';
const notGuests = { StringNotEquals: { 'aws:PrincipalTag/role': 'guest' } };
const readsAll = allow('s3:GetObject', `${photos}/*`, notGuests);

export const negativeTagTest = vainConditionCheck({
  code: 'VAR-12',
  name: 'negative-tag-test',
  title: 'A permission is for whoever lacks a tag as well',
  severityRule: 'High: a session without the tag has what the tag was to decide.',
  docs: {
    what: 'A statement of a role that the pool gives allows something unless a principal tag has a certain value. A session without the tag does not have that value either. The check has a user whom no provider gives the tag do the worst that the statement allows.',
    why: 'Tags come from claims, and a claim may be missing: another provider has no such claim, an attribute was never filled in, somebody signed up by themselves. Who is to be kept out then only needs to have no tag at all.',
    falsePositives: 'In a Deny the same comparison keeps those without a tag out, and is not asked about. A tag that the role itself has, or that every session gets, is there. Where another statement refuses sessions without the tag, the check passes.',
    fix: 'Compare the tag with the values that are allowed. At the least, ask that it be there.',
  },
  references: [references.conditionKeys, references.multiValue, cwe(636)],
  examples: {
    fails: [
      { title: 'all but guests read everything', world: withPolicy(signedInRole, [readsAll]), severity: 'high' },
      { title: 'the pattern is turned round', world: withPolicy(signedInRole, [allow('dynamodb:Scan', 'arn:aws:dynamodb:us-east-1:111122223333:table/notes', { StringNotLike: { 'aws:PrincipalTag/plan': 'trial*' } })]), severity: 'high' },
    ],
    passes: [
      { title: 'no policy compares a tag', world: notesWorld },
      { title: 'a Deny refuses sessions without the tag', world: withPolicy(signedInRole, [readsAll, { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { Null: { 'aws:PrincipalTag/role': 'true' } } }]) },
      { title: 'the tag has to be there', world: withPolicy(signedInRole, [allow('s3:GetObject', `${photos}/*`, { ...notGuests, Null: { 'aws:PrincipalTag/role': 'false' } })]) },
      { title: 'the role has the tag', world: withRole(signedInRole, { Tags: [{ Key: 'role', Value: 'member' }] }, withPolicy(signedInRole, [readsAll])) },
      { title: 'a Deny compares it so', world: withPolicy(signedInRole, [allow('s3:GetObject', `${photos}/public/*`), { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalTag/role': 'member' } } }]) },
    ],
  },
  isOne: ({ operator, key }) => key.toLowerCase().startsWith('aws:principaltag/') && operatorUse(operator)?.negated === true,
  showsIn: ({ key }, { question: { context = {}, mallory } }) => ![...Object.keys(context), ...Object.keys(mallory.context)].some((carried) => carried.toLowerCase() === key.toLowerCase()),
  severity: 'high',
  because: ({ key }) => `a session without ${key} passes`,
  mend: ({ key }) => requiring(key),
  fixSummary: ({ key }, role) => `Ask in ${role} that ${key} be there.`,
  fixWarning: 'Better still, name the values that are allowed: whoever invents a new one is let in otherwise. Map the claim to the tag for every provider of the pool.',
});

function requiring(key: string): Edit {
  return (statement) => {
    const Condition = (statement.Condition ?? {}) as Readonly<Record<string, object>>;
    return [{ ...statement, Condition: { ...Condition, Null: { ...Condition.Null, [key]: 'false' } } }];
  };
}
