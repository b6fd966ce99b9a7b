import { useState } from 'react';
import { Icon } from '@/app/_components/icon';
import { toMermaid } from '@/lib/stage/mermaid';
import { hashOf, queryOf } from './view';
import { TakeAway } from './take-away';
import type { Player } from './use-player';

/** Takes something away from the player: the link to what is shown, the run as a Mermaid diagram. */
export function ShareMenu({ player }: { readonly player: Player }) {
  const { lesson, run, index, tab, detail } = player;
  const [said, setSaid] = useState('');
  const say = (words: string): void => {
    setSaid(words);
    setTimeout(() => setSaid((now) => (now === words ? '' : now)), 2400);
  };
  const copy = async (text: string, words: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      say(words);
    } catch {
      say('The browser did not allow copying');
    }
  };
  const link = (): string => {
    const step = index + 1;
    return `${location.origin}${location.pathname}${queryOf({ step, on: run.on })}${hashOf(step, tab, detail)}`;
  };
  return (
    <div className="share needs-js">
      <button className="btn btn-quiet" type="button" aria-label="Share" title="Copy the link to this step" onClick={() => void copy(link(), 'Link copied')}>
        <Icon name="link" />
        <span className="wide">Share</span>
      </button>
      <button
        className="btn btn-quiet"
        type="button"
        aria-label="Copy as Mermaid"
        title="Copy this run as a Mermaid diagram"
        onClick={() => void copy(toMermaid(lesson.title, run.scene.lanes, run.scene.beats), 'Mermaid text copied')}
      >
        <Icon name="diagram" />
        <span className="wide">Copy as Mermaid</span>
      </button>
      <TakeAway player={player} copy={copy} say={say} />
      <span className="share-said" role="status">
        {said}
      </span>
    </div>
  );
}
