import { documentText, lines, number, policy, policyField, set, type Attributes, type Field, type Written } from './edit-field';
import { isGap } from './gap';
import type { AttachedPolicy, Bucket, InlinePolicy, IotPolicy, ManagedPolicy, OidcProvider, Role } from './resources';
import { known, type World } from './world';

/** The name of a policy that is added where there was none. */
export const addedPolicy = 'Added';

/** A role's trust policy, its permissions and what is attached to it. */
export function roleFields(role: Role, world: World): readonly Field[] {
  const inline = isGap(role.RolePolicyList) ? [] : role.RolePolicyList;
  return [
    policy(role, { path: ['AssumeRolePolicyDocument'], label: 'Trust policy' }, 'trust'),
    ...inline.map((one) => inlineField(one.PolicyName, `Permissions, ${one.PolicyName}`, documentText(one.PolicyDocument))),
    ...(inline.some((one) => one.PolicyName === addedPolicy) ? [] : [inlineField(addedPolicy, 'Another inline policy', '')]),
    attachedField(role, world),
    number(role, { path: ['MaxSessionDuration'], note: 'Seconds. Sessions of the enhanced flow live an hour whatever stands here.' }, 3600, 43_200, 's'),
  ];
}

/** An inline policy by its name; empty text takes it away. */
function inlineField(PolicyName: string, label: string, raw: string): Field {
  return policyField({ path: ['RolePolicyList', PolicyName], label }, 'identity', true, raw, (role, document) => {
    const before = (role as unknown as Role).RolePolicyList;
    const list: readonly InlinePolicy[] = isGap(before) ? [] : before;
    const after = list.flatMap((one) => (one.PolicyName !== PolicyName ? [one] : document === undefined ? [] : [{ PolicyName, PolicyDocument: document }]));
    const isNew = document !== undefined && !list.some((one) => one.PolicyName === PolicyName);
    return { resource: { ...role, RolePolicyList: isNew ? [...after, { PolicyName, PolicyDocument: document }] : after } };
  });
}

/** The managed policies that are attached, of those that the account has. */
function attachedField(role: Role, world: World): Field {
  const attached: readonly AttachedPolicy[] = isGap(role.AttachedManagedPolicies) ? [] : role.AttachedManagedPolicies;
  const inAccount = known(world, 'AWS::IAM::ManagedPolicy').flatMap((one) => (isGap(one) ? [] : [{ PolicyName: one.PolicyName, PolicyArn: one.Arn }]));
  const all = [...attached, ...inAccount.filter((one) => !attached.some((other) => other.PolicyArn === one.PolicyArn))];
  const now = { AttachedManagedPolicies: attached.map((one) => one.PolicyArn) };
  const plain = set(now, { path: ['AttachedManagedPolicies'] }, all.map((one) => ({ value: one.PolicyArn, name: one.PolicyName })));
  return {
    ...plain,
    write: (resource, raw): Written => {
      const written = plain.write(now, raw);
      if ('problem' in written) return written;
      const arns = written.resource.AttachedManagedPolicies as readonly string[];
      return { resource: { ...resource, AttachedManagedPolicies: all.filter((one) => arns.includes(one.PolicyArn)) } as Attributes };
    },
  };
}

export function managedPolicyFields(managed: ManagedPolicy): readonly Field[] {
  return [policy(managed, { path: ['Document'], label: 'Document' }, 'identity')];
}

export function oidcProviderFields(provider: OidcProvider): readonly Field[] {
  return [lines(provider, { path: ['ClientIDList'], note: 'The clients whose tokens the account accepts.' })];
}

export function iotPolicyFields(iot: IotPolicy): readonly Field[] {
  return [policy(iot, { path: ['policyDocument'] }, 'identity')];
}

export function bucketFields(bucket: Bucket): readonly Field[] {
  return [policy(bucket, { path: ['Policy'], label: 'Bucket policy' }, 'resource', true)];
}
