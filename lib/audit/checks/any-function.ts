import { allow, guestRole, invitationOnly, notes, notesWorld, signedInRole, withPolicy } from '../examples';
import { isSpelledOut, reachCheck } from '../reach-probes';
import { cwe, references } from '../references';

const functions = `arn:aws:lambda:${notes.region}:${notes.account}:function`;

export const anyFunction = reachCheck({
  code: 'PER-09',
  name: 'any-function',
  title: 'A session runs any function',
  severityRule: 'Who gets the role × reading others’ data.',
  docs: {
    what: 'A role that the pool gives lets its session invoke functions that the policy does not name one by one. The check asks IAM to invoke one of which no policy speaks.',
    why: 'A function behind a trigger, a queue or a schedule believes what it is told, since nobody else was meant to call it. Whoever may invoke it directly writes the event, the user’s name in it included.',
    falsePositives: 'Functions that a policy names in full are meant to be called, and are a remark: what they do for their callers, only their owner knows.',
    fix: 'Name the functions that the application calls.',
  },
  references: [references.iamRoles, cwe(749)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users run any function', world: withPolicy(signedInRole, [allow('lambda:InvokeFunction')]), severity: 'high' },
      { title: 'guests run any function of the account', world: withPolicy(guestRole, [allow('lambda:Invoke*', `${functions}:*`)]), severity: 'high' },
      { title: 'invited users run functions by the start of their names', world: invitationOnly(withPolicy(signedInRole, [allow('lambda:InvokeFunction', `${functions}:notes-*`)])), severity: 'medium' },
    ],
    passes: [
      { title: 'roles run no functions', world: notesWorld },
      { title: 'users run one function', world: withPolicy(signedInRole, [allow('lambda:InvokeFunction', `${functions}:thumbnails`)]) },
    ],
  },
  classes: [
    {
      actions: ['lambda:InvokeFunction', 'lambda:InvokeAsync', 'lambda:InvokeFunctionUrl'],
      does: 'run functions that trust their caller',
      worth: ({ grant }) => (isSpelledOut(grant) ? { which: 'is a function that the policy names; what it does for its callers, only its owner knows' } : { capability: 'K3' }),
    },
  ],
});
