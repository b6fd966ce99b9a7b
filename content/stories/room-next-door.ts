import { poolToken } from '../../lib/engine/identity-token';
import { defaultStart, from, type Call, type InputValue, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { get, put, type World } from '../../lib/world/world';
import { configure } from '../walkthroughs/change';
import type { Walkthrough } from '../walkthroughs/walkthrough';
import { roleArn, trusts, withRole } from './account';
import { headings } from './headings';

const left = 'amplify-notes-2019-authRole';
const devPool = 'us-east-1:d3bb9a10-41c7-4e0e-8f52-6d1c07aa2b19';
const passport = 'users/ana/passport.jpg';

/** Mallory's own account and pool. They are not part of this world; AWS signed this token for them. */
const elsewhere = { account: '999900001111', partition: 'aws', region: notes.region };
const tokenFromElsewhere = poolToken(elsewhere, {
  aud: 'us-east-1:e15e0000-77e0-4f3a-8d14-c0ffee5e1f00',
  sub: 'us-east-1:9a11d1ed-2c4e-4b6a-9c1d-0f2e4d6c8ba9',
  amr: ['unauthenticated'],
  iat: defaultStart,
  exp: defaultStart + 600,
});

/** What an app of 2019 left behind: a role whose trust policy lost its conditions, and the pool of a test that nobody took down. */
function withRemains(world: World): World {
  const withLeftRole = withRole(world, {
    name: left,
    id: 'AROALIFEGUARDAMPLIFY1',
    trusts: trusts({}),
    policy: 'Photos',
    statements: [{ Sid: 'Photos', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `arn:aws:s3:::${notes.bucket}/*` }],
  });
  const pool = get(world, 'AWS::Cognito::IdentityPool', notes.identityPool);
  return put(withLeftRole, 'AWS::Cognito::IdentityPool', devPool, {
    ...pool,
    IdentityPoolId: devPool,
    IdentityPoolName: 'notes-dev-2020',
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: true,
    CognitoIdentityProviders: [],
  });
}

const askForRole = (id: string, by: string, token: InputValue): Call => ({
  id,
  by,
  operation: 'sts:AssumeRoleWithWebIdentity',
  after: 1,
  input: { RoleArn: roleArn(left), RoleSessionName: 'next-door', WebIdentityToken: token },
});

/** A role that any room of the house opens. */
const scenario: Scenario = {
  world: withRemains(notesWorld),
  people: { mallory: { name: 'Mallory', kind: 'attacker', detail: 'an account of her own' } },
  before: [{ id: 'passport', by: 'mallory', operation: 's3:PutObject', signedBy: 'operator', input: { Bucket: notes.bucket, Key: passport, ContentType: 'image/jpeg', Body: 'Ana, and a number' } }],
  start: defaultStart,
  ends: 'ok',
  calls: [
    { ...askForRole('from-outside', 'mallory', tokenFromElsewhere), goesOn: true },
    { id: 'get-id', by: 'mallory', operation: 'cognito-identity:GetId', after: 60, input: { IdentityPoolId: devPool } },
    { id: 'get-open-id-token', by: 'mallory', operation: 'cognito-identity:GetOpenIdToken', after: 1, input: { IdentityId: from('get-id', 'IdentityId') } },
    askForRole('from-next-door', 'mallory', from('get-open-id-token', 'Token')),
    { id: 'get-object', by: 'mallory', operation: 's3:GetObject', signedBy: from('from-next-door', 'Credentials'), after: 2, input: { Bucket: notes.bucket, Key: passport } },
  ],
};

export const roomNextDoor: Walkthrough = {
  slug: 'room-next-door',
  ...headings['room-next-door'],
  shortTitle: 'The room next door',
  question: 'Whom does a role trust that asks for nothing?',
  chapter: 'What goes wrong',
  minutes: 7,
  zones: ['app', 'authz', 'resource'],
  scenario,
  locals: [
    { id: 'own-pool', by: 'mallory', before: 'from-outside', label: 'makes a pool of her own' },
    { id: 'look-around', by: 'mallory', before: 'get-id', label: 'finds an old test page' },
  ],
  narration: {
    'own-pool': {
      title: 'An account of her own',
      caption: 'Mallory has an AWS account. In it she makes an identity pool, with guests and the classic flow, and takes a token from it.',
      explain: [
        'The account under attack used Amplify in 2019. When its sign-in was removed (`amplify remove auth`), the tool took the condition out of the role’s [trust policy](term:trust-policy), because the pool it named was gone. It left `Effect: Allow`.',
        'What remained says: whoever has a token of an identity pool. Any pool, in any account. Version 12.10.1 of the Amplify CLI, of 2024, makes such a statement a `Deny` as well. That is CVE-2024-28056.',
      ],
    },
    'from-outside': {
      title: 'From outside: until April 2024',
      caption: 'Mallory shows STS a token of her own pool and asks for the role that was left behind. The trust policy has nothing against it.',
      explain: [
        'Look at the rules of this step. The trust policy lets the token in: no condition, nothing to fail. Until 8 April 2024 that was the end of it, and the flaw was rated 9.8 of 10.',
        'Since then STS has a rule of its own. A token of **another account’s** identity pool is accepted only by a trust policy that tests both `aud` and `amr`. This one tests neither.',
      ],
      note: { title: 'Also since then', text: 'IAM no longer saves a trust policy for Cognito without a condition. It did not go back and change those that were there.' },
    },
    'from-outside/answer': { title: 'STS closes the gate', caption: 'STS refuses. From another account there is no way in any more.', explain: ['Many people stopped reading here: AWS has fixed it. AWS has closed the gate to the street.'] },
    'look-around': {
      title: 'A pool that nobody remembers',
      caption: 'Mallory looks for a pool in the same account, and finds one on a test page from 2020.',
      explain: ['It has no users, no roles and no app any more. Its id still stands in the page’s script. Guests are on, and so is the classic flow, as they often were then.', 'Nothing valuable hangs on this pool. A review of its roles finds none.'],
    },
    'get-id': { title: 'A guest of the test pool', caption: 'Mallory asks the forgotten pool for a guest identity.', explain: ['No login, no signature. The [identity pool](term:identity-pool) answers as on its first day.'] },
    'get-id/answer': { title: 'An identity', caption: 'The pool answers with an identity id.', explain: ['With `GetCredentialsForIdentity` this would be the end: there is no guest role to give.'] },
    'get-open-id-token': { title: 'A token needs no role', caption: 'Mallory asks for the OpenID token instead. The pool has one for everybody.', explain: ['The [basic (classic) flow](term:classic-flow) leaves the role to the client, so a pool without roles has tokens all the same.'] },
    'get-open-id-token/answer': { title: 'A token of the house', caption: 'The token names the test pool, and says “unauthenticated”.', explain: ['Compare it with the first one: it differs in one thing that matters. The pool’s ARN in it is of the same account as the role.'] },
    'from-next-door': {
      title: 'Inside the account, the old rules hold',
      caption: 'Mallory shows STS the new token and asks for the same role. The trust policy asks nothing, and the pool is of the same account.',
      explain: ['The rule of 2024 is about other accounts. Between a pool and a role of one account the trust policy alone decides, and this one says yes to guests of a test as to anybody.', 'It is the same with a trust policy that asks for `amr` and not for `aud`: which pool a token is from, it does not know.'],
    },
    'from-next-door/answer': { title: 'The room next door', caption: 'STS gives her credentials of the role that was left behind.', explain: ['The way from the street is closed. The way through the next room is as long as the account has any pool that anybody can enter.'] },
    'get-object': { title: 'What the role still may', caption: 'Mallory reads Ana’s passport. The role of 2019 was for signed-in users, and reads every photo.', explain: ['The app moved on; the bucket stayed, and so did the role’s permissions on it.'] },
    'get-object/answer': {
      title: 'Seven years later',
      caption: 'S3 returns the passport.',
      explain: ['Two leftovers, each harmless on its own list. A role that belongs to no pool, and a pool that has no role.', 'The auditor looks at every role that trusts Cognito, not only at those that a pool names, and asks for it from every pool of the account.'],
    },
  },
  predictions: [
    {
      id: 'after-2024',
      at: 'get-open-id-token/answer',
      ask: 'STS refused Mallory’s first token. What will it say to a guest’s token of a pool in the same account?',
      context: 'The role’s trust policy has no condition.',
      options: [
        { text: 'It refuses: since 2024 aud and amr are required', feedback: 'They are required of trust policies that are saved now, and of roles asked for from another account. This is an old policy and the same account.' },
        { text: 'It refuses: the pool has no roles', feedback: 'STS does not know which roles a pool has. It reads the trust policy of the role.' },
        { text: 'It gives credentials', right: true, feedback: 'Within one account the trust policy alone decides, and it asks for nothing.' },
      ],
    },
    {
      id: 'which-to-remove',
      at: 'get-object',
      ask: 'You may remove one thing. Which repair is the lasting one?',
      context: 'Deleting the test pool stops this run as well.',
      options: [
        { text: 'Delete the test pool', feedback: 'It stops this run. The next pool that anybody makes in the account, for whatever purpose, opens the role again.' },
        { text: 'Mend or delete the role', right: true, feedback: 'The trust policy is the flaw. With it gone, pools can come and go.' },
        { text: 'Switch guests off on the app’s own pool', feedback: 'Neither token came from there.' },
      ],
    },
  ],
  switches: [
    {
      id: 'conditions',
      label: 'The role asks for its pool',
      change: (before) => configure(before, 'AWS::IAM::Role', left, { AssumeRolePolicyDocument: trusts({ aud: notes.identityPool, amr: 'authenticated' }) }),
      refused: { step: 'from-next-door', rule: 'trust', code: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' },
      narration: {
        'own-pool': {
          title: 'An account of her own',
          caption: 'Mallory has an AWS account. In it she makes an identity pool, with guests and the classic flow, and takes a token from it.',
          explain: ['The role that Amplify left without a condition in 2019 has been mended: its trust policy names the app’s own pool, and asks for people who have signed in.'],
        },
        'from-outside/answer': { title: 'Not authorized', caption: 'STS refuses.', explain: ['Mallory cannot tell which rule it was.'] },
        'from-outside': { title: 'Refused by the role itself', caption: 'Mallory shows a token of her own pool. The trust policy names another pool, and refuses.', explain: ['The rule of 2024 is not even needed: a role that says whom it trusts protects itself.'] },
        'from-next-door': {
          title: 'Another pool, and nobody signed in',
          caption: 'The trust policy asks for the app’s own pool and for signed-in users. The token is neither.',
          explain: ['`aud` says which pool may send people, [amr](term:amr) says which people. With both, the pool next door is just a pool next door.'],
        },
        'from-next-door/answer': { title: 'Not authorized', caption: 'STS refuses, in the same words as at the first attempt.', explain: ['This repair suits a role that is still used. For one that is not, deleting it is better.'] },
      },
      fix: {
        text: 'Ask for aud and amr in the trust policy of every role for Cognito that is still in use.',
        command: `aws iam update-assume-role-policy --role-name ${left} --policy-document '${JSON.stringify(trusts({ aud: notes.identityPool, amr: 'authenticated' }))}'`,
        check: 'TRU-03',
      },
    },
    {
      id: 'no-role',
      label: 'The left role is deleted',
      change: (before) => ({ ...before, world: put(before.world, 'AWS::IAM::Role', left, undefined) }),
      refused: { step: 'from-next-door', rule: 'role', code: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' },
      narration: {
        'own-pool': {
          title: 'An account of her own',
          caption: 'Mallory has an AWS account. In it she makes an identity pool, with guests and the classic flow, and takes a token from it.',
          explain: ['The role that Amplify left without a condition in 2019 has been deleted. Mallory has its ARN from an old error message.'],
        },
        'from-outside/answer': { title: 'Not authorized', caption: 'STS refuses.', explain: ['It does not say that there is no such role.'] },
        'from-outside': { title: 'No such role', caption: 'Mallory asks for a role that has been deleted.', explain: ['STS tells nobody which roles exist.'] },
        'from-next-door': { title: 'Nothing behind the door', caption: 'Mallory asks from next door. The role is not there any more.', explain: ['Nobody used it: IAM shows when a role was last used within 400 days, and for this one it shows nothing.'] },
        'from-next-door/answer': { title: 'The same words', caption: 'STS answers as it does for a role that says no.', explain: ['From outside, a deleted role and a closed one look alike.'] },
      },
      fix: {
        text: 'Delete roles that no pool gives and nobody uses. Look at RoleLastUsed first.',
        command: `aws iam get-role --role-name ${left} --query Role.RoleLastUsed
aws iam delete-role-policy --role-name ${left} --policy-name Photos
aws iam delete-role --role-name ${left}`,
        check: 'TRU-03',
      },
    },
  ],
  amplify: [],
  reproduce: [
    { says: 'On an account of your own: roles that trust Cognito, with what they ask.', command: 'aws iam list-roles --query "Roles[?contains(to_string(AssumeRolePolicyDocument), \'cognito-identity\')].[RoleName, AssumeRolePolicyDocument.Statement[0].Condition]"' },
    { says: 'And pools that one has forgotten.', command: `aws cognito-identity list-identity-pools --max-results 60 --region ${notes.region}` },
  ],
  furtherReading: [
    { title: 'CVE-2024-28056', href: 'https://nvd.nist.gov/vuln/detail/CVE-2024-28056' },
    { title: 'AWS-2024-003: the security bulletin', href: 'https://aws.amazon.com/security/security-bulletins/AWS-2024-003/' },
    { title: 'Hacking the Cloud: the same flaw within one account', href: 'https://hackingthe.cloud/aws/exploitation/Misconfigured_Resource-Based_Policies/exploit_amplify_vulnerability_in_same_account_scenario/' },
    { title: 'Role trust and permissions', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html' },
  ],
};
