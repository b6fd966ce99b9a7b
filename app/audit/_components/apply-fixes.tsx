'use client';

import { useState } from 'react';
import { TruthLabel } from '@/app/_components/truth-label';
import { VerdictMark } from '@/app/_components/verdict-mark';
import type { FixedAccountView } from '@/lib/report/fixed-account';
import { Diff } from './fix-tabs';
import { SeverityLabel } from './severity-label';

/** Makes every fix in a copy of the account, and shows the account after. AWS is asked nothing. */
export function ApplyFixes({ fixable, work }: { readonly fixable: number; readonly work: () => Promise<FixedAccountView> }) {
  const [state, setState] = useState<'idle' | 'working' | FixedAccountView | { readonly says: string }>('idle');
  const apply = async (): Promise<void> => {
    setState('working');
    // Painted before the engine takes the page for itself.
    await new Promise((resolve) => setTimeout(resolve, 50));
    setState(await work().catch((error: unknown) => ({ says: error instanceof Error ? error.message : String(error) })));
  };
  if (fixable === 0) return null;
  return (
    <section className="fixed needs-js" aria-labelledby="fixed-title">
      <h2 className="h-sec" id="fixed-title">
        The account after the fixes
      </h2>
      <p className="standing-says">
        {fixable === 1 ? 'One finding has a fix' : `${fixable} findings have a fix`} that was tried out. This makes them in a copy of the account, the worst first, and audits the copy after each round; fixes that take a way in from people are left to you. Nothing is written to AWS, and nothing is asked of it.
      </p>
      <button className="btn btn-ink" type="button" disabled={state === 'working'} onClick={() => void apply()}>
        Apply all fixes in the emulator
      </button>
      <div role="status">
        {state === 'idle' ? null : state === 'working' ? <p className="fixed-says">Making fixes and auditing again …</p> : 'says' in state ? <p className="fixed-says">It could not be worked out: {state.says}</p> : <Fixed view={state} />}
      </div>
    </section>
  );
}

function Fixed({ view: { applied, diffs, remaining, intended } }: { readonly view: FixedAccountView }) {
  const stopped = intended.filter(({ works }) => !works);
  return (
    <>
      <p className="fixed-says">
        <VerdictMark kind={remaining.length === 0 ? 'ok' : 'skip'} />
        <b>
          {applied.length === 1 ? 'One fix' : `${applied.length} fixes`} made, {remaining.length === 0 ? 'no finding' : remaining.length === 1 ? 'one finding' : `${remaining.length} findings`} left.
        </b>
        <TruthLabel kind="simulated">A copy in the emulator</TruthLabel>
      </p>
      <p className="fixed-says">
        <VerdictMark kind={stopped.length === 0 ? 'ok' : 'no'} />
        {intended.length === 0
          ? 'There was nobody with intended access to try.'
          : `${intended.length - stopped.length} of ${intended.length} intended uses still work.${stopped.length === 0 ? '' : ` Stopped: ${stopped.map(({ title }) => title).join('; ')}.`}`}
      </p>
      {remaining.length === 0 ? null : (
        <>
          <h3>What remains, and why</h3>
          <ul className="fixed-list">
            {remaining.map(({ code, severity, message, why }, index) => (
              <li key={index}>
                <SeverityLabel severity={severity} />
                <span>
                  <b>{message}</b> <code>{code}</code>
                  <br />
                  {why}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <details className="about">
        <summary>The fixes, in the order in which they were made</summary>
        <ol className="fixed-list">
          {applied.map(({ code, severity, message, summary }, index) => (
            <li key={index}>
              <SeverityLabel severity={severity} />
              <span>
                <b>{summary}</b> <code>{code}</code>
                <br />
                {message}
              </span>
            </li>
          ))}
        </ol>
      </details>
      <details className="about">
        <summary>What changed: {diffs.length === 1 ? 'one resource' : `${diffs.length} resources`}</summary>
        <Diff diffs={diffs} />
      </details>
    </>
  );
}
