import { defaultStart, from, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { get, patch, put } from '../../lib/world/world';
import { configure } from './change';
import type { Walkthrough } from './walkthrough';

const session = 'arn:aws:sts::111122223333:assumed-role/notes-signed-in/CognitoIdentityCredentials';
const anasId = `${notes.userPool}/${notes.ana}`;
const tagMap = `${notes.identityPool}/${notes.provider}`;
const teamFolder = 'arn:aws:s3:::notes-photos/teams/${aws:PrincipalTag/team}/*';

const trust = (Action: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action,
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': notes.identityPool },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
      },
    },
  ],
});

const pool = get(notesWorld, 'AWS::Cognito::UserPool', notes.userPool);
const ana = get(notesWorld, 'AWS::Cognito::UserPoolUser', anasId);
const readable = ['email', 'email_verified', 'name', 'custom:team'];

/** The notes app with a team for each user, kept by an administrator, and a role that looks at it. */
const world = [
  (w: typeof notesWorld) =>
    patch(w, 'AWS::Cognito::UserPool', notes.userPool, {
      SchemaAttributes: [...(pool?.SchemaAttributes ?? []), { Name: 'custom:team', AttributeDataType: 'String', Mutable: true }],
    }),
  (w: typeof notesWorld) => patch(w, 'AWS::Cognito::UserPoolClient', notes.client, { ReadAttributes: readable }),
  (w: typeof notesWorld) => patch(w, 'AWS::Cognito::UserPoolUser', anasId, { Attributes: { ...ana?.Attributes, 'custom:team': 'design' } }),
  (w: typeof notesWorld) =>
    put(w, 'AWS::Cognito::IdentityPoolPrincipalTag', tagMap, {
      IdentityPoolId: notes.identityPool,
      IdentityProviderName: notes.provider,
      UseDefaults: false,
      PrincipalTags: { team: 'custom:team' },
    }),
  (w: typeof notesWorld) =>
    patch(w, 'AWS::IAM::Role', 'notes-signed-in', {
      AssumeRolePolicyDocument: trust(['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']),
      RolePolicyList: [
        {
          PolicyName: 'TeamNotes',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Sid: 'TeamFolder', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: teamFolder }],
          },
        },
      ],
    }),
].reduce((w, change) => change(w), notesWorld);

const Logins = { [notes.provider]: from('sign-in', 'AuthenticationResult.IdToken') };

/** Ana’s team is a claim, the claim becomes a tag, and the tag opens a folder. */
const scenario: Scenario = {
  world,
  people: { ana: { name: 'Ana’s browser', kind: 'user', detail: 'team design' } },
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
    {
      id: 'get-credentials',
      by: 'ana',
      operation: 'cognito-identity:GetCredentialsForIdentity',
      after: 1,
      input: { IdentityId: from('get-id', 'IdentityId'), Logins },
    },
    {
      id: 'put-object',
      by: 'ana',
      operation: 's3:PutObject',
      signedBy: from('get-credentials', 'Credentials'),
      after: 2,
      input: { Bucket: notes.bucket, Key: 'teams/design/sketch.jpg', ContentType: 'image/jpeg', Body: 'a sketch' },
    },
    {
      id: 'other-team',
      by: 'ana',
      operation: 's3:GetObject',
      signedBy: from('get-credentials', 'Credentials'),
      after: 2,
      input: { Bucket: notes.bucket, Key: 'teams/sales/forecast.jpg' },
      goesOn: true,
    },
  ],
};

const denied = (action: string, key: string) =>
  `User: ${session} is not authorized to perform: ${action} on resource: "arn:aws:s3:::notes-photos/${key}" because no identity-based policy allows the ${action} action`;

