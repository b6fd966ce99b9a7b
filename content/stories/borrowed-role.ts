import { defaultStart, from, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { configure } from '../walkthroughs/change';
import type { Walkthrough } from '../walkthroughs/walkthrough';
import { trusts, withPermissions, withPool, withTrust, withUserPool } from './account';
import { headings } from './headings';

const handout = 'members/handout.pdf';

/** What members of the notes app may read, and nobody else should. */
const membersOnly = [
  { Sid: 'ListHandouts', Effect: 'Allow', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${notes.bucket}`, Condition: { StringLike: { 's3:prefix': 'members/*' } } },
  { Sid: 'ReadHandouts', Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${notes.bucket}/members/*` },
];

const flawed = [
  (world: typeof notesWorld) => withPool(world, { AllowClassicFlow: true }),
  (world: typeof notesWorld) => withUserPool(world, { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } }),
  (world: typeof notesWorld) => withPermissions(world, 'notes-signed-in', 'Members', membersOnly),
  (world: typeof notesWorld) => withTrust(world, 'notes-signed-in', trusts({ aud: notes.identityPool })),
].reduce((world, change) => change(world), notesWorld);

/** A guest asks STS for the role of signed-in users. */
const scenario: Scenario = {
  world: flawed,
  people: { anyone: { name: 'Anyone', kind: 'attacker', detail: 'no account' } },
  before: [{ id: 'handout', by: 'anyone', operation: 's3:PutObject', signedBy: 'operator', input: { Bucket: notes.bucket, Key: handout, ContentType: 'application/pdf', Body: 'for members' } }],
  start: defaultStart,
  ends: 'ok',
  calls: [
    { id: 'get-id', by: 'anyone', operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool } },
    { id: 'get-credentials', by: 'anyone', operation: 'cognito-identity:GetCredentialsForIdentity', after: 1, input: { IdentityId: from('get-id', 'IdentityId') } },
    { id: 'who-am-i', by: 'anyone', operation: 'sts:GetCallerIdentity', signedBy: from('get-credentials', 'Credentials'), after: 1, input: {} },
    { id: 'get-open-id-token', by: 'anyone', operation: 'cognito-identity:GetOpenIdToken', after: 30, input: { IdentityId: from('get-id', 'IdentityId') } },
    {
      id: 'assume-role',
      by: 'anyone',
      operation: 'sts:AssumeRoleWithWebIdentity',
      after: 1,
      input: { RoleArn: notes.signedInRole, RoleSessionName: 'visitor', WebIdentityToken: from('get-open-id-token', 'Token') },
    },
    { id: 'get-object', by: 'anyone', operation: 's3:GetObject', signedBy: from('assume-role', 'Credentials'), after: 2, input: { Bucket: notes.bucket, Key: handout } },
  ],
};

