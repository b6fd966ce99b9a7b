'use client';

import { useEffect, useRef, type ReactNode } from 'react';
import { useHash } from './use-hash';

/** The frame of a finding, which is shown when the address points at it. */
export function FindingArticle({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const chosen = useHash() === id;
  const article = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!chosen) return;
    article.current?.scrollIntoView();
    article.current?.focus({ preventScroll: true });
  }, [chosen]);
  return (
    <article ref={article} className="finding" id={id} aria-labelledby={`${id}-title`} tabIndex={-1} data-chosen={chosen || undefined}>
      {children}
    </article>
  );
}
