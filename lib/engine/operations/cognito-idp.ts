import type { AnyOperation } from '../operation';
import { AddCustomAttributes } from './add-custom-attributes';
import { AdminAddUserToGroup } from './admin-add-user-to-group';
import { AdminConfirmSignUp } from './admin-confirm-sign-up';
import { AdminCreateUser } from './admin-create-user';
import { AdminDeleteUser } from './admin-delete-user';
import { AdminDeleteUserAttributes } from './admin-delete-user-attributes';
import { AdminDisableUser } from './admin-disable-user';
import { AdminEnableUser } from './admin-enable-user';
import { AdminGetUser } from './admin-get-user';
import { AdminInitiateAuth } from './admin-initiate-auth';
import { AdminLinkProviderForUser } from './admin-link-provider-for-user';
import { AdminListGroupsForUser } from './admin-list-groups-for-user';
import { AdminRemoveUserFromGroup } from './admin-remove-user-from-group';
import { AdminResetUserPassword } from './admin-reset-user-password';
import { AdminRespondToAuthChallenge } from './admin-respond-to-auth-challenge';
import { AdminSetUserMFAPreference } from './admin-set-user-mfa-preference';
import { AdminSetUserPassword } from './admin-set-user-password';
import { AdminUpdateUserAttributes } from './admin-update-user-attributes';
import { AdminUserGlobalSignOut } from './admin-user-global-sign-out';
import { AssociateSoftwareToken } from './associate-software-token';
import { ConfirmForgotPassword } from './confirm-forgot-password';
import { ConfirmSignUp } from './confirm-sign-up';
import { CreateIdentityProvider } from './create-identity-provider';
import { CreateResourceServer } from './create-resource-server';
import { CreateUserPool } from './create-user-pool';
import { CreateUserPoolClient } from './create-user-pool-client';
import { CreateUserPoolDomain } from './create-user-pool-domain';
import { DeleteIdentityProvider } from './delete-identity-provider';
import { DeleteResourceServer } from './delete-resource-server';
import { DeleteUserAttributes } from './delete-user-attributes';
import { DeleteUserPool } from './delete-user-pool';
import { DeleteUserPoolClient } from './delete-user-pool-client';
import { DeleteUserPoolDomain } from './delete-user-pool-domain';
import { DescribeIdentityProvider } from './describe-identity-provider';
import { DescribeResourceServer } from './describe-resource-server';
import { DescribeRiskConfiguration } from './describe-risk-configuration';
import { DescribeUserPool } from './describe-user-pool';
import { DescribeUserPoolClient } from './describe-user-pool-client';
import { DescribeUserPoolDomain } from './describe-user-pool-domain';
import { ForgotPassword } from './forgot-password';
import { GetTokensFromRefreshToken } from './get-tokens-from-refresh-token';
import { GetUserAttributeVerificationCode } from './get-user-attribute-verification-code';
import { GetUserPoolMfaConfig } from './get-user-pool-mfa-config';
import { GlobalSignOut } from './global-sign-out';
import { OAuth2AuthorizeGet } from './hosted-ui-authorize';
import { SelectChallengePost } from './hosted-ui-challenge';
import { LoginPost } from './hosted-ui-login';
import { Logout } from './hosted-ui-logout';
import { OAuth2ResponseGet } from './hosted-ui-oidc-response';
import { RevokePost } from './hosted-ui-revoke';
import { Saml2ResponsePost } from './hosted-ui-saml-response';
import { TokenPost } from './hosted-ui-token';
import { UserInfoGet } from './hosted-ui-user-info';
import { InitiateAuth } from './initiate-auth';
import { ListIdentityProviders } from './list-identity-providers';
import { ListResourceServers } from './list-resource-servers';
import { ListUserPoolClients } from './list-user-pool-clients';
import { ListUserPools } from './list-user-pools';
import { ListUsersInGroup } from './list-users-in-group';
import { ProviderAuthorize } from './provider-authorize';
import { ProviderSaml } from './provider-saml';
import { ProviderToken } from './provider-token';
import { ResendConfirmationCode } from './resend-confirmation-code';
import { RespondToAuthChallenge } from './respond-to-auth-challenge';
import { RevokeToken } from './revoke-token';
import { SetUserMFAPreference } from './set-user-mfa-preference';
import { SetUserPoolMfaConfig } from './set-user-pool-mfa-config';
import { SignUp } from './sign-up';
import { UpdateIdentityProvider } from './update-identity-provider';
import { UpdateResourceServer } from './update-resource-server';
import { UpdateUserAttributes } from './update-user-attributes';
import { UpdateUserPool } from './update-user-pool';
import { UpdateUserPoolClient } from './update-user-pool-client';
import { UpdateUserPoolDomain } from './update-user-pool-domain';
import { ChangePassword } from './user-pool-change-password';
import { CreateGroup } from './user-pool-create-group';
import { DeleteGroup } from './user-pool-delete-group';
import { DeleteUser } from './user-pool-delete-user';
import { GetGroup } from './user-pool-get-group';
import { GetUser } from './user-pool-get-user';
import { ListGroups } from './user-pool-list-groups';
import { ListUsers } from './user-pool-list-users';
import { UpdateGroup } from './user-pool-update-group';
import { VerifySoftwareToken } from './verify-software-token';
import { VerifyUserAttribute } from './verify-user-attribute';

