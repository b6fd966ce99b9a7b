import { describe, expect, test } from 'vitest';
import { notes } from '../../world/accounts/notes';
import { run } from '../run';
import { describeOperation } from './describe-operation.testing';
import { GetCallerIdentity } from './get-caller-identity';
import { byOperator, call, getCredentials, getId, signed, story, withRole } from './notes.testing';

const denied = withRole('notes-guest', {
  RolePolicyList: [{ PolicyName: 'None', PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Deny', Action: '*', Resource: '*' } } }],
});

describeOperation(GetCallerIdentity, {
  allows: {
    'a session': story([getId(), getCredentials(), signed('sts:GetCallerIdentity', {})]),
    'a session that is denied everything else': story([getId(), getCredentials(), signed('sts:GetCallerIdentity', {})], { world: denied }),
    'the operator': story([byOperator('sts:GetCallerIdentity', {})]),
  },
  refuses: {},
});

describe('whoever asks', () => {
  test('is named by session', () => {
    const trace = run(story([getId(), getCredentials(), signed('sts:GetCallerIdentity', {})]));
    expect(trace.steps[2]?.output).toEqual({
      UserId: 'AROALIFEGUARDGUEST001:CognitoIdentityCredentials',
      Account: notes.account,
      Arn: `arn:aws:sts::${notes.account}:assumed-role/notes-guest/CognitoIdentityCredentials`,
    });
  });

  test('has to sign', () => {
    expect(run(story([call('sts:GetCallerIdentity', {})])).ended).toBe('MissingAuthenticationToken');
  });
});
