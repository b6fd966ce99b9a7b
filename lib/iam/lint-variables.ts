import type { LintContext, Report } from './lint-context';
import { isMultivalued } from './lint-conditions';
import { operatorUse } from './operators';
import type { Located, Statement } from './policy';
import { templateOf, type Variable } from './variables';

/** Whether the policy variables can have a value. */
export function lintVariables(statement: Statement, context: LintContext, report: Report): void {
  for (const resource of statement.resources) {
    lintResidue(resource, report);
    if (context.policy.version !== '2012-10-17') continue;
    const colon = fifthColon(resource.value);
    if (resource.value.slice(0, colon).includes('${')) {
      report('variable-misplaced', 'error', 'A variable may stand only after the fifth colon of an ARN; before it this is plain text.', resource.span);
    }
    lintEach({ ...resource, value: resource.value.slice(colon) }, false, context, report);
  }
  for (const { operator, values } of statement.conditions) {
    const use = operatorUse(operator);
    for (const value of values) {
      lintResidue(value, report);
      if (use?.operator.variables && context.policy.version === '2012-10-17') lintEach(value, use.negated, context, report);
    }
  }
}

function fifthColon(text: string): number {
  let at = -1;
  for (let i = 0; i < 5; i++) {
    at = text.indexOf(':', at + 1);
    if (at < 0) return text.length;
  }
  return at;
}

/** What templates of other tools leave behind when they are not rendered. */
function lintResidue({ value, span }: Located, report: Report): void {
  const residue = ['${!', '$${', '&{'].find((each) => value.includes(each));
  if (residue) report('template-residue', 'warning', `“${residue}” is how a template writes a policy variable; in a finished policy it is \`\${…}\`.`, span);
}

function lintEach({ value, span }: Located, negated: boolean, context: LintContext, report: Report): void {
  const template = templateOf(value, true);
  const open = value.lastIndexOf('${');
  if (open >= 0 && value.indexOf('}', open) < 0) report('variable-not-closed', 'warning', 'A variable begins here and is not closed, so it is plain text.', span);
  if (typeof template === 'string') return;
  for (const variable of template.variables) lintVariable(variable, { value, span }, negated, context, report);
}

function lintVariable({ key, fallback }: Variable, { span }: Located, negated: boolean, context: LintContext, report: Report): void {
  const name = `\`\${${key.name}}\``;
  if (isMultivalued(key.name)) {
    report('variable-multivalued', 'error', `${key.name} can have several values, and so cannot be a variable: ${name} never has a value.`, span);
  } else if (!key.name.includes(':')) {
    report('unknown-variable', 'warning', `${name} has no prefix, as condition keys have: \`\${aws:username}\`.`, span);
  } else if (context.attachedTo === 'role' && (key.lower === 'aws:username' || isOfProvider(key.lower))) {
    const where = isOfProvider(key.lower) ? 'a session that an identity pool gives' : 'the session of a role';
    const why = fallback === undefined ? (negated ? 'the condition holds for everyone' : 'this matches nothing') : `everyone reads “${fallback}”`;
    report('variable-without-value', negated || fallback !== undefined ? 'warning' : 'note', `${name} has no value in ${where}, so ${why}.`, span);
  } else if (context.attachedTo === 'role' && key.lower === 'aws:userid') {
    report('variable-shared', 'warning', `${name} ends in the session’s name, which identity pools give to every user alike, and which a caller of STS may choose.`, span);
  }
}

/** Keys of other identity providers are only in a session that STS gave for that provider's own token. */
function isOfProvider(key: string): boolean {
  return PROVIDERS.some((provider) => key.startsWith(provider));
}

const PROVIDERS: readonly string[] = ['graph.facebook.com:', 'www.amazon.com:', 'accounts.google.com:', 'appleid.apple.com:', 'cognito-idp.', 'saml:'];
