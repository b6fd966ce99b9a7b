import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import { get, put, type World } from '../../world/world';
import { run, runOn } from '../run';
import { newState } from '../state';
import { from, type Call, type Input } from '../scenario';
import { AddPermission } from './add-permission';
import { CreateFunction } from './create-function';
import { DeleteFunction } from './delete-function';
import { describeOperation } from './describe-operation.testing';
import { GetFunction } from './get-function';
import { GetFunctionConfiguration } from './get-function-configuration';
import { InvokeFunction } from './invoke-function';
import { GetPolicy } from './lambda-get-policy';
import { ListFunctions } from './list-functions';
import { byOperator, call, getCredentials, getId, signed, story, withRole } from './notes.testing';
import { UpdateFunctionCode } from './update-function-code';

const allow = (Action: string, Resource = '*') => [{ PolicyName: 'Allow', PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource } } }];
const FunctionName = 'resize';
const Role = `arn:aws:iam::${notes.account}:role/resizer`;
const code = (program: object) => JSON.stringify(program);
const withFunction = put(
  put(notesWorld, 'AWS::IAM::Role', 'resizer', {
    RoleName: 'resizer',
    Arn: Role,
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
    RolePolicyList: allow('cognito-idp:*'),
    AttachedManagedPolicies: [],
  }),
  'AWS::Lambda::Function',
  FunctionName,
  { FunctionName, Role, Code: code({ returns: { value: 'resized' } }) },
);
const op = (operation: string, input: Input = {}) => byOperator(`lambda:${operation}`, { FunctionName, ...input });
const one = (operation: string, input: Input = {}, world: World = withFunction) => story([op(operation, input)], { world });
const missing = (operation: string) => one(operation, { FunctionName: 'nothing' });
const permission = { StatementId: 'guests', Action: 'lambda:InvokeFunction', Principal: notes.guestRole };

describeOperation(CreateFunction, { allows: { 'a function': one('CreateFunction', { FunctionName: 'new', Role }) }, refuses: { free: one('CreateFunction', { Role }) } });
describeOperation(UpdateFunctionCode, { allows: { 'a function': one('UpdateFunctionCode', { ZipFile: '{}' }) }, refuses: { function: missing('UpdateFunctionCode') } });
describeOperation(GetFunction, { allows: { 'a function': one('GetFunction') }, refuses: { function: missing('GetFunction') } });
describeOperation(GetFunctionConfiguration, { allows: { 'a function': one('GetFunctionConfiguration') }, refuses: { function: missing('GetFunctionConfiguration') } });
describeOperation(ListFunctions, { allows: { 'the account’s': one('ListFunctions') }, refuses: {} });
describeOperation(DeleteFunction, { allows: { 'a function': one('DeleteFunction') }, refuses: { function: missing('DeleteFunction') } });
describeOperation(AddPermission, { allows: { 'a function': one('AddPermission', permission) }, refuses: { function: missing('AddPermission') } });
describeOperation(GetPolicy, {
  allows: { 'a function': story([op('AddPermission', permission), op('GetPolicy')], { world: withFunction }) },
  refuses: { function: missing('GetPolicy'), policy: one('GetPolicy') },
});
describeOperation(InvokeFunction, {
  allows: { 'a function, by ARN': one('InvokeFunction', { FunctionName: `arn:aws:lambda:us-east-1:${notes.account}:function:resize` }) },
  refuses: { function: missing('InvokeFunction'), role: one('InvokeFunction', {}, withRole('resizer', { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } }, withFunction)) },
});

