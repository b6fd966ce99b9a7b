import { useSyncExternalStore } from 'react';
import type { Actor, Severity } from '@/lib/audit/claim';
import type { FindingView } from '@/lib/report/view';

/** What a reader wants to see; what is undefined does not narrow. */
export interface Filters {
  readonly topic?: string;
  readonly severity?: Severity;
  readonly who?: Actor;
}

/** Topics by their name in the address, with the letters that begin the codes of their checks. */
export const topics: Readonly<Record<string, { readonly name: string; readonly codes: readonly string[] }>> = {
  pool: { name: 'Pool settings', codes: ['IDP'] },
  providers: { name: 'Providers', codes: ['PRV'] },
  mapping: { name: 'Role mapping', codes: ['MAP'] },
  trust: { name: 'Trust', codes: ['TRU'] },
  permissions: { name: 'Permissions', codes: ['PER'] },
  isolation: { name: 'Isolation', codes: ['VAR'] },
  escalation: { name: 'Escalation', codes: ['ESC'] },
  'user-pool': { name: 'User pool', codes: ['UPL'] },
};

export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

export const actors: Readonly<Record<Actor, string>> = {
  anonymous: 'Anyone',
  'self-registered': 'Who signs up',
  'signed-in': 'Any user',
  'claim-holder': 'A group or claim',
  'aws-principal': 'An AWS principal',
};

export function isShown({ code, severity, actor }: FindingView, filters: Filters): boolean {
  const codes = filters.topic === undefined ? undefined : topics[filters.topic]?.codes;
  return (codes === undefined || codes.includes(code.slice(0, 3))) && (filters.severity === undefined || filters.severity === severity) && (filters.who === undefined || filters.who === actor);
}

/** The filters that an address names; what it does not know narrows nothing. */
export function filtersIn(search: string): Filters {
  const asked = new URLSearchParams(search);
  const known = <T extends string>(name: string, values: readonly T[]): T | undefined => values.find((value) => value === asked.get(name));
  const [topic, severity, who] = [known('topic', Object.keys(topics)), known('severity', severities), known('who', Object.keys(actors) as readonly Actor[])];
  return { ...(topic === undefined ? {} : { topic }), ...(severity === undefined ? {} : { severity }), ...(who === undefined ? {} : { who }) };
}

/** The address with these filters in it, and whatever else was in it. */
export function searchWith(search: string, filters: Filters): string {
  const next = new URLSearchParams(search);
  for (const name of ['topic', 'severity', 'who'] as const) {
    const value = filters[name];
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  return next.size === 0 ? '' : `?${next.toString()}`;
}

const changed = 'lifeguard:filters';

/** The filters in the address, and how to change them: a link to the report keeps them. */
export function useFilters(): readonly [Filters, (filters: Filters) => void] {
  const search = useSyncExternalStore(subscribe, () => location.search, () => '');
  return [
    filtersIn(search),
    (filters) => {
      history.replaceState(null, '', `${location.pathname}${searchWith(location.search, filters)}${location.hash}`);
      dispatchEvent(new Event(changed));
    },
  ];
}

function subscribe(listener: () => void): () => void {
  for (const name of [changed, 'popstate']) addEventListener(name, listener);
  return () => {
    for (const name of [changed, 'popstate']) removeEventListener(name, listener);
  };
}
