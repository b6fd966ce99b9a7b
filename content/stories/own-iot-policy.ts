import { defaultStart, from, type Call, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { get, patch, put, type World } from '../../lib/world/world';
import type { Walkthrough } from '../walkthroughs/walkthrough';
import { permissions, sessionOf } from './account';
import { headings } from './headings';

const Logins = { [notes.provider]: from('sign-in', 'AuthenticationResult.IdToken') };
const topicArn = (lamp: string) => `arn:aws:iot:${notes.region}:${notes.account}:topic/lamps/${lamp}`;

const connectAndPublish = { Sid: 'Lamps', Effect: 'Allow', Action: ['iot:Connect', 'iot:Publish'], Resource: '*' };
/** It was meant to say: to one’s own identity only. It says: if I am I. */
const attachToMyself = {
  Sid: 'AttachToMyself',
  Effect: 'Allow',
  Action: 'iot:AttachPolicy',
  Resource: '*',
  Condition: { StringEquals: { 'cognito-identity.amazonaws.com:sub': '${cognito-identity.amazonaws.com:sub}' } },
};
/** Publishing to one’s own lamp and no other. */
const ownLamp = {
  Sid: 'OwnLamp',
  Effect: 'Allow',
  Action: ['iot:Connect', 'iot:Publish'],
  Resource: [`arn:aws:iot:${notes.region}:${notes.account}:client/\${cognito-identity.amazonaws.com:sub}`, topicArn('${cognito-identity.amazonaws.com:sub}')],
};

/** The notes app rings a lamp at home. Devices and users have IoT policies; the fleet’s operators have one that allows everything. */
function withLamps(world: World): World {
  const withUserPolicy = put(world, 'AWS::IoT::Policy', 'notes-user', {
    policyName: 'notes-user',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'iot:Publish', Resource: topicArn('${cognito-identity.amazonaws.com:sub}') }],
    },
  });
  return put(withUserPolicy, 'AWS::IoT::Policy', 'FleetAdmin', {
    policyName: 'FleetAdmin',
    policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iot:*', Resource: '*' }] },
  });
}

type Policies = readonly ReturnType<typeof permissions>[];

/** The role of users with other inline policies. */
function withPolicies(world: World, change: (policies: Policies) => Policies): World {
  const before = get(world, 'AWS::IAM::Role', 'notes-signed-in')?.RolePolicyList as Policies;
  return patch(world, 'AWS::IAM::Role', 'notes-signed-in', { RolePolicyList: change(before) });
}

const switchAllLamps = (id: string): Call => ({
  id,
  by: 'ben',
  operation: 'iot:Publish',
  signedBy: from('get-credentials', 'Credentials'),
  after: 3,
  input: { topic: 'lamps/all', payload: '{"on":true}' },
});

/** Ben gives himself what AWS IoT asks for. */
const scenario: Scenario = {
  world: withPolicies(withLamps(notesWorld), (policies) => [...policies, permissions('Lamps', [connectAndPublish]), permissions('AttachPolicies', [attachToMyself])]),
  people: { ben: { name: 'Ben’s browser', kind: 'attacker', detail: 'signed in' } },
  before: [
    {
      id: 'sign-in',
      by: 'ben',
      operation: 'cognito-idp:InitiateAuth',
      input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ben, PASSWORD: notes.benPassword } },
    },
    { id: 'get-id', by: 'ben', operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool, Logins } },
  ],
  start: defaultStart,
  ends: 'ok',
  calls: [
    { id: 'get-credentials', by: 'ben', operation: 'cognito-identity:GetCredentialsForIdentity', input: { IdentityId: from('get-id', 'IdentityId'), Logins } },
    { ...switchAllLamps('first-try'), goesOn: true },
    {
      id: 'attach-policy',
      by: 'ben',
      operation: 'iot:AttachPolicy',
      signedBy: from('get-credentials', 'Credentials'),
      after: 10,
      input: { policyName: 'FleetAdmin', target: from('get-id', 'IdentityId') },
    },
    switchAllLamps('second-try'),
  ],
};

const refused = `User: ${sessionOf('notes-signed-in')} is not authorized to perform: iot:AttachPolicy on resource: ${notes.region}:`;

