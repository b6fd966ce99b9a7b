'use client';

import { useRef, useState, type ChangeEvent } from 'react';
import { eraseProgress, exportProgress, importProgress } from '@/app/_components/progress';

/** What is kept of the reader's way: where, and how to take it along, bring it back or be rid of it. */
export function KeptProgress({ any }: { readonly any: boolean }) {
  const [said, setSaid] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const load = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [chosen] = target.files ?? [];
    target.value = '';
    if (chosen === undefined) return;
    const taken = importProgress(await chosen.text());
    setSaid(typeof taken === 'string' ? taken : `Taken in: ${taken} ${taken === 1 ? 'walkthrough' : 'walkthroughs'}.`);
  };
  return (
    <p className="kept needs-js">
      {any ? 'What you have done is kept in this browser only.' : 'What you do is kept in this browser only.'}{' '}
      {any ? (
        <>
          <button className="linklike" type="button" onClick={save}>
            Save to a file
          </button>{' '}
        </>
      ) : null}
      <button className="linklike" type="button" onClick={() => file.current?.click()}>
        Load from a file
      </button>{' '}
      {any ? (
        <button className="linklike" type="button" onClick={eraseProgress}>
          Forget it
        </button>
      ) : null}
      <input ref={file} className="sr" type="file" accept="application/json,.json" tabIndex={-1} aria-label="Progress file" onChange={(event) => void load(event)} />
      <span className="kept-said" role="status">
        {said}
      </span>
    </p>
  );
}

function save(): void {
  const address = URL.createObjectURL(new Blob([exportProgress()], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'lifeguard-progress.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
