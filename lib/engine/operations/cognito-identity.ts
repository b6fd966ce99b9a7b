import type { AnyOperation } from '../operation';
import { CreateIdentityPool } from './create-identity-pool';
import { DeleteIdentities } from './delete-identities';
import { DeleteIdentityPool } from './delete-identity-pool';
import { DescribeIdentity } from './describe-identity';
import { DescribeIdentityPool } from './describe-identity-pool';
import { GetCredentialsForIdentity } from './get-credentials-for-identity';
import { GetId } from './get-id';
import { GetIdentityPoolRoles } from './get-identity-pool-roles';
import { GetOpenIdToken } from './get-open-id-token';
import { GetOpenIdTokenForDeveloperIdentity } from './get-open-id-token-for-developer-identity';
import { GetPrincipalTagAttributeMap } from './get-principal-tag-attribute-map';
import { ListIdentities } from './list-identities';
import { ListIdentityPools } from './list-identity-pools';
import { ListTagsForResource } from './identity-pool-list-tags-for-resource';
import { LookupDeveloperIdentity } from './lookup-developer-identity';
import { MergeDeveloperIdentities } from './merge-developer-identities';
import { SetIdentityPoolRoles } from './set-identity-pool-roles';
import { SetPrincipalTagAttributeMap } from './set-principal-tag-attribute-map';
import { TagResource } from './identity-pool-tag-resource';
import { UnlinkDeveloperIdentity } from './unlink-developer-identity';
import { UnlinkIdentity } from './unlink-identity';
import { UntagResource } from './identity-pool-untag-resource';
import { UpdateIdentityPool } from './update-identity-pool';

/** Every operation on identity pools. A new one is one file, its test, and one line here. */
export const identityPoolOperations: readonly AnyOperation[] = [
  CreateIdentityPool,
  DeleteIdentities,
  DeleteIdentityPool,
  DescribeIdentity,
  DescribeIdentityPool,
  GetCredentialsForIdentity,
  GetId,
  GetIdentityPoolRoles,
  GetOpenIdToken,
  GetOpenIdTokenForDeveloperIdentity,
  GetPrincipalTagAttributeMap,
  ListIdentities,
  ListIdentityPools,
  ListTagsForResource,
  LookupDeveloperIdentity,
  MergeDeveloperIdentities,
  SetIdentityPoolRoles,
  SetPrincipalTagAttributeMap,
  TagResource,
  UnlinkDeveloperIdentity,
  UnlinkIdentity,
  UntagResource,
  UpdateIdentityPool,
];
