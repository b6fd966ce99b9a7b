import { RichText } from '@/app/_components/rich-text';
import { TruthLabel } from '@/app/_components/truth-label';
import { narrationOf } from '@/content/walkthroughs/narration';
import { numberOf } from '@/content/walkthroughs/number';
import type { LessonText } from '@/content/walkthroughs/walkthrough';
import { chipNames } from '@/lib/stage/chip';
import type { Run } from './run';
import { wordingFor } from './wording';
import { shownMessage } from '@/lib/engine/refusal';

/** The lesson to read: on paper, and where no script runs. */
export function Reading({ lesson, run }: { readonly lesson: LessonText; readonly run: Run }) {
  const { beats, lanes, refusal } = run.scene;
  const nameOf = (id: string): string => lanes.find((lane) => lane.id === id)?.name ?? id;
  return (
    <article className="reading-view" aria-labelledby="reading-title">
      <h2 id="reading-title">
        {numberOf(lesson)}. {lesson.title}
      </h2>
      <p className="teach">{lesson.question}</p>
      <ol>
        {beats.map((beat, index) => {
          const narration = narrationOf(lesson, run.scene, run.on, beat.key);
          return (
            <li key={beat.key} id={`read-${index + 1}`}>
              <h3>
                {index + 1}. {narration.title}
              </h3>
              <p className="way">
                {beat.from === beat.to ? nameOf(beat.from) : `${nameOf(beat.from)} → ${nameOf(beat.to)}`}
                {': '}
                <span className={beat.label.voice === 'wire' ? 'mono' : undefined}>
                  {beat.label.text} {beat.label.note}
                </span>
                {beat.carries.length === 0 ? null : ` (${beat.carries.map((chip) => chipNames[chip.kind].full).join(', ')})`}{' '}
                <TruthLabel kind={beat.truth} />
                {beat.ghost ? ' Never reached in this run.' : null}
              </p>
              <p className="teach lead">
                <RichText text={narration.caption} />
              </p>
              {narration.explain.map((paragraph) => (
                <p key={paragraph} className="teach">
                  <RichText text={paragraph} />
                </p>
              ))}
              {narration.note === undefined ? null : (
                <p className="teach">
                  <b>
                    <RichText text={narration.note.title} />.
                  </b>{' '}
                  <RichText text={narration.note.text} />
                </p>
              )}
              {beat.key === refusal?.beat ? (
                <pre className="code code-bad">
                  {refusal.told.status} {refusal.told.code}: {shownMessage(refusal.told)}
                </pre>
              ) : null}
            </li>
          );
        })}
      </ol>
      <h3>Do it yourself</h3>
      {lesson.reproduce.map((one) => (
        <div key={one.command}>
          <p className="teach">{one.says}</p>
          <pre className="code">{one.command}</pre>
        </div>
      ))}
      <h3>{wordingFor(lesson).further}</h3>
      <ul>
        {lesson.furtherReading.map((one) => (
          <li key={one.href}>
            <a href={one.href} rel="noreferrer">
              {one.title}
            </a>
          </li>
        ))}
      </ul>
    </article>
  );
}
