import Link from 'next/link';
import { RichText } from '@/app/_components/rich-text';
import { causeOf } from '@/content/walkthroughs/narration';
import type { Player } from './use-player';
import { wordingFor } from './wording';

/** When a switch has broken the run: what would set it right, and the run once more with that. */
export function FixCard({ player }: { readonly player: Player }) {
  const { lesson, run, fix, toggle } = player;
  const cause = causeOf(lesson, run.scene, run.on);
  const wording = wordingFor(lesson);
  if (run.scene.refusal === undefined) return null;
  if (cause === undefined) {
    return (
      <section className="predict fixcard" aria-labelledby="fix">
        <h2 id="fix">{wording.severalTitle}</h2>
        <p>{wording.severalText}</p>
        <div className="fixrow">
          {run.on.map((id) => (
            <button key={id} className="btn" type="button" onClick={() => toggle(id)}>
              {lesson.switches.find((one) => one.id === id)?.label}: off
            </button>
          ))}
        </div>
      </section>
    );
  }
  return (
    <section className="predict fixcard" aria-labelledby="fix">
      <h2 id="fix">{wording.fixTitle}</h2>
      <p>
        <RichText text={cause.fix.text} />
        {cause.fix.check === undefined ? null : (
          <>
            {' '}
            {wording.fixCheck} <Link href={`/checks/${cause.fix.check}`} prefetch={false}>{cause.fix.check}</Link>.
          </>
        )}
      </p>
      {cause.fix.command === undefined ? null : (
        <details className="fixcommand">
          <summary>As a command</summary>
          <pre className="code" tabIndex={0}>
            {cause.fix.command}
          </pre>
        </details>
      )}
      <div className="fixrow">
        <button className="btn btn-ink" type="button" onClick={() => fix(cause)}>
          {wording.fixButton}
        </button>
      </div>
    </section>
  );
}
