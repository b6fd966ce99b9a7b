import type { AnyOperation } from '../operation';
import { AttachRolePolicy } from './attach-role-policy';
import { AttachUserPolicy } from './attach-user-policy';
import { CreateAccessKey } from './create-access-key';
import { CreateOpenIDConnectProvider } from './create-open-id-connect-provider';
import { CreatePolicy } from './iam-create-policy';
import { CreatePolicyVersion } from './create-policy-version';
import { CreateRole } from './create-role';
import { CreateSAMLProvider } from './create-saml-provider';
import { CreateUser } from './create-user';
import { DeletePolicy } from './iam-delete-policy';
import { DeletePolicyVersion } from './delete-policy-version';
import { DeleteRole } from './delete-role';
import { DeleteRolePermissionsBoundary } from './delete-role-permissions-boundary';
import { DeleteRolePolicy } from './delete-role-policy';
import { DetachRolePolicy } from './detach-role-policy';
import { GetAccountAuthorizationDetails } from './get-account-authorization-details';
import { GetOpenIDConnectProvider } from './get-open-id-connect-provider';
import { GetPolicy } from './iam-get-policy';
import { GetPolicyVersion } from './get-policy-version';
import { GetRole } from './get-role';
import { GetRolePolicy } from './get-role-policy';
import { GetSAMLProvider } from './get-saml-provider';
import { GetUser } from './iam-get-user';
import { ListAttachedRolePolicies } from './list-attached-role-policies';
import { ListOpenIDConnectProviders } from './list-open-id-connect-providers';
import { ListPolicies } from './iam-list-policies';
import { ListPolicyVersions } from './list-policy-versions';
import { ListRolePolicies } from './list-role-policies';
import { ListRoles } from './list-roles';
import { ListSAMLProviders } from './list-saml-providers';
import { ListUsers } from './iam-list-users';
import { PutRolePermissionsBoundary } from './put-role-permissions-boundary';
import { PutRolePolicy } from './put-role-policy';
import { PutUserPolicy } from './put-user-policy';
import { SetDefaultPolicyVersion } from './set-default-policy-version';
import { SimulateCustomPolicy } from './simulate-custom-policy';
import { TagRole } from './tag-role';
import { UntagRole } from './untag-role';
import { UpdateAssumeRolePolicy } from './update-assume-role-policy';
import { UpdateRole } from './update-role';

/** Every operation of IAM's. A new one is one file, its test, and one line here. */
export const iamOperations: readonly AnyOperation[] = [
  AttachRolePolicy,
  AttachUserPolicy,
  CreateAccessKey,
  CreateOpenIDConnectProvider,
  CreatePolicy,
  CreatePolicyVersion,
  CreateRole,
  CreateSAMLProvider,
  CreateUser,
  DeletePolicy,
  DeletePolicyVersion,
  DeleteRole,
  DeleteRolePermissionsBoundary,
  DeleteRolePolicy,
  DetachRolePolicy,
  GetAccountAuthorizationDetails,
  GetOpenIDConnectProvider,
  GetPolicy,
  GetPolicyVersion,
  GetRole,
  GetRolePolicy,
  GetSAMLProvider,
  GetUser,
  ListAttachedRolePolicies,
  ListOpenIDConnectProviders,
  ListPolicies,
  ListPolicyVersions,
  ListRolePolicies,
  ListRoles,
  ListSAMLProviders,
  ListUsers,
  PutRolePermissionsBoundary,
  PutRolePolicy,
  PutUserPolicy,
  SetDefaultPolicyVersion,
  SimulateCustomPolicy,
  TagRole,
  UntagRole,
  UpdateAssumeRolePolicy,
  UpdateRole,
];
