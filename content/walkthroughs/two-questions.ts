import { defaultStart, from, join, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { put } from '../../lib/world/world';
import { send } from './change';
import type { Walkthrough } from './walkthrough';

const session = 'arn:aws:sts::111122223333:assumed-role/notes-signed-in/CognitoIdentityCredentials';
/** Some other user of the notes app. */
const bensIdentity = 'us-east-1:4f1c2a77-58be-4b0e-9d35-1f2e3d4c5b6a';

const logins = { [notes.provider]: from('sign-in', 'AuthenticationResult.IdToken') };
const photo = { Bucket: notes.bucket, Key: join('users/', from('get-id', 'IdentityId'), '/beach.jpg'), ContentType: 'image/jpeg', Body: 'the photo' };

/** From a password to a photo in S3, with one attempt that comes too early. */
const scenario: Scenario = {
  world: notesWorld,
  people: { ana: { name: 'Ana’s browser', kind: 'user', detail: 'notes.example' } },
  start: defaultStart,
  ends: 'ok',
  calls: [
    {
      id: 'sign-in',
      by: 'ana',
      operation: 'cognito-idp:InitiateAuth',
      input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword } },
    },
    {
      id: 'too-early',
      by: 'ana',
      operation: 's3:PutObject',
      after: 4,
      input: { Bucket: notes.bucket, Key: 'users/ana/beach.jpg', ContentType: 'image/jpeg', Body: 'the photo' },
      goesOn: true,
    },
    {
      id: 'get-id',
      by: 'ana',
      operation: 'cognito-identity:GetId',
      after: 2,
      input: { IdentityPoolId: notes.identityPool, Logins: logins },
    },
    {
      id: 'get-credentials',
      by: 'ana',
      operation: 'cognito-identity:GetCredentialsForIdentity',
      after: 1,
      input: { IdentityId: from('get-id', 'IdentityId'), Logins: logins },
    },
    { id: 'put-object', by: 'ana', operation: 's3:PutObject', signedBy: from('get-credentials', 'Credentials'), after: 2, input: photo },
  ],
};

