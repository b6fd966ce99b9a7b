import { expect, test } from 'vitest';
import { notesWorld } from '../../world/accounts/notes';
import { run } from '../run';
import type { Input } from '../scenario';
import { describeOperation } from './describe-operation.testing';
import { byOperator, story } from './notes.testing';
import { SimulateCustomPolicy } from './simulate-custom-policy';
import { ValidatePolicy } from './validate-policy';

const own = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::notes/${aws:PrincipalTag/sub}/*' } });
const asked = (operation: string, input: Input) => story([byOperator(operation, input)], { world: notesWorld });
const simulate = (input: Input) => asked('iam:SimulateCustomPolicy', { PolicyInputList: [own], ActionNames: ['s3:GetObject'], ResourceArns: ['arn:aws:s3:::notes/a/x'], ...input });
const sub = { ContextEntries: [{ ContextKeyName: 'aws:PrincipalTag/sub', ContextKeyValues: ['a'], ContextKeyType: 'string' }] };
const validate = (input: Input) => asked('access-analyzer:ValidatePolicy', { policyType: 'IDENTITY_POLICY', policyDocument: own, ...input });

describeOperation(SimulateCustomPolicy, { allows: { 'a policy': simulate({}) }, refuses: { document: simulate({ PolicyInputList: ['{'] }) } });
describeOperation(ValidatePolicy, { allows: { 'a policy': validate({}) }, refuses: { type: validate({ policyType: 'POEM' }) } });

const decisions = (input: Input) =>
  (run(simulate(input)).steps[0]?.output as { readonly EvaluationResults: readonly { readonly EvalDecision: string }[] }).EvaluationResults.map(({ EvalDecision }) => EvalDecision);

test('a simulation decides each action on each resource, with what it is told of the request and no more', () => {
  expect(decisions({})).toEqual(['implicitDeny']);
  expect(decisions(sub)).toEqual(['allowed']);
  expect(decisions({ ...sub, ActionNames: ['s3:GetObject', 's3:PutObject'], ResourceArns: ['arn:aws:s3:::notes/a/x', 'arn:aws:s3:::notes/b/x'] })).toEqual(['allowed', 'implicitDeny', 'implicitDeny', 'implicitDeny']);
  const deny = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: '*', Resource: '*' } });
  expect(decisions({ ...sub, PolicyInputList: [own, deny] })).toEqual(['explicitDeny']);
  expect(decisions({ ...sub, PermissionsBoundaryPolicyInputList: [own.replace('GetObject', 'PutObject')] })).toEqual(['implicitDeny']);
});

test('a validation says what the linter says, under codes that are not AWS’s', () => {
  const { findings } = run(validate({ policyDocument: own.replace('2012-10-17', '2008-10-17') })).steps[0]?.output as { readonly findings: readonly { readonly issueCode: string; readonly findingType: string }[] };
  expect(findings).toContainEqual(expect.objectContaining({ issueCode: 'LIFEGUARD_VARIABLES_IN_2008_POLICY', findingType: 'ERROR' }));
  expect(run(validate({})).steps[0]?.output).toEqual({ findings: [] });
});
