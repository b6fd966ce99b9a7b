import { defaultStart, from, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { patch, put, type World } from '../../lib/world/world';
import { configure } from '../walkthroughs/change';
import type { Walkthrough } from '../walkthroughs/walkthrough';
import { withClient, withPermissions } from './account';
import { headings } from './headings';

const mallory = 'mallory@elsewhere.example';
const password = 'Any-old-tide-1';
const report = 'reports/2026-q3.pdf';
const Logins = { [notes.provider]: from('sign-in', 'AuthenticationResult.IdToken') };

const colleagues = [
  { Sid: 'OwnPhotos', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `arn:aws:s3:::${notes.bucket}/users/\${cognito-identity.amazonaws.com:sub}/*` },
  { Sid: 'Reports', Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${notes.bucket}/reports/*` },
];

/** The notes app as a company's own: its sign-in page sends everybody to the company's SAML provider. */
function withSso(world: World): World {
  const client = withClient(world, {
    SupportedIdentityProviders: ['Lighthouse'],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email'],
    CallbackURLs: ['https://notes.example/signed-in'],
  });
  const provider = put(client, 'AWS::Cognito::UserPoolIdentityProvider', `${notes.userPool}/Lighthouse`, {
    UserPoolId: notes.userPool,
    ProviderName: 'Lighthouse',
    ProviderType: 'SAML',
    ProviderDetails: { MetadataURL: 'https://sso.lighthouse.example/metadata' },
    AttributeMapping: { email: 'email' },
  });
  // People of the company have no password here.
  const people = [notes.ana, notes.ben].reduce(
    (all, name) => patch(all, 'AWS::Cognito::UserPoolUser', `${notes.userPool}/${name}`, { UserStatus: 'EXTERNAL_PROVIDER', password: undefined }),
    provider,
  );
  return withPermissions(people, 'notes-signed-in', 'Colleagues', colleagues);
}

/** Mallory has never worked there. */
const scenario: Scenario = {
  world: withSso(notesWorld),
  people: { mallory: { name: 'Mallory', kind: 'attacker', detail: 'does not work there' } },
  before: [{ id: 'report', by: 'mallory', operation: 's3:PutObject', signedBy: 'operator', input: { Bucket: notes.bucket, Key: report, ContentType: 'application/pdf', Body: 'for colleagues' } }],
  start: defaultStart,
  ends: 'ok',
  calls: [
    {
      id: 'sign-up',
      by: 'mallory',
      operation: 'cognito-idp:SignUp',
      input: { ClientId: notes.client, Username: mallory, Password: password, UserAttributes: [{ Name: 'email', Value: mallory }] },
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
    { id: 'get-object', by: 'mallory', operation: 's3:GetObject', signedBy: from('get-credentials', 'Credentials'), after: 2, input: { Bucket: notes.bucket, Key: report } },
  ],
};

export const ssoOnly: Walkthrough = {
  slug: 'sso-only',
  ...headings['sso-only'],
  shortTitle: 'SSO only?',
  question: 'The page offers one way in. Is it the only one?',
  chapter: 'What goes wrong',
  minutes: 6,
  zones: ['app', 'authn', 'authz', 'resource'],
  scenario,
  locals: [{ id: 'one-button', by: 'mallory', before: 'sign-up', label: 'sees one button' }],
  narration: {
    'one-button': {
      title: 'Sign in with your company account',
      caption: 'The sign-in page has one button, and it leads to the company’s own sign-in. Mallory has no account there.',
      explain: ['The page is made by the [user pool](term:user-pool) from the app client’s list of identity providers. The list names the company’s SAML provider and nothing else; the pool’s own accounts (`COGNITO`) were taken off.', 'In the page’s address stands the [app client](term:app-client)’s id.'],
    },
    'sign-up': {
      title: 'A request that the page does not make',
      caption: 'Mallory sends a SignUp with the client’s id to the user pool. The list of providers is about pages, and this is none.',
      explain: ['`SupportedIdentityProviders` decides what the hosted pages offer. AWS’s guide says it plainly: taking `COGNITO` off the list does not prevent operations for local users through the API.', 'Whether strangers may sign up is another setting, `AllowAdminCreateUserOnly`. Nobody thought of it, for there is no sign-up in sight.'],
    },
    'sign-up/answer': { title: 'An account, beside all the others', caption: 'The user pool makes a local account and sends a code.', explain: ['The company’s people are in the same pool as users of an external provider. Mallory is the first local one.'] },
    confirm: { title: 'Her own address', caption: 'Mallory confirms with the code from her mail.', explain: ['Her mail is not the company’s. Nothing asks for that.'] },
    'confirm/answer': { title: 'Confirmed', caption: 'Mallory is a confirmed user of the company’s user pool.', explain: ['The company’s directory knows nothing of her: when it disables people who leave, she is not among them.'] },
    'sign-in': { title: 'With a password, where there are none', caption: 'Mallory signs in with a password, through the API.', explain: ['The client has `ALLOW_USER_PASSWORD_AUTH` switched on, as it was before single sign-on. A client on which `ExplicitAuthFlows` was never set takes passwords as well, by SRP.'] },
    'sign-in/answer': { title: 'The company’s own tokens', caption: 'The user pool answers with ID, access and refresh token.', explain: ['Same issuer, same `aud` as a colleague’s. What is missing is the claim `identities`, which tells of the SAML provider. Who does not look for it sees no difference.'] },
    'get-id': { title: 'Across the border', caption: 'Mallory shows her ID token to the identity pool, which trusts this user pool and client.', explain: ['The [identity pool](term:identity-pool) does not ask how the user pool came to know her.'] },
    'get-id/answer': { title: 'An identity', caption: 'The pool answers with an identity id.', explain: ['One more colleague.'] },
    'get-credentials': { title: 'The role of colleagues', caption: 'Mallory asks for credentials, and the pool gives the role of everybody who has signed in.', explain: ['There are no rules. “Authenticated” was taken to mean “works here”.'] },
    'get-credentials/sts': { title: 'STS agrees', caption: 'The pool asks STS for notes-signed-in.', explain: ['Pool and `amr` are right.'] },
    'get-credentials/answer': { title: 'Credentials', caption: 'Mallory receives credentials of notes-signed-in.', explain: ['No second factor was asked for either: the company’s sign-in would have, and she has never been there.'] },
    'get-object': { title: 'For colleagues', caption: 'Mallory asks for last quarter’s report. The role allows it to everybody.', explain: ['The statement is right for a company’s own app. It rests on who can sign in.'] },
    'get-object/answer': {
      title: 'The way round the front door',
      caption: 'S3 returns the report.',
      explain: ['The button was the only one, and never the only way. A page shows what is offered; settings say what is allowed.', 'The auditor signs somebody up by the API wherever a client offers only other providers, and goes on to AWS.'],
    },
  },
  predictions: [
    {
      id: 'what-the-list-does',
      at: 'one-button',
      ask: 'The client’s list of identity providers does not have COGNITO. What becomes of a SignUp through the API?',
      context: 'The user pool lets people sign up.',
      options: [
        { text: 'It is refused: the client has no local users', feedback: 'The list is for the hosted pages. The API does not look at it for sign-up or sign-in of local users.' },
        { text: 'It works', right: true, feedback: 'The user pool asks its own setting, AllowAdminCreateUserOnly. It was never set.' },
        { text: 'It works, but nobody can sign in', feedback: 'Signing in depends on ExplicitAuthFlows of the client, and they allow passwords.' },
      ],
    },
    {
      id: 'jit',
      at: 'get-object',
      ask: 'Suppose that sign-up is closed. A new colleague signs in with the company account for the first time. What happens?',
      context: 'Users of an external provider are made at their first sign-in.',
      options: [
        { text: 'They are refused until an administrator creates them', feedback: 'An old report says so of one case, and most say otherwise. By what was reported, closing sign-up does not stop users of external providers from being made.' },
        { text: 'They get in, as was reported', right: true, feedback: 'AllowAdminCreateUserOnly is about SignUp. It was reported not to stop users of external providers; it is not documented, so try it with a test account.' },
        { text: 'They get in, but as a guest', feedback: 'A user pool knows no guests. Those are the identity pool’s.' },
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
          title: 'The setting that says it',
          caption: 'The user pool lets nobody sign up. The request is refused before there is an account.',
          explain: ['Now the pool says what the page showed. People of the company go on signing in through their provider.', 'That such users are still made at their first sign-in was reported and is not documented. Try it with a test account.'],
        },
        'sign-up/answer': { title: 'Not permitted', caption: 'The user pool answers that sign-up is not permitted.', explain: ['Look whether somebody has signed up already: `ListUsers` shows local users by their status `CONFIRMED`, those of a provider by `EXTERNAL_PROVIDER`.'] },
      },
      fix: {
        text: 'Let only administrators create users in a user pool for single sign-on. Repeat the pool’s other settings: UpdateUserPool resets what it is not given.',
        command: `aws cognito-idp update-user-pool --user-pool-id ${notes.userPool} --admin-create-user-config AllowAdminCreateUserOnly=true …`,
        check: 'UPL-01',
      },
    },
    {
      id: 'no-passwords',
      label: 'The client takes no passwords',
      change: (before) => configure(before, 'AWS::Cognito::UserPoolClient', notes.client, { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] }),
      refused: { step: 'sign-in', rule: 'flow', code: 'InvalidParameterException', message: 'USER_PASSWORD_AUTH flow not enabled for this client' },
      narration: {
        'sign-in': {
          title: 'No way to use a password',
          caption: 'The client’s list of flows has refreshing and nothing else. A password leads nowhere.',
          explain: ['The list has to be written. Where it is not set at all, SRP is on, and a password works.', 'Mallory’s account exists all the same. Another client of the same user pool may take her password: look at them all.'],
        },
        'sign-in/answer': { title: 'Flow not enabled', caption: 'The user pool answers that the flow is not enabled for this client.', explain: ['People of the company sign in on the hosted page, with a code and PKCE. This list does not touch that.'] },
      },
      fix: {
        text: 'On a client for single sign-on, allow refreshing only. Close sign-up as well.',
        command: `aws cognito-idp update-user-pool-client --user-pool-id ${notes.userPool} --client-id ${notes.client} --explicit-auth-flows ALLOW_REFRESH_TOKEN_AUTH …`,
        check: 'UPL-02',
      },
    },
  ],
  amplify: [],
  reproduce: [
    { says: 'On a user pool of your own: what the page offers, and what the API takes.', command: `aws cognito-idp describe-user-pool-client --user-pool-id ${notes.userPool} --client-id ${notes.client} --query "UserPoolClient.[SupportedIdentityProviders, ExplicitAuthFlows]"` },
    { says: 'Mallory’s request.', command: `aws cognito-idp sign-up --no-sign-request --region ${notes.region} --client-id ${notes.client} \\\n  --username $EMAIL --password $PASSWORD --user-attributes Name=email,Value=$EMAIL` },
    { says: 'Local users among those of the company.', command: `aws cognito-idp list-users --user-pool-id ${notes.userPool} --filter 'cognito:user_status = "CONFIRMED"'` },
  ],
  furtherReading: [
    { title: 'Hacking the Cloud: Cognito user self sign-up', href: 'https://hackingthe.cloud/aws/exploitation/cognito_user_self_signup/' },
    { title: 'CreateUserPoolClient: SupportedIdentityProviders', href: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html' },
    { title: 'amazon-cognito-auth-js issue 81: closed sign-up and external providers', href: 'https://github.com/amazon-archives/amazon-cognito-auth-js/issues/81' },
    { title: 'amplify-js issue 3402: the opposite report', href: 'https://github.com/aws-amplify/amplify-js/issues/3402' },
  ],
};
