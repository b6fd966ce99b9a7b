/** Requests that AWS lets an account make in a second and a region. */
export interface Quota {
  readonly name: string;
  readonly perSecond: number;
  readonly source: string;
  covers(operation: string): boolean;
}

const cognito = 'Amazon Cognito Developer Guide, Quotas, “API operation categories and request rate quotas”';
const lambda = 'AWS Lambda Developer Guide, Quotas, “API requests”';

const named = (...operations: readonly string[]) => (operation: string): boolean => operations.includes(operation);

/** Only what AWS publishes. For the reads of cognito-identity, IAM and S3 it publishes no number, so they are taken to have none. */
export const quotas: readonly Quota[] = [
  { name: 'cognito-idp UserPoolRead', perSecond: 15, source: cognito, covers: named('cognito-idp:DescribeUserPool') },
  { name: 'cognito-idp UserPoolClientRead', perSecond: 15, source: cognito, covers: named('cognito-idp:ListUserPoolClients', 'cognito-idp:DescribeUserPoolClient') },
  {
    name: 'cognito-idp UserPoolResourceRead',
    perSecond: 20,
    source: cognito,
    covers: named('cognito-idp:ListGroups', 'cognito-idp:ListIdentityProviders', 'cognito-idp:DescribeIdentityProvider', 'cognito-idp:GetUserPoolMfaConfig'),
  },
  { name: 'lambda GetPolicy', perSecond: 15, source: lambda, covers: named('lambda:GetPolicy') },
  { name: 'lambda, other control plane operations', perSecond: 15, source: lambda, covers: named('lambda:ListFunctions', 'lambda:GetFunctionConfiguration') },
  { name: 'cloudtrail Get, Describe and List', perSecond: 10, source: 'AWS CloudTrail User Guide, Quotas', covers: (operation) => operation.startsWith('cloudtrail:') },
];

/** Takes requests as long as there is room, a second's worth at once at most. */
export class Bucket {
  private room: number;
  private since = 0;

  constructor(private readonly perSecond: number) {
    this.room = perSecond;
  }

  /** @param now milliseconds. @returns whether the request is within the quota */
  takes(now: number): boolean {
    this.room = Math.min(this.perSecond, this.room + ((now - this.since) * this.perSecond) / 1000);
    this.since = now;
    if (this.room < 1) return false;
    this.room -= 1;
    return true;
  }
}
