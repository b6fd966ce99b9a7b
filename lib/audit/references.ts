import type { Reference } from './check';

/** Where a check’s facts can be read up. */
export const references = {
  authenticationFlow: { title: 'Amazon Cognito: identity pools authentication flow', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html' },
  iamRoles: { title: 'Amazon Cognito: IAM roles', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html' },
  trustPolicies: { title: 'Amazon Cognito: role trust and permissions', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html' },
  bestPractices: { title: 'Amazon Cognito: identity pools security best practices', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools-security-best-practices.html' },
  roleMapping: { title: 'Amazon Cognito: role-based access control', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html' },
  attributesForAccessControl: { title: 'Amazon Cognito: attributes for access control', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/attributes-for-access-control.html' },
  providers: { title: 'Amazon Cognito: identity pools with external identity providers', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/external-identity-providers.html' },
  federation: { title: 'Amazon Cognito: user pool sign-in with external identity providers', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html' },
  oidcProviders: { title: 'Amazon Cognito: OpenID Connect providers of identity pools', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/open-id.html' },
  gitlabRoles: { title: 'Hacking the Cloud: misconfigured GitLab OIDC roles', url: 'https://hackingthe.cloud/aws/exploitation/Misconfigured_Resource-Based_Policies/exploiting_misconfigured_gitlab_oidc_aws_iam_roles/' },
  cdkGuestRole: { title: 'aws-cdk issue 25470: identity pools always make a role for guests', url: 'https://github.com/aws/aws-cdk/issues/25470' },
  developerIdentities: { title: 'Amazon Cognito: developer-authenticated identities', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/developer-authenticated-identities.html' },
  samlProviders: { title: 'Amazon Cognito: SAML providers of identity pools', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/saml-identity-provider.html' },
  cognitoCloudTrail: { title: 'Amazon Cognito: logging with AWS CloudTrail', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/logging-using-cloudtrail.html' },
  dnsTakeover: { title: 'Hacking the Cloud: orphaned CloudFront or DNS takeover', url: 'https://hackingthe.cloud/aws/exploitation/orphaned_%20cloudfront_or_dns_takeover_via_s3/' },
  tokenCheck: { title: 'Amazon Cognito: CognitoIdentityProvider', url: 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CognitoIdentityProvider.html' },
  userAttributes: { title: 'Amazon Cognito: user pool attributes', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html' },
  appClients: { title: 'Amazon Cognito: application-specific settings with app clients', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html' },
  userPoolSecurity: { title: 'Amazon Cognito: user pools security best practices', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-security-best-practices.html' },
  attributeVerification: { title: 'Amazon Cognito: verifying contact information at sign-up and update', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html' },
  userPoolTokens: { title: 'Amazon Cognito: user pool tokens', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html' },
  variables: { title: 'IAM: policy variables', url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html' },
  multiValue: { title: 'IAM: conditions with several context keys or values', url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html' },
  conditionKeys: { title: 'IAM: global condition context keys', url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html' },
  s3PerUser: { title: 'IAM: S3 access to one’s own folder with Amazon Cognito', url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_s3_cognito-bucket.html' },
  cve202428056: { title: 'CVE-2024-28056: Amplify roles without conditions', url: 'https://nvd.nist.gov/vuln/detail/CVE-2024-28056' },
  sameAccount: { title: 'Hacking the Cloud: Amplify vulnerability in a same-account scenario', url: 'https://hackingthe.cloud/aws/exploitation/Misconfigured_Resource-Based_Policies/exploit_amplify_vulnerability_in_same_account_scenario/' },
  classicUnset: { title: 'aws-cli issue 7652: AllowClassicFlow left out', url: 'https://github.com/aws/aws-cli/issues/7652' },
  rumMappings: { title: 'aws-rum-web issue 172: classic flow and role mappings', url: 'https://github.com/aws-observability/aws-rum-web/issues/172' },
  privilegeEscalation: { title: 'Rhino Security Labs: AWS IAM privilege escalation', url: 'https://github.com/RhinoSecurityLabs/AWS-IAM-Privilege-Escalation' },
  pathfinding: { title: 'pathfinding.cloud', url: 'https://pathfinding.cloud' },
  selfSignUp: { title: 'Hacking the Cloud: Cognito user self sign-up', url: 'https://hackingthe.cloud/aws/exploitation/cognito_user_self_signup/' },
  evaluation: { title: 'IAM: policy evaluation logic', url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html' },
  iotPolicies: { title: 'AWS IoT Core: authorization for Amazon Cognito identities', url: 'https://docs.aws.amazon.com/iot/latest/developerguide/cog-iot-policies.html' },
  dynamodb: { title: 'Amazon DynamoDB: fine-grained access control', url: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html' },
} as const satisfies Readonly<Record<string, Reference>>;

/** An entry of the Common Weakness Enumeration. */
export function cwe(number: number): Reference {
  return { title: `CWE-${number}`, url: `https://cwe.mitre.org/data/definitions/${number}.html` };
}
