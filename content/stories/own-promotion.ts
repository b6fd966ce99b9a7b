import { defaultStart, from, type Call, type Scenario } from '../../lib/engine/scenario';
import { notes } from '../../lib/world/accounts/notes';
import { configure } from '../walkthroughs/change';
import type { Walkthrough } from '../walkthroughs/walkthrough';
import { sessionOf } from './account';
import { headings } from './headings';
import { mappingKey, passport, withAdminsGroup, worldOfRoleAttribute } from './role-attribute';

const credentials = (id: string, token: string): Call => ({
  id,
  by: 'ben',
  operation: 'cognito-identity:GetCredentialsForIdentity',
  after: 1,
  input: { IdentityId: from('get-id', 'IdentityId'), Logins: { [notes.provider]: from(token, 'AuthenticationResult.IdToken') } },
});

const readPassport = (id: string, signedBy: string): Call => ({
  id,
  by: 'ben',
  operation: 's3:GetObject',
  signedBy: from(signedBy, 'Credentials'),
  after: 2,
  input: { Bucket: notes.bucket, Key: passport },
});

/** Ben edits his profile. */
const scenario: Scenario = {
  world: worldOfRoleAttribute({ Mutable: true }),
  people: { ben: { name: 'Ben’s browser', kind: 'attacker', detail: 'a reader, signed in' } },
  before: [
    { id: 'passport', by: 'ben', operation: 's3:PutObject', signedBy: 'operator', input: { Bucket: notes.bucket, Key: passport, ContentType: 'image/jpeg', Body: 'Ana, and a number' } },
    {
      id: 'sign-in',
      by: 'ben',
      operation: 'cognito-idp:InitiateAuth',
      input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ben, PASSWORD: notes.benPassword } },
    },
    { id: 'get-id', by: 'ben', operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool, Logins: { [notes.provider]: from('sign-in', 'AuthenticationResult.IdToken') } } },
  ],
  start: defaultStart,
  ends: 'ok',
  calls: [
    credentials('as-reader', 'sign-in'),
    { ...readPassport('first-try', 'as-reader'), goesOn: true },
    {
      id: 'update',
      by: 'ben',
      operation: 'cognito-idp:UpdateUserAttributes',
      after: 20,
      input: { AccessToken: from('sign-in', 'AuthenticationResult.AccessToken'), UserAttributes: [{ Name: 'custom:role', Value: 'admin' }] },
    },
    {
      id: 'refresh',
      by: 'ben',
      operation: 'cognito-idp:InitiateAuth',
      after: 2,
      input: { AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId: notes.client, AuthParameters: { REFRESH_TOKEN: from('sign-in', 'AuthenticationResult.RefreshToken') } },
    },
    credentials('as-admin', 'refresh'),
    readPassport('second-try', 'as-admin'),
  ],
};

