import { allow, guestRole, invitationOnly, notes, notesWorld, signedInRole, withPolicy } from '../examples';
import { isSpelledOut, reachCheck } from '../reach-probes';
import { cwe, references } from '../references';

const collection = `arn:aws:rekognition:${notes.region}:${notes.account}:collection/notes`;

export const paidComputing = reachCheck({
  code: 'PER-15',
  name: 'paid-computing',
  title: 'A session computes at the account’s expense',
  severityRule: 'Who gets the role × the bill.',
  docs: {
    what: 'A role that the pool gives lets its session use services that are paid by the request: speech, images, text, language models. The check asks IAM for it.',
    why: 'A session’s keys work from any script, as fast as AWS answers. Guests of the enhanced flow may use most of these services as far as AWS’s session policies go, though no language models.',
    falsePositives: 'An endpoint or collection that the policy names is a remark. An application that speaks in the browser does need Amazon Polly; then quotas and a budget alarm are what is left.',
    fix: 'Call the service from a function that counts who asks how often; or name the resource, and set quotas.',
  },
  references: [references.iamRoles, cwe(400)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'guests may do everything with Polly', world: withPolicy(guestRole, [allow('polly:*')]), severity: 'medium' },
      { title: 'users look at pictures', world: withPolicy(signedInRole, [allow('rekognition:Detect*')]), severity: 'medium' },
      { title: 'invited users have texts read aloud', world: invitationOnly(withPolicy(signedInRole, [allow('polly:SynthesizeSpeech')])), severity: 'low' },
    ],
    passes: [
      { title: 'roles compute nothing', world: notesWorld },
      { title: 'users search one collection', world: withPolicy(signedInRole, [allow('rekognition:SearchFacesByImage', collection)]) },
    ],
  },
  classes: [
    {
      actions: ['polly:*', 'rekognition:*', 'bedrock:Invoke*', 'bedrock:Converse*', 'sagemaker:InvokeEndpoint*', 'textract:*', 'transcribe:*', 'translate:*', 'comprehend:*'],
      does: 'use paid computing at the account’s expense',
      worth: ({ grant }) => (isSpelledOut(grant) ? { which: 'is one resource that the policy names' } : { capability: 'K2' }),
    },
  ],
});
