import type { Narration, Walkthrough } from '@/content/walkthroughs/walkthrough';
import { operationNamed } from '@/lib/engine/operations/index';
import type { Scenario } from '@/lib/engine/scenario';
import type { Verdict } from '@/lib/audit/verdict';
import { failures, type FindingView, type ReportView } from '@/lib/report/view';
import { answerKey, type Beat } from '@/lib/stage/beats';
import { sceneOf, type Scene } from '@/lib/stage/scene';

export interface ProvedFinding {
  readonly finding: FindingView;
  readonly scenario: Scenario;
}

/** A finding of a report with the run that proves it, if there is such a finding. */
export function provedFinding({ findings }: ReportView, verdicts: readonly Verdict[], id: string): ProvedFinding | undefined {
  const finding = findings.find((one) => one.id === id);
  const scenario = failures(verdicts).find((one) => one.id === id)?.verdict.proof?.scenario;
  return finding === undefined || scenario === undefined ? undefined : { finding, scenario };
}

/** A finding's proof as something the player can show: the engine's own words take the place of a teacher's. */
export function proofLesson(finding: FindingView, scenario: Scenario): Walkthrough {
  const scene = sceneOf({ scenario });
  return {
    slug: `proof-${finding.id}`,
    number: 0,
    title: finding.message,
    shortTitle: finding.code,
    question: finding.proof?.title ?? finding.message,
    chapter: 'What may you do?',
    minutes: 1,
    zones: [...new Set(scene.lanes.map(({ zone }) => zone))],
    scenario,
    locals: [],
    narration: Object.fromEntries(scene.beats.map((beat) => [beat.key, narrate(beat, scene, finding)])),
    predictions: [],
    switches: [],
    amplify: [],
    reproduce: [],
    furtherReading: finding.references.flatMap(({ title, url }) => (url === undefined ? [] : [{ title, href: url }])),
  };
}

function narrate(beat: Beat, { beats, lanes, steps }: Scene, finding: FindingView): Narration {
  const name = (id: string): string => lanes.find((lane) => lane.id === id)?.name ?? id;
  const step = steps[beat.step];
  const says = step === undefined ? undefined : operationNamed(step.operation)?.says;
  const last = beat === beats.at(-1);
  if (beat.kind === 'request') {
    return {
      title: `${name(beat.from)} asks: ${beat.label.text}`,
      caption: `${name(beat.from)} asks ${name(beat.to)} for ${beat.label.text}.`,
      explain: [...(says === undefined ? [] : [says]), ...(beat.key === beats[0]?.key ? [finding.why] : [])].map(plain),
    };
  }
  const refused = beat.error !== undefined && beat.key === answerKey(beat.step);
  return {
    title: refused ? `Refused: ${beat.label.text}` : `${name(beat.from)} answers: ${beat.label.text}`,
    caption: refused ? `${name(beat.from)} refuses.` : last ? finding.message : `${name(beat.from)} answers: ${beat.label.text}.`,
    explain: (last ? [finding.message, finding.docs.what] : [`${name(beat.from)} answers ${name(beat.to)}.`]).map(plain),
  };
}

/** Text from an account is shown as it is: it may not speak the lessons' markup. */
function plain(text: string): string {
  return text.replaceAll('`', '’').replaceAll('**', '* *').replaceAll('](', '] (');
}