describe('a function', () => {
  const last = (calls: Call[], world: World = withFunction) => run(story(calls, { world })).steps.at(-1);
  const asGuest = [getId(), getCredentials()];
  const guestMay = (Action: string) => withRole('notes-guest', { RolePolicyList: allow(Action) }, withFunction);
  const setPassword = { operation: 'cognito-idp:AdminSetUserPassword', asks: { resource: '*' } };

  test('answers as its program says, and is not run when it has none of ours', () => {
    expect(last([op('InvokeFunction')])?.output).toEqual({ StatusCode: 200, ExecutedVersion: '$LATEST', Payload: 'resized' });
    expect(() => last([op('UpdateFunctionCode', { ZipFile: 'UEsDBBQ' }), op('InvokeFunction')])).toThrow('Not emulated: the code of the function resize');
    const encoded = Buffer.from(code({ returns: { value: 7 } })).toString('base64');
    expect(last([op('UpdateFunctionCode', { ZipFile: encoded }), op('InvokeFunction')])?.output?.Payload).toBe(7);
  });

  test('whose code a guest may replace does as its role what the guest may not', () => {
    const replace = signed('lambda:UpdateFunctionCode', { FunctionName, ZipFile: code({ calls: [setPassword] }) });
    const invoke = signed('lambda:InvokeFunction', { FunctionName });
    expect(last([...asGuest, signed('cognito-idp:AdminSetUserPassword', {}, { asks: { resource: '*' } })], guestMay('lambda:*'))?.error?.code).toBe('AccessDeniedException');
    const step = last([...asGuest, replace, invoke], guestMay('lambda:*'));
    expect(step?.output?.FunctionError).toBeUndefined();
    expect(step?.nested[0]).toMatchObject({ operation: 'cognito-idp:AdminSetUserPassword', signedBy: { arn: `arn:aws:sts::${notes.account}:assumed-role/resizer/resize` } });
    const poor = withRole('resizer', { RolePolicyList: [] }, guestMay('lambda:*'));
    expect(last([...asGuest, replace, invoke], poor)?.output).toMatchObject({ FunctionError: 'Unhandled', Payload: { errorType: 'AccessDeniedException' } });
  });

  test('that comes upon what is not emulated has done nothing', () => {
    const tag = { operation: 'iam:TagRole', input: { RoleName: 'resizer', Tags: [{ Key: 'a', Value: 'b' }] } };
    const invoke = (calls: object[]) => {
      const state = newState(withRole('resizer', { RolePolicyList: allow('iam:*') }, withFunction), 0);
      const steps = [op('UpdateFunctionCode', { ZipFile: code({ calls }) }), op('InvokeFunction')];
      const end = () => {
        try {
          return runOn(state, story(steps)).ended;
        } catch (thrown) {
          return String(thrown);
        }
      };
      return [end(), get(state.world, 'AWS::IAM::Role', 'resizer')?.Tags];
    };
    expect(invoke([tag])).toEqual(['ok', [{ Key: 'a', Value: 'b' }]]);
    expect(invoke([tag, { operation: 'sqs:SendMessage', input: {} }])).toEqual(['NotEmulated: Not emulated: sqs:SendMessage', undefined]);
  });

  test('can hand out its credentials', () => {
    const replace = signed('lambda:UpdateFunctionCode', { FunctionName, ZipFile: code({ returns: 'credentials' }) });
    const use = call('sts:GetCallerIdentity', {}, { signedBy: from('InvokeFunction', 'Payload') });
    const step = last([...asGuest, replace, signed('lambda:InvokeFunction', { FunctionName }), use], guestMay('lambda:*'));
    expect(step?.output?.Arn).toBe(`arn:aws:sts::${notes.account}:assumed-role/resizer/resize`);
  });

  test('is made only by who may pass its role', () => {
    const make = signed('lambda:CreateFunction', { FunctionName: 'mine', Role });
    const signedInMay = (Action: string) => withRole('notes-guest', { RolePolicyList: allow(Action) }, withFunction);
    expect(last([...asGuest, make], signedInMay('lambda:*'))?.error?.message).toContain('iam:PassRole');
    const made = last([op('CreateFunction', { FunctionName: 'mine', Role, Code: { ZipFile: '{"returns":{"value":1}}' } }), op('InvokeFunction', { FunctionName: 'mine' })]);
    expect(made?.output?.Payload).toBe(1);
  });

  test('may be invoked by whom its policy names', () => {
    const calls = [...asGuest, signed('lambda:InvokeFunction', { FunctionName })];
    expect(last(calls)?.error?.code).toBe('AccessDeniedException');
    expect(last([op('AddPermission', permission), ...calls])?.error).toBeUndefined();
    expect(JSON.parse(String(last([op('AddPermission', permission), op('GetPolicy')])?.output?.Policy))).toMatchObject({
      Statement: [{ Sid: 'guests', Effect: 'Allow', Principal: { AWS: notes.guestRole }, Action: 'lambda:InvokeFunction' }],
    });
    const service = last([op('AddPermission', { ...permission, Principal: 's3.amazonaws.com', SourceArn: 'arn:aws:s3:::b' })])?.output?.Statement;
    expect(JSON.parse(String(service))).toMatchObject({ Principal: { Service: 's3.amazonaws.com' }, Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::b' } } });
  });

  test('is listed, described and deleted', () => {
    const about = { FunctionName, FunctionArn: `arn:aws:lambda:us-east-1:${notes.account}:function:resize`, Role, Version: '$LATEST', State: 'Active' };
    expect(last([op('GetFunctionConfiguration')])?.output).toEqual(about);
    expect(last([op('GetFunction')])?.output).toEqual({ Configuration: about });
    expect(last([byOperator('lambda:ListFunctions', {})])?.output).toEqual({ Functions: [about] });
    expect(last([op('DeleteFunction'), byOperator('lambda:ListFunctions', {})])?.output).toEqual({ Functions: [] });
  });
});
