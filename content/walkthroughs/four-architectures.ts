import { defaultStart, from, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { get, patch, put, type World } from '../../lib/world/world';
import { call, configure, send } from './change';
import type { Walkthrough } from './walkthrough';

const session = `arn:aws:sts::${notes.account}:assumed-role/notes-signed-in/CognitoIdentityCredentials`;
const iotArn = (rest: string) => `arn:aws:iot:${notes.region}:${notes.account}:${rest}`;
const policyName = 'KitchenLamp';
const topic = 'lamps/kitchen/set';
const backendRole = `arn:aws:iam::${notes.account}:role/notes-backend`;
const url = 'https://notesbackend.lambda-url.us-east-1.on.aws/';

/** What the backend does for someone whose access token is good: it gives their identity this lamp. */
const program = {
  verifies: { userPoolId: notes.userPool, clientId: notes.client, tokenUse: 'access' },
  calls: [{ operation: 'iot:AttachPolicy', input: { policyName, target: { $body: 'identityId' } } }],
  returns: { value: { paired: true } },
};

const signedIn = get(notesWorld, 'AWS::IAM::Role', 'notes-signed-in');
const ownNotes = Array.isArray(signedIn?.RolePolicyList) ? (signedIn.RolePolicyList as readonly { readonly PolicyName: string; readonly PolicyDocument: object }[]) : [];
const allow = (PolicyName: string, Sid: string, Action: string, Resource: string) => ({
  PolicyName,
  PolicyDocument: { Version: '2012-10-17', Statement: [{ Sid, Effect: 'Allow', Action, Resource }] },
});

/** The notes app with a reading lamp that listens on a topic, and a backend that pairs people with lamps. */
const world = [
  (w: World) => patch(w, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowUnauthenticatedIdentities: false }),
  (w: World) =>
    patch(w, 'AWS::IAM::Role', 'notes-signed-in', { RolePolicyList: [...ownNotes, allow('Lamps', 'AnyLamp', 'iot:Publish', iotArn('topic/lamps/*'))] }),
  (w: World) =>
    put(w, 'AWS::IoT::Policy', policyName, {
      policyName,
      policyDocument: { Version: '2012-10-17', Statement: [{ Sid: 'Kitchen', Effect: 'Allow', Action: 'iot:Publish', Resource: iotArn('topic/lamps/kitchen/*') }] },
    }),
  (w: World) =>
    put(w, 'AWS::IAM::Role', 'notes-backend', {
      RoleName: 'notes-backend',
      Arn: backendRole,
      RoleId: 'AROALIFEGUARDBACKEND1',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      RolePolicyList: [allow('PairLamps', 'Pair', 'iot:AttachPolicy', '*')],
      AttachedManagedPolicies: [],
    }),
  (w: World) =>
    put(w, 'AWS::Lambda::Function', 'notes-backend', {
      FunctionName: 'notes-backend',
      Role: backendRole,
      Code: JSON.stringify(program),
      FunctionUrlConfig: { FunctionUrl: url, AuthType: 'NONE' },
    }),
].reduce((w, change) => change(w), notesWorld);

const Logins = { [notes.provider]: from('sign-in', 'AuthenticationResult.IdToken') };
const IdentityId = from('get-id', 'IdentityId');
const keys = from('get-credentials', 'Credentials');
const switchOn = { topic, payload: '{"on":true}' };

