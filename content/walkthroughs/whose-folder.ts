import { defaultStart, from, join, type Call, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { put } from '../../lib/world/world';
import { configure, send } from './change';
import type { Walkthrough } from './walkthrough';

const session = 'arn:aws:sts::111122223333:assumed-role/notes-signed-in/CognitoIdentityCredentials';
/** Ana's id in the user pool, which is not her identity id. */
const anaSub = '5d1f0b3e-8a41-4c0e-9b77-2f6f1f0c9a11';
const own = '${cognito-identity.amazonaws.com:sub}';
/** The identity id that the run gives Ana, as the refusals quote it. */
const anaIdentity = 'us-east-1:ae7e8aef-b3eb-4e49-a802-61a635976500';

const signIn = (who: 'ana' | 'ben', username: string, password: string): readonly Call[] => [
  {
    id: `${who}-signs-in`,
    by: who,
    operation: 'cognito-idp:InitiateAuth',
    input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: username, PASSWORD: password } },
  },
  {
    id: `${who}-get-id`,
    by: who,
    operation: 'cognito-identity:GetId',
    input: { IdentityPoolId: notes.identityPool, Logins: { [notes.provider]: from(`${who}-signs-in`, 'AuthenticationResult.IdToken') } },
  },
];

const credentials = (who: 'ana' | 'ben'): Call => ({
  id: `${who}-credentials`,
  by: who,
  operation: 'cognito-identity:GetCredentialsForIdentity',
  after: 2,
  input: { IdentityId: from(`${who}-get-id`, 'IdentityId'), Logins: { [notes.provider]: from(`${who}-signs-in`, 'AuthenticationResult.IdToken') } },
});

const noWrites = 'arn:aws:iam::111122223333:policy/NoWrites';

/** The account, with a policy lying ready that denies all writes to the bucket. */
const world = put(notesWorld, 'AWS::IAM::ManagedPolicy', noWrites, {
  Arn: noWrites,
  PolicyName: 'NoWrites',
  Document: { Version: '2012-10-17', Statement: [{ Sid: 'NoWrites', Effect: 'Deny', Action: ['s3:PutObject', 's3:DeleteObject'], Resource: 'arn:aws:s3:::notes-photos/*' }] },
});

/** Ana writes into her folder; Ben, with the very same role, tries to read from it. */
const scenario: Scenario = {
  world,
  people: {
    ana: { name: 'Ana’s browser', kind: 'user', detail: 'signed in' },
    ben: { name: 'Ben’s browser', kind: 'user', detail: 'signed in' },
  },
  before: [...signIn('ana', notes.ana, notes.anaPassword), ...signIn('ben', notes.ben, notes.benPassword)],
  start: defaultStart,
  ends: 'ok',
  calls: [
    credentials('ana'),
    {
      id: 'put-object',
      by: 'ana',
      operation: 's3:PutObject',
      signedBy: from('ana-credentials', 'Credentials'),
      after: 3,
      input: { Bucket: notes.bucket, Key: join('users/', from('ana-get-id', 'IdentityId'), '/beach.jpg'), ContentType: 'image/jpeg', Body: 'the photo' },
    },
    {
      id: 'list',
      by: 'ana',
      operation: 's3:ListObjectsV2',
      signedBy: from('ana-credentials', 'Credentials'),
      after: 1,
      input: { Bucket: notes.bucket, Prefix: join('users/', from('ana-get-id', 'IdentityId'), '/') },
    },
    credentials('ben'),
    {
      id: 'ben-reads',
      by: 'ben',
      operation: 's3:GetObject',
      signedBy: from('ben-credentials', 'Credentials'),
      after: 2,
      input: { Bucket: notes.bucket, Key: join('users/', from('ana-get-id', 'IdentityId'), '/beach.jpg') },
      goesOn: true,
    },
  ],
};

/** The role's policy with the folder named in another way, or another policy version. */
const policy = (folder: string, version = '2012-10-17') => ({
  RolePolicyList: [
    {
      PolicyName: 'OwnNotes',
      PolicyDocument: {
        Version: version,
        Statement: [
          { Sid: 'OwnPhotos', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], Resource: `arn:aws:s3:::notes-photos/users/${folder}/*` },
          {
            Sid: 'ListOwnPhotos',
            Effect: 'Allow',
            Action: 's3:ListBucket',
            Resource: 'arn:aws:s3:::notes-photos',
            Condition: { StringLike: { 's3:prefix': `users/${folder}/*` } },
          },
        ],
      },
    },
  ],
});

const role = (scenario: Scenario, fields: ReturnType<typeof policy>): Scenario => configure(scenario, 'AWS::IAM::Role', 'notes-signed-in', fields);

const denied = (action: string, resource: string, because: string) =>
  `User: ${session} is not authorized to perform: ${action} on resource: "${resource}" ${because}`;
