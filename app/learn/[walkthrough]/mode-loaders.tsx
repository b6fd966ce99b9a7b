import { lazy, Suspense, type ComponentType } from 'react';
import type { Player } from './use-player';

interface Props {
  readonly player: Player;
}

const DrivePanel = lazy(() => import('./drive-panel').then((module) => ({ default: module.DrivePanel })));
const RepairPanel = lazy(() => import('./repair-panel').then((module) => ({ default: module.RepairPanel })));

/** The panel of Drive. It brings the emulator, so it comes only when somebody drives. */
export function DriveLoader({ player }: Props) {
  return <Loaded panel={DrivePanel} player={player} />;
}

/** The panel of Repair, with the emulator, the editors and the catalogue of actions. */
export function RepairLoader({ player }: Props) {
  return <Loaded panel={RepairPanel} player={player} />;
}

function Loaded({ panel: Panel, player }: Props & { readonly panel: ComponentType<Props> }) {
  return (
    <Suspense fallback={<p className="ahead">Loading the emulator.</p>}>
      <Panel player={player} />
    </Suspense>
  );
}
