import { operatorUse } from '../../iam/operators';
import type { Condition } from '../../iam/policy';
import { allow, invitationOnly, notesWorld, signedInRole, sub, withPolicy } from '../examples';
import { removeIt } from '../policy-edits';
import { cwe, references } from '../references';
import { vainConditionCheck } from '../vain-conditions';

const mirror = { StringEquals: { 'cognito-identity.amazonaws.com:sub': sub } };

export const selfReferentialCondition = vainConditionCheck({
  code: 'VAR-08',
  name: 'self-referential-condition',
  title: 'A condition compares a key with itself',
  severityRule: 'That of the permission which the condition seems to limit: who gets the role × what the statement gives.',
  docs: {
    what: 'A statement of a role that the pool gives compares a key with the variable of the same name: the identity ID with ${cognito-identity.amazonaws.com:sub}, a tag with itself. Whoever asks, the two are the same. The check has one user do the worst that the statement gives, on what is not hers.',
    why: 'It reads as “only for oneself” and says nothing about the resource. The condition has to compare something of the request, a prefix, a leading key or a resource’s tag, with who is asking.',
    falsePositives: 'A statement whose resource is bound to the identity is not made worse by it, and is a remark. A tag that a session does not carry is equal to nothing, and the check then passes.',
    fix: 'Take the statement out; allow on a resource with ${cognito-identity.amazonaws.com:sub} in it what is meant for oneself, and have a backend do the rest.',
  },
  references: [references.variables, references.iotPolicies, cwe(570), cwe(571)],
  examples: {
    fails: [
      { title: 'users attach IoT policies “to themselves”', world: withPolicy(signedInRole, [allow('iot:AttachPolicy', '*', mirror)]), severity: 'high' },
      { title: 'invited users read “their own” objects', world: invitationOnly(withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*', mirror)])), severity: 'medium' },
    ],
    passes: [
      { title: 'the resource is bound to the identity', world: withPolicy(signedInRole, [allow('s3:GetObject', `arn:aws:s3:::notes-photos/users/${sub}/*`, mirror)]) },
      { title: 'the tag is in no session', world: withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*', { StringEquals: { 'aws:PrincipalTag/team': '${aws:PrincipalTag/team}' } })]) },
      { title: 'conditions compare the request with who asks', world: notesWorld },
    ],
  },
  isOne: ({ operator, key, values }: Condition) =>
    operatorUse(operator)?.negated !== true && values.some(({ value }) => value.trim().toLowerCase() === `\${${key.toLowerCase()}}`),
  because: ({ key }) => `${key} is always what it is`,
  mend: () => removeIt,
  fixSummary: (_condition, role) => `Take the statement out of ${role}.`,
  fixWarning: 'Where an application needs the permission for its users’ own things, name those in the resource.',
});