/** Ana’s browser switches a lamp on: refused with a role alone, allowed once her identity has an IoT policy as well. */
const scenario: Scenario = {
  world,
  people: {
    ana: { name: 'Ana’s browser', kind: 'user', detail: 'notes.example' },
    lambda: { name: 'The backend', kind: 'backend', detail: 'a Lambda function' },
  },
  start: defaultStart,
  ends: 'ok',
  calls: [
    {
      id: 'sign-in',
      by: 'ana',
      operation: 'cognito-idp:InitiateAuth',
      input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword } },
    },
    { id: 'get-id', by: 'ana', operation: 'cognito-identity:GetId', after: 1, input: { IdentityPoolId: notes.identityPool, Logins } },
    { id: 'get-credentials', by: 'ana', operation: 'cognito-identity:GetCredentialsForIdentity', after: 1, input: { IdentityId, Logins } },
    { id: 'too-early', by: 'ana', operation: 'iot:Publish', signedBy: keys, after: 3, input: switchOn, goesOn: true },
    {
      id: 'pair',
      by: 'ana',
      operation: 'lambda:InvokeFunctionUrl',
      after: 8,
      input: { url: `${url}lamps/kitchen`, method: 'POST', bearer: from('sign-in', 'AuthenticationResult.AccessToken'), body: { identityId: IdentityId } },
    },
    { id: 'publish', by: 'ana', operation: 'iot:Publish', signedBy: keys, after: 2, input: switchOn },
  ],
};

