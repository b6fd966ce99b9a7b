import { defaultStart, from, type Call, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { configure } from '../walkthroughs/change';
import type { Walkthrough } from '../walkthroughs/walkthrough';
import { permissions, sessionOf, withPermissions } from './account';
import { headings } from './headings';

const table = `arn:aws:dynamodb:${notes.region}:${notes.account}:table/${notes.table}`;
const ownKey = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${cognito-identity.amazonaws.com:sub}'] } };
const rows = (Action: readonly string[], more: object = {}) => [{ Sid: 'OwnRows', Effect: 'Allow', Action, Resource: table, Condition: { ...ownKey, ...more } }];

const withScan = rows(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Scan']);
const withoutScan = rows(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query']);
const withKey = rows(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Scan'], { Null: { 'dynamodb:LeadingKeys': 'false' } });

const signIn = (who: 'ana' | 'ben', username: string, password: string): readonly Call[] => {
  const Logins = { [notes.provider]: from(`${who}-signs-in`, 'AuthenticationResult.IdToken') };
  return [
    { id: `${who}-signs-in`, by: who, operation: 'cognito-idp:InitiateAuth', input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: username, PASSWORD: password } } },
    { id: `${who}-get-id`, by: who, operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool, Logins } },
    { id: `${who}-credentials`, by: who, operation: 'cognito-identity:GetCredentialsForIdentity', input: { IdentityId: from(`${who}-get-id`, 'IdentityId'), Logins } },
  ];
};

const query = (id: string, owner: 'ana' | 'ben'): Call => ({
  id,
  by: 'ben',
  operation: 'dynamodb:Query',
  signedBy: from('ben-credentials', 'Credentials'),
  after: 4,
  input: {
    TableName: notes.table,
    KeyConditionExpression: '#owner = :owner',
    ExpressionAttributeNames: { '#owner': 'owner' },
    ExpressionAttributeValues: { ':owner': { S: from(`${owner}-get-id`, 'IdentityId') } },
  },
});

/** Ben asks for Ana's rows, and then for rows. */
const scenario: Scenario = {
  world: withPermissions(notesWorld, 'notes-signed-in', 'OwnRows', withScan),
  people: { ana: { name: 'Ana’s browser', kind: 'user', detail: 'signed in' }, ben: { name: 'Ben’s browser', kind: 'attacker', detail: 'signed in' } },
  before: [...signIn('ana', notes.ana, notes.anaPassword), ...signIn('ben', notes.ben, notes.benPassword)],
  start: defaultStart,
  ends: 'ok',
  calls: [
    {
      id: 'put-item',
      by: 'ana',
      operation: 'dynamodb:PutItem',
      signedBy: from('ana-credentials', 'Credentials'),
      input: { TableName: notes.table, Item: { owner: { S: from('ana-get-id', 'IdentityId') }, id: { S: '2026-11-22' }, text: { S: 'Nobody reads this.' } } },
    },
    query('query-own', 'ben'),
    { ...query('query-ana', 'ana'), goesOn: true },
    { id: 'scan', by: 'ben', operation: 'dynamodb:Scan', signedBy: from('ben-credentials', 'Credentials'), after: 5, input: { TableName: notes.table } },
  ],
};

const refused = (action: string) => `User: ${sessionOf('notes-signed-in')} is not authorized to perform: dynamodb:${action} on resource: ${table} because no identity-based policy allows the dynamodb:${action} action`;

export const everybodysRows: Walkthrough = {
  slug: 'everybodys-rows',
  ...headings['everybodys-rows'],
  shortTitle: 'Everyone’s rows',
  question: 'Is it enough to bind rows to the identity?',
  chapter: 'What goes wrong',
  minutes: 6,
  zones: ['app', 'authz', 'resource'],
  scenario,
  locals: [{ id: 'no-key', by: 'ben', before: 'scan', label: 'leaves the key away' }],
  narration: {
    'put-item': {
      title: 'Ana writes a note',
      caption: 'Ana stores a note in the table all users share. Its key is her identity id.',
      explain: ['The table’s partition key is `owner`. The role allows rows whose key is the caller’s own [identity id](term:identity-id): `dynamodb:LeadingKeys` must be `${cognito-identity.amazonaws.com:sub}`.', 'This is the pattern of AWS’s own guide, and the variable in it is the right one.'],
    },
    'put-item/answer': { title: 'Stored', caption: 'DynamoDB stores the note under Ana’s identity.', explain: ['A second role would not be needed for Ben. One policy serves all, because the variable is filled in for each.'] },
    'query-own': { title: 'Ben’s own rows', caption: 'Ben asks for his rows. The key in the request is his own identity, and IAM agrees.', explain: ['IAM compares the keys that the request names with the one value that Ben may name. Here there is one key, and it fits.'] },
    'query-own/answer': { title: 'None yet', caption: 'DynamoDB answers with an empty list.', explain: ['Allowed, and nothing there.'] },
    'query-ana': { title: 'Ana’s rows', caption: 'Ben asks the same of Ana’s identity. The key does not fit, and IAM refuses.', explain: ['Identity ids are no secrets: they stand in the names of folders and in shared links. They do not have to be secret, for IAM compares them.'] },
    'query-ana/answer': { title: 'Not authorized', caption: 'DynamoDB answers that no identity-based policy allows it.', explain: ['This is what a test of the policy looks like, and it is green.'] },
    'no-key': { title: 'A request without a key', caption: 'Ben turns to an operation that names no key.', explain: ['`Scan` goes through a whole table. There is no key in it that IAM could compare.'] },
    scan: {
      title: 'All of none are fine',
      caption: 'Ben scans the table. The request names no keys, and “all values are mine” is true of no values.',
      explain: [
        'The condition says `ForAllValues`: every value in the request must be on the list. The request carries no `dynamodb:LeadingKeys` at all. Of an empty set, everything is true of every member.',
        'IAM is exact here, and documents it: `ForAllValues` is true when the key is missing. It warns against it in statements that allow.',
      ],
      note: { title: 'Not only Scan', text: 'Whatever can come without a key is the same: PartiQL’s `SELECT` without a condition, an export of the table. `dynamodb:*` has them all.' },
    },
    'scan/answer': {
      title: 'Nobody reads this, except everyone',
      caption: 'DynamoDB returns every row of the table, Ana’s note among them.',
      explain: [
        'One word in a list of actions. The condition is right for the operations that it was written for and empty for this one.',
        'A kin of this flaw binds rows or folders to `${aws:userid}`. In sessions of the [enhanced flow](term:enhanced-flow) that is the role’s id and the constant `CognitoIdentityCredentials`: the same for Ana and for Ben.',
        'The auditor has one user ask for another’s rows with every operation of the statement, those without a key first.',
      ],
    },
  },
  predictions: [
    {
      id: 'empty-set',
      at: 'no-key',
      ask: 'The request has no leading key. What does ForAllValues:StringEquals say?',
      context: 'The list holds one value, Ben’s own identity id.',
      options: [
        { text: 'False: there is nothing that equals it', feedback: 'That would be ForAnyValue, which wants at least one that fits. ForAllValues wants none that does not.' },
        { text: 'True: no value is wrong', right: true, feedback: 'All members of an empty set are on the list. IAM documents it and warns of it.' },
        { text: 'An error: the key is required', feedback: 'A missing key is no error to IAM. Whether it must be there, a Null condition can ask.' },
      ],
    },
    {
      id: 'which-word',
      at: 'scan',
      ask: 'Somebody replaces ForAllValues by ForAnyValue. Is Ben’s Scan refused?',
      context: 'Requests may name several keys at once, as BatchGetItem does.',
      options: [
        { text: 'Yes, but it opens another hole', right: true, feedback: 'Without a key ForAnyValue is false. But a batch with one own key and ten of others would have one that fits. The Null condition, or no Scan, is the repair.' },
        { text: 'Yes, and that is the repair', feedback: 'One fitting key among several would then be enough: a batch could name Ben’s key beside Ana’s.' },
        { text: 'No: both are true of nothing', feedback: 'ForAnyValue is false when the key is missing.' },
      ],
    },
  ],
  switches: [
    {
      id: 'no-scan',
      label: 'Without Scan',
      change: (before) => configure(before, 'AWS::IAM::Role', 'notes-signed-in', { RolePolicyList: [permissions('OwnRows', withoutScan)] }),
      refused: { step: 'scan', rule: 'authorized', code: 'AccessDeniedException', message: refused('Scan') },
      narration: {
        scan: {
          title: 'Only operations that name a key',
          caption: 'The statement lists what the app uses: reading, writing and querying by key. Scan is not there, and IAM refuses.',
          explain: ['Every operation left names its keys, so the condition always has something to compare.', 'An app that keeps people’s rows apart has no use for a scan in the hands of users.'],
        },
        'scan/answer': { title: 'Not authorized', caption: 'DynamoDB answers that no identity-based policy allows it.', explain: ['Ana’s note is hers again. Both still read and write their own.'] },
      },
      fix: {
        text: 'Name the operations that take a key, and no wildcard.',
        command: `aws iam put-role-policy --role-name notes-signed-in --policy-name OwnRows --policy-document '${JSON.stringify({ Version: '2012-10-17', Statement: withoutScan })}'`,
        check: 'VAR-07',
      },
    },
    {
      id: 'key-required',
      label: 'The key has to be there',
      change: (before) => configure(before, 'AWS::IAM::Role', 'notes-signed-in', { RolePolicyList: [permissions('OwnRows', withKey)] }),
      refused: { step: 'scan', rule: 'authorized', code: 'AccessDeniedException', message: refused('Scan') },
      narration: {
        scan: {
          title: 'Nothing is no longer enough',
          caption: 'A second condition asks that dynamodb:LeadingKeys is there at all. In a Scan it is not, and IAM refuses.',
          explain: ['`Null` with the value `false` means: this key must not be missing. Both conditions have to hold, so an empty request fails the second where it passes the first.', 'It also holds for operations that somebody adds to the list later.'],
        },
        'scan/answer': { title: 'Not authorized', caption: 'DynamoDB answers that no identity-based policy allows it.', explain: ['The statement still has Scan among its actions; with these conditions no Scan can meet it.'] },
      },
      fix: {
        text: 'Ask with Null that the key is there, wherever ForAllValues stands in a statement that allows.',
        command: `aws iam put-role-policy --role-name notes-signed-in --policy-name OwnRows --policy-document '${JSON.stringify({ Version: '2012-10-17', Statement: withKey })}'`,
        check: 'VAR-07',
      },
    },
  ],
  amplify: [],
  reproduce: [
    { says: 'On a table of your own, with a user’s credentials: somebody else’s rows.', command: `aws dynamodb query --table-name ${notes.table} --key-condition-expression "#o = :o" --expression-attribute-names '{"#o":"owner"}' --expression-attribute-values '{":o":{"S":"'$OTHER_IDENTITY'"}}'` },
    { says: 'And everybody’s.', command: `aws dynamodb scan --table-name ${notes.table}` },
  ],
  furtherReading: [
    { title: 'IAM: conditions with several context keys or values', href: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html' },
    { title: 'Amazon DynamoDB: fine-grained access control', href: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html' },
    { title: 'IAM: policy variables', href: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html' },
  ],
};
