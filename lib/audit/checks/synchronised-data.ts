import { allow, guestRole, invitationOnly, notesWorld, signedInRole, sub, withPolicy } from '../examples';
import type { Severity } from '../claim';
import type { Tier } from '../entrances';
import { reachCheck } from '../reach-probes';
import { cwe, references } from '../references';

/** Whether anything is kept in Cognito Sync is not read. */
const severity = (tier: Tier): Severity => (tier === 'A3' ? 'info' : 'low');

export const synchronisedData = reachCheck({
  code: 'PER-12',
  name: 'synchronised-data',
  title: 'One person reads and changes everybody’s synchronised data',
  severityRule: 'Low: whether the application keeps anything in Amazon Cognito Sync is not read.',
  docs: {
    what: 'A role that the pool gives allows Amazon Cognito Sync beyond the session’s own identity, mostly by cognito-sync:* on *. The check has one user ask for another’s datasets.',
    why: 'Whoever knows an identity’s ID reads and writes its datasets, and may set the events of the whole pool or publish all of it to a stream. Old templates and the old console put the statement into every role.',
    falsePositives: 'Where Sync is not used there is nothing to read. The statement is then superfluous, which is why the finding is low.',
    fix: 'Delete the statement, or bind it to the identity as the documentation does: identitypool/${cognito-identity.amazonaws.com:aud}/identity/${cognito-identity.amazonaws.com:sub}/*.',
  },
  references: [references.iamRoles, cwe(732)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users may do everything with Sync', world: withPolicy(signedInRole, [allow('cognito-sync:*')]), severity: 'low' },
      { title: 'guests may do everything with Sync', world: withPolicy(guestRole, [allow(['mobileanalytics:PutEvents', 'cognito-sync:*'])]), severity: 'low' },
      { title: 'invited users read any dataset', world: invitationOnly(withPolicy(signedInRole, [allow('cognito-sync:ListRecords')])), severity: 'low' },
    ],
    passes: [
      { title: 'roles do not speak of Sync', world: notesWorld },
      { title: 'datasets are bound to the identity', world: withPolicy(signedInRole, [allow('cognito-sync:*', `arn:aws:cognito-sync:us-east-1:111122223333:identitypool/\${cognito-identity.amazonaws.com:aud}/identity/${sub}/*`)]) },
    ],
  },
  classes: [
    {
      actions: ['cognito-sync:UpdateRecords', 'cognito-sync:ListRecords', 'cognito-sync:DeleteDataset', 'cognito-sync:ListDatasets', 'cognito-sync:SetCognitoEvents', 'cognito-sync:BulkPublish'],
      does: 'read or change everybody’s synchronised data',
      worth: { capability: 'K2' },
      severity,
    },
  ],
});
