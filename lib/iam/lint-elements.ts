import { isSts, type LintContext, type Report } from './lint-context';
import type { Statement } from './policy';

/** Which elements a statement has, for the kind of policy that it stands in. */
export function lintElements(statement: Statement, context: LintContext, report: Report): void {
  lintSid(statement, context, report);
  lintWho(statement, context, report);
  lintWhat(statement, context, report);
  if (statement.effect === 'Allow') lintNegatedAllow(statement, report);
}

/** Kinds of policy that apply to an identity and so name nobody. */
function namesNobody({ kind }: LintContext): boolean {
  return kind === 'identity' || kind === 'session' || kind === 'boundary' || kind === 'service-control';
}

function lintSid({ sid, index, span }: Statement, context: LintContext, report: Report): void {
  if (sid === undefined) return;
  const twin = context.policy.statements.find((other) => other.sid === sid && other.index < index);
  if (twin) report('duplicate-sid', 'error', `“${sid}” is the Sid of statement ${twin.index + 1} too; within a policy each is unique.`, span);
  if (namesNobody(context) && !isAlphanumeric(sid)) {
    report('sid-characters', 'error', `A Sid here has only letters and digits; “${sid}” has others.`, span);
  }
}

function isAlphanumeric(text: string): boolean {
  return [...text].every((c) => (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
}

function lintWho({ principals, notPrincipal, everyone, effect, span }: Statement, context: LintContext, report: Report): void {
  const named = principals.length > 0 || notPrincipal;
  if (namesNobody(context)) {
    if (named) report('principal-not-allowed', 'error', `${KIND_NAMES[context.kind]} names no principal: it applies to those it is attached to.`, span);
  } else if (!named) {
    report('principal-missing', 'error', `${KIND_NAMES[context.kind]} says in Principal whom it is about; without one this statement applies to nobody.`, span);
  } else if (notPrincipal && context.kind !== 'resource') {
    report('not-principal', 'error', `${KIND_NAMES[context.kind]} cannot have NotPrincipal.`, span);
  } else if (notPrincipal && effect === 'Allow') {
    report('not-principal', 'error', 'NotPrincipal goes with Deny only; with Allow it opens the resource to everyone else, even anonymously.', span);
  } else if (context.kind === 'resource-control' && !everyone && principals.some(({ value }) => value !== '*')) {
    report('principal-not-allowed', 'error', 'A resource control policy has "Principal": "*"; tell callers apart in Condition.', span);
  }
}

const KIND_NAMES: Readonly<Record<LintContext['kind'], string>> = {
  identity: 'An identity-based policy',
  session: 'A session policy',
  boundary: 'A permissions boundary',
  trust: 'A trust policy',
  resource: 'A resource-based policy',
  'service-control': 'A service control policy',
  'resource-control': 'A resource control policy',
};

function lintWhat({ resources, actions, effect, span }: Statement, { kind }: LintContext, report: Report): void {
  if (kind === 'trust') {
    if (resources.length > 0) report('resource-not-allowed', 'error', 'A trust policy has no Resource: it is about its role.', span);
    const other = actions.find((action) => !isSts(action) && action.value !== '*');
    if (other) report('action-not-allowed', 'error', `A trust policy allows STS actions; “${other.value}” is none.`, other.span);
  } else if (resources.length === 0 && kind !== 'resource') {
    report('resource-missing', 'error', `${KIND_NAMES[kind]} says in Resource what it is about; without one this statement covers nothing.`, span);
  }
  if (kind === 'resource-control' && effect === 'Allow' && !(actions.length === 1 && actions[0]?.value === '*')) {
    report('effect-not-allowed', 'error', 'A resource control policy only denies; RCPFullAWSAccess, which is always attached, allows.', span);
  }
}

function lintNegatedAllow({ notAction, notResource, actions, resources, span }: Statement, report: Report): void {
  if (notAction && actions.length > 0) {
    report('allow-not-action', 'warning', 'Allow with NotAction gives every action that is not listed, those of other services and those to come included.', span);
  }
  if (notResource && resources.length > 0) {
    report('allow-not-resource', 'warning', 'Allow with NotResource gives every resource that is not listed, those to come included.', span);
  }
}
