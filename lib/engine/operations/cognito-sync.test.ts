import { expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import { put } from '../../world/world';
import { run } from '../run';
import type { Call } from '../scenario';
import { describeOperation } from './describe-operation.testing';
import { GetCognitoEvents } from './get-cognito-events';
import { GetIdentityPoolConfiguration } from './get-identity-pool-configuration';
import { people, refused, scenario } from './user-pool.testing';

const IdentityPoolId: string = notes.identityPool;
const CognitoStreams = { StreamName: 'changes', RoleArn: notes.editorsRole, StreamingStatus: 'ENABLED' };
const Events = { SyncTrigger: `arn:aws:lambda:us-east-1:${notes.account}:function:on-sync` };
const world = put(notesWorld, 'Lifeguard::SyncConfiguration', IdentityPoolId, { IdentityPoolId, CognitoStreams, Events });
const ask = (operation: string, pool = IdentityPoolId): Call => ({ id: operation, by: 'admin', operation: `cognito-sync:${operation}`, input: { IdentityPoolId: pool }, signedBy: 'operator' });

for (const operation of [GetIdentityPoolConfiguration, GetCognitoEvents] as const) {
  const name = operation.name.slice('cognito-sync:'.length);
  describeOperation(operation, {
    allows: { 'of a pool that synchronises': scenario([ask(name)], world), 'of one that does not': scenario([ask(name)]) },
    refuses: { pool: refused('ResourceNotFoundException', [ask(name, 'us-east-1:nowhere')]) },
  });
}

test('a pool that was never told to do anything does nothing', () => {
  const both = [ask('GetIdentityPoolConfiguration'), ask('GetCognitoEvents')];
  expect(run({ ...scenario(both, world), people }).steps.map(({ output }) => output)).toEqual([{ IdentityPoolId, CognitoStreams }, { Events }]);
  expect(run({ ...scenario(both), people }).steps.map(({ output }) => output)).toEqual([{ IdentityPoolId }, { Events: {} }]);
});
