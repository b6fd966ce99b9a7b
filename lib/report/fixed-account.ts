import type { FixedAccount, Remaining } from '../audit/all-fixes';
import type { Severity } from '../audit/claim';
import { differenceOf, type ResourceDiff } from './difference';
import { withoutArns } from './view';

/** The account after all fixes, as a page shows it: plain data. */
export interface FixedAccountView {
  readonly applied: readonly { readonly code: string; readonly severity: Severity; readonly message: string; readonly summary: string }[];
  readonly diffs: readonly ResourceDiff[];
  readonly remaining: readonly { readonly code: string; readonly severity: Severity; readonly message: string; readonly why: string }[];
  readonly intended: readonly { readonly title: string; readonly works: boolean }[];
}

export function fixedAccountView({ applied, changes, remaining, intended }: FixedAccount): FixedAccountView {
  return {
    applied: applied.map(({ verdict: { check, severity = 'info', message }, fix: { summary } }) => ({ code: check.code, severity, message: withoutArns(message), summary })),
    diffs: changes.map(differenceOf),
    remaining: remaining.map(({ verdict, why }) => ({ code: verdict.check.code, severity: verdict.severity ?? 'info', message: withoutArns(verdict.message), why: reasonOf(verdict, why) })),
    intended,
  };
}

function reasonOf({ fix }: Remaining['verdict'], why: Remaining['why']): string {
  const summary = fix?.summary ?? '';
  switch (why) {
    case 'no-fix':
      return 'No change was found that could be tried out here: only the owner can tell what is meant.';
    case 'closes':
      return `Its fix takes a way in from those who use it, which only the owner can decide: ${summary}`;
    case 'harms':
      return `Its fix would stop what people are meant to do (${fix?.intended.find(({ works }) => !works)?.title ?? ''}): ${summary}`;
    case 'persists':
      return `Its fix was made, and it came back: ${summary}`;
  }
}
