import { lazy, Suspense } from 'react';
import type { Player } from './use-player';

const DrivePanel = lazy(() => import('./drive-panel').then((module) => ({ default: module.DrivePanel })));

/** The panel of Drive, which brings the emulator and comes only when somebody drives. */
export function DriveLoader({ player }: { readonly player: Player }) {
  return (
    <Suspense fallback={<p className="ahead">Loading the emulator.</p>}>
      <DrivePanel player={player} />
    </Suspense>
  );
}
