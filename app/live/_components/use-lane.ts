import { useCallback, useEffect, useRef, useState } from 'react';
import { Lane, type LaneState, type Typed } from '@/lib/live/lane';
import type { LivePlan } from '@/lib/live/plan';

export interface LiveRun {
  /** Undefined until the learner has agreed. */
  readonly state: LaneState | undefined;
  /** A failure of this page’s, not AWS’s. */
  readonly failure: string | undefined;
  start(typed: Map<string, string>): void;
  answer(typed: Typed, choice?: string): void;
  wipe(): void;
}

/** One run of a plan, for as long as the page shows it. */
export function useLane(plan: LivePlan): LiveRun {
  const lane = useRef<Lane>(undefined);
  const [state, setState] = useState<LaneState>();
  const [failure, setFailure] = useState<string>();
  const follow = useCallback((going: Promise<void>): void => {
    going.catch((thrown: unknown) => setFailure(thrown instanceof Error ? thrown.message : String(thrown)));
  }, []);
  const start = useCallback(
    (typed: Map<string, string>): void => {
      lane.current = new Lane(plan, {
        typed,
        fetch: (...request) => fetch(...request),
        clock: Date.now,
        offline: () => !navigator.onLine,
        onChange: setState,
      });
      follow(lane.current.go());
    },
    [follow, plan],
  );
  const answer = useCallback((typed: Typed, choice?: string): void => {
    if (lane.current !== undefined) follow(lane.current.answer(typed, choice));
  }, [follow]);
  const wipe = useCallback((): void => lane.current?.wipe(), []);
  useEffect(() => {
    // A browser may keep the page for the way back: nothing is in it then.
    window.addEventListener('pagehide', wipe);
    return () => {
      window.removeEventListener('pagehide', wipe);
      wipe();
    };
  }, [wipe]);
  return { state, failure, start, answer, wipe };
}
