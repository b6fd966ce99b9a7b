import type { AnyCheck } from '../check';
import { administratorReachable } from './administrator-reachable';
import { anyApi } from './any-api';
import { anyFunction } from './any-function';
import { appNotTrusted } from './app-not-trusted';
import { authenticatedRoleWithoutAmr } from './authenticated-role-without-amr';
import { awsUseridVariable } from './aws-userid-variable';
import { awsUsernameVariable } from './aws-username-variable';
import { broadManagedPolicy } from './broad-managed-policy';
import { brokenPrincipalTags } from './broken-principal-tags';
import { bucketListing } from './bucket-listing';
import { bulkObjectRead } from './bulk-object-read';
import { caseSensitiveNames } from './case-sensitive-names';
import { ceilingEscape } from './ceiling-escape';
import { classicFlowHeldByMappings } from './classic-flow-held-by-mappings';
import { classicFlowOn } from './classic-flow-on';
import { classicFlowUnset } from './classic-flow-unset';
import { clientSecret } from './client-secret';
import { confirmedWithoutProof } from './confirmed-without-proof';
import { danglingDomain } from './dangling-domain';
import { danglingProviderArn } from './dangling-provider-arn';
import { deletedAppClient } from './deleted-app-client';
import { deletedIdentityPool } from './deleted-identity-pool';
import { deletedUserPool } from './deleted-user-pool';
import { deletionProtection } from './deletion-protection';
import { deployedCode } from './deployed-code';
import { developerIdentities } from './developer-identities';
import { developerProviderHolders } from './developer-provider-holders';
import { developerProviderMixed } from './developer-provider-mixed';
import { deviceLocations } from './device-locations';
import { dormantGuestRole } from './dormant-guest-role';
import { dormantRole } from './dormant-role';
import { foreignUserPool } from './foreign-user-pool';
import { functionCodeReadable } from './function-code-readable';
import { functionTakeover } from './function-takeover';
import { grantsAboveCeiling } from './grants-above-ceiling';
import { groupByTrigger } from './group-by-trigger';
import { groupRoleByClassicFlow } from './group-role-by-classic-flow';
import { groupRoleNotRead } from './group-role-not-read';
import { guardrailRemoval } from './guardrail-removal';
import { guestAccess } from './guest-access';
import { guestCeilingBypass } from './guest-ceiling-bypass';
import { guestDataById } from './guest-data-by-id';
import { guestRoleForUsers } from './guest-role-for-users';
import { guestsWithoutRole } from './guests-without-role';
import { iamWrites } from './iam-writes';
import { identityIdsListed } from './identity-ids-listed';
import { identityPoolAdministration } from './identity-pool-administration';
import { identityPoolReconfiguration } from './identity-pool-reconfiguration';
import { implicitGrant } from './implicit-grant';
import { invertedStatement } from './inverted-statement';
import { iotPolicyAttachment } from './iot-policy-attachment';
import { issuanceNotLogged } from './issuance-not-logged';
import { issuerWithoutOwner } from './issuer-without-owner';
import { logContents } from './log-contents';
import { longSessions } from './long-sessions';
import { machineScopes } from './machine-scopes';
import { malformedProviderName } from './malformed-provider-name';
import { mappingFromProfile } from './mapping-from-profile';
import { messageStreams } from './message-streams';
import { messaging } from './messaging';
import { missingRole } from './missing-role';
import { misspeltTrust } from './misspelt-trust';
import { multiTenantIssuer } from './multi-tenant-issuer';
import { negativeTagTest } from './negative-tag-test';
import { noPermissionsBoundary } from './no-permissions-boundary';
import { noRoleForUsers } from './no-role-for-users';
import { noTrustedProvider } from './no-trusted-provider';
import { notEqualRule } from './not-equal-rule';
import { optionalIsolationKey } from './optional-isolation-key';
import { otherApplicationsAudience } from './other-applications-audience';
import { paidComputing } from './paid-computing';
import { passwordAlone } from './password-alone';
import { passwordToApi } from './password-to-api';
import { policyVersionWithoutVariables } from './policy-version-without-variables';
import { profileScope } from './profile-scope';
import { providerNotPinned } from './provider-not-pinned';
import { providerVariable } from './provider-variable';
import { publicSocialProvider } from './public-social-provider';
import { reconnaissance } from './reconnaissance';
import { recoveryByPhone } from './recovery-by-phone';
import { redirectAddresses } from './redirect-addresses';
import { resourceExposure } from './resource-exposure';
import { roleBySignUpClaim } from './role-by-sign-up-claim';
import { roleByTrigger } from './role-by-trigger';
import { roleByUnverifiedAddress } from './role-by-unverified-address';
import { roleByWritableClaim } from './role-by-writable-claim';
import { roleChaining } from './role-chaining';
import { roleNotTrustingPool } from './role-not-trusting-pool';
import { roleOfChoice } from './role-of-choice';
import { roleOfOthers } from './role-of-others';
import { roleOfSeveralPools } from './role-of-several-pools';
import { roleOpenToOthers } from './role-open-to-others';
import { rolePassing } from './role-passing';
import { roleWithoutAud } from './role-without-aud';
import { roleWithoutConditions } from './role-without-conditions';
import { ruleOnAbsentClaim } from './rule-on-absent-claim';
import { ruleWithoutEffect } from './rule-without-effect';
import { samlRoleChoice } from './saml-role-choice';
import { searchConsoles } from './search-consoles';
import { secretsReadable } from './secrets-readable';
import { selfReferentialCondition } from './self-referential-condition';
import { selfSignUp } from './self-sign-up';
import { serverSideTokenCheckOff } from './server-side-token-check-off';
import { sessionNamedByResource } from './session-named-by-resource';
import { sharedAppClient } from './shared-app-client';
import { sharedObjectWrite } from './shared-object-write';
import { sharedRole } from './shared-role';
import { socialAppId } from './social-app-id';
import { ssoWithOpenSignUp } from './sso-with-open-sign-up';
import { staleRoleMapping } from './stale-role-mapping';
import { statementWithoutEffect } from './statement-without-effect';
import { strongDefaultRole } from './strong-default-role';
import { substringRule } from './substring-rule';
import { syncHooks } from './sync-hooks';
import { synchronisedData } from './synchronised-data';
import { tableWideAccess } from './table-wide-access';
import { tagByWritableClaim } from './tag-by-writable-claim';
import { templateResidue } from './template-residue';
import { temporaryPasswords } from './temporary-passwords';
import { threatProtection } from './threat-protection';
import { tiedGroupPrecedence } from './tied-group-precedence';
import { tokenLifetimes } from './token-lifetimes';
import { tokensNotRevocable } from './tokens-not-revocable';
import { triggerHijack } from './trigger-hijack';
import { triggerWiring } from './trigger-wiring';
import { unfencedGuests } from './unfenced-guests';
import { unterminatedVariable } from './unterminated-variable';
import { unusedProvider } from './unused-provider';
import { unverifiedAddressChange } from './unverified-address-change';
import { userDirectory } from './user-directory';
import { userEnumeration } from './user-enumeration';
import { userPoolByOidcProvider } from './user-pool-by-oidc-provider';
import { userPoolTakeover } from './user-pool-takeover';
import { userPoolVariable } from './user-pool-variable';
import { userPoolWeakening } from './user-pool-weakening';
import { vacuousAmr } from './vacuous-amr';
import { vacuousAud } from './vacuous-aud';
import { vacuousLeadingKeys } from './vacuous-leading-keys';
import { weakPasswords } from './weak-passwords';
import { weakestClient } from './weakest-client';
import { wholeService } from './whole-service';
import { writableAuthority } from './writable-authority';

