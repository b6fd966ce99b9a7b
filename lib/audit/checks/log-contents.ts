import { allow, guestRole, invitationOnly, notes, notesWorld, signedInRole, withPolicy } from '../examples';
import { isWide, reachCheck } from '../reach-probes';
import { cwe, references } from '../references';

const group = `arn:aws:logs:${notes.region}:${notes.account}:log-group:notes-clients:*`;

export const logContents = reachCheck({
  code: 'PER-18',
  name: 'log-contents',
  title: 'A session reads logs',
  severityRule: 'Who gets the role × reading bulk data.',
  docs: {
    what: 'A role that the pool gives lets its session read what log groups hold, beyond those that the policy names. The check asks IAM for the events of a log group of which no policy speaks.',
    why: 'Logs repeat what passes by: tokens, addresses, whole requests. CloudWatch Logs is on the list of services that AWS leaves to guests.',
    falsePositives: 'Writing to logs is no finding here, and reading a log group that the policy names is a remark: what is in it, only its owner knows.',
    fix: 'Take the reading out of the role; writing needs logs:CreateLogStream and logs:PutLogEvents on one log group.',
  },
  references: [references.iamRoles, cwe(532)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'guests may do everything with logs', world: withPolicy(guestRole, [allow('logs:*')]), severity: 'high' },
      { title: 'users search any log', world: withPolicy(signedInRole, [allow(['logs:FilterLogEvents', 'logs:StartQuery'])]), severity: 'high' },
      { title: 'invited users read any log', world: invitationOnly(withPolicy(signedInRole, [allow('logs:GetLogEvents')])), severity: 'medium' },
    ],
    passes: [
      { title: 'roles read no logs', world: notesWorld },
      { title: 'guests write logs', world: withPolicy(guestRole, [allow(['logs:CreateLogStream', 'logs:PutLogEvents'])]) },
      { title: 'users read the application’s own log', world: withPolicy(signedInRole, [allow('logs:GetLogEvents', group)]) },
    ],
  },
  classes: [
    {
      actions: ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:StartQuery', 'logs:StartLiveTail', 'logs:GetLogRecord', 'logs:GetQueryResults', 'logs:Unmask'],
      does: 'read logs',
      worth: ({ grant }) => (isWide(grant) ? { capability: 'K3' } : { which: 'is a log group that the policy names; what is in it, only its owner knows' }),
    },
  ],
});