/** Every operation on user pools. A new one is one file, its test, and one line here. */
export const userPoolOperations: readonly AnyOperation[] = [
  AddCustomAttributes,
  AdminAddUserToGroup,
  AdminConfirmSignUp,
  AdminCreateUser,
  AdminDeleteUser,
  AdminDeleteUserAttributes,
  AdminDisableUser,
  AdminEnableUser,
  AdminGetUser,
  AdminInitiateAuth,
  AdminLinkProviderForUser,
  AdminListGroupsForUser,
  AdminRemoveUserFromGroup,
  AdminResetUserPassword,
  AdminRespondToAuthChallenge,
  AdminSetUserMFAPreference,
  AdminSetUserPassword,
  AdminUpdateUserAttributes,
  AdminUserGlobalSignOut,
  AssociateSoftwareToken,
  ChangePassword,
  ConfirmForgotPassword,
  ConfirmSignUp,
  CreateGroup,
  CreateIdentityProvider,
  CreateResourceServer,
  CreateUserPool,
  CreateUserPoolClient,
  CreateUserPoolDomain,
  DeleteGroup,
  DeleteIdentityProvider,
  DeleteResourceServer,
  DeleteUser,
  DeleteUserAttributes,
  DeleteUserPool,
  DeleteUserPoolClient,
  DeleteUserPoolDomain,
  DescribeIdentityProvider,
  DescribeResourceServer,
  DescribeRiskConfiguration,
  DescribeUserPool,
  DescribeUserPoolClient,
  DescribeUserPoolDomain,
  ForgotPassword,
  GetGroup,
  GetTokensFromRefreshToken,
  GetUser,
  GetUserAttributeVerificationCode,
  GetUserPoolMfaConfig,
  GlobalSignOut,
  InitiateAuth,
  ListGroups,
  ListIdentityProviders,
  ListResourceServers,
  ListUserPoolClients,
  ListUserPools,
  ListUsers,
  ListUsersInGroup,
  ResendConfirmationCode,
  RespondToAuthChallenge,
  RevokeToken,
  SetUserMFAPreference,
  SetUserPoolMfaConfig,
  SignUp,
  UpdateGroup,
  UpdateIdentityProvider,
  UpdateResourceServer,
  UpdateUserAttributes,
  UpdateUserPool,
  UpdateUserPoolClient,
  UpdateUserPoolDomain,
  VerifySoftwareToken,
  VerifyUserAttribute,
  // A user pool's own pages and OAuth endpoints, by the names that CloudTrail gives them.
  OAuth2AuthorizeGet,
  SelectChallengePost,
  LoginPost,
  Logout,
  OAuth2ResponseGet,
  RevokePost,
  Saml2ResponsePost,
  TokenPost,
  UserInfoGet,
  // Simulated providers outside AWS.
  ProviderAuthorize,
  ProviderSaml,
  ProviderToken,
];
