import { useEffect, useRef, useState } from 'react';
import { RichText } from '@/app/_components/rich-text';

/** Three hints, from where to look to what to change; each only when it is asked for. */
export function Hints({ hints }: { readonly hints: readonly string[] }) {
  const [shown, setShown] = useState(0);
  const last = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (shown > 0) last.current?.focus();
  }, [shown]);
  return (
    <section className="room-hints" aria-labelledby="hints">
      <h2 id="hints">Hints</h2>
      {shown === 0 ? null : (
        <ol>
          {hints.slice(0, shown).map((hint, index) => (
            <li key={hint} ref={index === shown - 1 ? last : undefined} tabIndex={-1}>
              <RichText text={hint} />
            </li>
          ))}
        </ol>
      )}
      {shown === hints.length ? null : (
        <button className="btn needs-js" type="button" onClick={() => setShown(shown + 1)}>
          {shown === 0 ? 'Give me a hint' : 'Another hint'} ({shown + 1} of {hints.length})
        </button>
      )}
    </section>
  );
}
