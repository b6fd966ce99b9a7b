import { defaultStart, from, type Scenario } from '../../lib/engine/scenario';
import { notes } from '../../lib/world/accounts/notes';
import { configure } from '../walkthroughs/change';
import type { Walkthrough } from '../walkthroughs/walkthrough';
import { sessionOf } from './account';
import { headings } from './headings';
import { mappingKey, passport, withAdminsGroup, worldOfRoleAttribute } from './role-attribute';

const mallory = 'mallory@elsewhere.example';
const password = 'Any-old-tide-1';
const Logins = { [notes.provider]: from('sign-in', 'AuthenticationResult.IdToken') };

/** What cannot be changed later can still be chosen at the beginning. */
const scenario: Scenario = {
  world: worldOfRoleAttribute({ Mutable: false }),
  people: {
    ben: { name: 'Ben’s browser', kind: 'user', detail: 'a reader, signed in' },
    mallory: { name: 'Mallory', kind: 'attacker', detail: 'no account yet' },
  },
  before: [
    { id: 'passport', by: 'ben', operation: 's3:PutObject', signedBy: 'operator', input: { Bucket: notes.bucket, Key: passport, ContentType: 'image/jpeg', Body: 'Ana, and a number' } },
    {
      id: 'ben-signs-in',
      by: 'ben',
      operation: 'cognito-idp:InitiateAuth',
      input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ben, PASSWORD: notes.benPassword } },
    },
  ],
  start: defaultStart,
  ends: 'ok',
  calls: [
    {
      id: 'update',
      by: 'ben',
      operation: 'cognito-idp:UpdateUserAttributes',
      input: { AccessToken: from('ben-signs-in', 'AuthenticationResult.AccessToken'), UserAttributes: [{ Name: 'custom:role', Value: 'admin' }] },
      goesOn: true,
    },
    {
      id: 'sign-up',
      by: 'mallory',
      operation: 'cognito-idp:SignUp',
      after: 60,
      input: {
        ClientId: notes.client,
        Username: mallory,
        Password: password,
        UserAttributes: [{ Name: 'email', Value: mallory }, { Name: 'custom:role', Value: 'admin' }],
      },
    },
    { id: 'confirm', by: 'mallory', operation: 'cognito-idp:ConfirmSignUp', after: 40, input: { ClientId: notes.client, Username: mallory, ConfirmationCode: { $code: mallory } } },
    {
      id: 'sign-in',
      by: 'mallory',
      operation: 'cognito-idp:InitiateAuth',
      after: 5,
      input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: mallory, PASSWORD: password } },
    },
    { id: 'get-id', by: 'mallory', operation: 'cognito-identity:GetId', after: 1, input: { IdentityPoolId: notes.identityPool, Logins } },
    { id: 'get-credentials', by: 'mallory', operation: 'cognito-identity:GetCredentialsForIdentity', after: 1, input: { IdentityId: from('get-id', 'IdentityId'), Logins } },
    { id: 'get-object', by: 'mallory', operation: 's3:GetObject', signedBy: from('get-credentials', 'Credentials'), after: 2, input: { Bucket: notes.bucket, Key: passport } },
  ],
};

