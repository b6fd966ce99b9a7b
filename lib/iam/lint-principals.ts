import { isSts, type LintContext, type Report } from './lint-context';
import { arnParts } from './match';
import type { PrincipalEntry, Statement } from './policy';
import { callerOf } from './principal';

/** Names under which an identity pool is a federated principal, by partition. */
const IDENTITY_POOLS: readonly string[] = [
  'cognito-identity.amazonaws.com', 'cognito-identity-us-gov.amazonaws.com', 'cognito-identity.us-gov-east-1.amazonaws.com',
  'cognito-identity.cn-north-1.amazonaws.com.cn', 'cognito-identity.cn-northwest-1.amazonaws.com.cn', 'cognito-identity.amazonaws.com.cn',
];

/** Whether the principals are written so that they can match, and go with the actions of a trust policy. */
export function lintPrincipals(statement: Statement, context: LintContext, report: Report): void {
  for (const entry of statement.principals) {
    if (entry.value.includes('${')) report('variable-not-allowed', 'error', 'A principal cannot hold a policy variable.', entry.span);
    else if (entry.value !== '*') LINTS[entry.kind](entry, report);
    else if (entry.kind === 'Federated') report('any-provider', 'warning', 'This trusts whatever identity provider there is.', entry.span);
  }
  if (context.kind === 'trust' && statement.effect === 'Allow') lintCalls(statement, report);
}

const LINTS: Readonly<Record<PrincipalEntry['kind'], (entry: PrincipalEntry, report: Report) => void>> = {
  AWS: lintAws,
  Federated: lintFederated,
  Service: lintService,
  CanonicalUser: () => undefined,
};

function lintAws({ value, span }: PrincipalEntry, report: Report): void {
  if (value.includes('*') || value.includes('?')) {
    report('principal-wildcard', 'error', `Principals have no wildcards, so “${value}” matches nobody. Use "*" with a condition on aws:PrincipalArn.`, span);
  } else if (!isAwsPrincipal(value)) {
    report('principal-format', 'error', `“${value}” is neither an account id nor the ARN of an account, a user, a role or a session.`, span);
  }
}

function isAwsPrincipal(value: string): boolean {
  if (value.length === 12 && [...value].every((c) => c >= '0' && c <= '9')) return true;
  if (value.startsWith('AIDA') || value.startsWith('AROA')) return true;
  const parts = arnParts(value);
  if (!parts || (parts[2] !== 'iam' && parts[2] !== 'sts')) return false;
  const { kind } = callerOf(value);
  return kind !== 'user' ? kind !== 'provider' : (parts[5] ?? '').startsWith('user/');
}

function lintFederated({ value, span }: PrincipalEntry, report: Report): void {
  if (value.includes(':oidc-provider/') || value.includes(':saml-provider/')) return;
  const resembles = value.startsWith('cognito-identity') && !IDENTITY_POOLS.includes(value);
  if (resembles) report('principal-unknown', 'error', `“${value}” is not the name of Amazon Cognito identity pools, which is ${IDENTITY_POOLS[0] ?? ''}.`, span);
  else if (value.includes('*') || !value.includes('.')) {
    report('principal-format', 'error', `“${value}” is neither a provider’s name, such as accounts.google.com, nor the ARN of one in IAM.`, span);
  }
}

function lintService({ value, span }: PrincipalEntry, report: Report): void {
  if (IDENTITY_POOLS.includes(value)) report('principal-unknown', 'error', `An identity pool is a Federated principal, not a Service: { "Federated": "${value}" }.`, span);
  else if (!value.endsWith('.amazonaws.com') && !value.endsWith('.amazonaws.com.cn')) {
    report('principal-format', 'error', `“${value}” is not the name of a service, which ends in .amazonaws.com.`, span);
  }
}

/** A federated principal calls other STS actions than an AWS principal. */
function lintCalls({ principals, actions, notAction }: Statement, report: Report): void {
  const called = (name: string): boolean => actions.some(({ value }) => value.toLowerCase() === name);
  if (notAction || !actions.every((action) => isSts(action) && !action.value.includes('*')) || called('sts:tagsession')) return;
  const federated = principals.find(({ kind }) => kind === 'Federated');
  const aws = principals.find(({ kind, value }) => kind !== 'Federated' && value !== '*' && !IDENTITY_POOLS.includes(value));
  const ofFederated = called('sts:assumerolewithwebidentity') || called('sts:assumerolewithsaml');
  if (federated && called('sts:assumerole') && !ofFederated) {
    report('principal-action-mismatch', 'error', `${federated.value} calls sts:AssumeRoleWithWebIdentity (sts:AssumeRoleWithSAML for SAML), not sts:AssumeRole.`, federated.span);
  }
  if (aws && ofFederated && !called('sts:assumerole')) {
    report('principal-action-mismatch', 'error', `${aws.value} calls sts:AssumeRole; what this statement allows is for federated principals.`, aws.span);
  }
}
