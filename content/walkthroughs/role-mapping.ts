import { defaultStart, from, type Call, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { get, patch, put } from '../../lib/world/world';
import { configure } from './change';
import type { Walkthrough } from './walkthrough';

const authorsRole = 'arn:aws:iam::111122223333:role/notes-authors';
const otherPool = 'us-east-1:9b1d6c52-77e0-4f3a-8d14-c0ffee5e1f00';
const mappingKey = `${notes.provider}:${notes.client}`;
const anasId = `${notes.userPool}/${notes.ana}`;
const bensId = `${notes.userPool}/${notes.ben}`;
const authorsId = `${notes.userPool}/authors`;

const editors = get(notesWorld, 'AWS::IAM::Role', 'notes-editors') as NonNullable<ReturnType<typeof get<'AWS::IAM::Role'>>>;

/** The notes app with two groups that have roles, and an identity pool that reads them from the token. */
const world = [
  (w: typeof notesWorld) => put(w, 'AWS::IAM::Role', 'notes-authors', { ...editors, RoleName: 'notes-authors', Arn: authorsRole, RoleId: 'AROALIFEGUARDAUTHOR01' }),
  (w: typeof notesWorld) =>
    put(w, 'AWS::Cognito::UserPoolGroup', authorsId, { UserPoolId: notes.userPool, GroupName: 'authors', RoleArn: authorsRole, Precedence: 5 }),
  (w: typeof notesWorld) => patch(w, 'AWS::Cognito::UserPoolUser', anasId, { Groups: ['authors', 'editors'] }),
  (w: typeof notesWorld) => patch(w, 'AWS::Cognito::UserPoolUser', bensId, { Groups: ['authors'] }),
  (w: typeof notesWorld) =>
    patch(w, 'AWS::Cognito::IdentityPoolRoleAttachment', notes.identityPool, {
      RoleMappings: { [mappingKey]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' } },
    }),
].reduce((w, change) => change(w), notesWorld);

const signIn = (who: 'ana' | 'ben', username: string, password: string): Call => ({
  id: `${who}-signs-in`,
  by: who,
  operation: 'cognito-idp:InitiateAuth',
  input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: username, PASSWORD: password } },
});

const getId = (who: 'ana' | 'ben'): Call => ({
  id: `${who}-get-id`,
  by: who,
  operation: 'cognito-identity:GetId',
  input: { IdentityPoolId: notes.identityPool, Logins: { [notes.provider]: from(`${who}-signs-in`, 'AuthenticationResult.IdToken') } },
});

const credentials = (id: string, who: 'ana' | 'ben', more: Call['input'] = {}): Call => ({
  id,
  by: who,
  operation: 'cognito-identity:GetCredentialsForIdentity',
  after: 1,
  input: { IdentityId: from(`${who}-get-id`, 'IdentityId'), Logins: { [notes.provider]: from(`${who}-signs-in`, 'AuthenticationResult.IdToken') }, ...more },
});

/** Ana is in two groups, Ben in one. The pool looks at their tokens and picks. */
const scenario: Scenario = {
  world,
  people: {
    ana: { name: 'Ana’s browser', kind: 'user', detail: 'editors, authors' },
    ben: { name: 'Ben’s browser', kind: 'user', detail: 'authors' },
  },
  before: [signIn('ben', notes.ben, notes.benPassword), getId('ben')],
  start: defaultStart,
  ends: 'ok',
  calls: [
    signIn('ana', notes.ana, notes.anaPassword),
    getId('ana'),
    credentials('ana-credentials', 'ana'),
    credentials('ana-chooses', 'ana', { CustomRoleArn: authorsRole }),
    credentials('ben-credentials', 'ben'),
  ],
};

const ambiguous = `The ambiguous role mapping rules for: ${mappingKey} denied this request.`;

