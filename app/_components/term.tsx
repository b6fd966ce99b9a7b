'use client';

import Link from 'next/link';
import { createContext, use, useId, useRef, useState, type ReactNode } from 'react';

/** What words of the glossary mean, by their slugs. */
export type Terms = Readonly<Record<string, { readonly term: string; readonly means: string }>>;

/** The words that a page explains on the spot; others are only linked. */
export const TermsContext = createContext<Terms>({});

/**
 * A word of the glossary. Hovering, focusing or tapping it shows what it means, Escape hides that again, and following it (with
 * a finger: the second tap) leads to the glossary.
 */
export function Term({ slug, children }: { readonly slug: string; readonly children: ReactNode }) {
  const meaning = use(TermsContext)[slug];
  const [open, setOpen] = useState(false);
  const shownBeforeTap = useRef(true);
  const id = useId();
  const href = `/glossary#${slug}`;
  if (meaning === undefined) {
    return (
      <Link className="term" href={href} prefetch={false}>
        {children}
      </Link>
    );
  }
  return (
    <span onMouseEnter={() => setOpen(true)} onMouseLeave={() => setOpen(false)}>
      <Link
        className="term"
        href={href}
        prefetch={false}
        aria-describedby={open ? id : undefined}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onPointerDown={(event) => {
          shownBeforeTap.current = event.pointerType !== 'touch' || open;
        }}
        onClick={(event) => {
          if (shownBeforeTap.current) return;
          event.preventDefault();
          shownBeforeTap.current = true;
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !open) return;
          event.stopPropagation();
          setOpen(false);
        }}
      >
        {children}
      </Link>
      {open ? (
        <span className="tip" role="tooltip" id={id}>
          <b>{meaning.term}</b> {meaning.means}
        </span>
      ) : null}
    </span>
  );
}
