import { expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import { patch, put, type World } from '../../world/world';
import { userPoolKeys } from '../logins';
import { run } from '../run';
import type { Input, Scenario } from '../scenario';
import { forgeToken, signToken } from '../token';
import { describeOperation } from './describe-operation.testing';
import { InvokeFunctionUrl } from './invoke-function-url';
import { call, idToken, now, story, sub, withRole } from './notes.testing';

const url = 'https://notesapi.lambda-url.us-east-1.on.aws/';
const program = {
  verifies: { userPoolId: notes.userPool, clientId: notes.client, tokenUse: 'access' },
  calls: [
    {
      operation: 'dynamodb:PutItem',
      input: { TableName: notes.table, Item: { owner: { S: { $claim: 'sub' } }, id: { S: '1' }, text: { S: { $body: 'text' } } } },
    },
  ],
  returns: { value: { stored: true } },
};
const Role = `arn:aws:iam::${notes.account}:role/notes-api`;
const withRoleOnly = put(notesWorld, 'AWS::IAM::Role', 'notes-api', {
  RoleName: 'notes-api',
  Arn: Role,
  AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
  RolePolicyList: [
    { PolicyName: 'Write', PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: `arn:aws:dynamodb:us-east-1:${notes.account}:table/${notes.table}` } } },
  ],
  AttachedManagedPolicies: [],
});
const world = put(withRoleOnly, 'AWS::Lambda::Function', 'notes-api', {
  FunctionName: 'notes-api',
  Role,
  Code: JSON.stringify(program),
  FunctionUrlConfig: { FunctionUrl: url, AuthType: 'NONE' },
});

function accessToken(claims: Readonly<Record<string, unknown>> = {}): string {
  const iss = `https://${notes.provider}`;
  return signToken(
    { kid: userPoolKeys(notes.userPool).access, alg: 'RS256' },
    { sub: sub.ana, iss, client_id: notes.client, token_use: 'access', username: notes.ana, scope: 'aws.cognito.signin.user.admin', iat: now, exp: now + 3600, ...claims },
  );
}

const post = (fields: Input = {}, where: World = world): Scenario =>
  story([call('lambda:InvokeFunctionUrl', { url: `${url}notes`, method: 'POST', bearer: accessToken(), body: { text: 'low tide at nine' }, ...fields })], { world: where });
const bearing = (bearer: string) => post({ bearer });

describeOperation(InvokeFunctionUrl, {
  allows: { 'a token of the right kind': post(), 'to the second of its end': bearing(accessToken({ exp: now })) },
  refuses: {
    url: post({ url: 'https://another.lambda-url.us-east-1.on.aws/notes' }),
    open: post({}, patch(world, 'AWS::Lambda::Function', 'notes-api', { FunctionUrlConfig: { FunctionUrl: url, AuthType: 'AWS_IAM' } })),
    bearer: bearing(''),
    jwt: bearing('a.b'),
    issuer: bearing(accessToken({ iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Old4demo9' })),
    kid: bearing(forgeToken(accessToken(), {}, { kid: 'another' })),
    algorithm: bearing(forgeToken(accessToken(), {}, { alg: 'none' })),
    signature: bearing(forgeToken(accessToken(), { 'cognito:groups': ['admins'] })),
    expiry: bearing(accessToken({ exp: now - 1 })),
    tokenUse: bearing(idToken()),
    clientId: bearing(accessToken({ client_id: 'another' })),
    role: post({}, withRole('notes-api', { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } }, world)),
    calls: post({}, withRole('notes-api', { RolePolicyList: [] }, world)),
  },
});

test('works for the caller with the function’s role, and takes the owner from the token', () => {
  const [step] = run(post()).steps;
  expect(step?.output).toEqual({ statusCode: 200, body: { stored: true } });
  expect(step?.nested[0]).toMatchObject({
    by: 'lambda',
    operation: 'dynamodb:PutItem',
    signedBy: { arn: `arn:aws:sts::${notes.account}:assumed-role/notes-api/notes-api` },
    sent: { Item: { owner: { S: sub.ana }, text: { S: 'low tide at nine' } } },
    truth: 'simulated',
  });
});

test('tells the caller nothing of why its own role was refused', () => {
  const [step] = run(post({}, withRole('notes-api', { RolePolicyList: [] }, world))).steps;
  expect(step?.error).toMatchObject({ status: 502, message: 'Internal Server Error' });
  expect(step?.nested[0]?.error?.message).toContain('no identity-based policy allows the dynamodb:PutItem action');
});

test('a function that verifies nothing serves everybody', () => {
  const open = patch(world, 'AWS::Lambda::Function', 'notes-api', { Code: JSON.stringify({ returns: { value: 'hello' } }) });
  expect(run(post({ bearer: '' }, open)).steps[0]?.output?.body).toBe('hello');
});
