import { defaultStart, from, type Call, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { configure } from '../walkthroughs/change';
import type { Walkthrough } from '../walkthroughs/walkthrough';
import { permissions, sessionOf, withPermissions, withPool } from './account';
import { headings } from './headings';

const parameter = `arn:aws:ssm:${notes.region}:${notes.account}:parameter/prod/db`;

const publicPhotos = { Sid: 'ReadPublic', Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${notes.bucket}/public/*` };
const settings = { Sid: 'ReadSettings', Effect: 'Allow', Action: 'ssm:GetParameter', Resource: `arn:aws:ssm:${notes.region}:${notes.account}:parameter/prod/*` };

const askForSecret = (id: string, credentials: string): Call => ({
  id,
  by: 'anyone',
  operation: 'ssm:GetParameter',
  signedBy: from(credentials, 'Credentials'),
  after: 2,
  input: { Name: '/prod/db', WithDecryption: true },
  asks: { resource: parameter },
});

/** The same guest asks for the same secret by both flows. */
const scenario: Scenario = {
  world: withPool(withPermissions(notesWorld, 'notes-guest', 'Visitors', [publicPhotos, settings]), { AllowClassicFlow: true }),
  people: { anyone: { name: 'Anyone', kind: 'attacker', detail: 'no account' } },
  start: defaultStart,
  ends: 'ok',
  calls: [
    { id: 'get-id', by: 'anyone', operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool } },
    { id: 'get-credentials', by: 'anyone', operation: 'cognito-identity:GetCredentialsForIdentity', after: 1, input: { IdentityId: from('get-id', 'IdentityId') } },
    { ...askForSecret('first-try', 'get-credentials'), goesOn: true },
    { id: 'get-open-id-token', by: 'anyone', operation: 'cognito-identity:GetOpenIdToken', after: 5, input: { IdentityId: from('get-id', 'IdentityId') } },
    {
      id: 'assume-role',
      by: 'anyone',
      operation: 'sts:AssumeRoleWithWebIdentity',
      after: 1,
      input: { RoleArn: notes.guestRole, RoleSessionName: 'anything', WebIdentityToken: from('get-open-id-token', 'Token'), DurationSeconds: 3600 },
    },
    askForSecret('second-try', 'assume-role'),
  ],
};

export const sideDoor: Walkthrough = {
  slug: 'side-door',
  ...headings['side-door'],
  shortTitle: 'The side door',
  question: 'AWS limits what guests may do. In every flow?',
  chapter: 'What goes wrong',
  minutes: 6,
  zones: ['app', 'authz', 'resource'],
  scenario,
  locals: [{ id: 'other-way', by: 'anyone', before: 'get-open-id-token', label: 'tries the classic flow' }],
  narration: {
    'get-id': {
      title: 'A guest like any other',
      caption: 'A stranger takes the pool’s id from the page and asks for a guest identity.',
      explain: ['As in the story before, this needs nothing: guest access is on, and the pool’s id is public.', 'The guest role reads public photos. Somebody also let it read the app’s settings, a name prefix in Parameter Store, and the database’s password lies under the same prefix.'],
    },
    'get-id/answer': { title: 'An identity', caption: 'The pool answers with a new guest identity.', explain: ['Both flows begin with this id. It will serve twice.'] },
    'get-credentials': { title: 'First by the front door', caption: 'The stranger asks for credentials by the enhanced flow.', explain: ['In the [enhanced flow](term:enhanced-flow) the pool itself goes to STS, and it does not go empty-handed.'] },
    'get-credentials/sts': {
      title: 'Two sheets over the role',
      caption: 'The pool calls STS for the guest role and passes two session policies along.',
      explain: [
        'What a [guest](term:guest) may do is what the role **and** these [session policies](term:session-policy) allow. Their list has S3, DynamoDB and Lambda on it. Systems Manager is not there.',
        'AWS put this up as a guard-rail for roles that allow more than their authors meant.',
      ],
    },
    'get-credentials/answer': { title: 'Keys with a ceiling', caption: 'The stranger holds credentials of notes-guest, one hour, under the ceiling.', explain: ['Nothing in the credentials shows the ceiling. One finds it by asking.'] },
    'first-try': {
      title: 'The secret, asked for politely',
      caption: 'The stranger asks Parameter Store for the database’s password. The role says yes. The session policies do not.',
      explain: ['The role’s statement `ReadSettings` matches. The session policies have no statement for `ssm`, and both must allow. The guard-rail holds.'],
      note: { title: 'Why a permission like this survives', text: 'It never worked, so nobody noticed that it was there. A developer who tested guests saw AccessDenied and was reassured.' },
    },
    'first-try/answer': { title: '“because no session policy allows”', caption: 'The service refuses, and its words tell the stranger what stands in the way.', explain: ['“No **session** policy allows”: so the role would. That is worth knowing for somebody who can get a session without one.'] },
    'other-way': {
      title: 'There is another flow',
      caption: 'Identity pools have a second flow, older than the first. The stranger tries it.',
      explain: ['The [basic (classic) flow](term:classic-flow) hands the pool’s own token to the client, and the client itself goes to STS with it.'],
    },
    'get-open-id-token': {
      title: 'The token itself, please',
      caption: 'For the same identity the stranger asks for the pool’s OpenID token instead of credentials.',
      explain: [
        '`AllowClassicFlow` is true and the pool maps no roles, so the pool agrees. The call is as public as the others.',
      ],
    },
    'get-open-id-token/answer': {
      title: 'A token that says “unauthenticated”',
      caption: 'The stranger receives a token, good for ten minutes. It names the pool and the identity, and says that nobody signed in.',
      explain: [
        '`aud` is the pool, `amr` is `unauthenticated`. The guest role’s [trust policy](term:trust-policy) asks for exactly these two.',
        'The flag has three states. Terraform and the console write `false`. A pool made through the API by somebody who never mentioned it has none: in 2023 such a pool still gave out a token (aws-cli issue 7652). Nobody has confirmed since whether that is so today, so look at the flag and set it.',
      ],
    },
    'assume-role': {
      title: 'Straight to STS',
      caption: 'The stranger shows the token to STS and asks for the guest role. No signature, no session policy.',
      explain: [
        'It is the same role as before, and the same trust policy says yes. The difference is in who calls: the request has a field for session policies, and its sender leaves it out.',
        'Whatever a client may attach, a client may leave away. A limit that the limited one applies is none.',
      ],
    },
    'assume-role/answer': { title: 'The same role without a ceiling', caption: 'STS gives credentials of notes-guest. This time the role’s policies are all there is.', explain: ['The session’s name is `anything`: in this flow the caller chooses that too.'] },
    'second-try': {
      title: 'The same question again',
      caption: 'The stranger asks for the database’s password with the new credentials. The role says yes, and nothing else is asked.',
      explain: ['Compare the Decision tab with that of the first try: the same statement, the same request, one layer fewer.'],
    },
    'second-try/answer': {
      title: 'The guard-rail had an end',
      caption: 'The service returns the password to a visitor without an account.',
      explain: [
        'Neither setting is dangerous alone. A guest role that allows too much sits under the ceiling; a classic flow with a small guest role gives nothing away. Together they are a door.',
        'The auditor asks twice, as the stranger did, and reports what the second answer has beyond the first.',
      ],
    },
  },
  predictions: [
    {
      id: 'who-adds',
      at: 'get-open-id-token/answer',
      ask: 'Who puts the session policies on a guest of the classic flow?',
      context: 'In the enhanced flow, the identity pool passes them when it calls STS.',
      options: [
        { text: 'STS, for every token of a guest', feedback: 'STS applies what it is passed. It does not look into amr to decide on a ceiling.' },
        { text: 'The identity pool, through the token', feedback: 'The token has no place for a policy. It says who, for which pool and how known.' },
        { text: 'Nobody', right: true, feedback: 'In this flow the client calls STS, and a client does not limit itself.' },
      ],
    },
    {
      id: 'flag-absent',
      at: 'get-open-id-token',
      ask: 'Somebody deletes the line AllowClassicFlow: true from the template that makes the pool. Is the side door shut?',
      context: 'A pool that is made through the API without the flag has no value for it at all.',
      options: [
        { text: 'Yes, the default is false', feedback: 'The console and Terraform write false for you. The API writes nothing, and nothing was seen to behave as on.' },
        { text: 'Not for certain: nothing is not false', right: true, feedback: 'A report of 2023 shows a pool without the flag that gave out a token. It has not been confirmed or denied since. Write false.' },
        { text: 'Yes, for guests, but not for users', feedback: 'The flag makes no difference between guests and users.' },
      ],
    },
  ],
  switches: [
    {
      id: 'classic-off',
      label: 'Classic flow off',
      change: (before) => configure(before, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowClassicFlow: false }),
      refused: { step: 'get-open-id-token', rule: 'classic', code: 'InvalidParameterException', message: 'Basic (classic) flow is not enabled, please use enhanced flow.' },
      narration: {
        'get-open-id-token': {
          title: 'The side door is shut',
          caption: 'AllowClassicFlow is false. The pool keeps its token to itself.',
          explain: ['Without the token there is nothing to show to STS. Every guest session now comes from the pool, and the pool adds the ceiling.', 'The guest role is still too large. It is under the ceiling again, and should be made smaller all the same.'],
        },
        'get-open-id-token/answer': { title: 'Use the enhanced flow', caption: 'The stranger is told that the basic (classic) flow is not enabled.', explain: ['The app uses the enhanced flow, so its visitors notice nothing. A client that calls `GetOpenIdToken` would: look for one before you switch.'] },
      },
      fix: {
        text: 'Write the flag, and write it as false. Send the whole pool along: what UpdateIdentityPool is not given, it resets.',
        command: `aws cognito-identity update-identity-pool --identity-pool-id ${notes.identityPool} \\
  --identity-pool-name notes-prod --allow-unauthenticated-identities --no-allow-classic-flow \\
  --cognito-identity-providers ProviderName=${notes.provider},ClientId=${notes.client}`,
        check: 'IDP-07',
      },
    },
    {
      id: 'mapping',
      label: 'The pool maps roles',
      change: (before) =>
        configure(before, 'AWS::Cognito::IdentityPoolRoleAttachment', notes.identityPool, {
          RoleMappings: { [`${notes.provider}:${notes.client}`]: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' } },
        }),
      refused: { step: 'get-open-id-token', rule: 'mappings', code: 'InvalidParameterException', message: 'Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.' },
      narration: {
        'get-open-id-token': {
          title: 'Shut by something else',
          caption: 'The pool maps the roles of signed-in users. With any mapping, the classic flow is refused, whatever the flag says.',
          explain: [
            'AWS documents that classic and role mapping exclude each other. That guests are refused as well, two projects have reported from practice.',
            'It holds, but nobody meant it to: whoever takes the last mapping away opens the side door again and is told nothing.',
          ],
        },
        'get-open-id-token/answer': { title: 'Refused because of a mapping', caption: 'The stranger is told that the classic flow is not supported with role mappings.', explain: ['Set the flag to false as well, so that the door does not hang on a mapping.'] },
      },
      fix: {
        text: 'If you map roles anyway, this door is shut for the time being. Set AllowClassicFlow to false, so that it stays shut.',
        command: `aws cognito-identity set-identity-pool-roles --identity-pool-id ${notes.identityPool} \\
  --roles authenticated=${notes.signedInRole},unauthenticated=${notes.guestRole} \\
  --role-mappings '{"${notes.provider}:${notes.client}":{"Type":"Token","AmbiguousRoleResolution":"AuthenticatedRole"}}'`,
        check: 'IDP-07',
      },
    },
    {
      id: 'small-role',
      label: 'A guest role without the settings',
      change: (before) => configure(before, 'AWS::IAM::Role', 'notes-guest', { RolePolicyList: [permissions('Visitors', [publicPhotos])] }),
      refused: {
        step: 'second-try',
        rule: 'authorized',
        code: 'AccessDeniedException',
        message: `User: ${sessionOf('notes-guest', 'anything')} is not authorized to perform: ssm:GetParameter on resource: ${parameter} because no identity-based policy allows the ssm:GetParameter action`,
      },
      narration: {
        'get-id': {
          title: 'A guest like any other',
          caption: 'A stranger takes the pool’s id from the page and asks for a guest identity.',
          explain: ['The guest role reads public photos, and nothing else any more. The settings are read by a server of the app’s.'],
        },
        'first-try': { title: 'Now the role says no as well', caption: 'The stranger asks for the password. Neither the role nor the session policies allow it.', explain: ['The refusal of the first try now has two reasons. One of them will be gone at the second.'] },
        'first-try/answer': { title: 'Refused', caption: 'The service refuses, and names the role’s policies as the reason.', explain: ['The words no longer hint at a session that could do more.'] },
        'second-try': {
          title: 'Nothing to be had behind the door',
          caption: 'The classic flow still works and still drops the ceiling. The role behind it allows public photos and no more.',
          explain: ['This is the repair of the cause: permissions that guests should not have are not there, so no flow can bring them out.'],
        },
        'second-try/answer': { title: '“because no identity-based policy allows”', caption: 'The service refuses, and this time the role is the reason.', explain: ['Visitors see their photos as before. Settings that a page needs can be public in themselves; a password is not one of them.'] },
      },
      fix: {
        text: 'Take from the guest role what guests should never have, even if the ceiling hides it today.',
        command: `aws iam put-role-policy --role-name notes-guest --policy-name Visitors --policy-document '${JSON.stringify({ Version: '2012-10-17', Statement: [publicPhotos] })}'`,
        check: 'IDP-07',
      },
    },
  ],
  amplify: [],
  reproduce: [
    { says: 'On a pool of your own: the flag, in its three states (true, false, or not there).', command: `aws cognito-identity describe-identity-pool --identity-pool-id ${notes.identityPool} --query AllowClassicFlow` },
    { says: 'The classic flow as a guest.', command: `aws cognito-identity get-open-id-token --no-sign-request --region ${notes.region} --identity-id $IDENTITY_ID` },
    { says: 'And STS, with no session policy.', command: `aws sts assume-role-with-web-identity --no-sign-request --region ${notes.region} \\\n  --role-arn ${notes.guestRole} --role-session-name anything --web-identity-token $TOKEN` },
  ],
  furtherReading: [
    { title: 'IAM roles of identity pools, and what guests are limited to', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html' },
    { title: 'Identity pools authentication flow', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html' },
    { title: 'aws-cli issue 7652: AllowClassicFlow left out (2023)', href: 'https://github.com/aws/aws-cli/issues/7652' },
    { title: 'aws-rum-web issue 172: the classic flow and role mappings', href: 'https://github.com/aws-observability/aws-rum-web/issues/172' },
  ],
};
