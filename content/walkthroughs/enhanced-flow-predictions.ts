import type { Prediction } from './walkthrough';

export const enhancedFlowPredictions: readonly Prediction[] = [
  {
    id: 'upload-yet',
    at: 'respond/answer',
    ask: 'Ana holds three tokens. Can she upload to S3 with them?',
    context: 'The bucket `notes-photos` is private and has no policy of its own.',
    options: [
      { text: 'Yes, with the ID token', feedback: 'The ID token says who she is, to the app that asked. S3 does not read tokens: it checks AWS signatures.' },
      { text: 'Yes, with the access token', feedback: 'The access token opens the user pool’s own calls and APIs that check it. S3 is neither; it checks AWS signatures.' },
      { text: 'Not yet', right: true, feedback: 'She has answered “who are you?”. S3 asks for AWS credentials, and nobody has given her any.' },
    ],
  },
  {
    id: 'which-role',
    at: 'get-id/answer',
    ask: 'Which role will this session get?',
    context: 'The identity pool has no role mapping. Ana’s group `editors` has a role.',
    options: [
      { text: 'The role of her group', code: 'notes-editors', feedback: 'Her ID token does name it, in `cognito:preferred_role`. The pool reads that claim only with a role mapping of type Token, and this one has none.' },
      { text: 'The pool’s signed-in role', code: 'notes-signed-in', right: true, feedback: 'Without a role mapping, whoever signed in gets the pool’s authenticated role, whatever their groups.' },
      { text: 'The guest role', code: 'notes-guest', feedback: 'That one is for requests without Logins. Ana sends a token, so she is authenticated or refused, never a guest.' },
    ],
  },
  {
    id: 'who-calls-sts',
    at: 'get-credentials',
    ask: 'Who will call STS?',
    context: 'The credentials will be a session of the role `notes-signed-in`, and sessions come from STS.',
    options: [
      { text: 'Ana’s browser', feedback: 'That is the basic (classic) flow: GetOpenIdToken, then the browser calls STS. In the enhanced flow it never talks to STS at all.' },
      { text: 'The identity pool', right: true, feedback: 'It calls AssumeRoleWithWebIdentity with a token of its own, inside AWS. The browser sees only the answer.' },
      { text: 'The user pool', feedback: 'The user pool has done its part: it knows people, not roles. It does not even know that an identity pool trusts it.' },
    ],
  },
  {
    id: 'signed-requests',
    at: 'get-credentials/answer',
    ask: 'How many requests has the browser signed with AWS keys so far?',
    context: 'Four calls have left it: two to the user pool, two to the identity pool.',
    options: [
      { text: 'None', right: true, feedback: 'All four are public calls. The next one is the first that the browser has a key for.' },
      { text: 'Two, to the identity pool', feedback: 'The identity pool takes unsigned requests. The ID token in them is the proof, and it is not a signature of the request.' },
      { text: 'All four', feedback: 'There was nothing to sign with: the keys have only now arrived. Sign-in must work for someone who has no AWS key.' },
    ],
  },
];
