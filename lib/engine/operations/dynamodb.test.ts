import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import { run } from '../run';
import { from, type Call, type Input } from '../scenario';
import { BatchGetItem } from './batch-get-item';
import { DeleteItem } from './delete-item';
import { describeOperation } from './describe-operation.testing';
import { GetItem } from './get-item';
import { byOperator, getCredentials, getId, login, signed, story, withRole } from './notes.testing';
import { PutItem } from './put-item';
import { Query } from './query';
import { Scan } from './scan';
import { UpdateItem } from './update-item';

const TableName = notes.table;
const me = from('GetId', 'IdentityId');
const signIn: Call[] = [getId(login()), getCredentials(login())];
const item = (owner: Input[string], id: string, text = 'low tide'): Input => ({ owner: { S: owner }, id: { S: id }, text: { S: text } });
const key = (owner: Input[string], id: string): Input => ({ owner: { S: owner }, id: { S: id } });
const mine = signed('dynamodb:PutItem', { TableName, Item: item(me, '1') });
const ofOwner = (owner: Input[string]): Input => ({ TableName, KeyConditionExpression: '#o = :o', ExpressionAttributeNames: { '#o': 'owner' }, ExpressionAttributeValues: { ':o': { S: owner } } });

/** Both the table and the key refused. */
const refusals = (operation: string, field: 'Key' | 'Item') => ({
  table: story([byOperator(operation, { TableName: 'none', [field]: key('a', '1') })]),
  key: story([byOperator(operation, { TableName, [field]: { owner: { S: 'a' } } })]),
});

describeOperation(PutItem, { allows: { 'a row of the user’s own': story([...signIn, mine]) }, refuses: refusals('dynamodb:PutItem', 'Item') });

describeOperation(GetItem, {
  allows: { 'a row of the user’s own': story([...signIn, mine, signed('dynamodb:GetItem', { TableName, Key: key(me, '1') })]) },
  refuses: refusals('dynamodb:GetItem', 'Key'),
});

describeOperation(DeleteItem, {
  allows: { 'a row, to the operator': story([byOperator('dynamodb:DeleteItem', { TableName, Key: key('a', '1') })]) },
  refuses: refusals('dynamodb:DeleteItem', 'Key'),
});

describeOperation(UpdateItem, {
  allows: {
    'a row, to the operator': story([
      byOperator('dynamodb:UpdateItem', { TableName, Key: key('a', '1'), UpdateExpression: 'SET text = :t', ExpressionAttributeValues: { ':t': { S: 'high tide' } } }),
    ]),
  },
  refuses: refusals('dynamodb:UpdateItem', 'Key'),
});

describeOperation(Query, {
  allows: { 'the user’s own rows': story([...signIn, mine, signed('dynamodb:Query', ofOwner(me))]) },
  refuses: {
    table: story([byOperator('dynamodb:Query', { ...ofOwner('a'), TableName: 'none' })]),
    key: story([byOperator('dynamodb:Query', { TableName, KeyConditionExpression: 'id = :i', ExpressionAttributeValues: { ':i': { S: '1' } } })]),
  },
});

describeOperation(Scan, {
  allows: { 'the whole table, to the operator': story([byOperator('dynamodb:Scan', { TableName })]) },
  refuses: { table: story([byOperator('dynamodb:Scan', { TableName: 'none' })]) },
});

describeOperation(BatchGetItem, {
  allows: { 'rows, to the operator': story([byOperator('dynamodb:BatchGetItem', { RequestItems: { [TableName]: { Keys: [key('a', '1')] } } })]) },
  refuses: {
    table: story([byOperator('dynamodb:BatchGetItem', { RequestItems: { none: { Keys: [key('a', '1')] } } })]),
    key: story([byOperator('dynamodb:BatchGetItem', { RequestItems: { [TableName]: { Keys: [{ owner: { S: 'a' } }] } } })]),
  },
});