export const principalTags: Walkthrough = {
  slug: 'principal-tags',
  number: 10,
  title: 'Attributes for access control: principal tags',
  shortTitle: 'Principal tags',
  question: 'Who may change the tag that opens the door?',
  chapter: 'What may you do?',
  minutes: 8,
  zones: ['app', 'authn', 'authz', 'resource'],
  scenario,
  locals: [],
  narration: {
    'sign-in': {
      title: 'Ana signs in',
      caption: 'Ana signs in. In the user pool an administrator has written down her team: design.',
      explain: [
        'The last two lessons gave access by identity and by role. This one gives it by a property: everyone of a team shares a folder, and there is one role for all teams.',
        'The property is a custom attribute, `custom:team`. Who may write it will matter a great deal.',
      ],
    },
    'sign-in/answer': {
      title: 'The attribute becomes a claim',
      caption: 'The ID token carries custom:team, because this app client may read it.',
      explain: [
        'Custom attributes appear in the ID token under their full name, `custom:` included, and always as text. A client that may not read an attribute does not get it into its tokens.',
        'So far this is only a [claim](who). S3 and IAM know nothing of it.',
      ],
    },
    'get-id': { title: 'Her identity', caption: 'Ana’s browser asks for her identity.', explain: ['As always: the token is checked, and the login leads to an identity.'] },
    'get-id/answer': { title: 'The identity id', caption: 'The pool answers with Ana’s identity id.', explain: ['The folder of this lesson is not named after it.'] },
    'get-credentials': {
      title: 'The pool maps a claim to a tag',
      caption: 'The identity pool has a tag map for this provider: team is taken from custom:team.',
      explain: [
        'A [principal tag](term:principal-tags) is a name and a value on a session. The pool’s map says which claim fills which tag, per provider.',
        'The value is taken from the token of this call, not from the user’s profile. Changed a minute ago? Then it counts from the next token on.',
      ],
    },
    'get-credentials/sts': {
      title: 'The tag travels inside the token',
      caption: 'The pool’s own token carries the tag. STS asks the role for one more permission: sts:TagSession.',
      explain: [
        'Open the Token tab: under `https://aws.amazon.com/tags` stands `team`. STS puts it on the session.',
        'A role that is assumed with tags must allow two actions in its [trust policy](term:trust-policy): `sts:AssumeRoleWithWebIdentity` and `sts:TagSession`. Look at the Decision tab: both were asked.',
      ],
    },
    'get-credentials/answer': { title: 'A session with a tag', caption: 'Ana receives credentials. Her session bears the tag team = design.', explain: ['The tag cannot be changed any more. It stays as it is until the credentials expire.'] },
    'put-object': {
      title: 'The tag fills in the folder',
      caption: 'Ana uploads to her team’s folder. IAM puts her tag where the variable stands, and the path fits.',
      explain: [
        'The statement says `teams/${aws:PrincipalTag/team}/*`. For Ana it reads `teams/design/*`, so [she may](may).',
        'New teams need no new role and no new policy. That is the point of access by attributes.',
      ],
    },
    'put-object/answer': { title: 'Stored', caption: 'S3 stores the sketch in the folder of team design.', explain: ['Everyone whose token says design can write here.'] },
    'other-team': {
      title: 'Another team’s folder',
      caption: 'Ana asks for a file of team sales. Her tag says design, so the statement covers another folder.',
      explain: [
        'The same statement, filled in with Ana’s tag, does not reach `teams/sales`. [Refused](refused).',
        'Now the question that decides whether this is safe: who can write `custom:team`? Here no app client may. If the app client could, Ana would write “sales” into her own profile, sign in again, and read on.',
      ],
    },
    'other-team/answer': { title: 'Refused, as intended', caption: 'S3 refuses: nothing allows it for a session with this tag.', explain: ['No rule mentions Ana, and none mentions sales.'] },
  },
  predictions: [
    {
      id: 'from-where',
      at: 'get-id/answer',
      ask: 'An administrator moves Ana to sales right now. Which team will her next credentials have?',
      context: 'Her ID token is a minute old and says design. The app does not refresh it.',
      options: [
        { text: 'Sales: the pool looks it up', feedback: 'The identity pool does not read profiles. It reads the claim in the token it is shown.' },
        { text: 'Design: the token says so', right: true, feedback: 'Until the app gets a new ID token, the old claim counts.' },
        { text: 'Neither: a changed attribute invalidates the token', feedback: 'A token is valid until it expires. Nothing recalls it because a profile changed.' },
      ],
    },
    {
      id: 'who-writes',
      at: 'put-object/answer',
      ask: 'The app client gets permission to write custom:team. What can Ana do?',
      context: 'She holds an access token, and UpdateUserAttributes takes one.',
      options: [
        { text: 'Nothing: only administrators change attributes', feedback: 'Users change their own attributes with UpdateUserAttributes, as far as the app client may write them.' },
        { text: 'Change her team, sign in again, and open that team’s folder', right: true, feedback: 'A tag is only as trustworthy as whoever can write the claim behind it.' },
        { text: 'Change her team, but the tag stays the same', feedback: 'The next ID token carries the new value, and the tag is taken from it.' },
      ],
    },
  ],
  switches: [
    {
      id: 'no-tag-session',
      label: 'No sts:TagSession',
      change: (scenario) => configure(scenario, 'AWS::IAM::Role', 'notes-signed-in', { AssumeRolePolicyDocument: trust(['sts:AssumeRoleWithWebIdentity']) }),
      refused: {
        step: 'get-credentials/sts',
        rule: 'tags',
        code: 'InvalidIdentityPoolConfigurationException',
        message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
      },
      narration: {
        'get-credentials/sts': {
          title: 'Assume yes, tag no',
          caption: 'The role may be assumed, but not with tags. STS refuses the whole call.',
          explain: ['The moment the first tag is mapped, every role of the pool needs `sts:TagSession` in its trust policy. A working pool breaks by mapping one claim.'],
        },
        'get-credentials/answer': { title: 'Check assigned IAM roles', caption: 'The browser is told to check the roles of the pool. Tags are not mentioned.', explain: ['Nobody can sign in to AWS now, not even users without the claim’s value.'] },
      },
      fix: { text: 'Add sts:TagSession to the actions of the role’s trust policy.', check: 'MAP-17' },
    },
    {
      id: 'unmapped',
      label: 'No tag map',
      change: (scenario) => configure(scenario, 'AWS::Cognito::IdentityPoolPrincipalTag', tagMap, { PrincipalTags: {} }),
      refused: { step: 'put-object', rule: 'authorized', code: 'AccessDenied', message: denied('s3:PutObject', 'teams/design/sketch.jpg') },
      narration: {
        'put-object': {
          title: 'A variable without a value',
          caption: 'Nothing fills the tag, so the variable has no value and the statement matches nothing.',
          explain: ['The map went missing, for instance because the pool was created anew. The claim is in the token as before; nobody carries it over.'],
        },
        'put-object/answer': { title: 'Refused', caption: 'S3 refuses: no policy allows it for a session without the tag.', explain: ['This one fails closed. A condition such as `StringNotEquals` on the same tag would have failed open.'] },
      },
      fix: {
        text: 'Map the claim again.',
        command: `aws cognito-identity set-principal-tag-attribute-map --identity-pool-id ${notes.identityPool} \\\n  --identity-provider-name ${notes.provider} --principal-tags team=custom:team`,
        check: 'MAP-17',
      },
    },
    {
      id: 'unreadable',
      label: 'Client may not read the attribute',
      change: (scenario) => configure(scenario, 'AWS::Cognito::UserPoolClient', notes.client, { ReadAttributes: ['email', 'email_verified', 'name'] }),
      refused: { step: 'put-object', rule: 'authorized', code: 'AccessDenied', message: denied('s3:PutObject', 'teams/design/sketch.jpg') },
      narration: {
        'sign-in/answer': {
          title: 'The claim is not there',
          caption: 'This app client may not read custom:team, so the ID token does not carry it.',
          explain: ['`ReadAttributes` decides what a client’s tokens say. An attribute outside the list exists in the profile and nowhere else.'],
        },
        'put-object': {
          title: 'No claim, no tag, no folder',
          caption: 'The token had no claim to map, so the session has no tag and the variable no value.',
          explain: ['Three services away from the cause: a setting of the app client in the user pool makes an upload to S3 fail.'],
        },
        'put-object/answer': { title: 'Refused', caption: 'S3 refuses in the same words as for a missing tag map.', explain: ['Look at the ID token first: is the claim in it?'] },
      },
      fix: { text: 'Add custom:team to the app client’s ReadAttributes, and leave it out of WriteAttributes.', check: 'MAP-17' },
    },
  ],
  amplify: [
    {
      steps: ['sign-in', 'get-id', 'get-credentials'],
      text: `import { fetchAuthSession, signIn } from 'aws-amplify/auth';
import { uploadData } from 'aws-amplify/storage';

await signIn({ username, password, options: { authFlowType: 'USER_PASSWORD_AUTH' } });
const { tokens } = await fetchAuthSession();
const team = tokens?.idToken?.payload['custom:team'];
`,
    },
    { steps: ['put-object'], text: 'await uploadData({ path: `teams/${team}/sketch.jpg`, data: file }).result;\n' },
  ],
  reproduce: [
    {
      says: 'Which claim fills which tag.',
      command: `aws cognito-identity get-principal-tag-attribute-map --identity-pool-id ${notes.identityPool} \\\n  --identity-provider-name ${notes.provider}`,
    },
    { says: 'Who can write the attribute: look for it in WriteAttributes.', command: `aws cognito-idp describe-user-pool-client --user-pool-id ${notes.userPool} --client-id ${notes.client}` },
  ],
  furtherReading: [
    { title: 'Using attributes for access control', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/attributes-for-access-control.html' },
    { title: 'Passing session tags in STS', href: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html' },
  ],
};
