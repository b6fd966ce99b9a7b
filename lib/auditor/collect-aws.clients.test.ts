import { afterEach, expect, test } from 'vitest';
import { demoOperatorKey } from '../wire/demo-operator';
import { serve, type Served } from '../wire/serving.testing';
import { notes, notesWorld } from '../world/accounts/notes';
import { get, patch, put } from '../world/world';
import { collect } from '../snapshot/collect';
import { awsSender } from '../snapshot/collect-aws';
import { load } from '../snapshot/load';
import type { Send } from '../snapshot/recorder';

let served: Served | undefined;
afterEach(() => served?.close());

test('everything that an audit reads is answered over HTTP, in the form that the SDK reads', async () => {
  const Arn = `arn:aws:cognito-idp:us-east-1:${notes.account}:userpool/${notes.userPool}`;
  const WebACLArn = `arn:aws:wafv2:us-east-1:${notes.account}:regional/webacl/door/0a1b`;
  const CognitoStreams = { StreamName: 'changes', RoleArn: notes.editorsRole, StreamingStatus: 'ENABLED' };
  const Events = { SyncTrigger: `arn:aws:lambda:us-east-1:${notes.account}:function:sync` };
  const Content = '{"Version":"2012-10-17","Statement":[]}';
  let world = patch(notesWorld, 'AWS::Cognito::UserPool', notes.userPool, { Arn });
  world = put(world, 'AWS::WAFv2::WebACLAssociation', Arn, { ResourceArn: Arn, WebACLArn });
  world = put(world, 'Lifeguard::SyncConfiguration', notes.identityPool, { IdentityPoolId: notes.identityPool, CognitoStreams, Events });
  world = put(world, 'AWS::Organizations::Policy', 'p-own', { Id: 'p-own', Content, Targets: [{ TargetId: 'r-root', Type: 'ROOT' }] });
  served = await serve({ world });
  const send = awsSender({ region: 'us-east-1', emulator: { endpoint: served.endpoint, ...demoOperatorKey } });
  const slept: number[] = [];
  const sleep = (milliseconds: number) => Promise.resolve(void slept.push(milliseconds));
  const snapshot = await collect({ send, regions: ['us-east-1'], now: () => '2026-11-22T21:00:00Z', sleep, random: () => 0 });

  expect(snapshot.exchanges.flatMap(({ operation, error }) => (error?.code.startsWith('Lifeguard') ? [operation] : []))).toEqual([]);
  expect(slept).toEqual([]);
  const read = load(snapshot);
  expect(get(read, 'AWS::WAFv2::WebACLAssociation', Arn)).toEqual({ ResourceArn: Arn, WebACLArn });
  expect(get(read, 'Lifeguard::SyncConfiguration', notes.identityPool)).toEqual({ IdentityPoolId: notes.identityPool, CognitoStreams, Events });
  expect(get(read, 'AWS::Organizations::Policy', 'p-own')).toMatchObject({ Content, Targets: [{ TargetId: 'r-root' }] });
});

test('what an endpoint does not perform is asked for once', async () => {
  served = await serve();
  const send = awsSender({ region: 'us-east-1', emulator: { endpoint: served.endpoint, ...demoOperatorKey } });
  const operations: string[] = [];
  const elsewhere: Send = (operation, region, input) => {
    operations.push(operation);
    return send(operation, region, operation === 'organizations:ListPolicies' ? { Filter: 'TAG_POLICY' } : input);
  };
  const { exchanges } = await collect({ send: elsewhere, regions: ['us-east-1'], now: () => '', sleep: () => Promise.resolve(), random: () => 0 });
  expect(exchanges.find(({ operation }) => operation === 'organizations:ListPolicies')?.error?.code).toBe('LifeguardNotEmulated');
  expect(operations.filter((one) => one === 'organizations:ListPolicies')).toHaveLength(1);
});