export const fourArchitectures: Walkthrough = {
  slug: 'four-architectures',
  number: 16,
  title: 'Four architectures, and which pool you need',
  shortTitle: 'Four architectures',
  question: 'Which pool do I need?',
  chapter: 'In your application',
  minutes: 10,
  zones: ['app', 'authn', 'authz', 'resource'],
  scenario,
  locals: [],
  narration: {
    'sign-in': {
      title: 'Four ways to build it',
      caption: 'Ana signs in. What the app needs beside this user pool depends on what her browser will reach.',
      explain: [
        'A **backend** of your own reads the tokens and works with its own role: a [user pool](term:user-pool) is enough. **Direct access** to S3 or DynamoDB from the browser needs AWS credentials, so an [identity pool](term:identity-pool) beside it. A **social** provider can be put in front of either. And **IoT** is direct access with one more policy.',
        'This run has three of the four in it. The social one is the lesson on [hosted sign-in](/learn/hosted-sign-in).',
      ],
    },
    'sign-in/answer': {
      title: 'Two tokens, two destinations',
      caption: 'Three tokens come back. The access token will go to the backend, the ID token to the identity pool.',
      explain: [
        'The **access token** is for APIs, your own among them. The **ID token** is for whoever wants to know [who Ana is](who), and the identity pool does. The **refresh token** is for the user pool itself.',
        'With a backend alone you could stop here: no identity pool, no AWS credentials in any browser.',
      ],
    },
    'get-id': {
      title: 'Direct access begins',
      caption: 'The browser wants to reach AWS itself, so the ID token goes to the identity pool.',
      explain: ['An identity pool never signs anybody in. It takes the word of a provider on its list, here the user pool with this app client.'],
    },
    'get-id/answer': {
      title: 'The name that IoT will know',
      caption: 'The identity pool answers with Ana’s identity ID. The IoT policy will be attached to it.',
      explain: ['Not to the user pool’s `sub`, and not to the role: to this ID. It exists only once `GetId` was called, which is why pairing cannot happen at sign-up.'],
    },
    'get-credentials': {
      title: 'The same exchange as ever',
      caption: 'The browser asks for credentials of the role for signed-in users.',
      explain: ['For S3 or DynamoDB this would be the last step before the work itself. For AWS IoT it is not.'],
    },
    'get-credentials/sts': { title: 'STS, as ever', caption: 'The identity pool asks STS, and the role’s trust policy agrees.', explain: ['Nothing here knows of lamps.'] },
    'get-credentials/answer': {
      title: 'Credentials that may publish to every lamp',
      caption: 'Ana receives credentials. The role allows iot:Publish on lamps, all of them.',
      explain: ['One role for all users cannot know who owns which lamp. It says `topic/lamps/*`, and leaves it to a second policy to say which.'],
    },
    'too-early': {
      title: 'IAM says yes, and that is half of it',
      caption: 'Ana publishes to the kitchen lamp. IAM allows it, and AWS IoT then asks for a policy of its own.',
      explain: [
        'Look at the Decision tab: the role’s statement matches. For a signed-in Cognito identity AWS IoT looks further, for an [IoT policy](https://docs.aws.amazon.com/iot/latest/developerguide/cog-iot-policies.html) attached to the identity ID. There is none, so [the answer is no](refused).',
        'No amount of IAM permissions changes that.',
      ],
      note: {
        title: 'Guests',
        text: 'For a guest the IAM policy alone decides. The same role, given to guests, would open every lamp to every visitor.',
      },
    },
    'too-early/answer': {
      title: 'The lamp stays dark',
      caption: 'AWS IoT refuses, although the role allows it.',
      explain: [
        'IAM would say which policy is missing. Here it was not IAM that refused, so the hunt often goes to the role, where everything is in order. Ask `list-attached-policies` for the identity ID instead.',
        'We have no capture of AWS’s words for this refusal. So the stage quotes none.',
      ],
    },
    pair: {
      title: 'Meanwhile, a backend',
      caption: 'The browser asks the app’s backend to pair it with the lamp, and shows its access token.',
      explain: [
        'This is the first architecture. The backend checks the token with the user pool’s public keys: issuer, signature, age, kind, app client. No AWS credentials of Ana’s are involved, and no identity pool.',
        'Whether the lamp is hers is for the backend to know. That decision belongs on a server: a browser can be told anything.',
      ],
    },
    'pair/call-1': {
      title: 'The backend acts with its own role',
      caption: 'With its own role the backend attaches the IoT policy of this lamp to Ana’s identity.',
      explain: [
        '`AttachPolicy` takes the name of an IoT policy and a target. For devices the target is a certificate, for people an identity ID.',
        'IAM is asked about the target and not about the policy, so no role can be limited to one policy: which one is attached, the backend’s code decides. A browser that may call `AttachPolicy` would choose for itself what it may do.',
      ],
    },
    'pair/answer': { title: 'Paired', caption: 'The backend tells the browser that it is done.', explain: ['The policy stays attached until someone detaches it. Signing out changes nothing about it.'] },
    publish: {
      title: 'The same request, now with both',
      caption: 'Ana publishes again, with the same credentials. IAM allows it, and so does the IoT policy of her identity.',
      explain: [
        'Two policies, and both must say yes. The role says: lamps. The IoT policy says: the kitchen. What is left is `lamps/kitchen/*`: [that she may](may).',
        'The credentials were not renewed. The IoT policy belongs to the identity and not to the session.',
      ],
      note: { title: 'Over MQTT', text: 'This request is HTTPS. An MQTT client also connects, subscribes and receives, and needs each of these in both policies.' },
    },
    'publish/answer': {
      title: 'Light',
      caption: 'AWS IoT takes the message. The lamp goes on.',
      explain: [
        'User pool for [who](who), identity pool for AWS credentials, IAM and IoT policies for [what](may), and a backend for the one decision that no browser should make.',
        'Most apps need less. Ask first what the browser itself must reach, then where people’s accounts are.',
      ],
    },
  },
  predictions: [
    {
      id: 'role-enough',
      at: 'get-credentials/answer',
      ask: 'The role allows iot:Publish on topic/lamps/*. Ana publishes to lamps/kitchen/set. Does it work?',
      context: 'Her credentials come from the identity pool, for a signed-in user.',
      options: [
        { text: 'Yes, IAM allows it', feedback: 'For S3 that would be all. AWS IoT also asks for an IoT policy that is attached to a signed-in Cognito identity.' },
        { text: 'No, an IoT policy must allow it as well', right: true, feedback: 'Signed-in Cognito identities need both: the role’s permission, and an IoT policy on the identity ID.' },
        { text: 'No, AWS IoT wants a device certificate', feedback: 'Certificates are one way in. Requests signed with AWS credentials are another, and people use that one.' },
      ],
    },
    {
      id: 'who-attaches',
      at: 'too-early/answer',
      ask: 'Who should attach the IoT policy to Ana’s identity?',
      context: 'AttachPolicy takes any policy name and any target that the caller’s permissions cover.',
      options: [
        { text: 'Ana’s browser, with her own credentials', feedback: 'Then her browser chooses which lamps she may switch. A role that may attach policies is worth all of them.' },
        { text: 'The identity pool does, at sign-in', feedback: 'Identity pools know nothing of IoT policies. Somebody has to attach it, once for each identity.' },
        { text: 'A backend that knows whose lamp it is', right: true, feedback: 'It verifies who asks, decides, and attaches with its own role.' },
      ],
    },
  ],
  switches: [
    {
      id: 'no-provider',
      label: 'An identity pool that trusts nobody',
      change: (before) => configure(before, 'AWS::Cognito::IdentityPool', notes.identityPool, { CognitoIdentityProviders: [] }),
      refused: {
        step: 'get-id',
        rule: 'providers',
        code: 'NotAuthorizedException',
        message: 'Logins don\'t match. Please include at least one valid login for this identity or identity pool.',
      },
      narration: {
        'get-id': {
          title: 'Two pools, and nothing between them',
          caption: 'Both pools exist, but the identity pool lists no provider. It takes logins from nobody.',
          explain: ['Creating both is not enough. The identity pool must be told to trust this user pool, with this app client. Until then it can serve guests alone, and here not even those.'],
        },
        'get-id/answer': { title: 'Logins don’t match', caption: 'The browser is told that its logins do not match.', explain: ['The token is perfect. It is shown to somebody who was never introduced.'] },
      },
      fix: {
        text: 'Add the user pool and its app client to the identity pool.',
        command: `aws cognito-identity update-identity-pool --identity-pool-id ${notes.identityPool} \\\n  --identity-pool-name notes-prod --no-allow-unauthenticated-identities --no-allow-classic-flow \\\n  --cognito-identity-providers ProviderName=${notes.provider},ClientId=${notes.client}`,
        check: 'PRV-01',
      },
    },
    {
      id: 'id-token',
      label: 'Send the ID token to the backend',
      change: (before) => send(before, 'pair', () => ({ bearer: from('sign-in', 'AuthenticationResult.IdToken') })),
      refused: { step: 'pair', rule: 'tokenUse', code: 'CognitoJwtInvalidTokenUseError', message: 'Token use not allowed: id. Expected: access' },
      narration: {
        pair: {
          title: 'The right person, the wrong paper',
          caption: 'The backend asks for an access token and is shown an ID token. It is genuine, and refused.',
          explain: [
            'Both are signed by the same pool, for the same person. `token_use` tells them apart: an ID token describes a person to the app, an access token says what its bearer may ask of an API.',
            'The identity pool is the exception that confuses everybody: it wants the ID token.',
          ],
        },
        'pair/answer': {
          title: 'The words of a library',
          caption: 'The backend answers with the error of aws-jwt-verify, the library that it verifies tokens with.',
          explain: ['No AWS service was asked. A backend verifies tokens by itself, with public keys, so this refusal is your own code’s.'],
        },
      },
      fix: { text: 'Send the access token to APIs and the ID token to the identity pool.' },
    },
    {
      id: 'attach-yourself',
      label: 'Ana attaches the policy herself',
      change: (before) => call(before, 'pair', (one) => ({ ...one, operation: 'iot:AttachPolicy', signedBy: keys, input: { policyName, target: IdentityId } })),
      refused: {
        step: 'pair',
        rule: 'authorized',
        code: 'AccessDeniedException',
        message: `User: ${session} is not authorized to perform: iot:AttachPolicy on resource: ${notes.region}:`,
      },
      narration: {
        pair: {
          title: 'Without the backend',
          caption: 'The browser calls AttachPolicy itself, with Ana’s credentials. Her role does not allow it, and should not.',
          explain: [
            'Sample projects often give `iot:AttachPolicy` on `*` to every signed-in user, because it makes the demo work. From then on each user can attach any IoT policy of the account to themselves.',
            'This role does not. [Refused](refused), as intended.',
          ],
        },
        'pair/answer': { title: 'No identity-based policy allows it', caption: 'AWS IoT refuses: the role has no such permission.', explain: ['Before you add it to the role, read the list of IoT policies in the account. All of them would be hers.'] },
      },
      fix: { text: 'Leave the role as it is, and attach policies from a backend that has checked who asks.', check: 'PER-17' },
    },
    {
      id: 'backend-role',
      label: 'The backend’s role may not attach',
      change: (before) => configure(before, 'AWS::IAM::Role', 'notes-backend', { RolePolicyList: [] }),
      refused: { step: 'pair/call-1', rule: 'authorized', code: 'InternalServerError', message: 'Internal Server Error' },
      narration: {
        'pair/call-1': {
          title: 'The backend’s own permissions',
          caption: 'Ana’s token is good, but the backend’s role may not attach the policy. IAM refuses the backend.',
          explain: ['With a backend there are two questions about permissions: what may Ana ask of the backend, and what may the backend ask of AWS. Her token answers only the first.'],
        },
        'pair/answer': { title: 'An error that is not about Ana', caption: 'The browser gets an internal server error. Signing in again will not help.', explain: ['Why it failed is in the function’s log: IAM names the role and the action there.'] },
      },
      fix: {
        text: 'Allow the backend’s role to attach policies. The resource is `*`: IAM is asked about the target, and an identity has no ARN.',
        command: `aws iam put-role-policy --role-name notes-backend --policy-name PairLamps \\
  --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
    "Action":"iot:AttachPolicy","Resource":"*"}]}'`,
      },
    },
  ],
  amplify: [
    {
      steps: ['sign-in', 'get-id', 'get-credentials'],
      text: `import { fetchAuthSession, signIn } from 'aws-amplify/auth';
import { PubSub } from '@aws-amplify/pubsub';

await signIn({ username, password, options: { authFlowType: 'USER_PASSWORD_AUTH' } });
const { identityId, tokens } = await fetchAuthSession();
`,
    },
    {
      steps: ['pair'],
      text: `// Amplify attaches no IoT policy: your backend does
await fetch('${url}lamps/kitchen', {
  method: 'POST',
  headers: { Authorization: \`Bearer \${tokens?.accessToken}\` },
  body: JSON.stringify({ identityId }),
});
`,
    },
    {
      steps: ['publish'],
      text: `// MQTT over WebSocket: needs iot:Connect in both policies as well
const pubsub = new PubSub({ region: '${notes.region}', endpoint: 'wss://<your endpoint>-ats.iot.${notes.region}.amazonaws.com/mqtt' });
await pubsub.publish({ topics: '${topic}', message: { on: true } });
`,
    },
  ],
  reproduce: [
    { says: 'Give an identity an IoT policy.', command: `aws iot attach-policy --region ${notes.region} --policy-name ${policyName} --target $IDENTITY_ID` },
    { says: 'Which IoT policies an identity has. Ask this first when AWS IoT refuses.', command: `aws iot list-attached-policies --region ${notes.region} --target $IDENTITY_ID` },
    {
      says: 'Publish over HTTPS, with the credentials of the identity pool.',
      command: `aws iot-data publish --region ${notes.region} --topic ${topic} --cli-binary-format raw-in-base64-out --payload '{"on":true}'`,
    },
  ],
  furtherReading: [
    { title: 'Authorization with Amazon Cognito identities', href: 'https://docs.aws.amazon.com/iot/latest/developerguide/cog-iot-policies.html' },
    { title: 'Amazon Cognito identities', href: 'https://docs.aws.amazon.com/iot/latest/developerguide/cognito-identities.html' },
    { title: 'Common Amazon Cognito scenarios', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-scenarios.html' },
  ],
};