describe('rows', () => {
  const last = (calls: Call[], world = notesWorld) => run(story(calls, { world })).steps.at(-1);
  const rows = [['a', '1'], ['a', '2'], ['a', '10'], ['b', '1']].map(([owner, id]) =>
    byOperator('dynamodb:PutItem', { TableName, Item: item(owner as string, id as string) }, { id: `put ${owner}${id}` }),
  );
  const ids = (output: Record<string, unknown> | undefined) => (output?.Items as { id: { S: string } }[]).map((one) => one.id.S);
  const query = (expression: string, values: Input, more: Input = {}) =>
    ids(last([...rows, byOperator('dynamodb:Query', { TableName, KeyConditionExpression: expression, ExpressionAttributeValues: values, ...more })])?.output);

  test('are kept under their keys', () => {
    expect(last([...rows, byOperator('dynamodb:GetItem', { TableName, Key: key('a', '2') })])?.output).toEqual({ Item: item('a', '2') });
    const projected = last([...rows, byOperator('dynamodb:GetItem', { TableName, Key: key('a', '2'), ProjectionExpression: '#t', ExpressionAttributeNames: { '#t': 'text' } })]);
    expect(projected?.output).toEqual({ Item: { text: { S: 'low tide' } } });
    expect(last([...rows, byOperator('dynamodb:DeleteItem', { TableName, Key: key('a', '2') }), byOperator('dynamodb:GetItem', { TableName, Key: key('a', '2') })])?.output).toEqual({});
    const batch = last([...rows, byOperator('dynamodb:BatchGetItem', { RequestItems: { [TableName]: { Keys: [key('a', '1'), key('c', '1')] } } })]);
    expect(batch?.output).toMatchObject({ Responses: { [TableName]: [item('a', '1')] } });
  });

  test('are changed in part', () => {
    const change = byOperator('dynamodb:UpdateItem', {
      TableName,
      Key: key('a', '1'),
      UpdateExpression: 'SET #s = :s, more=:m REMOVE text',
      ExpressionAttributeNames: { '#s': 'state' },
      ExpressionAttributeValues: { ':s': { S: 'wet' }, ':m': { N: '7' } },
      ReturnValues: 'ALL_NEW',
    });
    expect(last([...rows, change])?.output).toEqual({ Attributes: { ...key('a', '1'), state: { S: 'wet' }, more: { N: '7' } } });
    const unread = byOperator('dynamodb:UpdateItem', { TableName, Key: key('a', '1'), UpdateExpression: 'ADD n :m', ExpressionAttributeValues: { ':m': { N: '7' } } });
    expect(() => last([unread])).toThrow(/Not emulated/);
  });

  test('are found by the key alone, in order', () => {
    const o = { ':o': { S: 'a' } };
    expect(query('owner = :o', o)).toEqual(['1', '10', '2']);
    expect(query('owner = :o', o, { ScanIndexForward: false, Limit: 2 })).toEqual(['2', '10']);
    expect(query('owner = :o AND begins_with(id, :i)', { ...o, ':i': { S: '1' } })).toEqual(['1', '10']);
    expect(query('owner = :o and id BETWEEN :i AND :j', { ...o, ':i': { S: '10' }, ':j': { S: '2' } })).toEqual(['10', '2']);
    expect(query('owner=:o AND id>:i', { ...o, ':i': { S: '1' } })).toEqual(['10', '2']);
    expect(query('owner=:o AND id <= :i', { ...o, ':i': { S: '10' } })).toEqual(['1', '10']);
    expect(query('owner=:o AND id < :i', { ...o, ':i': { S: '10' } })).toEqual(['1']);
    expect(query('owner=:o AND id >= :i', { ...o, ':i': { S: '2' } })).toEqual(['2']);
    expect(() => query('owner = :o OR id = :o', o)).toThrow(/Not emulated/);
  });

  test('of others are refused by LeadingKeys, but for a Scan, which names none', () => {
    expect(last([...signIn, signed('dynamodb:Query', ofOwner('a'))])?.error).toMatchObject({ code: 'AccessDeniedException', status: 400 });
    const [policy] = (notesWorld.resources['AWS::IAM::Role']?.['notes-signed-in'] as unknown as { RolePolicyList: { PolicyDocument: { Statement: { Sid: string }[] } }[] }).RolePolicyList;
    const statements = policy?.PolicyDocument.Statement.map((one) => (one.Sid === 'OwnRows' ? { ...one, Action: 'dynamodb:*' } : one));
    const careless = withRole('notes-signed-in', { RolePolicyList: [{ PolicyName: 'OwnNotes', PolicyDocument: { Version: '2012-10-17', Statement: statements } }] });
    expect(last([...rows, ...signIn, signed('dynamodb:Query', ofOwner('a'))], careless)?.error?.code).toBe('AccessDeniedException');
    const scan = last([...rows, ...signIn, signed('dynamodb:Scan', { TableName })], careless);
    expect(scan?.output).toMatchObject({ Count: 4 });
    expect(scan?.decisions[0]?.request.context).not.toHaveProperty('dynamodb:LeadingKeys');
    const batch = last([...rows, ...signIn, signed('dynamodb:BatchGetItem', { RequestItems: { [TableName]: { Keys: [key(me, '1'), key('a', '1')] } } })], careless);
    expect(batch?.error?.code).toBe('AccessDeniedException');
  });
});
