import { defaultStart, from, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { get, put } from '../../lib/world/world';
import { call, configure, send } from './change';
import type { Walkthrough } from './walkthrough';

const session = 'arn:aws:sts::111122223333:assumed-role/notes-guest/CognitoIdentityCredentials';
const parameter = 'arn:aws:ssm:us-east-1:111122223333:parameter/notes/banner';

/** The notes app's guest role, with one thing too many: it also reads a parameter. */
const generousRole = {
  Version: '2012-10-17',
  Statement: [
    { Sid: 'ReadPublic', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::notes-photos/public/*' },
    { Sid: 'ReadBanner', Effect: 'Allow', Action: 'ssm:GetParameter', Resource: parameter },
  ],
};

const guestRole = get(notesWorld, 'AWS::IAM::Role', 'notes-guest');
const world = put(notesWorld, 'AWS::IAM::Role', 'notes-guest', {
  ...(guestRole as NonNullable<typeof guestRole>),
  RolePolicyList: [{ PolicyName: 'PublicPhotos', PolicyDocument: generousRole }],
});

/** A visitor without an account looks at a public photo, and then for more. */
const scenario: Scenario = {
  world,
  people: { visitor: { name: 'A visitor', kind: 'guest', detail: 'no account' } },
  before: [
    {
      id: 'welcome-photo',
      by: 'visitor',
      operation: 's3:PutObject',
      signedBy: 'operator',
      input: { Bucket: notes.bucket, Key: 'public/welcome.jpg', ContentType: 'image/jpeg', Body: 'a lighthouse' },
    },
  ],
  start: defaultStart,
  ends: 'ok',
  calls: [
    { id: 'get-id', by: 'visitor', operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool } },
    {
      id: 'get-credentials',
      by: 'visitor',
      operation: 'cognito-identity:GetCredentialsForIdentity',
      after: 1,
      input: { IdentityId: from('get-id', 'IdentityId') },
    },
    {
      id: 'get-object',
      by: 'visitor',
      operation: 's3:GetObject',
      signedBy: from('get-credentials', 'Credentials'),
      after: 2,
      input: { Bucket: notes.bucket, Key: 'public/welcome.jpg' },
    },
    {
      id: 'get-parameter',
      by: 'visitor',
      operation: 'ssm:GetParameter',
      signedBy: from('get-credentials', 'Credentials'),
      after: 2,
      input: { Name: '/notes/banner' },
      asks: { resource: parameter },
      goesOn: true,
    },
  ],
};

export const guest: Walkthrough = {
  slug: 'guest',
  number: 5,
  title: 'An identity pool alone: the guest',
  shortTitle: 'The guest',
  question: 'Which role does someone with no name get?',
  chapter: 'Crossing the border',
  minutes: 6,
  zones: ['app', 'authz', 'resource'],
  scenario,
  locals: [
    { id: 'open-page', by: 'visitor', before: 'get-id', label: 'opens the page' },
    { id: 'sign', by: 'visitor', before: 'get-object', label: 'signs with the keys' },
  ],
  narration: {
    'open-page': {
      title: 'Someone opens the page',
      caption: 'A visitor opens the notes app. There is no account, no password and no token.',
      explain: [
        'The page holds the id of an [identity pool](term:identity-pool): `us-east-1:3f6a91d2-…`. Everyone who opens the page can read it. It is an address, not a secret.',
        'There is no [user pool](term:user-pool) in this run. Nobody will ask [who is this](who); the only question left is what a stranger [may do](may).',
      ],
    },
    'get-id': {
      title: 'An unsigned request, without Logins',
      caption: 'The browser asks the identity pool for an identity and sends no proof of anything.',
      explain: [
        '`GetId` takes the pool’s id and, if there is one, a map of [logins](term:logins). Here there is none. That makes the caller a [guest](term:guest).',
        'The request carries no AWS signature. IAM is not asked: `GetId` is a public call, so no policy of a role or a user can allow or forbid it. The switch is on the pool.',
      ],
      note: { title: 'What it checks', text: 'That the pool exists in this region, and that guest access is on. Nothing about the visitor.' },
    },
    'get-id/answer': {
      title: 'A new identity, made for this visit',
      caption: 'The pool answers with a new identity id. Each guest call makes another one.',
      explain: [
        'A login always leads to the same identity. Guests have no login to be recognised by, so every `GetId` without one makes a new identity. Apps keep the id, so that a visitor stays the same guest tomorrow.',
        'For a guest this id is all there is: whoever knows it can be that guest. Do not put anything behind it that matters.',
      ],
    },
    'get-credentials': {
      title: 'Identity in, keys out',
      caption: 'The browser asks for credentials for that identity. Again there is nothing to prove.',
      explain: [
        '`GetCredentialsForIdentity` looks up the role for guests: `Roles.unauthenticated`, here `notes-guest`. A pool with guest access on and no such role gives nothing.',
        'The pool does not make credentials itself. What happens next is out of the browser’s sight.',
      ],
    },
    'get-credentials/sts': {
      title: 'The pool speaks for the guest, and adds two papers',
      caption: 'The identity pool calls STS with a token of its own that says “unauthenticated”, and adds two session policies.',
      explain: [
        'The token’s `amr` is `unauthenticated`, and its `aud` is this pool. The role’s [trust policy](term:trust-policy) asks for exactly that, so STS agrees.',
        'For guests of the [enhanced flow](term:enhanced-flow) the pool passes two [session policies](term:session-policy): one written into the call, one managed by AWS. Together they are a ceiling. The session may do what the role **and** the ceiling allow.',
        'Signed-in users get no ceiling. Neither do guests of the [basic (classic) flow](term:classic-flow).',
      ],
      note: { title: 'How dated this is', text: 'AWS changes the list now and then: the managed policy is at version 4 of 2026-05-01. The Decision tab shows the text this run uses.' },
    },
    'get-credentials/answer': {
      title: 'A stranger holds AWS keys',
      caption: 'The visitor receives real AWS credentials for one hour, as the role notes-guest.',
      explain: [
        'Access key id, secret key and session token, good for one hour. They are as real as those of an administrator; only the role behind them is small.',
        'Every guest has the same session name, `CognitoIdentityCredentials`. In logs and in `${aws:userid}` no guest can be told from another.',
      ],
    },
    sign: {
      title: 'Now there is something to sign with',
      caption: 'The browser signs its next request with the keys. The secret itself never travels.',
      explain: ['From here on every request carries a [signature](term:sigv4) and the session token, and IAM decides each of them.'],
    },
    'get-object': {
      title: 'Both sheets say yes',
      caption: 'The visitor reads a public photo. The role allows it, and so does the session policy.',
      explain: [
        'IAM lays two sheets over each other. The role allows `s3:GetObject` on `public/*`. The ceiling allows `s3:*`. What both allow is open: this photo.',
        'The ceiling names whole services, not buckets. How small a guest’s world is depends on the role, and you write the role.',
      ],
    },
    'get-object/answer': {
      title: 'The photo',
      caption: 'S3 answers with the photo.',
      explain: ['Nobody asked who this is, and that is fine here: the photo is meant for everyone.'],
    },
    'get-parameter': {
      title: 'The role says yes, the ceiling does not',
      caption: 'The role also allows reading a parameter. The session policy does not know that service, so IAM refuses.',
      explain: [
        'Somebody gave `notes-guest` one thing too many: `ssm:GetParameter`. The role’s statement matches. But Systems Manager is not among the services that guests of the enhanced flow may use.',
        'An Allow on one sheet is not enough. Look at the Decision tab: the identity layer says yes, the session layer says no.',
      ],
    },
    'get-parameter/answer': {
      title: '“because no session policy allows”',
      caption: 'The service refuses and says why: no session policy allows it.',
      explain: [
        'These words tell you that the role was not the problem. Adding permissions to the role changes nothing.',
        'A ceiling is a safety net, not a wall: in the [basic (classic) flow](/learn/enhanced-and-classic) the same guest would have had no ceiling at all.',
      ],
    },
  },
  predictions: [
    {
      id: 'new-or-same',
      at: 'get-id/answer',
      ask: 'The visitor reloads the page, and the app calls GetId again. Which identity comes back?',
      context: 'Nothing was stored in the browser.',
      options: [
        { text: 'The same one, by IP address', feedback: 'Identity pools do not look at addresses. Only a login leads back to an identity.' },
        { text: 'A new one', right: true, feedback: 'Every GetId without a login makes an identity. Keep the id if the guest should stay the same.' },
        { text: 'None: one guest per browser', feedback: 'There is no such limit. Anyone may make as many guest identities as the quota of 25 calls a second allows.' },
      ],
    },
    {
      id: 'ceiling',
      at: 'get-object/answer',
      ask: 'The role also allows ssm:GetParameter. Will the next call succeed?',
      context: 'The role’s statement names exactly this parameter.',
      options: [
        { text: 'Yes, the role allows it', feedback: 'For a signed-in user that would be the end of it. A guest’s session also has session policies, and they must allow it too.' },
        { text: 'No, guests cannot use AWS services', feedback: 'They just read from S3. Some services are open to guests, in so far as the role allows them.' },
        { text: 'No, the session policy leaves that service out', right: true, feedback: 'Systems Manager is not on the list that AWS passes for guests of the enhanced flow.' },
      ],
    },
  ],
  switches: [
    {
      id: 'guests-off',
      label: 'Guest access off',
      change: (scenario) => configure(scenario, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowUnauthenticatedIdentities: false }),
      refused: {
        step: 'get-id',
        rule: 'guests',
        code: 'NotAuthorizedException',
        message: 'Unauthenticated access is not supported for this identity pool.',
      },
      narration: {
        'get-id': {
          title: 'No login, no entry',
          caption: 'Guest access is off. A request without Logins goes no further.',
          explain: [
            'The pool has one switch for guests, and it is off. That is the right setting for most apps.',
            'The same words greet signed-in users whose app forgot to send its [logins](term:logins), often because it asked before sign-in had finished.',
          ],
        },
        'get-id/answer': {
          title: 'Refused before there is an identity',
          caption: 'The browser is told that unauthenticated access is not supported.',
          explain: ['No identity was made. Nothing needs to be cleaned up.'],
        },
      },
      fix: {
        text: 'Leave it off, and send Logins. If visitors really should have credentials, switch it on and look at the guest role first.',
        command: `aws cognito-identity update-identity-pool --identity-pool-id ${notes.identityPool} \\
  --identity-pool-name notes-prod --allow-unauthenticated-identities --no-allow-classic-flow \\
  --cognito-identity-providers ProviderName=${notes.provider},ClientId=${notes.client}`,
        check: 'IDP-01',
      },
    },
    {
      id: 'no-role',
      label: 'No guest role',
      change: (scenario) =>
        configure(scenario, 'AWS::Cognito::IdentityPoolRoleAttachment', notes.identityPool, { Roles: { authenticated: notes.signedInRole } }),
      refused: {
        step: 'get-credentials',
        rule: 'role',
        code: 'InvalidIdentityPoolConfigurationException',
        message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
      },
      narration: {
        'get-credentials': {
          title: 'Guests are welcome, and there is nothing for them',
          caption: 'The pool has no role for guests, so it cannot make credentials.',
          explain: [
            'The flag alone gives nothing away: without `Roles.unauthenticated` there is no role to put on.',
            'Roles are not part of the pool. They are attached with a call of their own, `SetIdentityPoolRoles`, and are easily left out.',
          ],
        },
        'get-credentials/answer': {
          title: 'An error about the pool, shown to a visitor',
          caption: 'The browser is told to check the roles assigned to the pool.',
          explain: ['The message is for whoever set the pool up. The same words cover a missing role and a [trust policy](term:trust-policy) that says no.'],
        },
      },
      fix: {
        text: 'Attach a guest role, or switch guest access off.',
        command: `aws cognito-identity set-identity-pool-roles --identity-pool-id ${notes.identityPool} \\
  --roles authenticated=${notes.signedInRole},unauthenticated=${notes.guestRole}`,
        check: 'IDP-02',
      },
    },
    {
      id: 'private-photo',
      label: 'Ask for a private photo',
      change: (scenario) => send(scenario, 'get-object', () => ({ Key: 'users/ana/passport.jpg' })),
      refused: {
        step: 'get-object',
        rule: 'authorized',
        code: 'AccessDenied',
        message: `User: ${session} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::notes-photos/users/ana/passport.jpg" because no identity-based policy allows the s3:GetObject action`,
      },
      narration: {
        'get-object': {
          title: 'The ceiling says yes, the role does not',
          caption: 'The visitor asks for somebody’s passport photo. No statement of the role covers that folder.',
          explain: [
            'The ceiling allows all of S3. What protects this photo is the role alone: it names `public/*` and nothing else.',
            'Had the role said `notes-photos/*`, every visitor of the page could read every photo. No further mistake is needed.',
          ],
        },
        'get-object/answer': {
          title: '“because no identity-based policy allows”',
          caption: 'S3 refuses and says that no identity-based policy allows it.',
          explain: ['This time the words point at the role, not at the session policy.'],
        },
      },
      fix: { text: 'Nothing is broken: this is the role doing its work. Keep guest roles to exact actions on exact prefixes.', check: 'PER-03' },
    },
    {
      id: 'wrong-region',
      label: 'Another pool’s id',
      change: (scenario) => call(scenario, 'get-id', (one) => ({ ...one, input: { IdentityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000' } })),
      refused: {
        step: 'get-id',
        rule: 'pool',
        code: 'ResourceNotFoundException',
        message: 'IdentityPool \'us-east-1:00000000-0000-4000-8000-000000000000\' not found.',
      },
      narration: {
        'get-id': {
          title: 'There is no such pool here',
          caption: 'The page asks for an identity pool that this region does not have.',
          explain: ['The part before the colon is the region, and the request goes to that region’s endpoint. A pool that was created anew has a new id, and the page still holds the old one.'],
        },
        'get-id/answer': {
          title: 'Not found',
          caption: 'The browser is told that the identity pool was not found.',
          explain: ['This refusal is about the pool, so it is the same for guests and for users.'],
        },
      },
      fix: { text: 'Put the pool’s current id into the page.' },
    },
  ],
  amplify: [
    {
      steps: [],
      text: `import { Amplify } from 'aws-amplify';
import { fetchAuthSession } from 'aws-amplify/auth';
import { downloadData } from 'aws-amplify/storage';

Amplify.configure({
  Auth: { Cognito: { identityPoolId: '${notes.identityPool}', allowGuestAccess: true } },
  Storage: { S3: { bucket: '${notes.bucket}', region: '${notes.region}' } },
});
`,
    },
    {
      steps: ['get-id', 'get-credentials'],
      text: `// Without allowGuestAccess, Amplify never calls GetId for a guest
const { identityId, credentials } = await fetchAuthSession();
`,
    },
    { steps: ['get-object'], text: 'const { body } = await downloadData({ path: \'public/welcome.jpg\' }).result;\n' },
  ],
  reproduce: [
    {
      says: 'An identity for nobody in particular. No credentials are needed for this.',
      command: `aws cognito-identity get-id --no-sign-request --region ${notes.region} --identity-pool-id ${notes.identityPool}`,
    },
    {
      says: 'Keys for that identity.',
      command: `aws cognito-identity get-credentials-for-identity --no-sign-request --region ${notes.region} --identity-id $IDENTITY_ID`,
    },
  ],
  furtherReading: [
    { title: 'Identity pools authentication flow', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html' },
    { title: 'IAM roles of identity pools, and what guests are limited to', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html' },
    {
      title: 'AmazonCognitoUnAuthedIdentitiesSessionPolicy',
      href: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonCognitoUnAuthedIdentitiesSessionPolicy.html',
    },
  ],
};