const nobodyAllows = (action: string) => `because no identity-based policy allows the ${action} action`;
const anasPhoto = `arn:aws:s3:::notes-photos/users/${anaIdentity}/beach.jpg`;

export const whoseFolder: Walkthrough = {
  slug: 'whose-folder',
  number: 8,
  title: 'Roles and policy variables: whose folder?',
  shortTitle: 'Whose folder?',
  question: 'What does ${aws:username} become here?',
  chapter: 'What may you do?',
  minutes: 10,
  zones: ['app', 'authz', 'resource'],
  scenario,
  locals: [{ id: 'folder-name', by: 'ana', before: 'put-object', label: 'names the folder' }],
  narration: {
    'ana-credentials': {
      title: 'Ana asks for keys',
      caption: 'Ana has signed in and has an identity. Her browser asks the identity pool for credentials.',
      explain: [
        'This run begins where [the enhanced flow](/learn/enhanced-flow) left off: [who Ana is](who) has been settled. From here on it is about what she [may do](may), and where.',
        'Two people will use the same [role](term:role), `notes-signed-in`. The app has one role for all its users, not one for each. What keeps them apart is a variable in the policy.',
      ],
    },
    'ana-credentials/sts': {
      title: 'STS writes the identity into the session',
      caption: 'The identity pool asks STS for a session. The token’s subject, Ana’s identity id, becomes a key of that session.',
      explain: [
        'The token that the pool sends to [STS](term:sts) names an [identity id](term:identity-id) in `sub`. In every later request of this session IAM finds it under the key `cognito-identity.amazonaws.com:sub`.',
        'The pool writes this value, not the browser. That is why a policy may rely on it.',
      ],
    },
    'ana-credentials/answer': {
      title: 'Keys of a shared role, marked as Ana’s',
      caption: 'Ana receives credentials for notes-signed-in. The session knows her identity id.',
      explain: [
        'The session’s name is `CognitoIdentityCredentials`, for her and for everyone. So `${aws:userid}` is the same text for all users and no use for telling them apart.',
        'Her user name, her e-mail and her user pool’s `sub` are not in the session. A policy cannot see them unless they are mapped to [principal tags](term:principal-tags).',
      ],
    },
    'folder-name': {
      title: 'Which of her names?',
      caption: 'The app names the folder after Ana’s identity id, because that is the name the policy will know.',
      explain: [
        'Ana has at least three names: her e-mail, her user pool’s `sub`, and her identity id. The app must use the one that IAM can compare: `us-east-1:…`, colon included.',
        'The user pool’s `sub` and the identity id look alike, and both are called `sub` somewhere. Confusing them is the most common cause of a 403 here.',
      ],
    },
    'put-object': {
      title: 'IAM fills in the blank',
      caption: 'Ana uploads a photo. IAM puts her identity id where the variable stands, and the path fits.',
      explain: [
        'The statement says `users/${cognito-identity.amazonaws.com:sub}/*`. In Ana’s request that reads `users/us-east-1:ae7e…/*`, and the key begins with it. [Allowed](may).',
        'One line in one policy serves every user, because it is filled in anew for each request. Open the Decision tab: **written** is the policy, **here** is what it became.',
      ],
    },
    'put-object/answer': {
      title: 'Stored',
      caption: 'S3 stores the photo in Ana’s folder.',
      explain: ['S3 has no notion of Ana. The folder is hers only because the policy lets no other session write there.'],
    },
    list: {
      title: 'Listing is another question, about another resource',
      caption: 'Ana lists her folder. The action is s3:ListBucket, the resource is the bucket, and a condition looks at the prefix.',
      explain: [
        'There is no folder to ask about: S3 lists a bucket. So the statement names the bucket and binds the request’s `s3:prefix` to the same variable.',
        'Leave the condition out and every user can list every key, and with the keys everyone’s identity ids.',
      ],
    },
    'list/answer': {
      title: 'Her own keys',
      caption: 'S3 answers with the keys under Ana’s prefix.',
      explain: ['The condition was about the request, not about the result: S3 filters nothing. Whoever may ask with a prefix gets all that is under it.'],
    },
    'ben-credentials': {
      title: 'Ben, same role',
      caption: 'Ben is signed in too. His browser asks for credentials of the very same role.',
      explain: ['Same pool, same role, same policy. Nothing in the configuration says “Ben”.'],
    },
    'ben-credentials/sts': {
      title: 'Another subject',
      caption: 'STS makes a session whose subject is Ben’s identity id.',
      explain: ['The token differs from Ana’s in `sub`. This is the only difference that IAM will see between the two of them.'],
    },
    'ben-credentials/answer': {
      title: 'Two sessions of one role',
      caption: 'Ben receives credentials for notes-signed-in, marked with his own identity id.',
      explain: ['Ben’s keys are as good as Ana’s. What they open depends on what the variable becomes.'],
    },
    'ben-reads': {
      title: 'The same statement, filled in for Ben',
      caption: 'Ben asks for Ana’s photo. The variable becomes Ben’s identity id, and the path no longer fits.',
      explain: [
        'Ben knows the exact key. It does not help: in his request the statement reads `users/us-east-1:` followed by **his** id. Nothing else allows it, so the answer is no.',
        'This is the test that every per-user policy should pass: one user asks for another’s data, and is [refused](refused).',
      ],
    },
    'ben-reads/answer': {
      title: 'Refused, as intended',
      caption: 'S3 refuses: no identity-based policy allows it for this session.',
      explain: ['An implicit denial: no statement said no, none said yes. That is enough.'],
    },
  },
  predictions: [
    {
      id: 'which-name',
      at: 'ana-credentials/answer',
      ask: 'Which of Ana’s names can the policy use for her folder?',
      context: 'No principal tags are mapped in this pool.',
      options: [
        { text: 'Her e-mail address', code: 'ana@notes.example', feedback: 'It is in the ID token, which S3 and IAM never see. Only mapped claims become part of a session.' },
        { text: 'Her user pool sub', code: anaSub, feedback: 'That is her id in the user pool. The session carries the identity pool’s id under a key that ends in :sub as well, and that is another value.' },
        { text: 'Her identity id', code: anaIdentity, right: true, feedback: 'It is the subject of the token that the identity pool showed to STS, so the session carries it.' },
      ],
    },
    {
      id: 'ben',
      at: 'ben-credentials/answer',
      ask: 'Ben has the same role and knows the key of Ana’s photo. Can he read it?',
      context: 'The role allows s3:GetObject on users/${cognito-identity.amazonaws.com:sub}/*.',
      options: [
        { text: 'Yes, the role allows s3:GetObject', feedback: 'It allows the action on a path that is filled in for each session. For Ben’s session that is another path.' },
        { text: 'No, S3 knows who owns the object', feedback: 'Both uploads would come from the same AWS account and role. S3 keeps no owner among Cognito users.' },
        { text: 'No, the variable becomes his own id', right: true, feedback: 'In Ben’s request the statement covers Ben’s folder, and nothing else covers Ana’s.' },
      ],
    },
  ],
  switches: [
    {
      id: 'username',
      label: '${aws:username} in the policy',
      change: (scenario) => role(scenario, policy('${aws:username}')),
      refused: { step: 'put-object', rule: 'authorized', code: 'AccessDenied', message: denied('s3:PutObject', anasPhoto, nobodyAllows('s3:PutObject')) },
      narration: {
        'put-object': {
          title: 'A variable for IAM users, in a role’s session',
          caption: '${aws:username} has no value in this session, so the statement matches nothing at all.',
          explain: [
            '`aws:username` exists for IAM users only. Ana’s session belongs to a role, so the key is absent, and a resource with an empty variable [matches nothing](refused). Not her folder, not anybody’s.',
            'Articles and samples have this line. It fails closed, which is the good news. The bad news is what people do next: they replace it with `*` until it works.',
          ],
        },
        'put-object/answer': {
          title: 'Everybody is refused',
          caption: 'S3 refuses every upload of every user, in the words for a missing permission.',
          explain: ['The message does not mention the variable. The Decision tab does.'],
        },
      },
      fix: { text: 'Use ${cognito-identity.amazonaws.com:sub}, or map a claim to a principal tag and use ${aws:PrincipalTag/…}.', check: 'VAR-01' },
    },
    {
      id: 'user-pool-sub',
      label: 'Folder named after the user pool’s sub',
      change: (scenario) => send(scenario, 'put-object', () => ({ Key: `users/${anaSub}/beach.jpg` })),
      refused: {
        step: 'put-object',
        rule: 'authorized',
        code: 'AccessDenied',
        message: denied('s3:PutObject', `arn:aws:s3:::notes-photos/users/${anaSub}/beach.jpg`, nobodyAllows('s3:PutObject')),
      },
      narration: {
        'put-object': {
          title: 'Right idea, wrong sub',
          caption: 'The app used the sub of the ID token. The policy knows Ana by another name.',
          explain: [
            'The app took `sub` from the ID token, as one would. In the policy `cognito-identity.amazonaws.com:sub` is the [identity id](term:identity-id). The two values have nothing in common.',
            'Either the app names folders after the identity id, or the pool maps `sub` to a tag and the policy uses that.',
          ],
        },
        'put-object/answer': {
          title: '403, and everything looks right',
          caption: 'S3 refuses. Both ids look alike, so the mistake is easy to overlook.',
          explain: ['Compare the key in the message with the **here** column of the Decision tab: one begins with a region.'],
        },
      },
      fix: { text: 'Name the folder after the identityId that fetchAuthSession returns.', check: 'VAR-03' },
    },
    {
      id: 'version',
      label: 'Policy version 2008-10-17',
      change: (scenario) => role(scenario, policy(own, '2008-10-17')),
      refused: { step: 'put-object', rule: 'authorized', code: 'AccessDenied', message: denied('s3:PutObject', anasPhoto, nobodyAllows('s3:PutObject')) },
      narration: {
        'put-object': {
          title: 'The variable is not read as one',
          caption: 'In a policy of 2008, ${…} is plain text. The statement covers a folder of that very name.',
          explain: [
            'Policy variables came with version `2012-10-17`. In a policy of `2008-10-17`, or without a `Version`, the dollar sign and the braces are ordinary letters.',
            'The statement therefore covers one folder, literally called `${cognito-identity.amazonaws.com:sub}`, and it covers it for everyone.',
          ],
        },
        'put-object/answer': {
          title: 'Refused by a date',
          caption: 'S3 refuses, although the line looks right.',
          explain: ['Look at the first line of the policy before you look at the statement.'],
        },
      },
      fix: { text: 'Set "Version": "2012-10-17".', check: 'VAR-05' },
    },
    {
      id: 'list-all',
      label: 'List without a prefix',
      change: (scenario) => send(scenario, 'list', () => ({ Prefix: '' })),
      refused: {
        step: 'list',
        rule: 'authorized',
        code: 'AccessDenied',
        message: denied('s3:ListBucket', 'arn:aws:s3:::notes-photos', nobodyAllows('s3:ListBucket')),
      },
      narration: {
        list: {
          title: 'The whole bucket is not hers',
          caption: 'The app lists the bucket without naming Ana’s folder. The condition on the prefix does not hold.',
          explain: [
            'The action and the bucket fit. The condition asks that the prefix begin with Ana’s folder, and this request names none.',
            'Had the policy used `StringLikeIfExists`, leaving the prefix out would have passed.',
          ],
        },
        'list/answer': { title: 'Refused by a condition', caption: 'S3 refuses to list the bucket.', explain: ['A statement matches only if every part of it does: action, resource and all conditions.'] },
      },
      fix: { text: 'Send the prefix users/<identity id>/ with every listing.', check: 'PER-05' },
    },
    {
      id: 'deny',
      label: 'An explicit Deny',
      change: (scenario) =>
        configure(scenario, 'AWS::IAM::Role', 'notes-signed-in', {
          AttachedManagedPolicies: [{ PolicyName: 'NoWrites', PolicyArn: noWrites }],
        }),
      refused: {
        step: 'put-object',
        rule: 'authorized',
        code: 'AccessDenied',
        message: denied('s3:PutObject', anasPhoto, 'with an explicit deny in an identity-based policy'),
      },
      narration: {
        'put-object': {
          title: 'One no outweighs any yes',
          caption: 'The role allows the upload, and a second policy of the role denies it. The denial wins.',
          explain: [
            'Somebody attached a policy that denies all writes to the bucket. The Allow still matches; it does not matter. An explicit Deny ends the evaluation, wherever it stands.',
            'The order of the policies makes no difference, and neither does how specific they are.',
          ],
        },
        'put-object/answer': {
          title: '“with an explicit deny”',
          caption: 'S3 refuses and says that a policy denies it explicitly.',
          explain: ['These words are worth reading: adding permissions cannot help here. Find the Deny.'],
        },
      },
      fix: { text: 'Detach the policy that denies, or narrow it to what it was meant for.' },
    },
  ],
  amplify: [
    {
      steps: ['ana-credentials'],
      text: `import { fetchAuthSession } from 'aws-amplify/auth';
import { list, uploadData } from 'aws-amplify/storage';

const { identityId, userSub } = await fetchAuthSession();
// identityId is what the policy knows; userSub is the user pool's
`,
    },
    { steps: ['put-object'], text: 'await uploadData({ path: ({ identityId }) => `users/${identityId}/beach.jpg`, data: file }).result;\n' },
    { steps: ['list'], text: 'await list({ path: ({ identityId }) => `users/${identityId}/` });\n' },
  ],
  reproduce: [
    { says: 'Ana’s upload, with her credentials in the environment.', command: `aws s3api put-object --bucket ${notes.bucket} --key "users/$IDENTITY_ID/beach.jpg" --body beach.jpg` },
    { says: 'Ben’s attempt, with his.', command: `aws s3api get-object --bucket ${notes.bucket} --key "users/$ANAS_IDENTITY_ID/beach.jpg" /dev/null` },
  ],
  furtherReading: [
    { title: 'IAM: allow Cognito users to access their own folder', href: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_s3_cognito-bucket.html' },
    { title: 'IAM policy elements: variables', href: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html' },
    { title: 'Policy evaluation logic', href: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html' },
  ],
};
