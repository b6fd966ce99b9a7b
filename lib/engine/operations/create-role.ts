import type { CreateRoleRequest } from '@aws-sdk/client-iam';
import type { Role, Tag } from '../../world/resources';
import { alreadyExists, iamArn } from '../iam-entity';
import { entityId } from '../mint';
import { checkTrust, describeRole, trustRules } from '../iam-role';
import { operation } from '../operation';
import { tagKeys } from '../role-session';

/** Makes a role. IAM no longer lets one trust every identity pool there is. */
export const CreateRole = operation({
  name: 'iam:CreateRole',
  says: 'Makes a role with a trust policy and no permissions.',
  access: 'signed',
  rules: {
    free: {
      says: 'No other role has the name.',
      label: 'name free',
      cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html',
      error: alreadyExists(({ name }) => `Role with name ${name} already exists.`),
    },
    ...trustRules,
  },
  asks: (input: CreateRoleRequest, context) => ({
    resource: iamArn('role', input.RoleName ?? '', context, input.Path),
    context: {
      ...(input.PermissionsBoundary === undefined ? {} : { 'iam:PermissionsBoundary': input.PermissionsBoundary }),
      ...tagKeys('aws:RequestTag', Object.fromEntries((input.Tags ?? []).map((tag) => [tag.Key, tag.Value]))),
    },
  }),
  perform(input: CreateRoleRequest, context) {
    const { RoleName = '', Path = '/' } = input;
    context.hold('free', context.get('AWS::IAM::Role', RoleName) === undefined, RoleName, { name: RoleName });
    const Arn = iamArn('role', RoleName, context, Path);
    const role: Role = {
      RoleName,
      Arn,
      Path,
      RoleId: entityId('AROA', context.draw(Arn)),
      AssumeRolePolicyDocument: checkTrust(input.AssumeRolePolicyDocument, context),
      RolePolicyList: [],
      AttachedManagedPolicies: [],
      ...(input.PermissionsBoundary === undefined ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: input.PermissionsBoundary } }),
      ...(input.MaxSessionDuration === undefined ? {} : { MaxSessionDuration: input.MaxSessionDuration }),
      ...(input.Tags === undefined ? {} : { Tags: input.Tags as readonly Tag[] }),
    };
    context.put('AWS::IAM::Role', RoleName, role);
    return { Role: describeRole(role) };
  },
});
