import { repair, type Repair } from '@/content/repair/repair';
import { walkthroughNamed } from '@/content/walkthroughs';
import { scenarioOf, type Walkthrough } from '@/content/walkthroughs/walkthrough';
import { applyEdits, type Edits } from '@/lib/world/edit';
import type { World } from '@/lib/world/world';
import { runOfScene, type Run } from './run';

/** A world under repair as the player shows it: the run is that of the edits in `repair`. */
export interface RepairView {
  readonly walkthrough: Walkthrough;
  readonly repair: Repair;
  /** The world that the edits begin from. */
  readonly broken: World;
  readonly run: Run;
  /** The row to light: where the run is refused, or differs. */
  readonly index: number;
}

/** Runs the world that these switches break, with these edits. */
export async function runEdited(slug: string, on: readonly string[], edits: Edits): Promise<RepairView> {
  const load = walkthroughNamed(slug);
  if (load === undefined) throw new Error(`There is no walkthrough “${slug}”.`);
  const walkthrough = await load();
  const mended = repair(walkthrough, on, edits);
  const run: Run = { ...(await runOfScene(mended.scene, mended.scenario, walkthrough.scenario.world)), on };
  return { walkthrough, repair: mended, broken: scenarioOf(walkthrough, on).world, run, index: rowOf(mended) };
}

/** What is wrong with edits that have not been run yet. */
export function problemsOf({ walkthrough, broken }: RepairView, edits: Edits): Readonly<Record<string, string>> {
  return applyEdits(broken, edits, walkthrough.scenario.world).problems;
}

function rowOf({ scene, verdict }: Repair): number {
  const key = scene.refusal?.beat ?? (verdict.kind === 'otherwise' ? verdict.calls[0]?.step : undefined) ?? (verdict.kind === 'repaired' ? scene.beats.at(-1)?.key : undefined);
  const row = scene.beats.findIndex((beat) => beat.key === key);
  return verdict.kind === 'stuck' ? scene.beats.findLastIndex((beat) => !beat.ghost) : row;
}
