import { defaultStart, from, type Call, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { configure } from '../walkthroughs/change';
import type { Walkthrough } from '../walkthroughs/walkthrough';
import { withPool } from './account';
import { headings } from './headings';
import { mappingKey, rolesByGroup } from './role-attribute';

const Logins = { [notes.provider]: from('sign-in', 'AuthenticationResult.IdToken') };

const replaceFrontPage = (id: string, credentials: string): Call => ({
  id,
  by: 'ben',
  operation: 's3:PutObject',
  signedBy: from(credentials, 'Credentials'),
  after: 2,
  input: { Bucket: notes.bucket, Key: 'public/front-page.jpg', ContentType: 'image/jpeg', Body: 'Ben, larger than life' },
});

/** Ben is not in the group editors, and takes its role. */
const scenario: Scenario = {
  world: withPool(notesWorld, { AllowClassicFlow: true }),
  people: { ben: { name: 'Ben’s browser', kind: 'attacker', detail: 'in no group' } },
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
    { ...replaceFrontPage('first-try', 'get-credentials'), goesOn: true },
    { id: 'get-open-id-token', by: 'ben', operation: 'cognito-identity:GetOpenIdToken', after: 10, input: { IdentityId: from('get-id', 'IdentityId'), Logins } },
    {
      id: 'assume-role',
      by: 'ben',
      operation: 'sts:AssumeRoleWithWebIdentity',
      after: 1,
      input: { RoleArn: notes.editorsRole, RoleSessionName: 'ben', WebIdentityToken: from('get-open-id-token', 'Token') },
    },
    replaceFrontPage('second-try', 'assume-role'),
  ],
};

