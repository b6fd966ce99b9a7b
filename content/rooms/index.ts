import type { Room } from './room';

/** The rooms in their order, each loaded only when somebody enters it. A new one is one file and one line here. */
export const rooms: Readonly<Record<string, () => Promise<Room>>> = {
  'new-client': () => import('./new-client').then((module) => module.newClientRoom),
  'token-as-key': () => import('./token-as-key').then((module) => module.tokenAsKey),
  'no-refresh': () => import('./no-refresh').then((module) => module.noRefresh),
  'stale-credentials': () => import('./stale-credentials').then((module) => module.staleCredentials),
  'wide-open-role': () => import('./wide-open-role').then((module) => module.wideOpenRole),
  club: () => import('./club').then((module) => module.clubRoom),
};

/** The room with this slug, to be loaded. */
export function roomNamed(slug: string): (() => Promise<Room>) | undefined {
  return Object.hasOwn(rooms, slug) ? rooms[slug] : undefined;
}
