import { lintActions } from './lint-actions';
import { lintConditions } from './lint-conditions';
import { isSts, type ActionFacts, type PolicyKind, type Report } from './lint-context';
import { lintElements } from './lint-elements';
import { lintPrincipals } from './lint-principals';
import { lintResources } from './lint-resources';
import { lintShadows } from './lint-shadows';
import { lintVariables } from './lint-variables';
import type { Policy, PolicyFinding, Statement } from './policy';

export interface LintOptions {
  /** Read off the policy itself when left out. */
  readonly kind?: PolicyKind;
  /** Whose identity-based policy it is: some keys exist only for users, some only for sessions of roles. */
  readonly attachedTo?: 'user' | 'role';
  /** Without it, actions and the resources that they take are not looked up. */
  readonly catalogue?: ActionFacts;
}

/**
 * What is questionable in a policy that can be read: what IAM would refuse, what never matches, what matches more than it seems.
 * Complements the findings of `parsePolicy`. Errors are what IAM refuses or what cannot work; warnings what probably is not meant.
 */
export function lintPolicy(policy: Policy, options: LintOptions = {}): readonly PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  const context = { ...options, policy, kind: options.kind ?? kindOf(policy) };
  lintVersion(policy, (code, level, message, span) => findings.push({ code, level, message, span }));
  for (const statement of policy.statements) {
    const report: Report = (code, level, message, span) => findings.push({ code, level, message, span, statement: statement.index });
    for (const lint of [lintElements, lintPrincipals, lintActions, lintResources, lintConditions, lintVariables, lintShadows]) {
      lint(statement, context, report);
    }
  }
  return findings.sort((a, b) => a.span.start - b.span.start);
}

/** Trust policies name who may call STS, resource policies who may use the resource; other policies name nobody. */
function kindOf({ statements }: Policy): PolicyKind {
  const named = statements.some(({ principals, notPrincipal }) => principals.length > 0 || notPrincipal);
  if (!named) return 'identity';
  return statements.every(({ resources, actions }) => resources.length === 0 && actions.every(isSts)) ? 'trust' : 'resource';
}

function lintVersion({ version, statements, text }: Policy, report: Report): void {
  if (version === '2012-10-17' || statements.length === 0) return;
  const start = text.indexOf(version === undefined ? '{' : `"${version}"`);
  const span = { start, end: start + (version === undefined ? 1 : version.length + 2) };
  const what = version === undefined ? 'Version is absent, so IAM reads this as 2008-10-17' : `Version is ${version}`;
  const variable = statements.some(usesVariables);
  if (variable) report('variables-in-2008-policy', 'error', `${what}, in which \`\${…}\` is plain text. Write "Version": "2012-10-17".`, span);
  else report('old-version', 'note', `${what}. The current version is 2012-10-17.`, span);
}

function usesVariables({ resources, conditions }: Statement): boolean {
  return [...resources, ...conditions.flatMap(({ values }) => values)].some(({ value }) => value.includes('${'));
}