/** Every check, in the order of the catalogue. A new one is one file and one line here. */
export const checks: readonly AnyCheck[] = [
  guestAccess,
  guestsWithoutRole,
  dormantGuestRole,
  classicFlowOn,
  classicFlowUnset,
  classicFlowHeldByMappings,
  guestCeilingBypass,
  developerProviderHolders,
  developerProviderMixed,
  syncHooks,
  issuanceNotLogged,
  unfencedGuests,
  noTrustedProvider,
  appNotTrusted,
  deletedUserPool,
  deletedAppClient,
  foreignUserPool,
  malformedProviderName,
  serverSideTokenCheckOff,
  publicSocialProvider,
  socialAppId,
  danglingProviderArn,
  otherApplicationsAudience,
  multiTenantIssuer,
  issuerWithoutOwner,
  samlRoleChoice,
  userPoolByOidcProvider,
  weakestClient,
  sharedAppClient,
  unusedProvider,
  missingRole,
  sharedRole,
  roleByWritableClaim,
  roleBySignUpClaim,
  roleByUnverifiedAddress,
  substringRule,
  notEqualRule,
  ruleWithoutEffect,
  strongDefaultRole,
  groupRoleNotRead,
  staleRoleMapping,
  roleNotTrustingPool,
  tiedGroupPrecedence,
  roleOfChoice,
  roleByTrigger,
  tagByWritableClaim,
  brokenPrincipalTags,
  roleOfOthers,
  ruleOnAbsentClaim,
  noRoleForUsers,
  roleWithoutAud,
  authenticatedRoleWithoutAmr,
  roleWithoutConditions,
  deletedIdentityPool,
  roleOfSeveralPools,
  vacuousAud,
  vacuousAmr,
  guestRoleForUsers,
  providerNotPinned,
  misspeltTrust,
  dormantRole,
  groupRoleByClassicFlow,
  roleOpenToOthers,
  longSessions,
  noPermissionsBoundary,
  administratorReachable,
  wholeService,
  bulkObjectRead,
  sharedObjectWrite,
  bucketListing,
  tableWideAccess,
  secretsReadable,
  functionCodeReadable,
  anyFunction,
  anyApi,
  userDirectory,
  synchronisedData,
  identityPoolAdministration,
  messaging,
  paidComputing,
  messageStreams,
  iotPolicyAttachment,
  logContents,
  resourceExposure,
  deviceLocations,
  invertedStatement,
  statementWithoutEffect,
  grantsAboveCeiling,
  broadManagedPolicy,
  searchConsoles,
  reconnaissance,
  awsUsernameVariable,
  awsUseridVariable,
  userPoolVariable,
  providerVariable,
  policyVersionWithoutVariables,
  unterminatedVariable,
  vacuousLeadingKeys,
  selfReferentialCondition,
  identityIdsListed,
  guestDataById,
  optionalIsolationKey,
  negativeTagTest,
  templateResidue,
  iamWrites,
  rolePassing,
  functionTakeover,
  roleChaining,
  identityPoolReconfiguration,
  userPoolTakeover,
  userPoolWeakening,
  developerIdentities,
  deployedCode,
  triggerHijack,
  guardrailRemoval,
  ceilingEscape,
  sessionNamedByResource,
  selfSignUp,
  ssoWithOpenSignUp,
  writableAuthority,
  unverifiedAddressChange,
  caseSensitiveNames,
  confirmedWithoutProof,
  passwordAlone,
  weakPasswords,
  temporaryPasswords,
  tokenLifetimes,
  tokensNotRevocable,
  passwordToApi,
  implicitGrant,
  redirectAddresses,
  clientSecret,
  userEnumeration,
  profileScope,
  threatProtection,
  recoveryByPhone,
  deletionProtection,
  mappingFromProfile,
  triggerWiring,
  machineScopes,
  groupByTrigger,
  danglingDomain,
];

const byCode = new Map(checks.map((check) => [check.code, check]));

/** A check by its code (`TRU-02`, in any case) or its name. */
export function checkNamed(name: string): AnyCheck | undefined {
  return byCode.get(name.toUpperCase()) ?? checks.find((check) => check.name === name.toLowerCase());
}
