import { audit } from '@/lib/audit/audit';
import type { AnyCheck, Example } from '@/lib/audit/check';
import type { Severity } from '@/lib/audit/claim';
import { coreCatalogue } from '@/lib/iam/catalogue/catalogue';
import { withoutArns } from '@/lib/report/view';
import { sceneOf, type Scene } from '@/lib/stage/scene';

/** An example of a check, run now. */
export interface ExecutedExample {
  readonly title: string;
  readonly message: string;
  readonly severity?: Severity;
  /** The proof of the first verdict of its kind; only for failures. */
  readonly scene?: Scene;
}

/** Runs a check's examples. That they do what they say is held by the check's own test. */
export function executed(check: AnyCheck): { readonly fails: readonly ExecutedExample[]; readonly passes: readonly ExecutedExample[] } {
  return {
    fails: check.examples.fails.map((example) => runOne(check, example, 'fail')),
    passes: check.examples.passes.map((example) => runOne(check, example, 'pass')),
  };
}

function runOne(check: AnyCheck, { title, world, pool, expectations }: Example, wanted: 'fail' | 'pass'): ExecutedExample {
  const verdicts = audit(world, {
    catalogue: coreCatalogue,
    checks: [check],
    ...(pool === undefined ? {} : { pools: [pool] }),
    ...(expectations === undefined ? {} : { expectations }),
  });
  const verdict = verdicts.find((one) => one.verdict === wanted) ?? verdicts[0];
  if (verdict === undefined) throw new Error(`${check.name}: “${title}” came to no verdict.`);
  const { severity, proof } = verdict;
  return {
    title,
    message: withoutArns(verdict.message),
    ...(wanted === 'fail' && severity !== undefined ? { severity } : {}),
    ...(wanted === 'fail' && proof !== undefined ? { scene: sceneOf({ scenario: proof.scenario }) } : {}),
  };
}
