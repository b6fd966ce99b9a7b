import type { Beat } from '../stage/beats';
import type { Zone } from '../stage/lane';
import { layoutOf, messageOf, type StageLayout } from '../stage/layout';
import { text } from './html-text';
import type { ReportRun } from './report-run';
import { sceneOfRun, type RunScene } from './run-scene';

/**
 * A run that plays in a page without a script: each step is a radio button, and the styles show what belongs to the chosen one.
 * Arrow keys step through it; the last button plays it all. It rests on its last step, where the claim is proved.
 * @param id unique in the page, of letters, digits and hyphens
 */
export function stageOf(run: ReportRun, id: string): string {
  const scene = sceneOfRun(run);
  if (scene === undefined) return '';
  const { beats } = scene;
  const buttons = beats.map((_beat, index) => `<input type="radio" name="${id}" id="${id}-${index}"${index === beats.length - 1 ? ' checked' : ''}>`);
  const steps = beats.map((beat, index) => `<li style="--i:${index}"><label for="${id}-${index}">${text(sentenceOf(scene, beat))}</label></li>`);
  return `<fieldset class="play"><legend>The run, step by step</legend>
${buttons.join('')}<input type="radio" class="all" name="${id}" id="${id}-all">
<div class="drawing">${drawing(scene)}</div>
<label class="button" for="${id}-all">Play it all</label>
<ol>${steps.join('\n')}</ol>
</fieldset>`;
}

/** The styles that show the chosen step, for as many steps as the longest run of the page has. */
export function stageStyles(runs: readonly ReportRun[]): string {
  const longest = Math.max(0, ...runs.map((run) => sceneOfRun(run)?.beats.length ?? 0));
  return Array.from({ length: longest }, (_none, index) => {
    const chosen = `.play>input:nth-of-type(${index + 1}):checked~`;
    return `${chosen}.drawing .m:nth-child(-n+${index + 1}){opacity:.75}${chosen}.drawing .m:nth-child(${index + 1}){opacity:1;--weight:2.5}${chosen}.drawing .m:nth-child(${index + 1}) .wire{animation:draw .6s}${chosen}ol>li:nth-child(${index + 1})>label{background:var(--raised);font-weight:600}`;
  }).join('\n');
}

function sentenceOf({ lanes }: RunScene, beat: Beat): string {
  const name = (id: string): string => lanes.find((lane) => lane.id === id)?.name ?? id;
  const what = wordsOf(beat);
  if (beat.kind === 'answer') return `${name(beat.from)} ${beat.error === undefined ? 'answers' : 'refuses'}: ${what}`;
  return `${name(beat.from)} asks ${name(beat.to)}: ${what}${beat.gate === undefined ? '' : `, which IAM ${beat.gate}`}`;
}

/** The words on a message; of a refusal, AWS's code. */
function wordsOf({ kind, error, label }: Beat): string {
  if (kind === 'answer' && error !== undefined) return error.code;
  return label.note === undefined ? label.text : `${label.text} ${label.note}`;
}

const zoneNames: Readonly<Record<Zone, string>> = { app: 'The app', authn: 'Who are you?', authz: 'What may you do?', resource: 'AWS resources' };
const longest = { name: 22, message: 60 } as const;

/** The drawing is for eyes: the list under it says the same. */
function drawing({ lanes, beats }: RunScene): string {
  const layout = layoutOf(lanes, beats.length, 'proof');
  const { width, height, zones, border, heads, field } = layout;
  const grounds = zones.map(
    ({ zone, x, width: wide }) => `<rect class="${zone}" x="${x}" y="0" width="${wide}" height="${height}"/><text class="zone" x="${x + 10}" y="20">${zoneNames[zone]}</text>`,
  );
  const actors = layout.lanes.map(
    ({ lane, x }) =>
      `<text class="actor" x="${x}" y="${heads + 16}">${text(short(lane.name, longest.name))}</text><text class="detail" x="${x}" y="${heads + 31}">${text(short(lane.detail, longest.name))}</text><path class="life" d="M${x} ${field}V${height}"/>`,
  );
  const messages = beats.map((beat, index) => message(layout, beat, index));
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true"><g>${grounds.join('')}<rect class="border" x="${border.x}" y="0" width="${border.width}" height="${height}"/>${actors.join('')}</g><g>${messages.join('')}</g></svg>`;
}

function message(layout: StageLayout, beat: Beat, index: number): string {
  const { from, to, y, rightward, self, labelX, labelY, gateX } = messageOf(layout, beat, index);
  const way = rightward ? 1 : -1;
  const refused = beat.gate === 'refuses' || beat.error !== undefined;
  const line = self ? `M${from} ${y - 9}h20a6.5 6.5 0 0 1 0 13h-15` : `M${from + 3 * way} ${y}H${to - 3 * way}`;
  const tip = self ? `M${from + 8} ${y - 1}l-6 5 6 5` : `M${to - 9 * way} ${y - 5}L${to - 3 * way} ${y}L${to - 9 * way} ${y + 5}`;
  const gate = gateX === undefined ? '' : `<path class="gate" d="M${gateX - 8} ${y}l8-8 8 8-8 8z"/>`;
  return `<g class="m${refused ? ' no' : ''}" style="--i:${index}"><path class="wire" pathLength="1" d="${line}"/><path d="${tip}"/>${gate}<text x="${labelX}" y="${labelY}">${text(short(wordsOf(beat), longest.message))}</text></g>`;
}

function short(words: string, most: number): string {
  return words.length <= most ? words : `${words.slice(0, most - 1)}…`;
}
