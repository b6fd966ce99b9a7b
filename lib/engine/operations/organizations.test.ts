import { expect, test } from 'vitest';
import { NotEmulated } from '../../world/gap';
import { notesWorld } from '../../world/accounts/notes';
import { put } from '../../world/world';
import { run } from '../run';
import type { Call } from '../scenario';
import { describeOperation } from './describe-operation.testing';
import { ListTargetsForPolicy } from './list-targets-for-policy';
import { DescribePolicy } from './organizations-describe-policy';
import { ListPolicies } from './organizations-list-policies';
import { refused, scenario } from './user-pool.testing';

const Content = { Version: '2012-10-17', Statement: [] };
const everything = put(notesWorld, 'AWS::Organizations::Policy', 'p-RCPFullAWSAccess', { Id: 'p-RCPFullAWSAccess', Name: 'RCPFullAWSAccess', AwsManaged: true, Content });
const world = put(everything, 'AWS::Organizations::Policy', 'p-own', { Id: 'p-own', Content, Targets: [{ TargetId: 'r-root', Type: 'ROOT' }] });
const ask = (operation: string, input: Call['input'] = {}): Call => ({ id: operation, by: 'admin', operation: `organizations:${operation}`, input, signedBy: 'operator' });
const policies = (more: object = {}) => ask('ListPolicies', { Filter: 'RESOURCE_CONTROL_POLICY', ...more });
const about = (operation: string, PolicyId = 'p-own') => ask(operation, { PolicyId });
const nowhere = 'AWSOrganizationsNotInUseException';

describeOperation(ListPolicies, { allows: { 'of an organization': scenario([policies()], world) }, refuses: { organization: refused(nowhere, [policies()]) } });
for (const operation of [DescribePolicy, ListTargetsForPolicy] as const) {
  const name = operation.name.slice('organizations:'.length);
  describeOperation(operation, {
    allows: { 'a policy': scenario([about(name)], world) },
    refuses: { organization: refused(nowhere, [about(name)]), policy: refused('PolicyNotFoundException', [about(name, 'p-none')], world) },
  });
}

test('policies come in pages, and their text as text', () => {
  const { steps } = run(scenario([policies({ MaxResults: 1 }), { ...policies({ MaxResults: 1, NextToken: '1' }), id: 'next' }, about('DescribePolicy'), about('ListTargetsForPolicy')], world));
  const [first, second, described, targets] = steps.map(({ output }) => output);
  expect(first).toEqual({ Policies: [{ Id: 'p-RCPFullAWSAccess', Name: 'RCPFullAWSAccess', Type: 'RESOURCE_CONTROL_POLICY', AwsManaged: true }], NextToken: '1' });
  expect(second).toMatchObject({ Policies: [{ Id: 'p-own' }] });
  expect(described).toMatchObject({ Policy: { Content: JSON.stringify(Content) } });
  expect(targets).toEqual({ Targets: [{ TargetId: 'r-root', Type: 'ROOT' }] });
});

test('of other policies nobody here can tell', () => {
  expect(() => run(scenario([ask('ListPolicies', { Filter: 'SERVICE_CONTROL_POLICY' })], world))).toThrow(NotEmulated);
});
