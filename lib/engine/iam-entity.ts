import type { Context } from '../iam/decision';
import { parsePolicy } from '../iam/parse';
import { read, type Known } from '../world/gap';
import type { AttachedPolicy, InlinePolicy, PolicyDocument } from '../world/resources';
import type { OperationContext } from './operation';
import type { ErrorTemplate, Facts, Rule } from './refusal';

/** IAM's refusal of a name that it does not know. */
export function noSuchEntity(message: (facts: Facts) => string, wording: ErrorTemplate['wording'] = 'observed'): ErrorTemplate {
  return { code: 'NoSuchEntity', message, status: 404, wording };
}

/** IAM's refusal of a name that is taken. */
export function alreadyExists(message: (facts: Facts) => string, wording: ErrorTemplate['wording'] = 'observed'): ErrorTemplate {
  return { code: 'EntityAlreadyExists', message, status: 409, wording };
}

export const documentRule = {
  document: {
    says: 'The document is a policy in IAM’s language.',
    label: 'policy readable',
    cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html',
    error: { code: 'MalformedPolicyDocument', message: 'The policy document is malformed.', wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

/** The document, if it is a policy. */
export function checkDocument(document: string | undefined, context: OperationContext<'document'>): PolicyDocument {
  const wrong = parsePolicy(document ?? '').findings.filter((finding) => finding.level === 'error');
  context.hold('document', wrong.length === 0, wrong[0]?.message ?? 'a policy');
  return document as string;
}

/** An ARN in IAM, of `<kind>/<path>/<name>`. */
export function iamArn(kind: string, name: string, { partition, account }: Pick<OperationContext, 'partition' | 'account'>, path = '/'): string {
  return `arn:${partition}:iam::${account}:${kind}${path}${name}`;
}

/** A page as IAM prints it. */
export function iamPage<T>(all: readonly T[], { MaxItems = 100, Marker }: { readonly MaxItems?: number | undefined; readonly Marker?: string | undefined }) {
  const start = Number(Marker ?? 0) || 0;
  const end = start + Math.max(1, MaxItems);
  const more = end < all.length;
  return { page: all.slice(start, end), rest: { IsTruncated: more, ...(more ? { Marker: String(end) } : {}) } };
}

/** A boundary as a condition key of requests about its principal. */
export function boundaryKey(boundary: Known<{ readonly PermissionsBoundaryArn: string }> | undefined): Context {
  return boundary === undefined ? {} : { 'iam:PermissionsBoundary': read(boundary).PermissionsBoundaryArn };
}

/** A boundary as GetRole and GetUser print it. */
export function boundaryOf(boundary: Known<{ readonly PermissionsBoundaryArn: string }> | undefined) {
  if (boundary === undefined) return {};
  const { PermissionsBoundaryArn } = read(boundary);
  return { PermissionsBoundary: { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn } };
}

/** Inline policies with one written over, or taken away. */
export function withInline(policies: Known<readonly InlinePolicy[]> | undefined, PolicyName: string, PolicyDocument: PolicyDocument | undefined): readonly InlinePolicy[] {
  const others = read(policies ?? []).filter((one) => one.PolicyName !== PolicyName);
  return PolicyDocument === undefined ? others : [...others, { PolicyName, PolicyDocument }];
}

/** Attached policies with one added, or taken away. */
export function withAttached(policies: Known<readonly AttachedPolicy[]> | undefined, PolicyArn: string, attach: boolean): readonly AttachedPolicy[] {
  const others = read(policies ?? []).filter((one) => one.PolicyArn !== PolicyArn);
  return attach ? [...others, { PolicyArn, PolicyName: PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1) }] : others;
}
