import type { Catalogue } from './catalogue/catalogue';
import type { LintLevel, Located, Policy, Span } from './policy';

/** What a policy is used as; it decides which elements it may and must have. */
export type PolicyKind = 'identity' | 'session' | 'boundary' | 'trust' | 'resource' | 'service-control' | 'resource-control';

/** What of the action catalogue the linter asks. */
export type ActionFacts = Pick<Catalogue, 'hasService' | 'holds' | 'hasAction' | 'resourceTypes' | 'expand'>;

/** Where the rules look. */
export interface LintContext {
  readonly policy: Policy;
  readonly kind: PolicyKind;
  readonly attachedTo?: 'user' | 'role';
  readonly catalogue?: ActionFacts;
}

/** Writes down a finding about the statement that is being looked at. */
export type Report = (code: string, level: LintLevel, message: string, span: Span) => void;

/** Notes each value that stands in its list before already. `read` makes alike what counts as the same. */
export function lintDuplicates(values: readonly Located[], report: Report, read: (value: string) => string = (value) => value): void {
  const seen = new Set<string>();
  for (const { value, span } of values) {
    const same = read(value);
    if (seen.has(same)) report('duplicate-value', 'note', `“${value}” is listed twice.`, span);
    seen.add(same);
  }
}

/** Whether an action is one of STS. */
export function isSts({ value }: { readonly value: string }): boolean {
  return value.toLowerCase().startsWith('sts:');
}
