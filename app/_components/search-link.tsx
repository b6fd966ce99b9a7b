'use client';

import { useEffect } from 'react';
import { Icon } from './icon';

/** The way to the search: a link, and the key `/` wherever nobody is typing. */
export function SearchLink() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      if ((event.target as HTMLElement).closest('input, textarea, select, dialog, [contenteditable]') !== null) return;
      event.preventDefault();
      location.assign('/search');
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <a className="btn btn-quiet btn-sq" href="/search" aria-label="Search" aria-keyshortcuts="/" title="Search (/)">
      <Icon name="search" />
    </a>
  );
}
