import { useEffect, useRef, type KeyboardEvent } from 'react';
import { Icon } from '@/app/_components/icon';
import { CodePanel } from './code-panel';
import { DecisionPanel } from './decision-panel';
import { DriveLoader, RepairLoader } from './mode-loaders';
import { ExplainPanel } from './explain-panel';
import { Below } from './below';
import { HttpPanel } from './http-panel';
import { TokenPanel } from './token-panel';
import type { Player } from './use-player';
import { tabs, type TabId } from './view';

const names: Readonly<Record<TabId, string>> = { drive: 'Your call', repair: 'Repair', explain: 'Explain', http: 'HTTP', token: 'Token', decision: 'Decision', code: 'Code' };

const panels: Readonly<Record<TabId, (props: { readonly player: Player }) => React.ReactNode>> = {
  drive: DriveLoader,
  repair: RepairLoader,
  explain: ExplainPanel,
  http: HttpPanel,
  token: TokenPanel,
  decision: DecisionPanel,
  code: CodePanel,
};

/** Five ways to look at the lit step. The tab stays when the step changes. On a narrow screen it is a sheet over the conversation. */
export function Inspector({ player, sheet, onClose }: { readonly player: Player; readonly sheet: boolean; onClose(): void }) {
  const { tab, setTab, mode, beat } = player;
  const offered: readonly TabId[] = mode === 'drive' || mode === 'repair' ? [mode, ...tabs] : tabs;
  const list = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const Panel = panels[tab];

  useEffect(() => {
    const pointed = player.detail === undefined ? null : panel.current?.querySelector(`[data-detail="${CSS.escape(player.detail)}"]`);
    panel.current?.scrollTo({ top: pointed instanceof HTMLElement ? pointed.offsetTop - 40 : 0 });
  }, [beat.key, player.detail, tab]);

  useEffect(() => {
    if (sheet) list.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  }, [sheet]);

  const move = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = offered[(offered.indexOf(tab) + by + offered.length) % offered.length] as TabId;
    setTab(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };

  return (
    <aside
      className={sheet ? 'inspector sheet-open' : 'inspector'}
      aria-label="Inspector"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && sheet) onClose();
      }}
    >
      <div className="tabs needs-js" role="tablist" aria-label="Inspector" ref={list} onKeyDown={move}>
        {offered.map((id) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-controls="inspector-panel"
            aria-selected={id === tab}
            tabIndex={id === tab ? 0 : -1}
            onClick={() => setTab(id)}
          >
            {names[id]}
          </button>
        ))}
      </div>
      <button className="btn btn-quiet btn-sq sheet-close" type="button" aria-label="Close" onClick={onClose}>
        <Icon name="close" />
      </button>
      <div className="panels" ref={panel} tabIndex={0} role="tabpanel" id="inspector-panel" aria-labelledby={`tab-${tab}`}>
        <div className="panel">
          <Panel player={player} />
        </div>
      </div>
      {mode === 'drive' || mode === 'repair' ? null : <Below player={player} />}
    </aside>
  );
}
