import { defaultStart, from, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { configure } from '../walkthroughs/change';
import type { Walkthrough } from '../walkthroughs/walkthrough';
import { permissions, sessionOf, withPermissions } from './account';
import { headings } from './headings';

const session = sessionOf('notes-guest');
const passport = 'users/ana/passport.jpg';

/** “Visitors see photos” was written as “visitors see the bucket”. */
const wholeBucket = [
  { Sid: 'ReadPhotos', Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: [`arn:aws:s3:::${notes.bucket}`, `arn:aws:s3:::${notes.bucket}/*`] },
];

const publicPhotos = [{ Sid: 'ReadPublic', Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${notes.bucket}/public/*` }];

/** Somebody reads a web page, and then a bucket. */
const scenario: Scenario = {
  world: withPermissions(notesWorld, 'notes-guest', 'Photos', wholeBucket),
  people: { anyone: { name: 'Anyone', kind: 'attacker', detail: 'no account' } },
  before: [
    { id: 'welcome', by: 'anyone', operation: 's3:PutObject', signedBy: 'operator', input: { Bucket: notes.bucket, Key: 'public/welcome.jpg', ContentType: 'image/jpeg', Body: 'a lighthouse' } },
    { id: 'passport', by: 'anyone', operation: 's3:PutObject', signedBy: 'operator', input: { Bucket: notes.bucket, Key: passport, ContentType: 'image/jpeg', Body: 'Ana, and a number' } },
  ],
  start: defaultStart,
  ends: 'ok',
  calls: [
    { id: 'get-id', by: 'anyone', operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool } },
    { id: 'get-credentials', by: 'anyone', operation: 'cognito-identity:GetCredentialsForIdentity', after: 1, input: { IdentityId: from('get-id', 'IdentityId') } },
    { id: 'list', by: 'anyone', operation: 's3:ListObjectsV2', signedBy: from('get-credentials', 'Credentials'), after: 4, input: { Bucket: notes.bucket } },
    { id: 'get-object', by: 'anyone', operation: 's3:GetObject', signedBy: from('get-credentials', 'Credentials'), after: 6, input: { Bucket: notes.bucket, Key: passport } },
  ],
};

export const privateBucket: Walkthrough = {
  slug: 'private-bucket',
  ...headings['private-bucket'],
  shortTitle: 'The private bucket',
  question: 'How far is it from a web page to everybody’s files?',
  chapter: 'What goes wrong',
  minutes: 5,
  zones: ['app', 'authz', 'resource'],
  scenario,
  locals: [{ id: 'read-page', by: 'anyone', before: 'get-id', label: 'reads the page’s source' }],
  narration: {
    'read-page': {
      title: 'The id lies open in the page',
      caption: 'Somebody opens the notes app, looks at its script and finds the id of an identity pool.',
      explain: [
        'The script has to hold the id: without it no browser could ask for anything. The [identity pool](term:identity-pool)’s id is an address. It was never meant to keep anyone out.',
        'In 2019 a researcher collected such ids from public pages and applications and asked each pool, as anybody could, what it would give. This account stands for those that gave too much.',
      ],
    },
    'get-id': {
      title: 'One unsigned request',
      caption: 'The stranger asks the pool for an identity. No account, no key, no password.',
      explain: [
        '`GetId` is public: nobody signs it, and no policy of a role or a user is asked. What stands in its way, if anything does, is the pool’s own switch for [guests](term:guest), and it is on.',
        'Many apps switched it on for something small: a map, telemetry, a public photo.',
      ],
    },
    'get-id/answer': { title: 'A guest identity', caption: 'The pool makes an identity and returns its id.', explain: ['Nobody was identified. The pool has counted one guest more.'] },
    'get-credentials': {
      title: 'A second one',
      caption: 'With that id the stranger asks for AWS credentials.',
      explain: ['For guests the pool gives out one [role](term:role), here `notes-guest`. Everything now depends on what somebody wrote into that role.'],
    },
    'get-credentials/sts': {
      title: 'STS finds everything in order',
      caption: 'Out of sight, the pool takes its own token to STS. The role’s trust policy asks for this pool and for guests, and that is what the token says.',
      explain: [
        'The [trust policy](term:trust-policy) is right: `aud` is this pool, `amr` is `unauthenticated`. Nothing in this story is a flaw of AWS’s, and nothing is broken into.',
        'As for every guest of the [enhanced flow](term:enhanced-flow), two [session policies](term:session-policy) go along. They name the services that guests may use at all, and leave out others, IAM and Systems Manager among them.',
      ],
    },
    'get-credentials/answer': { title: 'Keys for an hour', caption: 'The stranger holds AWS credentials of notes-guest, good for an hour.', explain: ['When the hour is over, two more requests bring the next.'] },
    list: {
      title: 'What is there?',
      caption: 'The stranger asks S3 for a list of the bucket’s keys. Role and session policies both say yes.',
      explain: [
        'Lay the two sheets over each other. The session policies allow `s3:*` on everything. The role allows `s3:ListBucket` and `s3:GetObject` on the whole bucket. What both allow is the whole bucket.',
        'The name of the bucket is in the page too, next to the pool’s id.',
      ],
      note: { title: 'The difference a line makes', text: 'The role was meant for `public/*`. Whoever wrote it left the prefix away, and allowed listing so that a gallery would work.' },
    },
    'list/answer': { title: 'Everybody’s files, by name', caption: 'S3 answers with the keys. Among them is a passport.', explain: ['Without the list one would have to guess keys. With it there is nothing to guess.'] },
    'get-object': {
      title: 'And the file',
      caption: 'The stranger asks for Ana’s passport. The same statement allows it.',
      explain: ['[May a guest do this](may)? The policy says so. That Ana never agreed is not something IAM could know.'],
    },
    'get-object/answer': {
      title: 'Four requests after opening the page',
      caption: 'S3 returns Ana’s passport to somebody without a name.',
      explain: [
        'Four requests, and the first two were not even signed. By default the trail of it is thin: what identity pools give out is a data event in CloudTrail, and data events are not recorded unless somebody asked for them. The same holds for reading objects.',
        'The auditor finds this by asking as the stranger did, and by looking at what the role and the session policies allow together.',
      ],
    },
  },
  predictions: [
    {
      id: 'is-it-secret',
      at: 'read-page',
      ask: 'What does the stranger need to get AWS credentials from this pool?',
      context: 'Guest access is on. The pool’s id stands in the page.',
      options: [
        { text: 'Nothing more', right: true, feedback: 'The id is all. Two public calls, and there are keys.' },
        { text: 'An API key of the app', feedback: 'Identity pools have no such thing. The id of the pool is all that a browser sends, and it is public.' },
        { text: 'To come from the app’s domain', feedback: 'The call can come from a terminal. Nothing in the pool looks at where the request comes from.' },
      ],
    },
    {
      id: 'does-the-ceiling-help',
      at: 'get-credentials/answer',
      ask: 'The stranger will ask for a list of the bucket. Do AWS’s session policies for guests stop that?',
      context: 'The role allows s3:ListBucket on notes-photos.',
      options: [
        { text: 'Yes, guests may not list', feedback: 'The session policies name services, and S3 is among them with all its actions.' },
        { text: 'No: they name whole services, and S3 is one', right: true, feedback: 'They are a ceiling over services. Which bucket, and which prefix, is up to the role alone.' },
        { text: 'Yes, without a Resource they allow nothing', feedback: 'Their Resource is `*`. They take nothing away inside the services that they name.' },
      ],
    },
  ],
  switches: [
    {
      id: 'public-prefix',
      label: 'Guests read public/* only',
      change: (before) => configure(before, 'AWS::IAM::Role', 'notes-guest', { RolePolicyList: [permissions('Photos', publicPhotos)] }),
      refused: {
        step: 'list',
        rule: 'authorized',
        code: 'AccessDenied',
        message: `User: ${session} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::${notes.bucket}" because no identity-based policy allows the s3:ListBucket action`,
      },
      narration: {
        list: {
          title: 'The role now names what it means',
          caption: 'The role allows one action on one prefix. Listing is not among it, and S3 refuses.',
          explain: [
            'The session policies still say yes to all of S3. The role does not, and both have to.',
            'Visitors still see the photos under `public/`: the app knows their names and needs no list.',
          ],
        },
        'list/answer': {
          title: 'No list, and no passport',
          caption: 'S3 answers that no identity-based policy allows it.',
          explain: ['Had the stranger guessed the key, the answer would have been the same: `users/` is outside the statement.'],
        },
      },
      fix: {
        text: 'Write guest roles with exact actions on exact prefixes, and let the app keep the list of what is public.',
        command: `aws iam put-role-policy --role-name notes-guest --policy-name Photos --policy-document '${JSON.stringify({ Version: '2012-10-17', Statement: publicPhotos })}'`,
        check: 'PER-03',
      },
    },
    {
      id: 'guests-off',
      label: 'No guests at all',
      change: (before) => configure(before, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowUnauthenticatedIdentities: false }),
      refused: { step: 'get-id', rule: 'guests', code: 'NotAuthorizedException', message: 'Unauthenticated access is not supported for this identity pool.' },
      narration: {
        'get-id': {
          title: 'The door that nobody needed',
          caption: 'Guest access is off. A request without a login gets no identity.',
          explain: ['If the app does nothing for visitors who have not signed in, this is the better repair: the next mistake in the guest role will not matter.', 'If it does, its visitors lose that too. Public photos can as well come from a web server or a CDN.'],
        },
        'get-id/answer': { title: 'Sign in first', caption: 'The pool answers that unauthenticated access is not supported.', explain: ['Users who sign in notice nothing.'] },
      },
      fix: {
        text: 'Switch guest access off where the app works without it, and take the guest role off the pool as well.',
        command: `aws cognito-identity update-identity-pool --identity-pool-id ${notes.identityPool} \\
  --identity-pool-name notes-prod --no-allow-unauthenticated-identities --no-allow-classic-flow \\
  --cognito-identity-providers ProviderName=${notes.provider},ClientId=${notes.client}`,
        check: 'IDP-01',
      },
    },
  ],
  amplify: [],
  reproduce: [
    { says: 'On a pool of your own: an identity for nobody, then keys for it.', command: `aws cognito-identity get-id --no-sign-request --region ${notes.region} --identity-pool-id ${notes.identityPool}\naws cognito-identity get-credentials-for-identity --no-sign-request --region ${notes.region} --identity-id $IDENTITY_ID` },
    { says: 'With those keys in the environment, what a stranger sees of your bucket.', command: `aws s3 ls --recursive s3://${notes.bucket}/` },
    { says: 'The same, asked by the auditor of a whole account.', command: 'lifeguard audit' },
  ],
  furtherReading: [
    { title: 'Andrés Riancho: Internet-scale analysis of AWS Cognito security (2019)', href: 'https://andresriancho.com/wp-content/uploads/2019/06/whitepaper-internet-scale-analysis-of-aws-cognito-security.pdf' },
    { title: 'The Big IAM Challenge (2023), in which a guest’s bucket is one of six tasks', href: 'https://bigiamchallenge.com' },
    { title: 'IAM roles of identity pools, and what guests are limited to', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html' },
    { title: 'Identity pools security best practices', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools-security-best-practices.html' },
  ],
};