export const ownIotPolicy: Walkthrough = {
  slug: 'own-iot-policy',
  ...headings['own-iot-policy'],
  shortTitle: 'The own IoT policy',
  question: 'AWS IoT asks twice. Who gives the second answer?',
  chapter: 'What goes wrong',
  minutes: 5,
  zones: ['app', 'authz', 'resource'],
  scenario,
  locals: [{ id: 'look-in-the-mirror', by: 'ben', before: 'attach-policy', label: 'reads the app’s script' }],
  narration: {
    'get-credentials': {
      title: 'Credentials for a lamp',
      caption: 'The notes app rings a lamp at home through AWS IoT. Ben’s browser asks for credentials.',
      explain: ['The role lets users connect and publish, on any topic. To whoever reads it, it looks far too wide.'],
    },
    'get-credentials/sts': { title: 'The role of users', caption: 'The pool asks STS for notes-signed-in.', explain: ['As for every user.'] },
    'get-credentials/answer': { title: 'Credentials for any topic', caption: 'Ben receives credentials of notes-signed-in.', explain: ['[May he](may) switch on every lamp? IAM would say so.'] },
    'first-try': {
      title: 'Everybody’s lamps',
      caption: 'Ben publishes to the topic of all lamps. His role allows it. No IoT policy is attached to his identity, and AWS IoT refuses.',
      explain: ['For a signed-in Cognito identity AWS IoT asks its own policies as well, those that are attached to the [identity id](term:identity-id), and both must allow. An ordinary user has `notes-user`, which names one topic, their own lamp’s. Ben has not even that yet.', 'A [guest](term:guest) would need the role alone: for guests there is no second question.'],
      note: { title: 'The words', text: 'That it is refused is documented. The text of the refusal nobody has recorded; what you read here is marked as not confirmed.' },
    },
    'first-try/answer': { title: 'Refused', caption: 'AWS IoT does not take the message.', explain: ['The second question works.'] },
    'look-in-the-mirror': {
      title: 'How does a user come by the policy?',
      caption: 'The app attaches notes-user itself, from the browser, at the first sign-in. So the role lets users attach policies.',
      explain: ['Tutorials do it like this, because it needs no backend. `iot:AttachPolicy` takes the name of a policy and a target.'],
    },
    'attach-policy': {
      title: 'A condition that looks into a mirror',
      caption: 'Ben attaches another policy to himself: FleetAdmin. The condition asks whether his sub equals his sub.',
      explain: [
        'The author wanted users to attach policies to themselves only, and wrote: `cognito-identity.amazonaws.com:sub` equals `${cognito-identity.amazonaws.com:sub}`. Both sides are the caller. Look at the Decision tab: it compares a value with itself, and so it is always true.',
        'The target of the request is in neither. Nor could a statement say **which** policy: IAM is asked about the target, and an identity id is no ARN, so only `*` will do. Whoever may attach one may attach any.',
      ],
    },
    'attach-policy/answer': { title: 'Attached', caption: 'AWS IoT attaches FleetAdmin to Ben’s identity.', explain: ['It stays there. When his credentials expire and he signs in again, he has the same identity and the same policy.'] },
    'second-try': { title: 'Everybody’s lamps, again', caption: 'Ben publishes to the topic of all lamps. Role and IoT policy both allow it now.', explain: ['The role said yes all along. The second answer Ben has given himself.'] },
    'second-try/answer': {
      title: 'Every lamp in town',
      caption: 'AWS IoT takes the message, and passes it on to every lamp.',
      explain: ['Two permissions are a protection as long as two people give them. Here the one who asks gives the second.', 'The auditor looks for roles that let their session attach or detach IoT policies, and for conditions that compare a key with itself.'],
    },
  },
  predictions: [
    {
      id: 'second-question',
      at: 'get-credentials/answer',
      ask: 'The role allows iot:Publish on every topic. Will AWS IoT take Ben’s message?',
      context: 'Ben has signed in. No IoT policy is attached to his identity.',
      options: [
        { text: 'Yes: IAM allows it', feedback: 'For guests that would be all. For signed-in identities AWS IoT asks its own policies as well.' },
        { text: 'No: his identity has no IoT policy', right: true, feedback: 'Both have to allow: the role, and a policy attached to the identity.' },
        { text: 'Only to his own lamp’s topic', feedback: 'That would take the policy notes-user, and even that is not attached yet.' },
      ],
    },
    {
      id: 'mirror',
      at: 'look-in-the-mirror',
      ask: 'The role has a condition on attaching: sub must equal ${…:sub}. Whom does it keep from it?',
      context: 'The key on the left and the variable on the right are filled in for the request. Ben will name himself as target, and a policy of his choice.',
      options: [
        { text: 'Everybody who names another’s identity as target', feedback: 'The target of the request is not compared. Both sides are the caller’s own identity.' },
        { text: 'Everybody but administrators', feedback: 'There is nothing about administrators in it. It is true for every session of the pool.' },
        { text: 'Nobody', right: true, feedback: 'A value compared with itself is equal. The condition is always true where there is a sub at all.' },
      ],
    },
  ],
  switches: [
    {
      id: 'backend',
      label: 'A backend attaches',
      change: (before) => ({ ...before, world: withPolicies(before.world, (policies) => policies.filter(({ PolicyName }) => PolicyName !== 'AttachPolicies')) }),
      refused: { step: 'attach-policy', rule: 'authorized', code: 'AccessDeniedException', message: refused },
      narration: {
        'look-in-the-mirror': {
          title: 'How does a user come by the policy?',
          caption: 'A function of the app attaches notes-user. In the app’s script Ben finds how it was done before: from the browser.',
          explain: ['He tries the old way.'],
        },
        'attach-policy': {
          title: 'Somebody else gives the second answer',
          caption: 'Users may attach nothing. A function of the app attaches notes-user when somebody signs in for the first time.',
          explain: ['The function checks who asks, takes the identity id from a token and not from the request, and attaches one policy.', 'Naming `notes-user` as the resource of the statement would have been no repair: the resource of the request is the target, so nobody could attach anything any more.'],
        },
        'attach-policy/answer': { title: 'Not authorized', caption: 'AWS IoT answers that no identity-based policy allows it.', explain: ['Look at what is attached already: `list-attached-policies` takes an identity id as its target.'] },
      },
      fix: {
        text: 'Attach policies from a backend, and take iot:AttachPolicy out of the users’ role.',
        command: `aws iam delete-role-policy --role-name notes-signed-in --policy-name AttachPolicies
aws iot list-attached-policies --target $IDENTITY_ID`,
        check: 'PER-17',
      },
    },
    {
      id: 'own-topic',
      label: 'The role ends at one’s own lamp',
      change: (before) => ({ ...before, world: withPolicies(before.world, (policies) => policies.map((one) => (one.PolicyName === 'Lamps' ? permissions('Lamps', [ownLamp]) : one))) }),
      refused: {
        step: 'second-try',
        rule: 'authorized',
        code: 'AccessDeniedException',
        message: `User: ${sessionOf('notes-signed-in')} is not authorized to perform: iot:Publish on resource: ${topicArn('all')} because no identity-based policy allows the iot:Publish action`,
      },
      narration: {
        'get-credentials': { title: 'Credentials for a lamp', caption: 'The notes app rings a lamp at home through AWS IoT. Ben’s browser asks for credentials.', explain: ['The role lets users connect, and publish to the topic that has their own identity in its name.'] },
        'get-credentials/answer': { title: 'Credentials for one topic', caption: 'Ben receives credentials of notes-signed-in.', explain: ['`lamps/${cognito-identity.amazonaws.com:sub}` is his own lamp.'] },
        'first-try': { title: 'Everybody’s lamps', caption: 'Ben publishes to the topic of all lamps. His role ends at his own, and IAM refuses.', explain: ['AWS IoT’s own policies are not even asked: IAM says no before that.'] },
        'first-try/answer': { title: 'Refused by IAM', caption: 'AWS IoT answers that no identity-based policy allows it.', explain: ['These words are IAM’s.'] },
        'second-try': {
          title: 'Two answers, and the first is no',
          caption: 'Ben has attached FleetAdmin to himself. The role still ends at his own lamp.',
          explain: ['Both must allow. What one may give oneself on the one side is worth nothing where the other does not.', 'For identities of this pool that is enough. A certificate of a device has no role: whoever may attach policies to certificates still decides about devices.'],
        },
        'second-try/answer': { title: 'Not authorized', caption: 'AWS IoT answers that no identity-based policy allows it.', explain: ['Take `iot:AttachPolicy` away as well. The auditor goes on reporting it.'] },
      },
      fix: {
        text: 'Bind the role to what is the user’s own, and do not leave that to the IoT policy.',
        command: `aws iam put-role-policy --role-name notes-signed-in --policy-name Lamps --policy-document '${JSON.stringify({ Version: '2012-10-17', Statement: [ownLamp] })}'`,
        check: 'PER-16',
      },
    },
  ],
  amplify: [],
  reproduce: [
    { says: 'On an account of your own: which policies hang on an identity.', command: 'aws iot list-attached-policies --target $IDENTITY_ID' },
    { says: 'With a user’s credentials in the environment: attach another.', command: 'aws iot attach-policy --policy-name FleetAdmin --target $IDENTITY_ID' },
  ],
  furtherReading: [
    { title: 'AWS IoT Core: authorization for Amazon Cognito identities', href: 'https://docs.aws.amazon.com/iot/latest/developerguide/cog-iot-policies.html' },
    { title: 'AttachPolicy', href: 'https://docs.aws.amazon.com/iot/latest/apireference/API_AttachPolicy.html' },
    { title: 'IAM: policy variables', href: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html' },
  ],
};
