import type { Severity } from '../audit/claim';
import { printable } from './printable';
import type { Report, ReportVerdict } from './report';

const labels: Readonly<Record<Severity, string>> = { critical: 'CRITICAL', high: 'HIGH', medium: 'MEDIUM', low: 'LOW', info: 'INFORMATIONAL' };
const compliance = { fail: 'FAILED', pass: 'PASSED', unknown: 'NOT_AVAILABLE', 'not-applicable': 'NOT_AVAILABLE' } as const;

/** Resource types that the format knows; it has none for Cognito. */
const types: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'AwsIamRole',
  'AWS::IAM::User': 'AwsIamUser',
  'AWS::S3::Bucket': 'AwsS3Bucket',
  'AWS::Lambda::Function': 'AwsLambdaFunction',
  'AWS::DynamoDB::Table': 'AwsDynamoDbTable',
};

/**
 * The verdicts in the AWS Security Finding Format, as an array for `aws securityhub batch-import-findings` (100 at a time).
 * Passes are among them, so that what was mended shows as passed.
 */
export function asffReport(report: Report): string {
  const findings = report.verdicts.filter(({ verdict }) => verdict !== 'not-applicable').map((verdict) => findingOf(verdict, report));
  return `${JSON.stringify(findings, undefined, 2)}\n`;
}

function findingOf(one: ReportVerdict, report: Report) {
  const { account, partition, takenAt } = origin(one, report);
  const region = regionOf(one, report);
  const { check, name, title, resource, message, fix, references, suppressed, severity = 'info', confidence, actor } = one;
  const url = references.find((reference) => reference.startsWith('https://'));
  return {
    SchemaVersion: '2018-10-08',
    Id: cut(`lifeguard/${account}/${one.pool}/${check}/${resource.id}`, 512),
    ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    ProductName: 'Lifeguard',
    GeneratorId: `lifeguard/${check}`,
    AwsAccountId: account,
    Types: ['Software and Configuration Checks/AWS Security Best Practices'],
    CreatedAt: takenAt,
    UpdatedAt: takenAt,
    Severity: { Label: one.verdict === 'fail' ? labels[severity] : 'INFORMATIONAL' },
    Title: cut(`${check} ${title}`, 256),
    Description: cut(message, 1024),
    ...(fix === undefined ? {} : { Remediation: { Recommendation: { Text: cut(fix.summary, 512), ...(url === undefined ? {} : { Url: url }) } } }),
    ProductFields: { 'lifeguard/check': check, 'lifeguard/name': printable(name), 'lifeguard/pool': printable(one.pool), ...(confidence === undefined ? {} : { 'lifeguard/confidence': confidence }), ...(actor === undefined ? {} : { 'lifeguard/actor': actor }) },
    Resources: [{ Type: types[resource.type] ?? 'Other', Id: cut(resource.id, 512), Partition: partition, Region: region }],
    Compliance: { Status: compliance[one.verdict] },
    Workflow: { Status: suppressed === undefined ? 'NEW' : 'SUPPRESSED' },
    ...(suppressed === undefined ? {} : { Note: { Text: cut(`${suppressed.reason} (until ${suppressed.expires})`, 512), UpdatedBy: 'lifeguard', UpdatedAt: takenAt } }),
    RecordState: 'ACTIVE',
  };
}

/** Of which account a verdict is, and when it was read. */
export function origin({ account }: ReportVerdict, report: Report): { readonly account: string; readonly partition: string; readonly takenAt: string } {
  const { partition, takenAt, ...of } = report.accounts?.find((one) => one.account === account) ?? report;
  return { account: of.account, partition, takenAt: new Date(takenAt).toISOString() };
}

/** The region of the pool that a verdict is about. */
export function regionOf({ pool }: ReportVerdict, { pools }: Report): string {
  return pools.find(({ id }) => id === pool)?.region ?? 'us-east-1';
}

function cut(text: string, length: number): string {
  const shown = printable(text);
  if (shown.length <= length) return shown;
  // Half of a character that takes two places would make the JSON invalid for others.
  return `${shown.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