export const twoQuestions: Walkthrough = {
  slug: 'two-questions',
  number: 1,
  title: 'Two questions, two services',
  shortTitle: 'Two questions',
  question: 'Which service asks who, and which asks what?',
  chapter: 'Start here',
  minutes: 2,
  zones: ['app', 'authn', 'authz', 'resource'],
  scenario,
  locals: [{ id: 'two-questions', by: 'ana', before: 'sign-in', label: 'Ana has a photo' }],
  narration: {
    'two-questions': {
      title: 'Between Ana and her photo stand two questions',
      caption: 'Ana wants to keep a photo in the notes app. Two questions must be answered first: who is she, and what may she do?',
      explain: [
        'Follow the stage from left to right: Ana’s browser, then [who are you](who), a border, then [what may you do](may), and at the far end the place where the photo will be.',
        'The first question is [authentication](term:authentication), the second is [authorization](term:authorization). Cognito has a service for each, and their names are easy to mix up: the [user pool](term:user-pool) and the [identity pool](term:identity-pool).',
      ],
    },
    'sign-in': {
      title: '“Who are you?”',
      caption: 'Ana gives her name and password. The user pool, Cognito’s directory of people, checks them.',
      explain: [
        'A [user pool](term:user-pool) knows people: names, passwords, e-mail addresses, groups. It can sign them in itself or send them to Google or to their company.',
        'That is all it does. It has no idea what an S3 bucket is.',
      ],
    },
    'sign-in/answer': {
      title: 'An answer on paper',
      caption: 'The user pool is satisfied and writes down its answer: three tokens. The blue one, the ID token, says who Ana is.',
      explain: [
        'A token is a signed statement. Anyone who trusts this user pool can now believe that [this is Ana](who), without asking her for a password again.',
        'The first question is answered. The second has not been asked.',
      ],
    },
    'too-early': {
      title: 'One question too early',
      caption: 'The browser tries to store the photo at once. It has tokens, but S3 does not read tokens.',
      explain: [
        'S3, like most of AWS, takes requests that are signed with AWS [credentials](term:credentials). The browser has none, so this request goes out unsigned.',
        'Many an afternoon has been lost here: signed in, three tokens in hand, and no way in.',
      ],
    },
    'too-early/answer': {
      title: 'Access Denied',
      caption: 'S3 refuses. It has not asked who Ana is and it would not understand the answer.',
      explain: ['An unsigned request is a request from anybody, and this bucket is private. [What is missing](refused) is not another login. It is an answer to the second question.'],
    },
    'get-id': {
      title: 'Across the border',
      caption: 'The ID token crosses the border to the second service, the identity pool, which decides whether to believe it.',
      explain: [
        'An [identity pool](term:identity-pool) has no passwords and signs nobody in. It has a list of those whose word it trusts, and this user pool is on it.',
        'It checks the token: from whom, for whom, genuine, still good. Then Ana [is known](who) on this side, too.',
      ],
    },
    'get-id/answer': {
      title: 'A name on this side',
      caption: 'The identity pool answers with an identity ID, its own name for Ana.',
      explain: ['From here on Ana is this identity. The password and the user pool play no part any more.'],
    },
    'get-credentials': {
      title: '“What may you do?”',
      caption: 'The browser asks for AWS credentials. The identity pool picks a role for Ana.',
      explain: [
        'A [role](term:role) is a list of permissions without a person. The identity pool puts persons and roles together: those who signed in get one, guests another, and with [role mapping](term:role-mapping) certain groups a third.',
        'It gives no permission of its own. It hands out somebody else’s: the role’s.',
      ],
    },
    'get-credentials/sts': {
      title: 'Behind the curtain',
      caption: 'Out of the browser’s sight the identity pool asks STS for a session of that role.',
      explain: ['[STS](term:sts) is the service that makes temporary credentials. It asks the role whom it trusts, and this one trusts the identity pool, for people who have signed in.'],
    },
    'get-credentials/answer': {
      title: 'Papers in, keys out',
      caption: 'The blue paper has been exchanged for golden keys: AWS credentials, good for one hour.',
      explain: ['These are what AWS understands. They say nothing of Ana’s name or password. They say: a session of this role, for this identity, until then.'],
    },
    'put-object': {
      title: 'Now it is signed',
      caption: 'The browser asks S3 again, and signs with the keys. IAM reads the role’s policies and allows it.',
      explain: [
        'Every signed request to AWS is decided by [IAM](term:iam), each one anew. It finds a statement that lets this session [write into its own folder](may), and nothing that forbids it.',
        'IAM answers the second question. The identity pool only saw to it that it could be asked.',
      ],
    },
    'put-object/answer': {
      title: 'Stored',
      caption: 'The photo is in S3. The user pool answered who, IAM answered what, and the identity pool carried the one over to the other.',
      explain: [
        'Not every app needs both. If your own server does the work, a [user pool alone](/learn/user-pool) is enough. If nobody signs in, an [identity pool alone](/learn/guest) will do.',
        'You need both when people who have signed in talk to AWS directly, as Ana’s browser did. That exchange, call by call, is [the enhanced flow](/learn/enhanced-flow).',
      ],
    },
  },
  predictions: [
    {
      id: 'tokens-for-s3',
      at: 'sign-in/answer',
      ask: 'Ana has signed in. Can she store her photo in S3 now?',
      context: 'Her browser holds three tokens. The bucket is private.',
      options: [
        { text: 'Yes, she has proved who she is', feedback: 'She has, to the user pool. Knowing who somebody is does not yet say what they may do.' },
        { text: 'Yes, with the access token', feedback: 'The name misleads. It gives access to the user pool’s own calls and to APIs that accept it. S3 accepts AWS signatures.' },
        { text: 'No', right: true, feedback: 'One of two questions is answered. S3 wants AWS credentials, and she has none.' },
      ],
    },
    {
      id: 'who-helps',
      at: 'too-early/answer',
      ask: 'Who can give Ana what she lacks?',
      context: 'She needs AWS credentials: keys with which requests are signed.',
      options: [
        { text: 'The user pool, with another token', feedback: 'It issues tokens and nothing else. More of them will not turn into a signature.' },
        { text: 'The identity pool', right: true, feedback: 'It takes her ID token as proof and comes back with credentials of a role.' },
        { text: 'S3, if the bucket is made public', feedback: 'That would let everybody in, not Ana. Nobody would ask either question any more.' },
      ],
    },
  ],
  switches: [
    {
      id: 'wrong-password',
      label: 'Wrong password',
      change: (scenario) => send(scenario, 'sign-in', () => ({ AuthParameters: { USERNAME: notes.ana, PASSWORD: 'High-tide-7-shells' } })),
      refused: { step: 'sign-in', rule: 'password', code: 'NotAuthorizedException', message: 'Incorrect username or password.' },
      narration: {
        'sign-in': {
          title: 'A no to the first question',
          caption: 'The password is wrong. The user pool does not know who this is.',
          explain: [
            'It may well be Ana with a slip of the finger. Without proof she is [nobody in particular](refused).',
            'The second question never comes up: without an answer to the first there is nobody to ask it about.',
          ],
        },
        'sign-in/answer': {
          title: 'One sentence for two causes',
          caption: 'The browser is told that the user name or the password is incorrect, and not which.',
          explain: ['A stranger who tries out names should not learn which of them exist.'],
        },
      },
      fix: { text: 'Ask again, or offer to set a new password.' },
    },
    {
      id: 'no-user-pool',
      label: 'No user pool',
      change: (scenario) => ({ ...scenario, world: put(scenario.world, 'AWS::Cognito::UserPool', notes.userPool, undefined) }),
      refused: {
        step: 'sign-in',
        rule: 'client',
        code: 'ResourceNotFoundException',
        message: `User pool client ${notes.client} does not exist.`,
      },
      narration: {
        'sign-in': {
          title: 'Nobody to ask who',
          caption: 'The user pool is gone. There is nobody who could say who Ana is.',
          explain: [
            'The identity pool, the roles and the bucket are all still there. But an identity pool [does not sign people in](refused); it believes others who do.',
            'What is left is the [guest](/learn/guest): an identity without a name, where the pool allows that. Or another provider, such as Google, on the identity pool’s list.',
          ],
        },
        'sign-in/answer': {
          title: 'Not found',
          caption: 'The browser is told that the app client does not exist: it went with its user pool.',
          explain: ['The first question has no service any more, so the run ends before the border.'],
        },
      },
      fix: { text: 'Create a user pool and an app client, and put both into the identity pool’s list of providers.', check: 'PRV-03' },
    },
    {
      id: 'no-identity-pool',
      label: 'No identity pool',
      change: (scenario) => ({ ...scenario, world: put(scenario.world, 'AWS::Cognito::IdentityPool', notes.identityPool, undefined) }),
      refused: {
        step: 'get-id',
        rule: 'pool',
        code: 'ResourceNotFoundException',
        message: `IdentityPool '${notes.identityPool}' not found.`,
      },
      narration: {
        'get-id': {
          title: 'Nobody to ask what',
          caption: 'The identity pool is gone. Ana is signed in, and there is no way across the border.',
          explain: [
            'Her three tokens are genuine and good for an hour. She can show them to the app’s own server, which can act for her with a role of its own.',
            'What she cannot do is talk to S3 herself. [Nothing else](refused) in Cognito turns a token into AWS credentials.',
          ],
        },
        'get-id/answer': {
          title: 'Not found',
          caption: 'The browser is told that the identity pool was not found.',
          explain: ['Signing in went well. That is worth noticing: the two halves fail apart from each other.'],
        },
      },
      fix: { text: 'Create an identity pool that trusts the user pool, with a role for signed-in users; or let your own server do the work.' },
    },
    {
      id: 'bens-folder',
      label: 'Into Ben’s folder',
      change: (scenario) => send(scenario, 'put-object', () => ({ Key: `users/${bensIdentity}/beach.jpg` })),
      refused: {
        step: 'put-object',
        rule: 'authorized',
        code: 'AccessDenied',
        message: `User: ${session} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::notes-photos/users/${bensIdentity}/beach.jpg" because no identity-based policy allows the s3:PutObject action`,
      },
      narration: {
        'put-object': {
          title: 'A no to the second question',
          caption: 'Ana tries to write into Ben’s folder. Everybody knows who she is, and she may not.',
          explain: [
            'The signature is good and the session is current. But no statement of the role covers this folder for her, and what nobody allows is [denied](refused).',
            'Compare it with a wrong password. There the first question had no answer; here the second has one, and it is no.',
          ],
        },
        'put-object/answer': {
          title: 'Not authorized',
          caption: 'S3 answers with the session, the action and the resource, and says that no policy allows it.',
          explain: ['Signing in again would change nothing. Whoever may do what is a matter of [roles and policies](/learn/whose-folder).'],
        },
      },
      fix: { text: 'Nothing is broken. If Ana should write there, a policy of her role has to say so.' },
    },
  ],
  amplify: [
    {
      steps: ['sign-in'],
      text: `import { signIn } from 'aws-amplify/auth';
import { uploadData } from 'aws-amplify/storage';

// The first question
await signIn({ username, password, options: { authFlowType: 'USER_PASSWORD_AUTH' } });
`,
    },
    {
      steps: ['get-id', 'get-credentials', 'put-object'],
      text: `// The second: Amplify fetches the credentials on its own when it needs them
await uploadData({ path: ({ identityId }) => \`users/\${identityId}/beach.jpg\`, data: file }).result;
`,
    },
  ],
  reproduce: [
    {
      says: 'The first question. The answer has three tokens.',
      command: `aws cognito-idp initiate-auth --no-sign-request --region ${notes.region} --client-id ${notes.client} \\\n  --auth-flow USER_PASSWORD_AUTH --auth-parameters USERNAME=$NAME,PASSWORD=$PASSWORD`,
    },
    { says: 'Too early.', command: `aws s3 cp beach.jpg s3://${notes.bucket}/users/ana/ --no-sign-request` },
    {
      says: 'Across the border.',
      command: `aws cognito-identity get-id --no-sign-request --region ${notes.region} \\\n  --identity-pool-id ${notes.identityPool} --logins ${notes.provider}=$ID_TOKEN\naws cognito-identity get-credentials-for-identity --no-sign-request --region ${notes.region} \\\n  --identity-id $IDENTITY_ID --logins ${notes.provider}=$ID_TOKEN`,
    },
  ],
  furtherReading: [
    { title: 'What is Amazon Cognito?', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/what-is-amazon-cognito.html' },
    { title: 'Amazon Cognito user pools', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools.html' },
    { title: 'Amazon Cognito identity pools', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-identity.html' },
  ],
};
