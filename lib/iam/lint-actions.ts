import { lintDuplicates, type ActionFacts, type LintContext, type Report } from './lint-context';
import type { Located, Statement } from './policy';

/** Whether the actions exist. */
export function lintActions({ actions }: Statement, { catalogue }: LintContext, report: Report): void {
  lintDuplicates(actions, report, (value) => value.toLowerCase());
  for (const action of actions) {
    const { value, span } = action;
    if (value === '*') continue;
    if (value.includes('${')) report('variable-not-allowed', 'error', 'An action cannot hold a policy variable.', span);
    else if (!value.includes(':')) report('action-format', 'error', `“${value}” lacks the service: an action is written like s3:GetObject.`, span);
    else if (catalogue) lintKnown(action, catalogue, report);
  }
}

function lintKnown({ value, span }: Located, catalogue: ActionFacts, report: Report): void {
  const service = value.slice(0, value.indexOf(':'));
  const name = value.slice(service.length + 1);
  if (hasWildcard(service)) return;
  if (!catalogue.hasService(service)) {
    report('unknown-service', 'warning', `AWS has no service with the prefix “${service}”.`, span);
  } else if (!hasWildcard(name)) {
    if (catalogue.hasAction(value) === false) report('unknown-action', 'warning', `${service} has no action “${name}”.`, span);
  } else if (catalogue.holds(service) && name !== '*' && catalogue.expand(value).length === 0) {
    report('unknown-action', 'warning', `No action of ${service} begins or ends so: “${value}” covers none.`, span);
  }
}

export function hasWildcard(text: string): boolean {
  return text.includes('*') || text.includes('?');
}
