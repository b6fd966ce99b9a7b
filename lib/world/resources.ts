import type { Known } from './gap';

/** A policy document as AWS prints it: an object, or its JSON text. */
export type PolicyDocument = object | string;

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface SchemaAttribute {
  readonly Name: string;
  readonly AttributeDataType?: string;
  readonly Mutable?: boolean;
  readonly Required?: boolean;
  readonly DeveloperOnlyAttribute?: boolean;
  readonly StringAttributeConstraints?: { readonly MinLength?: string; readonly MaxLength?: string };
}

/** As `cognito-idp:DescribeUserPool` prints it. */
export interface UserPool {
  readonly Id: string;
  readonly Name?: string;
  readonly Arn?: string;
  readonly MfaConfiguration?: 'OFF' | 'ON' | 'OPTIONAL';
  /** These four are printed by `GetUserPoolMfaConfig` alone; absent when MFA is off, or when that was not read. */
  readonly SmsMfaConfiguration?: { readonly SmsAuthenticationMessage?: string; readonly SmsConfiguration?: object };
  readonly SoftwareTokenMfaConfiguration?: { readonly Enabled?: boolean };
  readonly EmailMfaConfiguration?: { readonly Message?: string; readonly Subject?: string };
  readonly WebAuthnConfiguration?: { readonly RelyingPartyId?: string; readonly UserVerification?: string };
  readonly SchemaAttributes?: readonly SchemaAttribute[];
  readonly AutoVerifiedAttributes?: readonly string[];
  readonly AliasAttributes?: readonly string[];
  readonly UsernameAttributes?: readonly string[];
  readonly UsernameConfiguration?: { readonly CaseSensitive?: boolean };
  readonly AdminCreateUserConfig?: {
    readonly AllowAdminCreateUserOnly?: boolean;
    readonly UnusedAccountValidityDays?: number;
  };
  readonly UserAttributeUpdateSettings?: { readonly AttributesRequireVerificationBeforeUpdate?: readonly string[] };
  readonly Policies?: {
    readonly PasswordPolicy?: {
      readonly MinimumLength?: number;
      readonly RequireUppercase?: boolean;
      readonly RequireLowercase?: boolean;
      readonly RequireNumbers?: boolean;
      readonly RequireSymbols?: boolean;
      readonly TemporaryPasswordValidityDays?: number;
    };
    readonly SignInPolicy?: { readonly AllowedFirstAuthFactors?: readonly string[] };
  };
  readonly LambdaConfig?: Readonly<Record<string, unknown>>;
  readonly AccountRecoverySetting?: {
    readonly RecoveryMechanisms?: readonly { readonly Priority: number; readonly Name: string }[];
  };
  readonly UserPoolAddOns?: { readonly AdvancedSecurityMode?: string };
  readonly UserPoolTier?: string;
  readonly UserPoolTags?: Readonly<Record<string, string>>;
  readonly CreationDate?: number;
  readonly LastModifiedDate?: number;
  readonly DeletionProtection?: 'ACTIVE' | 'INACTIVE';
  readonly Domain?: string;
  readonly CustomDomain?: string;
  readonly IssuerConfiguration?: { readonly Type?: string };
}

/** As `cognito-idp:DescribeUserPoolClient` prints it; a recorded secret reads `REDACTED`. */
export interface UserPoolClient {
  readonly ClientId: string;
  readonly UserPoolId: string;
  readonly ClientName?: string;
  readonly ClientSecret?: string;
  readonly ExplicitAuthFlows?: readonly string[];
  readonly ReadAttributes?: readonly string[];
  readonly WriteAttributes?: readonly string[];
  readonly SupportedIdentityProviders?: readonly string[];
  readonly CallbackURLs?: readonly string[];
  readonly LogoutURLs?: readonly string[];
  readonly DefaultRedirectURI?: string;
  readonly AllowedOAuthFlows?: readonly string[];
  readonly AllowedOAuthScopes?: readonly string[];
  readonly AllowedOAuthFlowsUserPoolClient?: boolean;
  readonly PreventUserExistenceErrors?: 'LEGACY' | 'ENABLED';
  readonly EnableTokenRevocation?: boolean;
  readonly AuthSessionValidity?: number;
  readonly AccessTokenValidity?: number;
  readonly IdTokenValidity?: number;
  readonly RefreshTokenValidity?: number;
  readonly TokenValidityUnits?: {
    readonly AccessToken?: TimeUnit;
    readonly IdToken?: TimeUnit;
    readonly RefreshToken?: TimeUnit;
  };
  readonly RefreshTokenRotation?: { readonly Feature: 'ENABLED' | 'DISABLED'; readonly RetryGracePeriodSeconds?: number };
  readonly CreationDate?: number;
  readonly LastModifiedDate?: number;
}

