import type { GetAccountAuthorizationDetailsRequest } from '@aws-sdk/client-iam';
import { read } from '../../world/gap';
import { describePolicy, describeVersion, versionsOf } from '../iam-policy';
import { describeRole } from '../iam-role';
import { describeUser } from '../iam-user';
import { iamPage } from '../iam-entity';
import { operation, type OperationContext } from '../operation';

type Detail = { readonly of: 'UserDetailList' | 'RoleDetailList' | 'Policies'; readonly detail: object };

/** Everything that IAM knows of an account, in pages: users, then roles, then managed policies. */
export const GetAccountAuthorizationDetails = operation({
  name: 'iam:GetAccountAuthorizationDetails',
  says: 'Returns all users, roles and managed policies of the account with their documents.',
  access: 'signed',
  rules: {},
  perform(input: GetAccountAuthorizationDetailsRequest, context) {
    const wanted = input.Filter as readonly string[] | undefined;
    const wants = (...kinds: string[]) => wanted === undefined || kinds.some((kind) => wanted.includes(kind));
    const all: readonly Detail[] = [
      ...(wants('User') ? users(context) : []),
      ...(wants('Role') ? roles(context) : []),
      ...(wants('LocalManagedPolicy', 'AWSManagedPolicy') ? policies(context) : []),
    ];
    const { page, rest } = iamPage(all, input);
    const only = (of: Detail['of']) => page.filter((one) => one.of === of).map((one) => one.detail);
    return { UserDetailList: only('UserDetailList'), GroupDetailList: [], RoleDetailList: only('RoleDetailList'), Policies: only('Policies'), ...rest };
  },
});

function users(context: OperationContext): readonly Detail[] {
  return context.list('AWS::IAM::User').map((user) => {
    const UserPolicyList = read(user.UserPolicyList ?? []).map((one) => ({ PolicyName: one.PolicyName, PolicyDocument: read(one.PolicyDocument) }));
    const detail = { ...describeUser(user), UserPolicyList, AttachedManagedPolicies: read(user.AttachedManagedPolicies ?? []), GroupList: [] };
    return { of: 'UserDetailList', detail };
  });
}

function roles(context: OperationContext): readonly Detail[] {
  return context.list('AWS::IAM::Role').map((role) => {
    const RolePolicyList = read(role.RolePolicyList).map((one) => ({ PolicyName: one.PolicyName, PolicyDocument: read(one.PolicyDocument) }));
    const { MaxSessionDuration: _left, ...about } = describeRole(role);
    const detail = { ...about, InstanceProfileList: [], RolePolicyList, AttachedManagedPolicies: read(role.AttachedManagedPolicies) };
    return { of: 'RoleDetailList', detail };
  });
}

function policies(context: OperationContext): readonly Detail[] {
  return context.list('AWS::IAM::ManagedPolicy').map((policy) => ({
    of: 'Policies',
    detail: { ...describePolicy(policy), PolicyVersionList: versionsOf(policy).map((version) => describeVersion(policy, version)) },
  }));
}
