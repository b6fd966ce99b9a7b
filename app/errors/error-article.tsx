import Link from 'next/link';
import type { ErrorEntry } from '@/content/errors';

const wordings: Readonly<Record<ErrorEntry['wording'], string>> = {
  observed: 'Seen on AWS by others',
  documented: 'In AWS’s documentation',
  model: 'In AWS’s service model',
  unconfirmed: 'The type is known, the words are not',
};

/** One error, with its address. `taught` are the walkthroughs that exist. */
export function ErrorArticle({ entry, taught }: { readonly entry: ErrorEntry; readonly taught: readonly string[] }) {
  const lesson = entry.walkthrough !== undefined && taught.includes(entry.walkthrough) ? entry.walkthrough : undefined;
  return (
    <article className="entry" id={entry.slug}>
      <h3 className="code-name">
        {entry.status} {entry.code}
      </h3>
      {entry.message !== undefined && <p className="said">{entry.message}</p>}
      <p className="from">
        <span className={`truth ${entry.wording === 'unconfirmed' ? 'truth-inferred' : 'truth-recorded'}`}>{wordings[entry.wording]}</span>
        <span>{entry.source}</span>
      </p>
      <p className="means">{entry.means}</p>
      <dl>
        <dt>Causes</dt>
        <dd>
          <ul>
            {entry.causes.map((cause) => (
              <li key={cause}>{cause}</li>
            ))}
          </ul>
        </dd>
        <dt>What to do</dt>
        <dd>{entry.fix}</dd>
        <dt>From</dt>
        <dd>
          <code>{entry.operations.join(', ')}</code>
        </dd>
        {(lesson !== undefined || entry.checks !== undefined) && (
          <>
            <dt>See also</dt>
            <dd className="links">
              {lesson !== undefined && (
                <Link href={`/learn/${lesson}${entry.switch === undefined ? '' : `?x=${entry.switch}`}`} prefetch={false}>
                  Watch it happen
                </Link>
              )}
              {entry.checks?.map((code) => (
                <Link key={code} href={`/checks#${code}`} prefetch={false}>
                  Check {code}
                </Link>
              ))}
            </dd>
          </>
        )}
      </dl>
    </article>
  );
}