export type TimeUnit = 'seconds' | 'minutes' | 'hours' | 'days';

export type UserStatus =
  | 'UNCONFIRMED'
  | 'CONFIRMED'
  | 'FORCE_CHANGE_PASSWORD'
  | 'RESET_REQUIRED'
  | 'EXTERNAL_PROVIDER';

/** A person in a user pool. AWS never tells a password; ours has one so that people can sign in to the emulator. */
export interface UserPoolUser {
  readonly UserPoolId: string;
  readonly Username: string;
  /** Includes `sub`. */
  readonly Attributes: Readonly<Record<string, string>>;
  readonly Groups: readonly string[];
  readonly UserStatus: UserStatus;
  readonly Enabled: boolean;
  readonly password?: string;
  readonly totpSecret?: string;
  readonly mfa?: { readonly enabled: readonly string[]; readonly preferred?: string };
  /** Epoch seconds. */
  readonly UserCreateDate?: number;
  readonly UserLastModifiedDate?: number;
  /** When a temporary password was set, in epoch seconds; the day of creation when left out. */
  readonly temporaryPasswordAt?: number;
}

export interface UserPoolGroup {
  readonly UserPoolId: string;
  readonly GroupName: string;
  readonly RoleArn?: string;
  /** 0 is best; absent is worst. */
  readonly Precedence?: number;
  readonly Description?: string;
  readonly CreationDate?: number;
  readonly LastModifiedDate?: number;
}

export interface UserPoolIdentityProvider {
  readonly UserPoolId: string;
  readonly ProviderName: string;
  readonly ProviderType: 'SAML' | 'Facebook' | 'Google' | 'LoginWithAmazon' | 'SignInWithApple' | 'OIDC';
  readonly ProviderDetails?: Readonly<Record<string, string>>;
  readonly AttributeMapping?: Readonly<Record<string, string>>;
  readonly IdpIdentifiers?: readonly string[];
  readonly CreationDate?: number;
  readonly LastModifiedDate?: number;
}

export interface UserPoolDomain {
  readonly Domain: string;
  readonly UserPoolId: string;
  readonly CustomDomainConfig?: { readonly CertificateArn: string };
  readonly ManagedLoginVersion?: number;
}

export interface UserPoolResourceServer {
  readonly UserPoolId: string;
  readonly Identifier: string;
  readonly Name?: string;
  readonly Scopes?: readonly { readonly ScopeName: string; readonly ScopeDescription?: string }[];
}

export interface CognitoIdentityProvider {
  readonly ProviderName?: string;
  readonly ClientId?: string;
  readonly ServerSideTokenCheck?: boolean;
}

/** As `cognito-identity:DescribeIdentityPool` prints it. `AllowClassicFlow` has three states: true, false, absent. */
export interface IdentityPool {
  readonly IdentityPoolId: string;
  readonly IdentityPoolName: string;
  readonly AllowUnauthenticatedIdentities: boolean;
  readonly AllowClassicFlow?: boolean;
  readonly SupportedLoginProviders?: Readonly<Record<string, string>>;
  readonly DeveloperProviderName?: string;
  readonly OpenIdConnectProviderARNs?: readonly string[];
  readonly CognitoIdentityProviders?: readonly CognitoIdentityProvider[];
  readonly SamlProviderARNs?: readonly string[];
  readonly IdentityPoolTags?: Readonly<Record<string, string>>;
}

export interface MappingRule {
  readonly Claim: string;
  readonly MatchType: 'Equals' | 'Contains' | 'StartsWith' | 'NotEqual';
  readonly Value: string;
  readonly RoleARN: string;
}

export interface RoleMapping {
  readonly Type: 'Token' | 'Rules';
  readonly AmbiguousRoleResolution?: 'AuthenticatedRole' | 'Deny';
  readonly RulesConfiguration?: { readonly Rules: readonly MappingRule[] };
}

