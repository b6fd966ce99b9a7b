import { defaultStart, from, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { get, patch, put, type World } from '../../lib/world/world';
import { configure } from '../walkthroughs/change';
import type { Walkthrough } from '../walkthroughs/walkthrough';
import { permissions, roleArn, sessionOf, trustsLambda, withRole } from './account';
import { headings } from './headings';

const mallory = 'mallory@elsewhere.example';
const password = 'Any-old-tide-1';
const resize = { name: 'notes-resize', arn: `arn:aws:lambda:${notes.region}:${notes.account}:function:notes-resize` };

const ownPolicies = get(notesWorld, 'AWS::IAM::Role', 'notes-signed-in')?.RolePolicyList as readonly ReturnType<typeof permissions>[];
const allOfLambda = permissions('Resize', [{ Sid: 'Resize', Effect: 'Allow', Action: 'lambda:*', Resource: '*' }]);
const invokeOnly = permissions('Resize', [{ Sid: 'Resize', Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: resize.arn }]);

/** The app lets signed-in users resize photos with a function; the function looks people up. Both were given more than that. */
function withResizer(world: World): World {
  const withItsRole = withRole(world, {
    name: 'notes-resize',
    id: 'AROALIFEGUARDRESIZE01',
    trusts: trustsLambda,
    policy: 'LookUpPeople',
    statements: [{ Sid: 'LookUpPeople', Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' }],
  });
  return put(withItsRole, 'AWS::Lambda::Function', resize.name, {
    FunctionName: resize.name,
    FunctionArn: resize.arn,
    Role: roleArn('notes-resize'),
    Code: JSON.stringify({ returns: { value: 'resized' } }),
  });
}

/** What the function does once Mallory has written it. */
const takeover = {
  calls: [{ operation: 'cognito-idp:AdminSetUserPassword', input: { UserPoolId: notes.userPool, Username: notes.ana, Password: password, Permanent: true } }],
  returns: { value: 'done' },
};

const Logins = { [notes.provider]: from('sign-in', 'AuthenticationResult.IdToken') };

/** Nobody invited Mallory. */
const scenario: Scenario = {
  world: withResizer(patch(notesWorld, 'AWS::IAM::Role', 'notes-signed-in', { RolePolicyList: [...ownPolicies, allOfLambda] })),
  people: { mallory: { name: 'Mallory', kind: 'attacker', detail: 'no account yet' } },
  start: defaultStart,
  ends: 'ok',
  calls: [
    {
      id: 'sign-up',
      by: 'mallory',
      operation: 'cognito-idp:SignUp',
      input: { ClientId: notes.client, Username: mallory, Password: password, UserAttributes: [{ Name: 'email', Value: mallory }, { Name: 'name', Value: 'Mallory' }] },
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
    {
      id: 'update-code',
      by: 'mallory',
      operation: 'lambda:UpdateFunctionCode',
      signedBy: from('get-credentials', 'Credentials'),
      after: 60,
      input: { FunctionName: resize.name, ZipFile: JSON.stringify(takeover) },
    },
    { id: 'invoke', by: 'mallory', operation: 'lambda:InvokeFunction', signedBy: from('get-credentials', 'Credentials'), after: 3, input: { FunctionName: resize.name } },
  ],
};

export const openDoor: Walkthrough = {
  slug: 'open-door',
  ...headings['open-door'],
  shortTitle: 'The open door',
  question: 'Who is a “signed-in user”?',
  chapter: 'What goes wrong',
  minutes: 8,
  zones: ['app', 'authn', 'authz', 'resource'],
  scenario,
  locals: [],
  narration: {
    'sign-up': {
      title: 'Past the form',
      caption: 'The app’s form takes company addresses only, and checks that in JavaScript. Mallory sends the request without the form.',
      explain: ['`SignUp` is a public call. It takes the [app client](term:app-client)’s id, which is in the page, and what the user says of themselves.', 'A rule that lives in the page is a rule for people who use the page.'],
      note: { title: 'Where this is from', text: 'CloudGoat, an account made to be attacked, has a scenario like this: `vulnerable_cognito`. Its form looks at the address, its user pool does not.' },
    },
    'sign-up/answer': { title: 'An account, to be confirmed', caption: 'The user pool makes the account and sends a code to the address that was given.', explain: ['The [user pool](term:user-pool) has never heard of the form’s rule. It proves one thing about new users: that they read the mail of their address.'] },
    confirm: { title: 'The code from the mail', caption: 'Mallory reads the mail, for the address is her own, and sends the code back.', explain: ['Confirmation keeps people from using the addresses of others. It does not ask whether a user is wanted.'] },
    'confirm/answer': { title: 'Confirmed', caption: 'Mallory is a user of the notes app.', explain: ['Nobody at the company had to do anything, and nobody was told.'] },
    'sign-in': { title: 'She signs in', caption: 'Mallory signs in with her own password.', explain: ['Nothing about this sign-in is unusual. [Who is this](who)? Mallory, and that is true.'] },
    'sign-in/answer': { title: 'Three tokens', caption: 'The user pool answers with ID, access and refresh token.', explain: ['Her ID token differs from Ana’s in name and number. It is just as valid.'] },
    'get-id': { title: 'Across the border', caption: 'Mallory shows her ID token to the identity pool.', explain: ['The [identity pool](term:identity-pool) trusts this user pool and this app client. It does not know how its users came to be.'] },
    'get-id/answer': { title: 'An identity', caption: 'The pool answers with an identity id for Mallory.', explain: ['An authenticated one.'] },
    'get-credentials': { title: 'A role for signed-in users', caption: 'Mallory asks for credentials. The pool has one role for everybody who has signed in.', explain: ['“Authenticated” sounds like a decision in somebody’s favour. It says that a name was proved, and where sign-up is open, anybody can have a name.'] },
    'get-credentials/sts': { title: 'No ceiling for users', caption: 'The pool calls STS for notes-signed-in. It passes no session policy along: those are for guests.', explain: ['A [guest](term:guest) would have stood under the ceiling. Signing up took a minute and removed it.'] },
    'get-credentials/answer': { title: 'Credentials of a user', caption: 'Mallory holds credentials of notes-signed-in. The role’s policies are all that limits them.', explain: ['And one of these policies says `lambda:*`. Somebody wanted users to call the function that makes small photos.'] },
    'update-code': {
      title: 'A wildcard holds more than was meant',
      caption: 'Mallory replaces the code of the function notes-resize. The role allows it: the wildcard holds every action of Lambda.',
      explain: ['Invoking was meant. `lambda:*` also holds `UpdateFunctionCode`, and on every function of the account.', 'To change a function’s code is to become the function: whatever its role may do, the new code does. No role has to be passed, and IAM itself is not asked for anything that sounds dangerous.'],
    },
    'update-code/answer': { title: 'The function is hers', caption: 'Lambda answers that the function was updated. Its role stayed as it was.', explain: ['The function runs as `notes-resize`, a role that no [identity pool](term:identity-pool) gives to anybody.'] },
    invoke: { title: 'Run it', caption: 'Mallory invokes the function, as any user of the app may.', explain: ['This call is the one that was meant to be allowed.'] },
    'invoke/call-1': {
      title: 'The function’s role does the rest',
      caption: 'As notes-resize, the function sets a new password for Ana. That role may do everything with user pools.',
      explain: ['The function looks people up by name. Its author wrote `cognito-idp:*` for that, which holds `AdminSetUserPassword`.', 'Two wildcards, each of which seemed harmless where it was: nobody but the app could use the second one, and the first did nothing but resize photos.'],
    },
    'invoke/answer': {
      title: 'Any user, at will',
      caption: 'The function answers. Mallory knows Ana’s password now, and could have had anybody’s.',
      explain: ['From an open form to every account of the app. If `notes-resize` had been an administrator, it would have been every account of the company.', 'A shorter variant of this story needs no function: a role that says `Action: "*"`, and a stranger who signs in with a social account.'],
    },
  },
  predictions: [
    {
      id: 'whose-rule',
      at: 'sign-up',
      ask: 'The form accepts company addresses only. Mallory’s is another. What does the user pool say?',
      context: 'AllowAdminCreateUserOnly is false, and the pool has no PreSignUp trigger.',
      options: [
        { text: 'It refuses the address', feedback: 'The rule is in the page. A user pool checks addresses against a list only where a PreSignUp trigger does so.' },
        { text: 'It makes the account', right: true, feedback: 'The pool knows nothing of the form. It asks for a confirmation code, and that is all.' },
        { text: 'It waits for an administrator', feedback: 'That is another setting: with AllowAdminCreateUserOnly, nobody can sign up by themselves.' },
      ],
    },
    {
      id: 'as-whom',
      at: 'invoke',
      ask: 'The function’s code is Mallory’s now, and sets Ana’s password. Her own role may do nothing with user pools. As whom does the code ask?',
      context: 'The function’s role is notes-resize, with cognito-idp:*.',
      options: [
        { text: 'As Mallory, who invoked it', feedback: 'Who invokes a function lends it nothing. The function has credentials of its own role.' },
        { text: 'As the function’s role', right: true, feedback: 'Code that runs in a function acts as the function’s role, whoever wrote it and whoever invoked it.' },
        { text: 'As both: the weaker one counts', feedback: 'There is no such rule for functions. That is how a role and a session policy go together.' },
      ],
    },
  ],
  switches: [
    {
      id: 'invited',
      label: 'Only administrators create users',
      change: (before) => configure(before, 'AWS::Cognito::UserPool', notes.userPool, { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } }),
      refused: { step: 'sign-up', rule: 'open', code: 'NotAuthorizedException', message: 'SignUp is not permitted for this user pool' },
      narration: {
        'sign-up': {
          title: 'The rule stands where it holds',
          caption: 'The user pool itself lets nobody sign up. Without an invitation there is no account.',
          explain: ['This is what the form was meant to say. Said by the user pool, it holds for everybody who can send a request.', 'Ana and Ben have their accounts and notice nothing. New colleagues get theirs from an administrator, with a temporary password.'],
        },
        'sign-up/answer': { title: 'Not permitted', caption: 'The user pool answers that sign-up is not permitted.', explain: ['The role behind it is as generous as before. It is now a matter between the company and its own people.'] },
      },
      fix: {
        text: 'For an app with invited users, close sign-up in the user pool. Repeat its other settings: what UpdateUserPool is not given, it resets.',
        command: `aws cognito-idp update-user-pool --user-pool-id ${notes.userPool} --admin-create-user-config AllowAdminCreateUserOnly=true …`,
        check: 'UPL-01',
      },
    },
    {
      id: 'invoke-only',
      label: 'Users may invoke, and no more',
      change: (before) => configure(before, 'AWS::IAM::Role', 'notes-signed-in', { RolePolicyList: [...ownPolicies, invokeOnly] }),
      refused: {
        step: 'update-code',
        rule: 'authorized',
        code: 'AccessDeniedException',
        message: `User: ${sessionOf('notes-signed-in')} is not authorized to perform: lambda:UpdateFunctionCode on resource: ${resize.arn} because no identity-based policy allows the lambda:UpdateFunctionCode action`,
      },
      narration: {
        'get-credentials/answer': { title: 'Credentials of a user', caption: 'Mallory holds credentials of notes-signed-in. The role’s policies are all that limits them.', explain: ['One of these policies lets users invoke the function that makes small photos.'] },
        'update-code': {
          title: 'One action, one function',
          caption: 'The role allows lambda:InvokeFunction on notes-resize. Changing code is another action, and IAM refuses.',
          explain: ['Photos are resized as before. That was the one thing the statement was for.', 'Mallory is still a user of the app. If nobody should be who was not invited, that is the other repair.'],
        },
        'update-code/answer': { title: 'Refused', caption: 'Lambda answers that no identity-based policy allows it.', explain: ['The function’s own role should be made smaller too: `cognito-idp:ListUsers` on one user pool is what it needs.'] },
      },
      fix: {
        text: 'Replace the wildcard by the action and the function that the app uses.',
        command: `aws iam put-role-policy --role-name notes-signed-in --policy-name Resize --policy-document '${JSON.stringify(invokeOnly.PolicyDocument)}'`,
        check: 'ESC-03',
      },
    },
  ],
  amplify: [],
  reproduce: [
    { says: 'On a user pool of your own: whether it lets strangers in.', command: `aws cognito-idp describe-user-pool --user-pool-id ${notes.userPool} --query UserPool.AdminCreateUserConfig.AllowAdminCreateUserOnly` },
    { says: 'The form’s request, without the form.', command: `aws cognito-idp sign-up --no-sign-request --region ${notes.region} --client-id ${notes.client} \\\n  --username $EMAIL --password $PASSWORD --user-attributes Name=email,Value=$EMAIL` },
    { says: 'What the role of users says about Lambda.', command: 'aws iam get-role-policy --role-name notes-signed-in --policy-name Resize' },
  ],
  furtherReading: [
    { title: 'CloudGoat: the scenario vulnerable_cognito', href: 'https://github.com/RhinoSecurityLabs/cloudgoat' },
    { title: 'Hacking the Cloud: Cognito user self sign-up', href: 'https://hackingthe.cloud/aws/exploitation/cognito_user_self_signup/' },
    { title: 'Identity pools security best practices', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools-security-best-practices.html' },
    { title: 'AdminSetUserPassword', href: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html' },
  ],
};