export const immutable: Walkthrough = {
  slug: 'immutable',
  ...headings.immutable,
  shortTitle: '“Immutable”',
  question: 'Does it help that nobody can change the attribute?',
  chapter: 'What goes wrong',
  minutes: 7,
  zones: ['app', 'authn', 'authz', 'resource'],
  scenario,
  locals: [],
  narration: {
    update: {
      title: 'The last story, one setting later',
      caption: 'Ben tries to make himself an administrator by editing his profile. The attribute is immutable now.',
      explain: ['After the last story the user pool was made anew, with `custom:role` declared immutable in its schema. The app client may still write it: without that, the app’s sign-up form could not set `reader`.', 'An immutable attribute keeps its first value. Ben’s is `reader`.'],
    },
    'update/answer': { title: 'Cannot be updated', caption: 'The user pool refuses: the attribute cannot be updated.', explain: ['A test was written for this, and it passed. The matter was closed.'] },
    'sign-up': {
      title: 'A new user has no first value yet',
      caption: 'Mallory signs up, and sends custom:role = admin along with her address.',
      explain: [
        '`SignUp` takes attributes from whoever signs up. The app’s form sends `reader` there, from a hidden field; Mallory sends the request without the form.',
        'Two settings are easily confused. **Immutable** says that a value does not change after it was set. **WriteAttributes** says who may set it at all. Only the second keeps Mallory out.',
      ],
    },
    'sign-up/answer': { title: 'Set for good', caption: 'The user pool makes the account. The attribute has its first value, and nobody can change it any more.', explain: ['That is what immutable means: the first value stays.'] },
    confirm: { title: 'The code from the mail', caption: 'Mallory confirms her address with the code that was sent to it.', explain: ['Her address is her own. Nothing else about her is looked at.'] },
    'confirm/answer': { title: 'Confirmed', caption: 'Mallory is a user of the notes app, with a role in her profile.', explain: ['She is the only user who wrote hers by hand.'] },
    'sign-in': { title: 'She signs in', caption: 'Mallory signs in with her password.', explain: ['The user pool puts the attributes that the client may read into the ID token.'] },
    'sign-in/answer': { title: 'Signed by AWS: admin', caption: 'Her first ID token says custom:role = admin.', explain: ['In the last story a refresh was needed. Here the very first token says it.'] },
    'get-id': { title: 'Across the border', caption: 'Mallory shows her ID token to the identity pool.', explain: ['The token is genuine: signed by the trusted user pool, for the trusted app client.'] },
    'get-id/answer': { title: 'An identity', caption: 'The pool answers with a new identity id.', explain: ['Nothing depends on it here.'] },
    'get-credentials': { title: 'The first rule matches', caption: 'The pool’s first rule asks whether custom:role equals admin. It does.', explain: ['The rule was written for a claim that only administrators could set. It still is a rule about a claim that whoever signs up sets.'] },
    'get-credentials/sts': { title: 'STS agrees', caption: 'The pool asks STS for notes-admins. The trust policy asks for a signed-in user of this pool, and Mallory is one.', explain: ['She signed up a minute ago.'] },
    'get-credentials/answer': { title: 'An administrator from the first minute', caption: 'Mallory receives credentials of notes-admins.', explain: ['She was never anything else.'] },
    'get-object': { title: 'Ana’s passport', caption: 'Mallory asks for a file of Ana’s. Administrators read every photo.', explain: ['IAM looks at the role, and the role is real.'] },
    'get-object/answer': {
      title: 'The horse was gone before the door was locked',
      caption: 'S3 returns Ana’s passport to somebody who signed up for it.',
      explain: ['An administrator who finds this user cannot correct the attribute either: it is immutable. The user has to be deleted.', 'Where users sign themselves up, a claim that they may write at sign-up is a claim that they choose, mutable or not.', 'The auditor tries both ways: it edits the attribute, and where that is refused it signs somebody up with it.'],
    },
  },
  predictions: [
    {
      id: 'what-immutable-means',
      at: 'update/answer',
      ask: 'Somebody new signs up and sends custom:role = admin along. Does the user pool accept that?',
      context: 'The attribute is immutable, and it is on the app client’s list of writable attributes.',
      options: [
        { text: 'No: users cannot write it any more', feedback: 'Immutable does not take away the first writing. Whether users may write an attribute at all is the list on the app client.' },
        { text: 'Yes: it has no value yet', right: true, feedback: 'The first value can be anything. After that it stays.' },
        { text: 'Only if an administrator sets it', feedback: 'That would be an attribute that no app client may write. AWS credentials, and not users’ tokens, set it then.' },
      ],
    },
    {
      id: 'undo',
      at: 'get-object',
      ask: 'An administrator notices Mallory and wants her to be a reader. What can they do?',
      context: 'custom:role is immutable and says admin.',
      options: [
        { text: 'Set the attribute with AdminUpdateUserAttributes', feedback: 'Immutable holds for administrators as well: the value was set, and it stays.' },
        { text: 'Delete or disable the user', right: true, feedback: 'The value cannot be corrected. Credentials that were given already live for up to an hour more.' },
        { text: 'Take the attribute out of the schema', feedback: 'Attributes of a user pool can be added. They cannot be removed.' },
      ],
    },
  ],
  switches: [
    {
      id: 'not-writable',
      label: 'Users cannot write custom:role',
      change: (before) => configure(before, 'AWS::Cognito::UserPoolClient', notes.client, { WriteAttributes: ['email', 'name'] }),
      refused: { step: 'sign-up', rule: 'writable', code: 'NotAuthorizedException', message: 'A client attempted to write unauthorized attribute' },
      narration: {
        update: { title: 'Refused one rule earlier', caption: 'Ben tries to make himself an administrator. The app client may not write the attribute at all.', explain: ['Before the user pool asks whether the attribute may change, it asks whether this client may write it.'] },
        'update/answer': { title: 'Unauthorized attribute', caption: 'The user pool refuses Ben, in other words than before.', explain: ['The words differ: it is no longer about changing, it is about writing.'] },
        'sign-up': {
          title: 'The list counts at sign-up too',
          caption: 'Mallory signs up and sends custom:role = admin along. The client’s list does not have it, so the user pool refuses.',
          explain: ['She can sign up without the attribute, and then she has no role to speak of: with `AmbiguousRoleResolution: Deny`, the pool gives nothing to whom no rule fits.', 'The app’s form must not send the attribute either. A trigger after confirmation, or an administrator, sets it.'],
        },
        'sign-up/answer': { title: 'Unauthorized attribute', caption: 'The user pool answers that a client attempted to write an unauthorized attribute.', explain: ['No account was made.'] },
      },
      fix: {
        text: 'Take the attribute from WriteAttributes of every app client, and set it from a trigger or by administrators.',
        command: `aws cognito-idp update-user-pool-client --user-pool-id ${notes.userPool} --client-id ${notes.client} --write-attributes email name …`,
        check: 'MAP-04',
      },
    },
    {
      id: 'groups',
      label: 'Roles by group',
      change: (before) => ({ ...before, world: withAdminsGroup(before.world) }),
      refused: {
        step: 'get-object',
        rule: 'authorized',
        code: 'AccessDenied',
        message: `User: ${sessionOf('notes-signed-in')} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::${notes.bucket}/${passport}" because no identity-based policy allows the s3:GetObject action`,
      },
      narration: {
        'sign-in/answer': { title: 'It says admin, and no group', caption: 'Her ID token says custom:role = admin. It has no groups.', explain: ['Nobody can sign up into a group.'] },
        'get-credentials': { title: 'The pool looks at groups', caption: 'The pool reads roles from the token’s groups. Mallory is in none, and gets the role of everybody.', explain: ['What she wrote into her profile is a claim that nothing reads.'] },
        'get-credentials/sts': { title: 'STS, for the ordinary role', caption: 'The pool asks STS for notes-signed-in.', explain: ['A user like any other who signs up.'] },
        'get-credentials/answer': { title: 'An ordinary user', caption: 'Mallory receives credentials of notes-signed-in.', explain: ['With them she reaches a folder of her own.'] },
        'get-object': { title: 'Not her folder', caption: 'Mallory asks for Ana’s passport. The role of everybody does not allow it.', explain: ['Membership is written by administrators only, at sign-up as well as later.'] },
        'get-object/answer': { title: 'Refused', caption: 'S3 answers that no identity-based policy allows it.', explain: ['Ana is an administrator by her group, and Ben a user by having none.'] },
      },
      fix: {
        text: 'Let groups decide: give the group a role, and map roles from the token.',
        command: `aws cognito-identity set-identity-pool-roles --identity-pool-id ${notes.identityPool} \\
  --roles authenticated=${notes.signedInRole},unauthenticated=${notes.guestRole} \\
  --role-mappings '{"${mappingKey}":{"Type":"Token","AmbiguousRoleResolution":"AuthenticatedRole"}}'`,
        check: 'MAP-04',
      },
    },
  ],
  amplify: [],
  reproduce: [
    { says: 'On a user pool of your own: which attributes are immutable.', command: `aws cognito-idp describe-user-pool --user-pool-id ${notes.userPool} --query "UserPool.SchemaAttributes[?Mutable==\\\`false\\\`].Name"` },
    { says: 'And which of them a client may write all the same.', command: `aws cognito-idp describe-user-pool-client --user-pool-id ${notes.userPool} --client-id ${notes.client} --query UserPoolClient.WriteAttributes` },
    { says: 'Mallory’s request.', command: `aws cognito-idp sign-up --no-sign-request --region ${notes.region} --client-id ${notes.client} --username $EMAIL \\\n  --password $PASSWORD --user-attributes Name=email,Value=$EMAIL Name=custom:role,Value=admin` },
  ],
  furtherReading: [
    { title: 'User pool attributes, and who may write them', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html' },
    { title: 'Role-based access control', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html' },
    { title: 'Identity pools security best practices', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools-security-best-practices.html' },
  ],
};