export const ownPromotion: Walkthrough = {
  slug: 'own-promotion',
  ...headings['own-promotion'],
  shortTitle: 'The own promotion',
  question: 'Who may write the claim that decides the role?',
  chapter: 'What goes wrong',
  minutes: 7,
  zones: ['app', 'authn', 'authz', 'resource'],
  scenario,
  locals: [],
  narration: {
    'as-reader': {
      title: 'A reader, by his own token',
      caption: 'Ben has signed in. The pool looks at his token: custom:role is reader, and the second rule gives readers the ordinary role.',
      explain: [
        'This pool maps roles by [rules](term:role-mapping). The first says: if `custom:role` equals `admin`, the role is `notes-admins`. The second: if it equals `reader`, the role of everybody.',
        'The rules are evaluated by AWS, on a token whose signature was verified. Ben cannot forge `admin` into it.',
      ],
    },
    'as-reader/sts': { title: 'STS, for the ordinary role', caption: 'The pool asks STS for notes-signed-in.', explain: ['The administrators’ role trusts this pool too. Who gets it, the rules alone decide.'] },
    'as-reader/answer': { title: 'An ordinary user', caption: 'Ben receives credentials of notes-signed-in.', explain: ['With them he reaches his own folder.'] },
    'first-try': { title: 'Ana’s passport', caption: 'Ben asks for a file in Ana’s folder. His role does not allow it.', explain: ['The statement for users ends in `${cognito-identity.amazonaws.com:sub}`, which is Ben’s own identity. So far everything is right.'] },
    'first-try/answer': { title: 'Refused, as it should be', caption: 'S3 answers that no identity-based policy allows it.', explain: ['[May Ben do this](may)? No. The rest of this story changes what the account believes about [who Ben is](who).'] },
    update: {
      title: 'He edits his profile',
      caption: 'Ben asks the user pool to set one of his attributes: custom:role, to admin.',
      explain: [
        '`UpdateUserAttributes` takes the user’s own [access token](term:access-token). The app has a page that changes a user’s name with it; that no page offers `custom:role` does not matter to the call.',
        'What a user may write of themselves is a list on the [app client](term:app-client): `WriteAttributes`. This one has `custom:role` on it: when the client was made, somebody ticked every attribute.',
      ],
      note: { title: 'If the list is not there', text: 'For a client without `WriteAttributes`, sources contradict each other. The API reference says that it may write the standard attributes; other documentation and reports say all of them, custom ones too. Write the list.' },
    },
    'update/answer': { title: 'Changed', caption: 'The user pool has changed the attribute. Nobody was asked.', explain: ['For an e-mail address there may be a verification. For a custom attribute there is none: it means what the app makes of it.'] },
    refresh: { title: 'A fresh token', caption: 'Ben’s old ID token still says reader. He refreshes it.', explain: ['Claims are as old as the token. A [refresh](term:refresh-token) makes new ones from what the user pool knows now.'] },
    'refresh/answer': { title: 'Signed by AWS: admin', caption: 'The new ID token says custom:role = admin, under a signature that verifies.', explain: ['Compare the two tokens in the Token tab. This one is no forgery. The [user pool](term:user-pool) signs what it holds, and it holds what Ben wrote.'] },
    'as-admin': { title: 'The first rule matches', caption: 'Ben asks for credentials with the new token. The pool finds admin, and its first rule gives notes-admins.', explain: ['The first rule that matches wins. The mapping does what it says; the flaw is one service earlier.', 'The same happens with `email` in a rule, where the user pool lets a new address count before it is verified: the token then says `email_verified: false`, and a rule on `email` never looks at that.'] },
    'as-admin/sts': { title: 'STS, for the administrators’ role', caption: 'The pool asks STS for notes-admins, and its trust policy says yes to a signed-in user of this pool.', explain: ['STS sees pool, identity and `amr`. Claims of the user do not reach it.'] },
    'as-admin/answer': { title: 'An administrator', caption: 'Ben receives credentials of notes-admins.', explain: ['Same identity, another role.'] },
    'second-try': { title: 'Ana’s passport again', caption: 'Ben asks for the same file. This role reads every photo.', explain: ['IAM decides rightly, for the role that it is shown.'] },
    'second-try/answer': {
      title: 'One attribute away',
      caption: 'S3 returns Ana’s passport.',
      explain: ['A claim is only as good as the rule about who may write it. Groups are written by administrators; attributes are written by whoever the app client’s list lets.', 'The auditor does what Ben did: writes the attribute with each app client that may, signs in anew and takes the role.'],
    },
  },
  predictions: [
    {
      id: 'old-token',
      at: 'update/answer',
      ask: 'The attribute is changed. Ben asks for credentials at once, with the ID token that he has. Which role?',
      context: 'The ID token was issued a moment ago and is good for an hour.',
      options: [
        { text: 'notes-admins: the pool looks the user up', feedback: 'The identity pool reads the token. It does not ask the user pool for attributes.' },
        { text: 'notes-signed-in: the token still says reader', right: true, feedback: 'A token says what was true when it was made. A refresh makes a new one.' },
        { text: 'None: a change makes tokens invalid', feedback: 'Changing an attribute leaves tokens as they are, valid until they expire.' },
      ],
    },
    {
      id: 'signature',
      at: 'refresh',
      ask: 'The new token will say admin. Will its signature verify?',
      context: 'Ben wrote the attribute; the user pool makes the token.',
      options: [
        { text: 'Yes: the user pool signed it', right: true, feedback: 'A signature says who vouches for the token. It does not say where a claim came from.' },
        { text: 'No: the claim was changed', feedback: 'The attribute was changed before the token was made. The token itself nobody touched.' },
        { text: 'Only until the pool checks the claim', feedback: 'Nothing checks custom attributes against anything. They mean what the app makes of them.' },
      ],
    },
  ],
  switches: [
    {
      id: 'not-writable',
      label: 'Users cannot write custom:role',
      change: (before) => configure(before, 'AWS::Cognito::UserPoolClient', notes.client, { WriteAttributes: ['email', 'name'] }),
      refused: { step: 'update', rule: 'writable', code: 'NotAuthorizedException', message: 'A client attempted to write unauthorized attribute' },
      narration: {
        update: {
          title: 'Not on the list',
          caption: 'The app client’s list has email and name. The user pool does not let Ben write custom:role.',
          explain: ['The list counts for everything that users do through this client: signing up as well as editing.', 'Administrators go on setting the attribute, from a backend, with `AdminUpdateUserAttributes` and AWS credentials. No app client’s list applies to that.'],
        },
        'update/answer': { title: 'Unauthorized attribute', caption: 'The user pool refuses, and Ben stays a reader.', explain: ['Look at every client of the user pool: an access token of any of them changes the same user.'] },
      },
      fix: {
        text: 'Take the attribute from WriteAttributes of every app client. Send the client’s other settings along: UpdateUserPoolClient resets what it is not given.',
        command: `aws cognito-idp update-user-pool-client --user-pool-id ${notes.userPool} --client-id ${notes.client} --write-attributes email name …`,
        check: 'MAP-03',
      },
    },
    {
      id: 'groups',
      label: 'Roles by group',
      change: (before) => ({ ...before, world: withAdminsGroup(before.world) }),
      refused: {
        step: 'second-try',
        rule: 'authorized',
        code: 'AccessDenied',
        message: `User: ${sessionOf('notes-signed-in')} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::${notes.bucket}/${passport}" because no identity-based policy allows the s3:GetObject action`,
      },
      narration: {
        'as-reader': { title: 'The pool looks at groups', caption: 'The pool reads roles from the token’s groups. Ben is in none, and gets the role of everybody.', explain: ['The mapping is of type `Token` now. Whoever is in the group `admins` has `notes-admins` as preferred role; only an administrator puts people there.'] },
        update: { title: 'He edits his profile', caption: 'Ben sets custom:role to admin, as before. The user pool still lets him.', explain: ['The attribute has become decoration. Nothing decides by it any more.'] },
        'refresh/answer': { title: 'It still says admin', caption: 'The new ID token says custom:role = admin. It has no groups.', explain: ['`cognito:groups` and `cognito:preferred_role` come from membership. No user can write them.'] },
        'as-admin': { title: 'No group, no role of a group', caption: 'The pool looks for a preferred role in the token. There is none, so it gives the role of everybody.', explain: ['`custom:role` is not read at all.'] },
        'as-admin/sts': { title: 'STS, for the ordinary role', caption: 'The pool asks STS for notes-signed-in.', explain: ['The same as before his promotion.'] },
        'as-admin/answer': { title: 'Still an ordinary user', caption: 'Ben receives credentials of notes-signed-in.', explain: ['A new hour of the same.'] },
        'second-try': { title: 'Ana’s passport again', caption: 'Ben asks for Ana’s passport with his new credentials. The role of everybody does not allow it.', explain: ['Everybody keeps their own folder; Ana, in the group `admins`, is an administrator by membership.'] },
        'second-try/answer': { title: 'Refused, as the first time', caption: 'S3 answers that no identity-based policy allows it.', explain: ['Take the attribute from the client’s list as well, if anything else in the app believes it.'] },
      },
      fix: {
        text: 'Let groups decide: give the group a role, and map roles from the token.',
        command: `aws cognito-idp create-group --user-pool-id ${notes.userPool} --group-name admins --precedence 0 --role-arn arn:aws:iam::${notes.account}:role/notes-admins
aws cognito-identity set-identity-pool-roles --identity-pool-id ${notes.identityPool} \\
  --roles authenticated=${notes.signedInRole},unauthenticated=${notes.guestRole} \\
  --role-mappings '{"${mappingKey}":{"Type":"Token","AmbiguousRoleResolution":"AuthenticatedRole"}}'`,
        check: 'MAP-03',
      },
    },
  ],
  amplify: [],
  reproduce: [
    { says: 'On a user pool of your own: what users may write, client by client.', command: `aws cognito-idp describe-user-pool-client --user-pool-id ${notes.userPool} --client-id ${notes.client} --query UserPoolClient.WriteAttributes` },
    { says: 'Ben’s request.', command: `aws cognito-idp update-user-attributes --no-sign-request --region ${notes.region} \\\n  --access-token $ACCESS_TOKEN --user-attributes Name=custom:role,Value=admin` },
    { says: 'And a token that says so.', command: `aws cognito-idp initiate-auth --no-sign-request --region ${notes.region} --client-id ${notes.client} \\\n  --auth-flow REFRESH_TOKEN_AUTH --auth-parameters REFRESH_TOKEN=$REFRESH_TOKEN` },
  ],
  furtherReading: [
    { title: 'Role-based access control', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html' },
    { title: 'User pool attributes, and who may write them', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html' },
    { title: 'Identity pools security best practices', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools-security-best-practices.html' },
  ],
};