export const borrowedRole: Walkthrough = {
  slug: 'borrowed-role',
  ...headings['borrowed-role'],
  shortTitle: 'The borrowed role',
  question: 'What keeps a guest out of the role of signed-in users?',
  chapter: 'What goes wrong',
  minutes: 6,
  zones: ['app', 'authz', 'resource'],
  scenario,
  locals: [{ id: 'guess', by: 'anyone', before: 'get-open-id-token', label: 'guesses a role’s name' }],
  narration: {
    'get-id': { title: 'In as a guest', caption: 'A stranger asks the pool for a guest identity. Guest access is on for the public photos.', explain: ['The guest role is small, as it should be: `public/*` and nothing else. This story is about another role: that of the members, whom the app invites one by one.'] },
    'get-id/answer': { title: 'A guest identity', caption: 'The pool answers with an identity id.', explain: ['So far everything is as intended.'] },
    'get-credentials': { title: 'Credentials, as intended', caption: 'The stranger asks for credentials by the enhanced flow. The pool will choose the guest role.', explain: ['In the [enhanced flow](term:enhanced-flow) a guest gets `Roles.unauthenticated` and cannot ask for anything else.'] },
    'get-credentials/sts': { title: 'STS agrees', caption: 'The pool takes its token to STS for the role notes-guest.', explain: ['The guest role’s [trust policy](term:trust-policy) asks for this pool in `aud` and for `unauthenticated` in [amr](term:amr). Both fit.'] },
    'get-credentials/answer': { title: 'A small role', caption: 'The stranger holds credentials that read public photos.', explain: ['They are not what this is about. But they can say something about the account.'] },
    'who-am-i': { title: 'Where am I?', caption: 'The stranger asks STS whose credentials these are. Everyone may.', explain: ['No policy can forbid `GetCallerIdentity`.'] },
    'who-am-i/answer': {
      title: 'An account number, and how roles are named here',
      caption: 'STS answers with the account’s number and the role’s name: notes-guest.',
      explain: ['An account’s number is not a secret, and neither is the name of a role. Where there is a `notes-guest`, there may be a `notes-signed-in`. Consoles and tools name the two alike, as in `Cognito_…Unauth_Role` and `Cognito_…Auth_Role`.'],
    },
    guess: { title: 'A name to try', caption: 'The stranger writes down the ARN of a role that nobody mentioned.', explain: ['Guessing costs nothing: a wrong name and a role that says no are answered with the same words.'] },
    'get-open-id-token': { title: 'The token, by the classic flow', caption: 'The stranger asks for the pool’s OpenID token. The classic flow is on.', explain: ['In the [basic (classic) flow](term:classic-flow) the client takes the token to STS and names a role itself. Which role, the pool does not learn.'] },
    'get-open-id-token/answer': { title: 'It says “unauthenticated”', caption: 'The token names the pool in aud, and in amr it says plainly that nobody signed in.', explain: ['The pool does not lie for its guest. Whoever reads `amr` knows.'] },
    'assume-role': {
      title: 'One row is missing',
      caption: 'STS asks the members’ role whether it trusts this token. The role asks for the pool, and does not ask whether anybody signed in.',
      explain: [
        'Look at the Decision tab: `aud` is compared and fits. For `amr` there is no row at all. A condition that is not written is not tested, so the statement matches.',
        'The role’s author thought of `aud` and stopped there. IAM no longer saves a role for Cognito that has no condition at all; `aud` alone is one.',
      ],
      note: { title: 'The role is attached as “authenticated”', text: 'That is the pool’s view, and counts in the enhanced flow. In the classic flow the trust policy is the only door.' },
    },
    'assume-role/answer': { title: 'Signed in, without signing in', caption: 'STS gives the stranger credentials of notes-signed-in.', explain: ['From anonymous to authenticated in one call. There is no session policy on them either.'] },
    'get-object': { title: 'Members only', caption: 'The stranger reads a handout that is meant for members. The role allows it.', explain: ['What is bound to an identity (`users/${cognito-identity.amazonaws.com:sub}/*`) stays closed: the stranger’s identity has a folder of its own. What the role gives to all members is open.'] },
    'get-object/answer': {
      title: 'Every visitor is a member',
      caption: 'S3 returns the handout.',
      explain: ['In the Big IAM Challenge of 2023, the last of six tasks is solved in this way: the token of a guest, and a role that asks for the pool alone.', 'The auditor reports the trust policy even where the classic flow is off: then the role is one flag away from this.'],
    },
  },
  predictions: [
    {
      id: 'which-role-is-flawed',
      at: 'get-open-id-token/answer',
      ask: 'The stranger will ask STS for notes-signed-in, with a token that says “unauthenticated”. Who could refuse that?',
      context: 'STS has the token and the ARN of the role.',
      options: [
        { text: 'The trust policy of notes-signed-in', right: true, feedback: 'Only there can a role say that it is for people who have signed in. See whether it does.' },
        { text: 'The pool, which knows what its roles are for', feedback: 'The pool is not part of this call. In the classic flow it hands out a token and is done.' },
        { text: 'The permission policies of the role', feedback: 'They say what a session may do once it exists. Who may open one is the trust policy’s question.' },
      ],
    },
    {
      id: 'other-folders',
      at: 'assume-role/answer',
      ask: 'With the members’ role, what can the stranger not read?',
      context: 'The role reads members/*. Suppose it also read users/${cognito-identity.amazonaws.com:sub}/*.',
      options: [
        { text: 'Nothing is closed any more', feedback: 'The variable is filled in with the stranger’s own identity id, so that part leads to an empty folder.' },
        { text: 'The folders of other identities', right: true, feedback: 'What is bound to the identity id is bound to it in every flow. What is open to all members is open to the stranger.' },
        { text: 'The handouts, for a guest has no sub', feedback: 'A guest has an identity id too. And the handouts are bound to nothing but the role.' },
      ],
    },
  ],
  switches: [
    {
      id: 'amr',
      label: 'The role asks for amr',
      change: (before) => configure(before, 'AWS::IAM::Role', 'notes-signed-in', { AssumeRolePolicyDocument: trusts({ aud: notes.identityPool, amr: 'authenticated' }) }),
      refused: { step: 'assume-role', rule: 'trust', code: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' },
      narration: {
        'assume-role': {
          title: 'The missing row',
          caption: 'The trust policy now also asks for “authenticated” in amr. The guest’s token has no such value.',
          explain: ['The condition is `ForAnyValue:StringLike`, because `amr` has several values for a signed-in user. The value is the whole word: `*authenticated` would match `unauthenticated` as well.', 'For users nothing changes. The pool’s tokens for them have said `authenticated` all along.'],
        },
        'assume-role/answer': { title: 'Not authorized', caption: 'STS refuses, in the words it also has for a role that does not exist.', explain: ['The stranger cannot tell whether the guess was wrong or the door closed.'] },
      },
      fix: {
        text: 'Ask every role for Cognito for both: aud, the pool, and amr, whom it is for.',
        command: `aws iam update-assume-role-policy --role-name notes-signed-in --policy-document '${JSON.stringify(trusts({ aud: notes.identityPool, amr: 'authenticated' }))}'`,
        check: 'TRU-02',
      },
    },
    {
      id: 'classic-off',
      label: 'Classic flow off',
      change: (before) => configure(before, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowClassicFlow: false }),
      refused: { step: 'get-open-id-token', rule: 'classic', code: 'InvalidParameterException', message: 'Basic (classic) flow is not enabled, please use enhanced flow.' },
      narration: {
        'get-open-id-token': {
          title: 'No token, no choice',
          caption: 'The classic flow is off. The pool hands out no token, so nobody can choose a role.',
          explain: ['In the enhanced flow the pool asks for the guest role, whatever the trust policies of other roles say.', 'The flaw is still in the trust policy. It waits for the day on which somebody needs the classic flow.'],
        },
        'get-open-id-token/answer': { title: 'Use the enhanced flow', caption: 'The stranger is told that the basic (classic) flow is not enabled.', explain: ['Do both. The flag closes the door; the row in the trust policy makes it a wall.'] },
      },
      fix: {
        text: 'Switch the classic flow off, and mend the trust policy as well: the auditor goes on reporting it, with a lower severity.',
        command: `aws cognito-identity update-identity-pool --identity-pool-id ${notes.identityPool} \\
  --identity-pool-name notes-prod --allow-unauthenticated-identities --no-allow-classic-flow \\
  --cognito-identity-providers ProviderName=${notes.provider},ClientId=${notes.client}`,
        check: 'IDP-04',
      },
    },
  ],
  amplify: [],
  reproduce: [
    { says: 'On an account of your own: which roles trust Cognito, and what they ask.', command: 'aws iam list-roles --query "Roles[?contains(to_string(AssumeRolePolicyDocument), \'cognito-identity\')].[RoleName, AssumeRolePolicyDocument.Statement[0].Condition]"' },
    { says: 'A guest’s token, and the role of others.', command: `aws cognito-identity get-open-id-token --no-sign-request --region ${notes.region} --identity-id $IDENTITY_ID\naws sts assume-role-with-web-identity --no-sign-request --region ${notes.region} \\\n  --role-arn ${notes.signedInRole} --role-session-name visitor --web-identity-token $TOKEN` },
  ],
  furtherReading: [
    { title: 'Role trust and permissions', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html' },
    { title: 'Identity pools security best practices', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools-security-best-practices.html' },
    { title: 'The Big IAM Challenge (2023)', href: 'https://bigiamchallenge.com' },
  ],
};
