import { isLetterBox } from '../../iam/reach/capability';
import { allow, classicOn, guestRole, invitationOnly, notesWorld, signedInRole, withPolicy, withStatement } from '../examples';
import { toOwnFolder } from '../own-folder';
import { listOf, type Edit } from '../policy-edits';
import { reachCheck } from '../reach-probes';
import { cwe, references } from '../references';

const actions = ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObject', 's3:PutObjectAcl', 's3:PutObjectVersionAcl'];
const photos = 'arn:aws:s3:::notes-photos';

export const sharedObjectWrite = reachCheck({
  code: 'PER-04',
  name: 'shared-object-write',
  title: 'One person overwrites or deletes everybody’s objects',
  severityRule: 'Who gets the role × writing others’ data; where things can only be put in and nothing can be looked at, × the bill.',
  docs: {
    what: 'A role that the pool gives lets its session put, delete or publish objects that are not bound to the session’s own identity. The check makes two users, and has the one do it to what is the other’s.',
    why: 'Whoever may write a shared folder may replace what everybody reads. If the bucket holds the application’s own pages, that is the application itself; if something is deployed from it, that is the code.',
    falsePositives: 'An inbox into which people put and from which nobody can read, list or delete counts for what it costs only. A folder public/ that all may write is how some tools set buckets up; every visitor can then delete what the others put there, so it is a finding.',
    fix: 'Bind writing to the identity: a folder with ${cognito-identity.amazonaws.com:sub} in it.',
  },
  references: [references.s3PerUser, cwe(862)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'guests delete what is public', world: withStatement(guestRole, allow('s3:DeleteObject', `${photos}/public/*`)), severity: 'critical' },
      { title: 'users write the whole bucket', world: withStatement(signedInRole, allow(['s3:GetObject', 's3:PutObject'], `${photos}/*`)), severity: 'high' },
      { title: 'invited users do everything with all buckets', world: invitationOnly(withPolicy(signedInRole, [allow('s3:*')])), severity: 'medium' },
      { title: 'users put things into an inbox', world: withPolicy(signedInRole, [allow('s3:PutObject', `${photos}/inbox/*`)]), severity: 'medium' },
      { title: 'the editors’ role can be had by the classic flow', world: classicOn, severity: 'high' },
    ],
    passes: [
      { title: 'users write their own folder', world: notesWorld },
      { title: 'a Deny keeps others’ folders', world: withStatement(signedInRole, { Effect: 'Deny', Action: 's3:*', Resource: `${photos}/public/*` }) },
    ],
  },
  classes: [
    {
      actions,
      does: 'overwrite or delete what others keep',
      worth: ({ action, grant, reach }) => ({ capability: action === 's3:PutObject' && isLetterBox(reach, grant) ? 'K2' : 'K4' }),
    },
  ],
  narrows: ({ world }, roleArn) => writingTo(toOwnFolder(world, roleArn, actions, () => false)),
  fixSummary: (role) => `Let sessions of ${role} write the folder of their own identity only.`,
  fixWarning: 'What is meant for everybody has to be put there by something else than the users’ sessions.',
});

/** Edits what a statement says of writing; what it says of anything else by name stays as it is. */
function writingTo(edit: Edit): Edit {
  return (statement, blame) => {
    const named = listOf(statement.Action);
    const isWriting = (action: string): boolean => actions.some((one) => one.toLowerCase() === action.toLowerCase());
    const others = named.filter((action) => !isWriting(action));
    if (others.length === 0 || others.length === named.length) return edit(statement, blame);
    return [{ ...statement, Action: others }, ...edit({ ...statement, Action: named.filter(isWriting) }, blame)];
  };
}
