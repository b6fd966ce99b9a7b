import { useEffect, useState } from 'react';

/** Takes every change back; asks once more, so that nothing is lost by accident. */
export function UndoAll({ count, onUndo }: { readonly count: number; onUndo(): void }) {
  const [asked, setAsked] = useState(false);
  useEffect(() => setAsked(false), [count]);
  if (count === 0) return null;
  const changes = count === 1 ? '1 change' : `${count} changes`;
  return asked ? (
    <>
      <button className="btn" type="button" onClick={onUndo}>
        Undo {changes}
      </button>
      <button className="btn btn-quiet" type="button" onClick={() => setAsked(false)}>
        Keep
      </button>
    </>
  ) : (
    <button className="btn btn-quiet" type="button" onClick={() => setAsked(true)}>
      Undo all ({changes})
    </button>
  );
}
