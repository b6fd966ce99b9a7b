import { answerKey } from '../../lib/stage/beats';
import type { Scene } from '../../lib/stage/scene';
import type { LessonText, Narration, SwitchText } from './walkthrough';

/** The switch that a run failed on: one that is on and whose expected refusal is the one that happened. */
export function causeOf(lesson: LessonText, scene: Scene, on: readonly string[]): SwitchText | undefined {
  const { refusal } = scene;
  if (refusal === undefined) return undefined;
  return lesson.switches.find((one) => on.includes(one.id) && one.refused.step === refusal.step && one.refused.rule === refusal.rule);
}

/** How a beat reads in this run. */
export function narrationOf(lesson: LessonText, scene: Scene, on: readonly string[], key: string): Narration {
  const good = lesson.narration[key] ?? { title: key, caption: '', explain: [] };
  const beat = scene.beats.find((one) => one.key === key);
  if (beat?.ghost === true) return good;
  const cause = causeOf(lesson, scene, on);
  if (cause?.narration[key] !== undefined) return cause.narration[key];
  if (isRefused(scene, key)) return plainRefusal(scene, key, good);
  const changed = lesson.switches.find((one) => on.includes(one.id) && one !== cause && one.narration[key] !== undefined && !isRefusedBy(one, key));
  return changed?.narration[key] ?? good;
}

/** Whether a beat is the refused request, a request around it, or the answer that says so. */
function isRefused({ refusal }: Scene, key: string): boolean {
  if (refusal === undefined) return false;
  const outer = outerOf(refusal.step);
  return key === refusal.beat || key === answerKey(outer);
}

function isRefusedBy({ refused }: SwitchText, key: string): boolean {
  return key === refused.step || key === answerKey(outerOf(refused.step));
}

function outerOf(step: string): string {
  return step.split('/')[0] as string;
}

/** For refusals that no switch accounts for, such as those of several switches together: the rule speaks for itself. */
function plainRefusal(scene: Scene, key: string, good: Narration): Narration {
  const { refusal, steps } = scene;
  if (refusal === undefined) return good;
  const rule = steps[refusal.step]?.reasons.find((reason) => !reason.holds);
  const told = `\`${refusal.told.code}\``;
  const why = rule === undefined ? [] : [`The rule that does not hold: **${rule.label}**. ${rule.says}`, `Found: ${rule.actual}.`];
  const caption = key === refusal.beat ? `${rule?.says ?? 'A rule'} That does not hold here, and the run ends.` : `The caller is told ${refusal.told.code}.`;
  return { title: good.title, caption, explain: [`AWS answers ${told}.`, ...why] };
}