/** As `cognito-identity:GetIdentityPoolRoles` prints it. */
export interface IdentityPoolRoleAttachment {
  readonly IdentityPoolId: string;
  readonly Roles?: { readonly authenticated?: string; readonly unauthenticated?: string };
  readonly RoleMappings?: Readonly<Record<string, RoleMapping>>;
}

/** As `cognito-identity:GetPrincipalTagAttributeMap` prints it. */
export interface IdentityPoolPrincipalTag {
  readonly IdentityPoolId: string;
  readonly IdentityProviderName: string;
  readonly UseDefaults?: boolean;
  readonly PrincipalTags?: Readonly<Record<string, string>>;
}

export interface InlinePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: Known<PolicyDocument>;
}

export interface AttachedPolicy {
  readonly PolicyName: string;
  readonly PolicyArn: string;
}

/** A role with everything that says what it may do; each part may have been unreadable on its own. */
export interface Role {
  readonly RoleName: string;
  readonly Arn: string;
  readonly Path?: string;
  readonly RoleId?: string;
  readonly AssumeRolePolicyDocument: Known<PolicyDocument>;
  readonly RolePolicyList: Known<readonly InlinePolicy[]>;
  readonly AttachedManagedPolicies: Known<readonly AttachedPolicy[]>;
  readonly PermissionsBoundary?: Known<{ readonly PermissionsBoundaryArn: string }>;
  /** Seconds; 3600 when absent. */
  readonly MaxSessionDuration?: number;
  readonly Tags?: readonly Tag[];
  readonly RoleLastUsed?: { readonly LastUsedDate?: string };
}

/** A managed policy at its default version. */
export interface ManagedPolicy {
  readonly Arn: string;
  readonly PolicyName: string;
  readonly DefaultVersionId?: string;
  readonly Document: Known<PolicyDocument>;
  readonly Versions?: readonly { readonly VersionId: string; readonly Document: PolicyDocument }[];
}

export interface User {
  readonly UserName: string;
  readonly Arn: string;
  readonly UserPolicyList?: Known<readonly InlinePolicy[]>;
  readonly AttachedManagedPolicies?: Known<readonly AttachedPolicy[]>;
  readonly PermissionsBoundary?: Known<{ readonly PermissionsBoundaryArn: string }>;
}

export interface OidcProvider {
  readonly Arn: string;
  /** Host and path, without `https://`. */
  readonly Url: string;
  readonly ClientIDList?: readonly string[];
  readonly ThumbprintList?: readonly string[];
}

export interface SamlProvider {
  readonly Arn: string;
  readonly ValidUntil?: string;
  /** When ValidUntil was read, ISO 8601: a world has no clock that could tell whether it is over. */
  readonly readAt?: string;
  readonly SAMLMetadataDocument?: string;
}

export interface Bucket {
  readonly BucketName: string;
  readonly Policy?: Known<PolicyDocument>;
  readonly PublicAccessBlockConfiguration?: Known<Readonly<Record<string, boolean>>>;
}

export interface Table {
  readonly TableName: string;
  readonly KeySchema?: readonly { readonly AttributeName: string; readonly KeyType: 'HASH' | 'RANGE' }[];
}

export interface LambdaFunction {
  readonly FunctionName: string;
  readonly FunctionArn?: string;
  readonly Role: string;
  readonly Policy?: Known<PolicyDocument>;
  readonly Code?: string;
  /** As `lambda:GetFunctionUrlConfig` prints it; absent when the function has no URL. */
  readonly FunctionUrlConfig?: { readonly FunctionUrl: string; readonly AuthType: 'NONE' | 'AWS_IAM' };
}

export interface IotPolicy {
  readonly policyName: string;
  readonly policyDocument: PolicyDocument;
  /** Certificates and Cognito identity ids it is attached to. */
  readonly targets?: readonly string[];
}

/** As `cloudtrail:GetEventSelectors` prints them; all fields must match. */
export interface AdvancedEventSelector {
  readonly Name?: string;
  readonly FieldSelectors: readonly FieldSelector[];
}

export interface FieldSelector {
  readonly Field: string;
  readonly Equals?: readonly string[];
  readonly StartsWith?: readonly string[];
  readonly EndsWith?: readonly string[];
  readonly NotEquals?: readonly string[];
  readonly NotStartsWith?: readonly string[];
  readonly NotEndsWith?: readonly string[];
}

