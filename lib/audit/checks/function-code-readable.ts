import { allow, guestRole, invitationOnly, notes, notesWorld, signedInRole, withPolicy } from '../examples';
import { reachCheck } from '../reach-probes';
import { cwe, references } from '../references';

const functionArn = `arn:aws:lambda:${notes.region}:${notes.account}:function:thumbnails`;

export const functionCodeReadable = reachCheck({
  code: 'PER-08',
  name: 'function-code-readable',
  title: 'A session reads functions’ code or environment',
  severityRule: 'Who gets the role × reading bulk data.',
  docs: {
    what: 'A role that the pool gives lets its session ask Lambda for functions: GetFunction answers with a link to the code and with the environment variables, GetFunctionConfiguration with the variables, ListFunctions with those of every function. The check asks IAM for it.',
    why: 'People put passwords and keys into environment variables. The study of identity pools of 2019 found credentials in this way, and Lambda is on the list of services that AWS leaves to guests.',
    falsePositives: 'Whether there is a secret in the code or the environment is not read: the finding is about what can be read, secrets included if there are any.',
    fix: 'Take the actions out of the role. Who calls a function needs to know nothing of its configuration.',
  },
  references: [references.iamRoles, cwe(526)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'guests list functions', world: withPolicy(guestRole, [allow('lambda:ListFunctions')]), severity: 'high' },
      { title: 'users read functions', world: withPolicy(signedInRole, [allow('lambda:Get*')]), severity: 'high' },
      { title: 'invited users read one function', world: invitationOnly(withPolicy(signedInRole, [allow('lambda:GetFunction', functionArn)])), severity: 'medium' },
    ],
    passes: [
      { title: 'roles do not speak of functions', world: notesWorld },
      { title: 'users call one function', world: withPolicy(signedInRole, [allow('lambda:InvokeFunction', functionArn)]) },
    ],
  },
  classes: [
    {
      actions: ['lambda:GetFunction', 'lambda:ListFunctions', 'lambda:GetFunctionConfiguration'],
      does: 'read functions’ code or environment, and the credentials in it if there are any',
      worth: { capability: 'K3' },
    },
  ],
});
