import type { Step } from '@/lib/engine/trace';
import type { Refusal } from '@/lib/stage/refusal';
import { entryOf } from './entry-of';

/** What a refusal means, what leads to it, what helps, and where it can be watched. */
export function RefusalView({ refusal, step }: { readonly refusal: Refusal; readonly step: Step | undefined }) {
  const { told } = refusal;
  const entry = entryOf(told, step?.operation ?? '');
  return (
    <section className="live-refusal" aria-labelledby="live-refusal">
      <h3 id="live-refusal">
        {told.status} {told.code}
      </h3>
      {told.message === '' ? null : <p className="said mono">{told.message}</p>}
      {entry === undefined ? (
        <p>
          These words are not in the catalogue yet. <a href="/errors">Errors like it</a>
        </p>
      ) : (
        <>
          <p className="teach prose">{entry.means}</p>
          <dl>
            <dt>What usually leads here</dt>
            <dd>
              <ul>
                {entry.causes.map((cause) => (
                  <li key={cause}>{cause}</li>
                ))}
              </ul>
            </dd>
            <dt>What to do</dt>
            <dd>{entry.fix}</dd>
          </dl>
          <p className="live-links">
            {entry.walkthrough === undefined ? null : <a href={`/learn/${entry.walkthrough}${entry.switch === undefined ? '' : `?x=${entry.switch}`}`}>{entry.switch === undefined ? 'The lesson about it' : 'Watch it happen in the lesson'}</a>}
            <a href={`/errors#${entry.slug}`}>In the catalogue</a>
          </p>
        </>
      )}
    </section>
  );
}
