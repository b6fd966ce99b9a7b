import { TruthLabel } from '@/app/_components/truth-label';
import type { Step } from '@/lib/engine/trace';
import { hostIn, type LiveService } from '@/lib/live/endpoint';
import type { LivePlan } from '@/lib/live/plan';
import type { Beat } from '@/lib/stage/beats';

/** Where a row comes from: from AWS just now, from another target, or from nobody's sight. */
export function TruthOfStep({ beat, step, plan }: { readonly beat?: Pick<Beat, 'truth'>; readonly step: Step; readonly plan: LivePlan }) {
  if ((beat ?? step).truth === 'inferred') return <TruthLabel kind="inferred">Inferred: AWS does it out of sight</TruthLabel>;
  const endpoint = plan.endpoints[step.service as LiveService];
  return <TruthLabel kind="live">{endpoint.aws ? 'Live, from AWS' : `Live, from ${hostIn(endpoint.url)}, which is not AWS`}</TruthLabel>;
}