export const roleMapping: Walkthrough = {
  slug: 'role-mapping',
  number: 9,
  title: 'Which role? Role mapping',
  shortTitle: 'Which role?',
  question: 'Two groups, same precedence: which role?',
  chapter: 'What may you do?',
  minutes: 9,
  zones: ['app', 'authn', 'authz'],
  scenario,
  locals: [],
  narration: {
    'ana-signs-in': {
      title: 'Ana signs in',
      caption: 'Ana signs in. She is in two groups, editors and authors, and each has an IAM role.',
      explain: [
        'A group of a user pool may have a [role](term:role) and a precedence. By itself that does nothing in AWS: it is two facts about a group.',
        'What makes them count is the identity pool, and only if it was told to look.',
      ],
    },
    'ana-signs-in/answer': {
      title: 'The token names her roles',
      caption: 'The ID token says which roles her groups have, and which of them is preferred.',
      explain: [
        'Look at the Token tab: `cognito:groups` lists both groups, `cognito:roles` both roles, and [cognito:preferred_role](term:preferred-role) the one of the group with the lowest precedence number. Editors has 1, authors 5, so it is `notes-editors`.',
        'Zero is the best precedence. A group without one comes last.',
      ],
    },
    'ana-get-id': { title: 'An identity first', caption: 'Ana’s browser asks for her identity. Roles play no part yet.', explain: ['The identity is the same whatever role she will get. A user has one identity and may have many roles.'] },
    'ana-get-id/answer': { title: 'Ana’s identity', caption: 'The pool answers with Ana’s identity id.', explain: ['Nothing in it speaks of groups.'] },
    'ana-credentials': {
      title: 'The pool reads the mapping',
      caption: 'The pool has a role mapping of type Token for this provider. It looks for a preferred role in the token.',
      explain: [
        '[Role mapping](term:role-mapping) is kept per provider, under a key that names user pool **and** app client. Of its two types this one is `Token`: take the role that the token prefers.',
        'The other type, `Rules`, compares claims with values, in order, and the first rule that fits wins.',
        'Had the pool no mapping at all, the groups’ roles would be ignored and everyone would get the pool’s signed-in role.',
      ],
      note: { title: 'What it does not check', text: 'Whether the role trusts this pool. STS will see to that, one step further.' },
    },
    'ana-credentials/sts': { title: 'STS, for the editors’ role', caption: 'The identity pool asks STS for a session of notes-editors.', explain: ['From here everything is as always: the role’s [trust policy](term:trust-policy) has the last word.'] },
    'ana-credentials/answer': { title: 'Ana is an editor', caption: 'Ana receives credentials of notes-editors, the role of her better group.', explain: ['She [may do](may) what editors may. The permissions of the two roles do not add up: a session has one role.'] },
    'ana-chooses': {
      title: 'She asks for another of her roles',
      caption: 'Ana’s browser names a role itself, with CustomRoleArn. The pool looks whether her token lists it.',
      explain: [
        'With a mapping, a user may choose among the roles that the token offers. `notes-authors` is in `cognito:roles`, so the pool agrees.',
        'So count all roles of a user’s groups as theirs, not only the preferred one. That is no escalation; it is what they have.',
      ],
    },
    'ana-chooses/sts': { title: 'STS, for the authors’ role', caption: 'The identity pool asks STS for a session of notes-authors.', explain: ['Same token, same identity, another role.'] },
    'ana-chooses/answer': { title: 'Ana is an author', caption: 'Ana receives credentials of notes-authors.', explain: ['Both sets of credentials are valid at the same time, each for one hour.'] },
    'ben-credentials': { title: 'The mapping again', caption: 'The pool looks at Ben’s token and finds his preferred role.', explain: ['Ben has signed in too. He is in one group, authors, so his token lists one role and prefers it. The mapping is the same for everybody; what differs is the token.'] },
    'ben-credentials/sts': { title: 'STS, for the authors’ role', caption: 'The identity pool asks STS for a session of notes-authors.', explain: ['The trust policy of `notes-authors` asks for this pool and a signed-in user. Both fit.'] },
    'ben-credentials/answer': { title: 'Ben is an author', caption: 'Ben receives credentials of notes-authors.', explain: ['Different users, different access, and the app never said which role to use.'] },
  },
  predictions: [
    {
      id: 'add-up',
      at: 'ana-get-id/answer',
      ask: 'Ana is in two groups with a role each. What will she get?',
      context: 'Editors has precedence 1, authors 5. The mapping is of type Token.',
      options: [
        { text: 'Both roles’ permissions together', feedback: 'A session has exactly one role. Permissions of several roles never add up.' },
        { text: 'The role of authors, 5 is higher', feedback: 'Precedence counts the other way: the lowest number is the best.' },
        { text: 'The role of editors', code: 'notes-editors', right: true, feedback: 'The lowest number wins, and the token says so in cognito:preferred_role.' },
      ],
    },
    {
      id: 'custom',
      at: 'ana-credentials/answer',
      ask: 'Her browser now sends CustomRoleArn with the role of authors. What happens?',
      context: 'Ana’s token lists both roles in cognito:roles.',
      options: [
        { text: 'Refused: only the preferred role counts', feedback: 'The preferred role is the default. Any role that the token lists may be asked for by name.' },
        { text: 'She gets it', right: true, feedback: 'It is one of the roles her token offers.' },
        { text: 'She gets it, and could name any role that trusts the pool', feedback: 'That is the classic flow. Here the pool compares the name with the token’s list.' },
      ],
    },
  ],
  switches: [
    {
      id: 'tie',
      label: 'Same precedence',
      change: (scenario) => configure(scenario, 'AWS::Cognito::UserPoolGroup', authorsId, { Precedence: 1 }),
      refused: { step: 'ana-credentials', rule: 'ambiguous', code: 'NotAuthorizedException', message: ambiguous },
      narration: {
        'ana-signs-in/answer': {
          title: 'Two roles, none preferred',
          caption: 'Both groups now have precedence 1. The token lists two roles and prefers none.',
          explain: ['When the best precedence is shared by groups with different roles, `cognito:preferred_role` is left out. `cognito:roles` still lists both.'],
        },
        'ana-credentials': {
          title: 'A tie, and nobody to decide it',
          caption: 'The token prefers no role. The pool is set to deny when a role cannot be decided.',
          explain: [
            'What happens in such a case is a setting of the mapping: `AmbiguousRoleResolution`. `Deny` refuses; `AuthenticatedRole` falls back to the pool’s signed-in role.',
            'With `Deny`, a tie locks out exactly the people with the most groups. With the fallback it quietly gives them the default.',
          ],
        },
        'ana-credentials/answer': { title: 'Denied by a rule that has no rules', caption: 'The browser is told that the ambiguous role mapping rules denied the request.', explain: ['The message speaks of rules even though this mapping is of type Token.'] },
      },
      fix: { text: 'Give each group with a role a precedence of its own.', check: 'MAP-13' },
    },
    {
      id: 'no-group',
      label: 'Ben leaves his group',
      change: (scenario) => configure(scenario, 'AWS::Cognito::UserPoolUser', bensId, { Groups: [] }),
      refused: { step: 'ben-credentials', rule: 'ambiguous', code: 'NotAuthorizedException', message: ambiguous },
      narration: {
        'ben-credentials': {
          title: 'No group, no role',
          caption: 'Ben’s token names no role at all. That counts as undecided, and the pool is set to deny.',
          explain: ['No role in the token and a tie between roles end in the same place: `AmbiguousRoleResolution`. For an app in which only members of groups should have access, `Deny` is right.'],
        },
        'ben-credentials/answer': { title: 'Nothing for Ben', caption: 'Ben is told that the role mapping denied his request. He stays signed in.', explain: ['He holds three valid tokens. The user pool knows him; the identity pool has nothing for him.'] },
      },
      fix: { text: 'Put Ben into a group with a role, or resolve to AuthenticatedRole with a role that may do very little.', check: 'MAP-09' },
    },
    {
      id: 'no-trust',
      label: 'The group’s role trusts another pool',
      change: (scenario) =>
        configure(scenario, 'AWS::IAM::Role', 'notes-editors', {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Federated: 'cognito-identity.amazonaws.com' },
                Action: 'sts:AssumeRoleWithWebIdentity',
                Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': otherPool } },
              },
            ],
          },
        }),
      refused: {
        step: 'ana-credentials/sts',
        rule: 'trust',
        code: 'InvalidIdentityPoolConfigurationException',
        message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
      },
      narration: {
        'ana-credentials/sts': {
          title: 'Mapped, but not trusted',
          caption: 'The mapping chose notes-editors, and that role trusts another identity pool. STS refuses.',
          explain: ['A mapping never looks at trust. It names a role; whether that role lets this pool in is a second, separate setting, and it is the one people forget.'],
        },
        'ana-credentials/answer': { title: 'Check assigned IAM roles', caption: 'The browser is told to check the roles of the pool.', explain: ['“Assigned” includes the roles of groups and rules. The default roles may be perfectly fine.'] },
      },
      fix: { text: 'Name this pool in the role’s trust policy.', check: 'MAP-12' },
    },
    {
      id: 'rules',
      label: 'Rules on a claim that is not there',
      change: (scenario) =>
        configure(scenario, 'AWS::Cognito::IdentityPoolRoleAttachment', notes.identityPool, {
          RoleMappings: {
            [mappingKey]: {
              Type: 'Rules',
              AmbiguousRoleResolution: 'Deny',
              RulesConfiguration: { Rules: [{ Claim: 'department', MatchType: 'Equals', Value: 'editing', RoleARN: notes.editorsRole }] },
            },
          },
        }),
      refused: { step: 'ana-credentials', rule: 'ambiguous', code: 'NotAuthorizedException', message: ambiguous },
      narration: {
        'ana-credentials': {
          title: 'A rule about nothing',
          caption: 'The mapping now has rules, and its one rule looks at a claim that Ana’s token does not have.',
          explain: [
            'Custom attributes of a user pool are called `custom:department` in the token. A rule on `department` can never match.',
            'No rule matched, so `AmbiguousRoleResolution` decides: deny.',
          ],
        },
        'ana-credentials/answer': { title: 'The same refusal', caption: 'The browser is told that the role mapping rules denied the request.', explain: ['Before you map a claim to a role, ask who can write it. If the user can, the user chooses the role.'] },
      },
      fix: { text: 'Name the claim as the token does, and use only claims that users cannot write.', check: 'MAP-19' },
    },
  ],
  amplify: [
    {
      steps: ['ana-signs-in', 'ana-get-id', 'ana-credentials'],
      text: `import { fetchAuthSession, signIn } from 'aws-amplify/auth';

await signIn({ username, password, options: { authFlowType: 'USER_PASSWORD_AUTH' } });
const { tokens, credentials } = await fetchAuthSession();
console.log(tokens?.idToken?.payload['cognito:preferred_role']);
// Amplify has no option for CustomRoleArn.
`,
    },
  ],
  reproduce: [
    { says: 'The mapping, as it is set.', command: `aws cognito-identity get-identity-pool-roles --identity-pool-id ${notes.identityPool}` },
    {
      says: 'Another of your roles, by name.',
      command: `aws cognito-identity get-credentials-for-identity --no-sign-request --region ${notes.region} \\\n  --identity-id $IDENTITY_ID --logins ${notes.provider}=$ID_TOKEN \\\n  --custom-role-arn ${authorsRole}`,
    },
  ],
  furtherReading: [
    { title: 'Role-based access control', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html' },
    { title: 'Groups of a user pool', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html' },
    { title: 'RoleMapping', href: 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_RoleMapping.html' },
  ],
};
