import { isAbsent, isGap, NotRead, type Absent, type Gap } from './gap';
import type { ResourceShapes, ResourceType } from './resources';

export type Entry<T extends ResourceType> = ResourceShapes[T] | Gap | Absent;

export type Resources = { readonly [T in ResourceType]?: Readonly<Record<string, Entry<T>>> };

/**
 * An account's configuration.
 *
 * Ids, by type: pools, clients and identity pools by their AWS id; users, groups and user-pool providers by
 * `<pool>/<name>`; principal tag maps by `<identity pool>/<provider>`; roles, users, buckets, tables and functions by
 * name; managed policies and IAM providers by ARN; web ACLs by the ARN of what they stand before; domains by prefix.
 */
export interface World {
  readonly account: string;
  readonly partition: string;
  readonly region: string;
  /** Regions in which the account has switched STS off. */
  readonly regionsWithoutSts?: readonly string[];
  readonly resources: Resources;
  /**
   * `everything`: what is not listed does not exist (a world that we made). Otherwise the lists that were read whole,
   * as `<type>` or `<type> <scope>` (the groups of one user pool): beyond them, what is not listed was not read.
   */
  readonly complete: 'everything' | Readonly<Record<string, true | Gap>>;
}

/** The name under which a list is recorded in `World.complete`. */
export function listName(type: ResourceType, scope?: string): string {
  return scope === undefined ? type : `${type} ${scope}`;
}

/** The resource, or undefined when it is known not to exist. Throws NotRead when nobody knows. */
export function get<T extends ResourceType>(world: World, type: T, id: string): ResourceShapes[T] | undefined {
  const entry = (world.resources[type] as Readonly<Record<string, Entry<T>>> | undefined)?.[id];
  if (entry === undefined) {
    if (world.complete === 'everything' || isListed(world, type, id)) return undefined;
    throw new NotRead(`${type} ${id}`);
  }
  if (isGap(entry)) throw new NotRead(entry.unread);
  if (isAbsent(entry)) return undefined;
  return entry as ResourceShapes[T];
}

/** All resources of a type (within a scope: `<scope>/` begins their ids). Throws NotRead unless the whole list was read. */
export function list<T extends ResourceType>(world: World, type: T, scope?: string): readonly ResourceShapes[T][] {
  if (world.complete !== 'everything') {
    const whole = world.complete[listName(type, scope)] ?? world.complete[type];
    if (whole === undefined) throw new NotRead(listName(type, scope));
    if (whole !== true) throw new NotRead(whole.unread);
  }
  return known(world, type, scope).map((entry) => {
    if (isGap(entry)) throw new NotRead(entry.unread);
    return entry;
  });
}

/** The entries that are there to see, gaps included, whether or not the list is whole; absences left out. */
export function known<T extends ResourceType>(world: World, type: T, scope?: string): readonly (ResourceShapes[T] | Gap)[] {
  const entries = (world.resources[type] ?? {}) as Readonly<Record<string, Entry<T>>>;
  const found: (ResourceShapes[T] | Gap)[] = [];
  for (const [id, entry] of Object.entries(entries)) {
    if (isAbsent(entry) || (scope !== undefined && !id.startsWith(`${scope}/`))) continue;
    found.push(entry as ResourceShapes[T] | Gap);
  }
  return found;
}

/** A world with one entry replaced; `undefined` removes it. */
export function put<T extends ResourceType>(world: World, type: T, id: string, entry: Entry<T> | undefined): World {
  const before = (world.resources[type] ?? {}) as Record<string, Entry<T>>;
  const { [id]: _old, ...others } = before;
  // A changed entry keeps its place in the list.
  const entries = entry === undefined ? others : { ...before, [id]: entry };
  return { ...world, resources: { ...world.resources, [type]: entries } };
}

/** A world with some fields of one resource changed; a field set to undefined is taken away. Throws if it is not there. */
export function patch<T extends ResourceType>(world: World, type: T, id: string, fields: Partial<ResourceShapes[T]>): World {
  const before = get(world, type, id);
  if (before === undefined) throw new Error(`There is no ${type} ${id} to change.`);
  const after: Record<string, unknown> = { ...before, ...fields };
  for (const [field, value] of Object.entries(fields)) if (value === undefined) delete after[field];
  return put(world, type, id, after as unknown as ResourceShapes[T]);
}

function isListed(world: World, type: ResourceType, id: string): boolean {
  if (world.complete === 'everything') return true;
  const slash = id.indexOf('/');
  const scope = slash > 0 && !id.startsWith('arn:') ? id.slice(0, slash) : undefined;
  return world.complete[type] === true || (scope !== undefined && world.complete[listName(type, scope)] === true);
}
