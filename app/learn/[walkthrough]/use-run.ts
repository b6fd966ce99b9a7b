import { useCallback, useRef, useState } from 'react';
import type { Run } from './run';

const lab = () => import('./lab');

/** The run that is shown, and how to come by another one: the server's first, then the browser's own. */
export function useRun(slug: string, first: Run): { readonly run: Run; readonly prepare: () => void; readonly runWith: (on: readonly string[]) => Promise<Run | undefined> } {
  const [run, setRun] = useState(first);
  const wanted = useRef(first.on);
  const known = useRef(new Map([[first.on.join(), first]]));
  const prepare = useCallback(() => void lab(), []);
  const runWith = useCallback(
    async (on: readonly string[]) => {
      wanted.current = on;
      const next = known.current.get(on.join()) ?? (await (await lab()).runInBrowser(slug, on));
      known.current.set(on.join(), next);
      if (wanted.current !== on) return undefined;
      setRun(next);
      return next;
    },
    [slug],
  );
  return { run, prepare, runWith };
}
