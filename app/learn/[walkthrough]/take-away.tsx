import { useRef, type KeyboardEvent } from 'react';
import { Icon } from '@/app/_components/icon';
import { queryOf } from './view';
import type { Player } from './use-player';

type Copy = (text: string, words: string) => Promise<void>;

/** What else can be taken from the player: the run as a picture, the player for another page, the run beside another. */
export function TakeAway({ player, copy, say }: { readonly player: Player; readonly copy: Copy; say(words: string): void }) {
  const { lesson, run, index } = player;
  const menu = useRef<HTMLDetailsElement>(null);
  const close = (): void => {
    if (menu.current === null) return;
    menu.current.open = false;
    menu.current.querySelector('summary')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  };
  const save = async (kind: 'svg' | 'png'): Promise<void> => {
    close();
    say('Drawing …');
    try {
      const { asPng, pictureOf } = await import('./picture');
      const on = lesson.switches.filter(({ id }) => run.on.includes(id)).map(({ label }) => label);
      const picture = await pictureOf(run.scene, [`${lesson.title}`, ...on, 'simulated by Lifeguard, not recorded from AWS'].join(' · '));
      const name = ['lifeguard', lesson.slug, ...run.on].join('-');
      download(kind === 'svg' ? new Blob([picture.svg], { type: 'image/svg+xml' }) : await asPng(picture), `${name}.${kind}`);
      say(`Saved as ${kind.toUpperCase()}`);
    } catch (error) {
      say(error instanceof Error ? error.message : 'The picture could not be drawn');
    }
  };
  const embedded = (): string => {
    const address = `${location.origin}/embed/${lesson.slug}${queryOf({ step: index + 1, on: run.on })}`;
    return `<iframe src="${address}" title="${lesson.title}" width="960" height="720" style="border:0" allow="clipboard-write"></iframe>`;
  };
  const here = `/learn/${lesson.slug}${run.on.length === 0 ? '' : `?x=${run.on.join(',')}`}`;
  const other = run.on.length === 0 ? `/learn/${lesson.slug}?x=${lesson.switches[0]?.id ?? ''}` : `/learn/${lesson.slug}`;
  return (
    <details className="takeaway own-keys" ref={menu} onKeyDown={onKeyDown} onBlur={(event) => (event.currentTarget.contains(event.relatedTarget) ? undefined : (event.currentTarget.open = false))}>
      <summary className="btn btn-quiet" aria-label="Take away" title="Take away a picture, an embedded player, a comparison">
        <Icon name="download" />
      </summary>
      <ul>
        <li>
          <button type="button" onClick={() => void save('svg')}>
            Save the run as SVG
          </button>
        </li>
        <li>
          <button type="button" onClick={() => void save('png')}>
            Save the run as PNG
          </button>
        </li>
        <li>
          <button type="button" onClick={() => (close(), void copy(embedded(), 'Embed code copied'))}>
            Copy the code to embed it
          </button>
        </li>
        <li>
          <a href={`/compare?a=${encodeURIComponent(here)}&b=${encodeURIComponent(other)}`}>Compare with another run</a>
        </li>
      </ul>
    </details>
  );
}

function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