/** As `cloudtrail:DescribeTrails` prints it, with what GetEventSelectors adds. */
export interface Trail {
  readonly TrailARN: string;
  readonly Name?: string;
  readonly HomeRegion?: string;
  readonly S3BucketName?: string;
  readonly IsMultiRegionTrail?: boolean;
  readonly IsOrganizationTrail?: boolean;
  /** None where the trail has only the basic ones, which cannot name identity pools. */
  readonly AdvancedEventSelectors?: Known<readonly AdvancedEventSelector[]>;
}

/** What a pool does with synchronised data, as `cognito-sync:GetIdentityPoolConfiguration` prints it; CloudFormation has it in the pool itself. */
export interface SyncConfiguration {
  readonly IdentityPoolId: string;
  readonly PushSync?: { readonly ApplicationArns?: readonly string[]; readonly RoleArn?: string };
  readonly CognitoStreams?: { readonly StreamName?: string; readonly RoleArn?: string; readonly StreamingStatus?: string };
  /** The functions that it runs, by event, as GetCognitoEvents prints them. */
  readonly Events?: Known<Readonly<Record<string, string>>>;
}

/** A resource control policy. Where there is none at all, the account is in no organization. */
export interface OrganizationPolicy {
  readonly Id: string;
  readonly Name?: string;
  readonly AwsManaged?: boolean;
  readonly Content: Known<PolicyDocument>;
  /** The root, the organizational units and accounts that it is attached to; of AWS's own, nobody asks. */
  readonly Targets?: Known<readonly { readonly TargetId: string; readonly Type?: string }[]>;
}

/** Which web ACL stands before a resource. */
export interface WebAclAssociation {
  readonly ResourceArn: string;
  readonly WebACLArn: string;
}

/** What a user pool's public keys answered at their public address: 200 for a pool that exists in whatever account. */
export interface PublicKeySet {
  readonly Url: string;
  /** HTTP status. */
  readonly Status: number;
}

/** What the address answered under which an OpenID Connect issuer publishes its configuration. */
export interface OpenIdConfiguration {
  readonly Url: string;
  /** HTTP status; none when there is no host of that name. */
  readonly Status?: number;
  /** What the answer says that nobody has taken, and anybody may: “S3 bucket”. */
  readonly Unclaimed?: string;
}

/** With which providers some of a pool's identities signed in, without who they are. */
export interface IdentitySample {
  readonly IdentityPoolId: string;
  /** As `cognito-identity:ListIdentities` prints them: no Logins for a guest. */
  readonly Identities: readonly { readonly Logins?: readonly string[] }[];
}

/** What a world can hold, by CloudFormation type; what AWS has no type for begins with our own name. */
export interface ResourceShapes {
  'AWS::Cognito::UserPool': UserPool;
  'AWS::Cognito::UserPoolClient': UserPoolClient;
  'AWS::Cognito::UserPoolUser': UserPoolUser;
  'AWS::Cognito::UserPoolGroup': UserPoolGroup;
  'AWS::Cognito::UserPoolIdentityProvider': UserPoolIdentityProvider;
  'AWS::Cognito::UserPoolDomain': UserPoolDomain;
  'AWS::Cognito::UserPoolResourceServer': UserPoolResourceServer;
  'AWS::Cognito::IdentityPool': IdentityPool;
  'AWS::Cognito::IdentityPoolRoleAttachment': IdentityPoolRoleAttachment;
  'AWS::Cognito::IdentityPoolPrincipalTag': IdentityPoolPrincipalTag;
  'AWS::IAM::Role': Role;
  'AWS::IAM::ManagedPolicy': ManagedPolicy;
  'AWS::IAM::User': User;
  'AWS::IAM::OIDCProvider': OidcProvider;
  'AWS::IAM::SAMLProvider': SamlProvider;
  'AWS::S3::Bucket': Bucket;
  'AWS::DynamoDB::Table': Table;
  'AWS::Lambda::Function': LambdaFunction;
  'AWS::IoT::Policy': IotPolicy;
  'AWS::CloudTrail::Trail': Trail;
  'AWS::Organizations::Policy': OrganizationPolicy;
  'AWS::WAFv2::WebACLAssociation': WebAclAssociation;
  'Lifeguard::IdentitySample': IdentitySample;
  'Lifeguard::SyncConfiguration': SyncConfiguration;
  'Lifeguard::PublicKeySet': PublicKeySet;
  'Lifeguard::OpenIdConfiguration': OpenIdConfiguration;
}

export type ResourceType = keyof ResourceShapes;
