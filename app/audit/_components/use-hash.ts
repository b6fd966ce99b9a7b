import { useSyncExternalStore } from 'react';

const changed = 'lifeguard:hash';

/** What the address points at within the page. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => decodeURIComponent(location.hash.slice(1)), () => '');
}

/** Makes the address point at something. A link would do, but Next finds its way back only to entries of the history that it knows. */
export function pointAt(id: string): void {
  history.pushState(null, '', `#${encodeURIComponent(id)}`);
  dispatchEvent(new Event(changed));
}

function subscribe(listener: () => void): () => void {
  for (const name of [changed, 'hashchange', 'popstate']) addEventListener(name, listener);
  return () => {
    for (const name of [changed, 'hashchange', 'popstate']) removeEventListener(name, listener);
  };
}