export const groupBypass: Walkthrough = {
  slug: 'group-bypass',
  ...headings['group-bypass'],
  shortTitle: 'Past the groups',
  question: 'What keeps a user out of another group’s role?',
  chapter: 'What goes wrong',
  minutes: 6,
  zones: ['app', 'authz', 'resource'],
  scenario,
  locals: [{ id: 'choose', by: 'ben', before: 'assume-role', label: 'picks another role' }],
  narration: {
    'get-credentials': {
      title: 'The role of everybody',
      caption: 'Ben has signed in and asks for credentials by the enhanced flow. He is in no group, and gets the ordinary role.',
      explain: [
        'The user pool has a group `editors` with a role, `notes-editors`, that may change the app’s public photos. Ana is a member. Ben is not.',
        'The app’s backend takes the group’s role for its members by the [basic (classic) flow](term:classic-flow), as it did before role mapping existed.',
      ],
    },
    'get-credentials/sts': { title: 'STS, for notes-signed-in', caption: 'The pool asks STS for the role of signed-in users.', explain: ['In this flow the pool names the role. What Ben would like does not come up.'] },
    'get-credentials/answer': { title: 'An ordinary session', caption: 'Ben receives credentials of notes-signed-in.', explain: ['His own folder, his own rows.'] },
    'first-try': { title: 'The front page', caption: 'Ben tries to replace the photo on the front page. His role does not allow it.', explain: ['Only editors’ role has `s3:PutObject` on `public/*`.'] },
    'first-try/answer': { title: 'For editors only', caption: 'S3 answers that no identity-based policy allows it.', explain: ['It looks as if the group protected the page.'] },
    'get-open-id-token': { title: 'The token itself', caption: 'Ben asks the pool for its OpenID token, with the same login.', explain: ['Every user of the pool may. The flow is on for the sake of the backend, but it is on for the pool, not for some of its callers.'] },
    'get-open-id-token/answer': {
      title: 'No group in it',
      caption: 'The token says: authenticated, by this user pool, this user. It does not mention groups.',
      explain: [
        'Open the Token tab. [amr](term:amr) has three values: `authenticated`, the user pool, and the user pool with Ben’s own `sub`. The ID token had `cognito:groups` where there are any; the pool’s token does not carry it over.',
        'So nobody who reads this token can tell an editor from anyone else.',
      ],
      note: { title: 'How sure this is', text: 'The first two values are documented. The form of the third is known from API Gateway, where the same text appears.' },
    },
    choose: { title: 'Any role that will have him', caption: 'Ben writes down the ARN of the editors’ role.', explain: ['An editor’s credentials show it in every error message and in `GetCallerIdentity`. Names of roles are easily guessed as well.'] },
    'assume-role': {
      title: 'The role trusts signed-in users',
      caption: 'Ben takes the token to STS and asks for notes-editors. The trust policy asks for this pool and for a signed-in user.',
      explain: [
        'Both conditions are there, as every guide recommends, and both hold: `aud` is the pool, `amr` has `authenticated`.',
        'A [trust policy](term:trust-policy) has no condition key for groups. It could ask for a claim that the pool maps to a [principal tag](term:principal-tags); this pool maps none. So a role for some users of a pool cannot say here that it is.',
      ],
    },
    'assume-role/answer': { title: 'An editor by choice', caption: 'STS gives Ben credentials of notes-editors.', explain: ['The group, its precedence and its membership were never consulted.'] },
    'second-try': { title: 'The front page again', caption: 'Ben replaces the photo with the editors’ credentials.', explain: ['The same request as before, with another role behind it.'] },
    'second-try/answer': {
      title: 'The group was a suggestion',
      caption: 'S3 stores the photo. Every visitor sees it.',
      explain: ['Groups, mapping rules and their order are the [enhanced flow](term:enhanced-flow)’s. While the classic flow is on, each role that trusts the pool’s users is a role for all of them.', 'The auditor takes a user who is in no group and asks STS for the role of each group.'],
    },
  },
  predictions: [
    {
      id: 'what-amr-says',
      at: 'choose',
      ask: 'Can the trust policy of notes-editors tell an editor’s token from Ben’s?',
      context: 'The token has sub, aud and amr, and nothing of the ID token’s claims.',
      options: [
        { text: 'Yes, with a condition on cognito:groups', feedback: 'That is a claim of the user pool’s ID token. STS sees the identity pool’s token, which does not have it.' },
        { text: 'Yes, amr names the group', feedback: 'amr names the state, the provider and the user. No group.' },
        { text: 'No', right: true, feedback: 'There is nothing in this token to ask about, for the pool maps no claims to tags. The pool has to choose, in the enhanced flow.' },
      ],
    },
    {
      id: 'token-mapping',
      at: 'assume-role/answer',
      ask: 'The owner sets role mapping to “choose role from token”. Can Ben still do this?',
      context: 'AllowClassicFlow stays true.',
      options: [
        { text: 'Yes: the flag is still true', feedback: 'With any role mapping, the classic flow is refused whatever the flag says.' },
        { text: 'No: with mappings there is no classic flow', right: true, feedback: 'The pool decides then, and it reads groups from the ID token.' },
        { text: 'Only if he is in no group', feedback: 'Membership decides which role the pool gives. It does not bring the classic flow back.' },
      ],
    },
  ],
  switches: [
    {
      id: 'mapping',
      label: 'Roles from the token',
      change: (before) => configure(before, 'AWS::Cognito::IdentityPoolRoleAttachment', notes.identityPool, { RoleMappings: rolesByGroup }),
      refused: { step: 'get-open-id-token', rule: 'mappings', code: 'InvalidParameterException', message: 'Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.' },
      narration: {
        'get-credentials': { title: 'The pool looks at groups', caption: 'Ben asks for credentials. The pool looks for a preferred role in his token, finds none and gives the ordinary role.', explain: ['The mapping is of type `Token`. For Ana the same call gives `notes-editors`, because she is in the group.'] },
        'get-open-id-token': {
          title: 'The pool decides, and nobody else',
          caption: 'The pool maps roles. With any role mapping it gives out no token for the classic flow.',
          explain: ['Members get their role, and get it in the enhanced flow: `GetCredentialsForIdentity` instead of two calls.', 'Set the flag to false as well. The day the mapping is removed, the door would be open again.'],
        },
        'get-open-id-token/answer': { title: 'Use the enhanced flow', caption: 'Ben is told that the classic flow is not supported with role mappings.', explain: ['Whatever else took the classic way has to move too: look for it first.'] },
      },
      fix: {
        text: 'Let the pool choose: role mapping of type Token for this user pool and app client.',
        command: `aws cognito-identity set-identity-pool-roles --identity-pool-id ${notes.identityPool} \\
  --roles authenticated=${notes.signedInRole},unauthenticated=${notes.guestRole} \\
  --role-mappings '{"${mappingKey}":{"Type":"Token","AmbiguousRoleResolution":"AuthenticatedRole"}}'`,
        check: 'TRU-12',
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
          caption: 'The classic flow is off. Roles come from the pool or not at all.',
          explain: ['This closes the way for Ben, and for the backend that took the group’s role for editors. With the other repair as well, editors get it in the enhanced flow.'],
        },
        'get-open-id-token/answer': { title: 'Use the enhanced flow', caption: 'Ben is told that the basic (classic) flow is not enabled.', explain: ['The ordinary session from the beginning still works.'] },
      },
      fix: {
        text: 'Switch the classic flow off, and map roles from the token so that members keep theirs.',
        command: `aws cognito-identity update-identity-pool --identity-pool-id ${notes.identityPool} \\
  --identity-pool-name notes-prod --allow-unauthenticated-identities --no-allow-classic-flow \\
  --cognito-identity-providers ProviderName=${notes.provider},ClientId=${notes.client}`,
        check: 'TRU-12',
      },
    },
  ],
  amplify: [],
  reproduce: [
    { says: 'On a pool of your own: the token, in which no group is.', command: `aws cognito-identity get-open-id-token --no-sign-request --region ${notes.region} \\\n  --identity-id $IDENTITY_ID --logins ${notes.provider}=$ID_TOKEN --query Token --output text | cut -d. -f2 | base64 -d` },
    { says: 'And a role that was meant for others.', command: `aws sts assume-role-with-web-identity --no-sign-request --region ${notes.region} \\\n  --role-arn ${notes.editorsRole} --role-session-name ben --web-identity-token $TOKEN` },
  ],
  furtherReading: [
    { title: 'Identity pools authentication flow', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html' },
    { title: 'Role-based access control', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html' },
    { title: 'Adding groups to a user pool', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html' },
  ],
};
