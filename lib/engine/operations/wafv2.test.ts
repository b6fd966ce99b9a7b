import { expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import { put } from '../../world/world';
import { run } from '../run';
import type { Call } from '../scenario';
import { describeOperation } from './describe-operation.testing';
import { GetWebACLForResource } from './get-web-acl-for-resource';
import { scenario } from './user-pool.testing';

const ResourceArn = `arn:aws:cognito-idp:us-east-1:${notes.account}:userpool/${notes.userPool}`;
const WebACLArn = `arn:aws:wafv2:us-east-1:${notes.account}:regional/webacl/door/0a1b`;
const world = put(notesWorld, 'AWS::WAFv2::WebACLAssociation', ResourceArn, { ResourceArn, WebACLArn });
const ask: Call = { id: 'ask', by: 'admin', operation: 'wafv2:GetWebACLForResource', input: { ResourceArn }, signedBy: 'operator' };

describeOperation(GetWebACLForResource, { allows: { 'of a user pool with one': scenario([ask], world), 'of one without': scenario([ask]) }, refuses: {} });

test('the web ACL goes by its name', () => {
  expect(run(scenario([ask], world)).steps[0]?.output).toEqual({ WebACL: { ARN: WebACLArn, Name: 'door' } });
  expect(run(scenario([ask])).steps[0]?.output).toEqual({});
});
