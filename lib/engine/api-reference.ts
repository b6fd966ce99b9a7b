const pages: Readonly<Record<string, string>> = {
  'cognito-idp': 'cognito-user-identity-pools',
  'cognito-identity': 'cognitoidentity',
  sts: 'STS',
  iam: 'IAM',
};

/** The page of AWS's API reference on an operation, for a rule's `cite`. */
export function apiReference(service: string, operation: string): string {
  return `https://docs.aws.amazon.com/${pages[service] ?? service}/latest/APIReference/API_${operation}.html`;
}
