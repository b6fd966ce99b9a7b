import Link from 'next/link';
import type { ReactNode } from 'react';
import { Brand } from './brand';
import { SearchLink } from './search-link';
import { ThemeToggle } from './theme-toggle';

const sections = [
  { id: 'learn', href: '/learn', name: 'Learn' },
  { id: 'audit', href: '/audit', name: 'Audit' },
  { id: 'checks', href: '/checks', name: 'Checks' },
  { id: 'errors', href: '/errors', name: 'Errors' },
  { id: 'glossary', href: '/glossary', name: 'Glossary' },
] as const;

export type SectionId = (typeof sections)[number]['id'] | 'search';

/**
 * The bar on top of every page. `section` marks where the reader is; `crumbs` (a link back and the page's name) take the place
 * of the sections; `children` stand at the right, before the theme.
 */
export function TopBar({
  section,
  crumbs,
  children,
}: {
  readonly section?: SectionId;
  readonly crumbs?: { readonly href: string; readonly name: string; readonly here: string; readonly short?: string };
  readonly children?: ReactNode;
}) {
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="top">
        <Brand />
        {crumbs === undefined ? (
          <nav aria-label="Sections">
            {sections.map(({ id, href, name }) => (
              <Link key={id} href={href} prefetch={false} aria-current={id === section ? 'page' : undefined}>
                {name}
              </Link>
            ))}
          </nav>
        ) : (
          <nav className="crumbs" aria-label="You are here">
            <Link href={crumbs.href} prefetch={false}>
              {crumbs.name}
            </Link>
            <span aria-hidden="true">/</span>
            <b>
              <span className="wide-name">{crumbs.here}</span>
              <span className="short-name" aria-hidden="true">
                {crumbs.short ?? crumbs.here}
              </span>
            </b>
          </nav>
        )}
        <span className="grow" />
        {children}
        {section === 'search' ? null : <SearchLink />}
        <ThemeToggle />
      </header>
    </>
  );
}
