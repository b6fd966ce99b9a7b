import type { Metadata } from 'next';
import Link from 'next/link';
import { stories } from '@/content/stories';
import { walkthroughs } from '@/content/walkthroughs';
import { sceneOfLesson } from '@/content/walkthroughs/walkthrough';
import type { Beat } from '@/lib/stage/beats';
import { carriedBy, compareScenes, firstContrast, type ComparedRow, type Contrast } from '@/lib/stage/comparison';
import type { Scene } from '@/lib/stage/scene';
import { Foot } from '../_components/foot';
import { TopBar } from '../_components/top-bar';
import { TruthLabel } from '../_components/truth-label';
import { VerdictMark } from '../_components/verdict-mark';
import '../_styles/reference.css';
import '../_styles/compare.css';
import { addressOf, nameOf, runBehind, type LinkedRun } from './link';

export const metadata: Metadata = {
  title: 'Compare two runs',
  description: 'Two runs beside each other: where they part, and every field, claim and decision that differs.',
};

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** What stands in the fields at first: the flow as it should go, and with the error that most people meet. */
const example = { a: '/learn/enhanced-flow', b: '/learn/enhanced-flow?x=untrusted' };

export default async function Page({ searchParams }: Props) {
  const asked = await searchParams;
  const [a, b] = [[asked.a].flat()[0] ?? example.a, [asked.b].flat()[0] ?? example.b];
  const [left, right] = await Promise.all([runBehind(a), runBehind(b)]);
  return (
    <>
      <TopBar crumbs={{ href: '/learn', name: 'Learn', here: 'Compare two runs', short: 'Compare' }} />
      <main id="main" className="compare">
        <h1>Two runs, side by side</h1>
        <p className="lead">Any two links to a walkthrough, with any switches. Rows that are the same call stand on one line; beneath them, everything in which they differ.</p>
        <form className="compare-form" action="/compare">
          <Field name="a" label="This run" value={a} problem={typeof left === 'string' ? left : undefined} />
          <Field name="b" label="That run" value={b} problem={typeof right === 'string' ? right : undefined} />
          <button className="btn btn-ink" type="submit">
            Compare
          </button>
          <datalist id="runs">
            {(await everyRun()).map(({ href, name }) => (
              <option key={href} value={href}>
                {name}
              </option>
            ))}
          </datalist>
        </form>
        {typeof left === 'string' || typeof right === 'string' ? null : <Comparison left={left} right={right} />}
      </main>
      <Foot />
    </>
  );
}

function Field({ name, label, value, problem }: { readonly name: string; readonly label: string; readonly value: string; readonly problem?: string }) {
  return (
    <div>
      <label className="ref-find">
        <span>{label}</span>
        <input name={name} list="runs" defaultValue={value} spellCheck={false} aria-invalid={problem === undefined ? undefined : true} aria-describedby={problem === undefined ? undefined : `${name}-problem`} />
      </label>
      {problem === undefined ? null : (
        <p className="compare-problem" id={`${name}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

/** Each walkthrough as it goes, and with each of its switches. */
async function everyRun(): Promise<readonly { readonly href: string; readonly name: string }[]> {
  const all = await Promise.all([...Object.values(walkthroughs), ...Object.values(stories)].map((load) => load()));
  return all.flatMap((one) => [[], ...one.switches.map(({ id }) => [id])].map((on) => ({ href: addressOf(one, on), name: nameOf(one, on) })));
}

function Comparison({ left, right }: { readonly left: LinkedRun; readonly right: LinkedRun }) {
  const [leftScene, rightScene] = [left, right].map(({ walkthrough, on }) => sceneOfLesson(walkthrough, on)) as [Scene, Scene];
  const rows = compareScenes(leftScene, rightScene);
  const parting = firstContrast(rows);
  const differing = rows.filter((row) => row.contrasts.length > 0 || row.left === undefined || row.right === undefined).length;
  return (
    <>
      <p className="compare-sum" role="status">
        <TruthLabel kind="simulated">Simulated runs</TruthLabel>
        <span>
          {parting === undefined ? 'They are the same from the first step to the last.' : `They part at row ${parting + 1}. ${differing} of ${rows.length} rows differ.`}
        </span>
        {parting === undefined ? null : <a href={`#row-${parting + 1}`}>Go there</a>}
      </p>
      <table className="compared">
        <thead>
          <tr>
            <th scope="col">
              <span className="sr">Row</span>
            </th>
            <th scope="col">
              <RunHead run={left} ended={leftScene.ended} />
            </th>
            <th scope="col">
              <RunHead run={right} ended={rightScene.ended} />
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Row key={index} row={row} index={index} parts={index === parting} scenes={[leftScene, rightScene]} runs={[left, right]} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function RunHead({ run, ended }: { readonly run: LinkedRun; readonly ended: string }) {
  return (
    <>
      <Link href={run.href} prefetch={false}>
        {run.name}
      </Link>
      <span className="compare-end">
        <VerdictMark kind={ended === 'ok' ? 'match' : 'no'} />
        {ended === 'ok' ? 'goes through' : ended}
      </span>
    </>
  );
}

interface RowProps {
  readonly row: ComparedRow;
  readonly index: number;
  readonly parts: boolean;
  readonly scenes: readonly [Scene, Scene];
  readonly runs: readonly [LinkedRun, LinkedRun];
}

function Row({ row, index, parts, scenes, runs }: RowProps) {
  const alone = row.left === undefined || row.right === undefined;
  const state = alone ? 'alone' : row.contrasts.length > 0 ? 'differs' : 'same';
  return (
    <>
      {parts ? (
        <tr className="parting">
          <td colSpan={3}>
            <span>They part here</span>
          </td>
        </tr>
      ) : null}
      <tr id={`row-${index + 1}`} data-state={state}>
        <th scope="row" className="num">
          {index + 1}
        </th>
        <Cell beat={row.left} scene={scenes[0]} run={runs[0]} />
        <Cell beat={row.right} scene={scenes[1]} run={runs[1]} />
      </tr>
      {row.contrasts.length === 0 ? null : (
        <tr className="contrasts">
          <td />
          <td colSpan={2}>
            <dl>
              {row.contrasts.map((contrast) => (
                <ContrastLine key={contrast.what} contrast={contrast} />
              ))}
            </dl>
          </td>
        </tr>
      )}
    </>
  );
}

function Cell({ beat, scene, run }: { readonly beat: Beat | undefined; readonly scene: Scene; readonly run: LinkedRun }) {
  if (beat === undefined) return <td className="none">nothing here</td>;
  const name = (id: string): string => scene.lanes.find((lane) => lane.id === id)?.name ?? id;
  const carried = carriedBy(beat);
  const step = scene.beats.indexOf(beat) + 1;
  const refused = beat.kind === 'answer' && beat.error !== undefined;
  return (
    <td>
      <a href={`${run.href}${run.href.includes('?') ? '&' : '?'}s=${step}`} className={refused ? 'refused' : undefined}>
        {beat.label.text} {beat.label.note === undefined ? null : <small>{beat.label.note}</small>}
      </a>
      <span className="who">
        {beat.kind === 'local' ? name(beat.from) : `${name(beat.from)} → ${name(beat.to)}`}
        {carried === '' ? null : ` · ${carried}`}
      </span>
    </td>
  );
}

function ContrastLine({ contrast: { what, left, right } }: { readonly contrast: Contrast }) {
  return (
    <div>
      <dt>{what}</dt>
      <dd>{left === undefined ? <em>absent</em> : <code>{left}</code>}</dd>
      <dd>{right === undefined ? <em>absent</em> : <code>{right}</code>}</dd>
    </div>
  );
}
