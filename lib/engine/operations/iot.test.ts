import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import { put, type World } from '../../world/world';
import { run } from '../run';
import { from, type Call, type Input } from '../scenario';
import { AttachPolicy } from './attach-policy';
import { describeOperation } from './describe-operation.testing';
import { DetachPolicy } from './detach-policy';
import { CreatePolicy } from './iot-create-policy';
import { GetPolicy } from './iot-get-policy';
import { ListPolicies } from './iot-list-policies';
import { ListAttachedPolicies } from './list-attached-policies';
import { byOperator, getCredentials, getId, login, signed, story, withRole } from './notes.testing';
import { Publish } from './publish';

const policyName = 'Boats';
const policyDocument = (Resource: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iot:*', Resource }] });
const boats = `arn:aws:iot:us-east-1:${notes.account}:topic/boats/*`;
const allow = (Action: string) => ({ RolePolicyList: [{ PolicyName: 'Allow', PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } } }] });
const world = withRole('notes-guest', allow('iot:*'), withRole('notes-signed-in', allow('iot:*'), put(notesWorld, 'AWS::IoT::Policy', policyName, { policyName, policyDocument: policyDocument(boats) })));
const op = (operation: string, input: Input = {}) => byOperator(`iot:${operation}`, input);
const one = (operation: string, input: Input = {}) => story([op(operation, input)], { world });
const me = from('GetId', 'IdentityId');
const signIn = [getId(login()), getCredentials(login())];
const attach = op('AttachPolicy', { policyName, target: me });
const publish = (topic = 'boats/1') => signed('iot:Publish', { topic, payload: 'ahoy' });

describeOperation(CreatePolicy, { allows: { 'a policy': one('CreatePolicy', { policyName: 'New', policyDocument: policyDocument('*') }) }, refuses: { free: one('CreatePolicy', { policyName, policyDocument: policyDocument('*') }) } });
describeOperation(GetPolicy, { allows: { 'a policy': one('GetPolicy', { policyName }) }, refuses: { policy: one('GetPolicy', { policyName: 'none' }) } });
describeOperation(ListPolicies, { allows: { 'the account’s': one('ListPolicies') }, refuses: {} });
describeOperation(AttachPolicy, { allows: { 'to an identity': story([getId(login()), attach], { world }) }, refuses: { policy: one('AttachPolicy', { policyName: 'none', target: 'x' }) } });
describeOperation(DetachPolicy, { allows: { 'from an identity': one('DetachPolicy', { policyName, target: 'x' }) }, refuses: { policy: one('DetachPolicy', { policyName: 'none', target: 'x' }) } });
describeOperation(ListAttachedPolicies, { allows: { 'an identity’s': one('ListAttachedPolicies', { target: 'x' }) }, refuses: {} });
describeOperation(Publish, {
  allows: { 'a user with an IoT policy': story([...signIn, attach, publish()], { world }), 'a guest without one': story([getId(), getCredentials(), publish()], { world }), 'the operator': one('Publish', { topic: 'any' }) },
  refuses: { iotPolicy: story([...signIn, publish()], { world }) },
});

describe('IoT policies', () => {
  const last = (calls: Call[], own: World = world) => run(story(calls, { world: own })).steps.at(-1);
  const named = { policyName, policyArn: `arn:aws:iot:us-east-1:${notes.account}:policy/Boats` };

  test('bound a user beside the role', () => {
    expect(last([...signIn, attach, publish('trains/1')])?.error?.code).toBe('ForbiddenException');
    expect(last([...signIn, attach, op('DetachPolicy', { policyName, target: me }), publish()])?.error?.code).toBe('ForbiddenException');
    expect(last([...signIn, attach, publish()], withRole('notes-signed-in', { RolePolicyList: [] }, world))?.error?.code).toBe('AccessDeniedException');
  });

  test('that a user may attach are the user’s to choose', () => {
    const admin = put(world, 'AWS::IoT::Policy', 'FleetAdmin', { policyName: 'FleetAdmin', policyDocument: policyDocument('*') });
    expect(last([...signIn, signed('iot:AttachPolicy', { policyName: 'FleetAdmin', target: me }), publish('trains/1')], admin)?.error).toBeUndefined();
  });

  test('cannot be named where IAM is asked about the target', () => {
    const named = (Resource: string) => withRole('notes-signed-in', { RolePolicyList: [{ PolicyName: 'Attach', PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iot:AttachPolicy', Resource } } }] }, world);
    const attached = (Resource: string) => last([...signIn, signed('iot:AttachPolicy', { policyName, target: me })], named(Resource));
    expect(attached('*')?.error).toBeUndefined();
    expect(attached(`arn:aws:iot:us-east-1:${notes.account}:policy/Boats`)?.error?.message).toMatch(/iot:AttachPolicy on resource: us-east-1:[0-9a-f-]+ because no identity-based policy/);
  });

  test('are listed and described', () => {
    expect(last([op('GetPolicy', { policyName })])?.output).toEqual({ ...named, policyDocument: policyDocument(boats), defaultVersionId: '1' });
    expect(last([op('ListPolicies')])?.output).toEqual({ policies: [named] });
    expect(last([getId(login()), attach, op('ListAttachedPolicies', { target: me })])?.output).toEqual({ policies: [named] });
    expect(last([op('CreatePolicy', { policyName: 'New', policyDocument: policyDocument('*') }), op('GetPolicy', { policyName: 'New' })])?.output?.policyDocument).toBe(policyDocument('*'));
  });
});
