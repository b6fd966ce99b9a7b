import { defaultStart, from, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { put, type World } from '../../lib/world/world';
import { configure } from '../walkthroughs/change';
import type { Walkthrough } from '../walkthroughs/walkthrough';
import { permissions, roleArn, sessionOf, trustsLambda, withPermissions, withRole } from './account';
import { headings } from './headings';

const greet = { name: 'notes-greet', arn: `arn:aws:lambda:${notes.region}:${notes.account}:function:notes-greet` };
const parameter = `arn:aws:ssm:${notes.region}:${notes.account}:parameter/prod/db`;

const publicPhotos = { Sid: 'ReadPublic', Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${notes.bucket}/public/*` };
const allOfGreet = { Sid: 'Greet', Effect: 'Allow', Action: 'lambda:*', Resource: greet.arn };
const settings = { Sid: 'Settings', Effect: 'Allow', Action: 'ssm:GetParameter', Resource: `arn:aws:ssm:${notes.region}:${notes.account}:parameter/prod/*` };
const invokeGreet = { Sid: 'Greet', Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: greet.arn };

/** The notes app greets its visitors with a function, which reads its settings. */
function withGreeting(world: World): World {
  const withItsRole = withRole(world, { name: 'notes-greet', id: 'AROALIFEGUARDGREET001', trusts: trustsLambda, policy: 'Settings', statements: [settings] });
  return put(withItsRole, 'AWS::Lambda::Function', greet.name, {
    FunctionName: greet.name,
    FunctionArn: greet.arn,
    Role: roleArn('notes-greet'),
    Code: JSON.stringify({ returns: { value: 'Good evening' } }),
  });
}

/** What the function does once a guest has written it. */
const rewritten = { calls: [{ operation: 'ssm:GetParameter', input: { Name: '/prod/db', WithDecryption: true }, asks: { resource: parameter } }], returns: { value: 'what the parameter says' } };

const getParameter = { operation: 'ssm:GetParameter', input: { Name: '/prod/db', WithDecryption: true }, asks: { resource: parameter } } as const;

/** A guest keeps to AWS's list of services, and leaves it. */
const scenario: Scenario = {
  world: withGreeting(withPermissions(notesWorld, 'notes-guest', 'Visitors', [publicPhotos, allOfGreet, settings])),
  people: { anyone: { name: 'Anyone', kind: 'attacker', detail: 'no account' } },
  start: defaultStart,
  ends: 'ok',
  calls: [
    { id: 'get-id', by: 'anyone', operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool } },
    { id: 'get-credentials', by: 'anyone', operation: 'cognito-identity:GetCredentialsForIdentity', after: 1, input: { IdentityId: from('get-id', 'IdentityId') } },
    { id: 'get-parameter', by: 'anyone', ...getParameter, signedBy: from('get-credentials', 'Credentials'), after: 5, goesOn: true },
    {
      id: 'update-code',
      by: 'anyone',
      operation: 'lambda:UpdateFunctionCode',
      signedBy: from('get-credentials', 'Credentials'),
      after: 20,
      input: { FunctionName: greet.name, ZipFile: JSON.stringify(rewritten) },
    },
    { id: 'invoke', by: 'anyone', operation: 'lambda:InvokeFunction', signedBy: from('get-credentials', 'Credentials'), after: 3, input: { FunctionName: greet.name } },
  ],
};

export const outOfTheFence: Walkthrough = {
  slug: 'out-of-the-fence',
  ...headings['out-of-the-fence'],
  shortTitle: 'Out of the fence',
  question: 'The side door is shut. Is a guest under the ceiling for good?',
  chapter: 'What goes wrong',
  minutes: 6,
  zones: ['app', 'authz', 'resource'],
  scenario,
  locals: [{ id: 'look-for-a-step', by: 'anyone', before: 'update-code', label: 'looks at what is allowed' }],
  narration: {
    'get-id': { title: 'A guest', caption: 'A stranger asks for a guest identity. The classic flow is off in this pool.', explain: ['The [side door](/learn/side-door) of the second story is shut. Whoever comes as a [guest](term:guest) comes by the enhanced flow.'] },
    'get-id/answer': { title: 'An identity', caption: 'The pool answers with an identity id.', explain: ['As always.'] },
    'get-credentials': { title: 'Credentials, with the ceiling', caption: 'The stranger asks for credentials.', explain: ['The guest role greets visitors: it calls a function, `notes-greet`. Its author wrote `lambda:*` on that one function.'] },
    'get-credentials/sts': { title: 'Two session policies', caption: 'The pool calls STS for notes-guest and passes the ceiling along.', explain: ['Systems Manager, Secrets Manager, EC2, IAM and STS are not on the list. Lambda, DynamoDB, S3 and user pools are.'] },
    'get-credentials/answer': { title: 'Under the ceiling', caption: 'The stranger holds credentials of notes-guest.', explain: ['There is no other flow. This is all there will be.'] },
    'get-parameter': { title: 'The secret, directly', caption: 'The stranger asks for the database’s password. The role allows it, and the session policies do not have the service.', explain: ['Somebody put the settings into the guest role, too, and the ceiling catches it. So far the fence stands.'] },
    'get-parameter/answer': { title: '“because no session policy allows”', caption: 'The service refuses.', explain: ['A guard-rail along one road: this session’s.'] },
    'look-for-a-step': { title: 'A step that is allowed', caption: 'The stranger looks for something inside the fence that stands outside with one foot.', explain: ['A session policy limits a session. Is there anything within reach of this session that is not this session?'] },
    'update-code': {
      title: 'Lambda is on the list',
      caption: 'The stranger replaces the code of notes-greet. The role allows all of Lambda on this function, and so does the ceiling.',
      explain: ['The session policies say `lambda:*`. The role says `lambda:*` on the function. `UpdateFunctionCode` is one of its actions, and both sheets have it.'],
    },
    'update-code/answer': { title: 'New code, same role', caption: 'Lambda answers that the code was updated.', explain: ['The function goes on running as `notes-greet`. That role reads the app’s settings, so that the greeting can name the day’s offer.'] },
    invoke: { title: 'Good evening', caption: 'The stranger has the function greet somebody.', explain: ['This is what the statement was for.'] },
    'invoke/call-1': {
      title: 'Outside the fence',
      caption: 'The function asks for the database’s password, as notes-greet. No session policy is on that session.',
      explain: ['Compare the Decision tab with that of the refused request. The same action on the same resource; another role, and one layer fewer.', 'The guest never left the list of services. The request that leaves it is not the guest’s.'],
      note: { title: 'Other steps of this kind', text: '`cognito-idp:AdminAddUserToGroup` or `AdminSetUserPassword`: user pools are on the list as well. Whoever signs in as a user is under no ceiling.' },
    },
    'invoke/answer': {
      title: 'The password, through the function',
      caption: 'The function answers with what it found, and hands it to a visitor without an account.',
      explain: ['The ceiling is a list of services, written by AWS for everybody. It cannot know what your functions may do.', 'The auditor has the guest ask for the same thing twice: straight away, which is refused, and by way of the function.'],
    },
  },
  predictions: [
    {
      id: 'is-the-code-allowed',
      at: 'look-for-a-step',
      ask: 'Changing a function’s code is administration. Does the ceiling for guests leave it out?',
      context: 'The session policies name services, most of them with all actions.',
      options: [
        { text: 'Yes: guests may only invoke', feedback: 'The session policies have lambda:*. They do not tell use from administration.' },
        { text: 'No: Lambda is on the list, with all of its actions', right: true, feedback: 'Whether a guest may do it is up to the role, and this one says lambda:* too.' },
        { text: 'Yes: it needs iam:PassRole', feedback: 'Only to give a function a role. New code for a function that has one needs none.' },
      ],
    },
    {
      id: 'inherit',
      at: 'invoke',
      ask: 'The function is invoked by a guest. Is the guest’s ceiling on what the function asks for?',
      context: 'The function runs as notes-greet.',
      options: [
        { text: 'Yes, it is handed on', feedback: 'Session policies belong to the session that they were passed for. A function has a session of its own.' },
        { text: 'No', right: true, feedback: 'Lambda assumes the function’s role, for the function, without the caller’s session policies.' },
        { text: 'Only for services on the list', feedback: 'There is no such mixture. The function’s session has no session policy at all.' },
      ],
    },
  ],
  switches: [
    {
      id: 'invoke-only',
      label: 'Guests may invoke, and no more',
      change: (before) => configure(before, 'AWS::IAM::Role', 'notes-guest', { RolePolicyList: [permissions('Visitors', [publicPhotos, invokeGreet])] }),
      refused: {
        step: 'update-code',
        rule: 'authorized',
        code: 'AccessDeniedException',
        message: `User: ${sessionOf('notes-guest')} is not authorized to perform: lambda:UpdateFunctionCode on resource: ${greet.arn} because no identity-based policy allows the lambda:UpdateFunctionCode action`,
      },
      narration: {
        'get-credentials': { title: 'Credentials, with the ceiling', caption: 'The stranger asks for credentials.', explain: ['The guest role greets visitors: it may invoke a function, `notes-greet`. That is one action on one function.'] },
        'get-parameter/answer': { title: 'Refused', caption: 'The service refuses.', explain: ['Two sheets say no.'] },
        'get-parameter': { title: 'The secret, directly', caption: 'The stranger asks for the database’s password. Neither the role nor the session policies allow it.', explain: ['The settings are out of the guest role. They had no business there, ceiling or not.'] },
        'update-code': {
          title: 'The first step is gone',
          caption: 'The role allows invoking, and nothing else of Lambda. IAM refuses the new code.',
          explain: ['The ceiling still says yes to all of Lambda. It was never the place to say no.', 'Visitors are greeted as before.'],
        },
        'update-code/answer': { title: '“because no identity-based policy allows”', caption: 'Lambda answers that the role does not allow it.', explain: ['Other ways out are closed in the same manner: no `Admin…` of user pools, no writing where code is deployed from.'] },
      },
      fix: {
        text: 'Take the first step out of the guest role: name the one action that visitors need.',
        command: `aws iam put-role-policy --role-name notes-guest --policy-name Visitors --policy-document '${JSON.stringify({ Version: '2012-10-17', Statement: [publicPhotos, invokeGreet] })}'`,
        check: 'ESC-12',
      },
    },
    {
      id: 'guests-off',
      label: 'No guests at all',
      change: (before) => configure(before, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowUnauthenticatedIdentities: false }),
      refused: { step: 'get-id', rule: 'guests', code: 'NotAuthorizedException', message: 'Unauthenticated access is not supported for this identity pool.' },
      narration: {
        'get-id': { title: 'Nobody without a login', caption: 'Guest access is off, and the pool gives the stranger no identity.', explain: ['A greeting needs no AWS credentials: the page can call a public address of its own server.', 'Users who sign in have another role, and notice nothing.'] },
        'get-id/answer': { title: 'Sign in first', caption: 'The pool answers that unauthenticated access is not supported.', explain: ['The role is as wide as before. Make it smaller before anybody switches guests on again.'] },
      },
      fix: {
        text: 'Switch guest access off where visitors can do without AWS credentials, and take the guest role off the pool as well.',
        command: `aws cognito-identity update-identity-pool --identity-pool-id ${notes.identityPool} \\
  --identity-pool-name notes-prod --no-allow-unauthenticated-identities --no-allow-classic-flow \\
  --cognito-identity-providers ProviderName=${notes.provider},ClientId=${notes.client}`,
        check: 'ESC-12',
      },
    },
  ],
  amplify: [],
  reproduce: [
    { says: 'On an account of your own: what guests may do with Lambda.', command: 'aws iam get-role-policy --role-name notes-guest --policy-name Visitors' },
    { says: 'And as whom the function runs.', command: `aws lambda get-function-configuration --function-name ${greet.name} --query Role` },
  ],
  furtherReading: [
    { title: 'IAM roles of identity pools, and what guests are limited to', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html' },
    { title: 'AmazonCognitoUnAuthedIdentitiesSessionPolicy', href: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonCognitoUnAuthedIdentitiesSessionPolicy.html' },
    { title: 'pathfinding.cloud: ways to more privilege in AWS', href: 'https://pathfinding.cloud' },
  ],
};
