/**
 * Reads the generated text of the catalogue. One block per service:
 *
 *     =s3                              service prefix
 *     k<key>⇥<key>…                    condition keys; `{TagKey}` stands for `${TagKey}`
 *     c<0-2,5>⇥<set>…                  sets of those keys, by number
 *     r<name>⇥<arn>                    resource type; `~` is `arn:${Partition}:s3:${Region}:${Account}:`
 *     a<level>⇥<0*,3>⇥<set>⇥<names>    actions alike in level, resource types (`*`: required) and keys
 */

export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

export interface ResourceType {
  readonly service: string;
  /** As the service authorization reference names it: `object`, `function alias`. */
  readonly name: string;
  /** With AWS's placeholders: `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. */
  readonly arn: string;
  /**
   * What follows this ARN in that of another type of the service (`/` after an S3 bucket, `:` after a Lambda function):
   * the last name here cannot hold it, or `bucket/*` would be taken for a bucket.
   */
  readonly continuedBy: string;
}

/** A resource type that an action can be limited to. */
export interface ResourceUse {
  readonly type: ResourceType;
  /** AWS marks the type as one that every request of the action names. */
  readonly required: boolean;
}

export interface CatalogueAction {
  /** In AWS's spelling: `s3:GetObject`. */
  readonly name: string;
  readonly service: string;
  readonly level: AccessLevel;
  /** Empty when the action has no resource-level permissions: only `Resource: "*"` grants it. */
  readonly resources: readonly ResourceUse[];
  /** Keys a request can carry, besides AWS's global ones; `aws:ResourceTag/${TagKey}` stands for every tag. */
  readonly conditionKeys: readonly string[];
}

export interface CatalogueService {
  readonly prefix: string;
  readonly resourceTypes: readonly ResourceType[];
  /** Sorted by name, ignoring case. */
  readonly actions: readonly CatalogueAction[];
}

const levels: Readonly<Record<string, AccessLevel>> = {
  L: 'List',
  R: 'Read',
  W: 'Write',
  T: 'Tagging',
  P: 'Permissions management',
};

const placeholders = (text: string): string => text.replaceAll('{', '${');

function decodeSet(set: string, keys: readonly string[]): readonly string[] {
  if (set === '') return [];
  return set.split(',').flatMap((run) => {
    const [from = 0, to = from] = run.split('-').map(Number);
    return keys.slice(from, to + 1);
  });
}

/** Policies name a log group with `:*` behind it, as the log streams are named: AWS accepts both. */
const acceptsMore = (service: string, name: string): boolean => service === 'logs' && name === 'log-group';

function decodeTypes(service: string, lines: readonly string[]): readonly ResourceType[] {
  const usual = `arn:\${Partition}:${service}:\${Region}:\${Account}:`;
  const types = lines.map((line) => {
    const [name = '', arn = ''] = line.split('\t');
    return { service, name, arn: arn.startsWith('~') ? usual + placeholders(arn.slice(1)) : placeholders(arn) };
  });
  const goesOn = (arn: string, separator: string) => types.some((other) => other.arn.startsWith(arn + separator));
  return types.map((type) => ({
    ...type,
    continuedBy: acceptsMore(service, type.name) ? '' : ['/', ':'].filter((c) => goesOn(type.arn, c)).join(''),
  }));
}

/** One list for all services: who remembers answers by list then remembers one. */
const onlyEverywhere: readonly ResourceUse[] = [];

function decodeUses(uses: string, types: readonly ResourceType[]): readonly ResourceUse[] {
  if (uses === '') return onlyEverywhere;
  return uses.split(',').map((use) => {
    const type = types[parseInt(use, 10)];
    if (!type) throw new Error(`the catalogue has no resource type number ${use}`);
    return { type, required: use.endsWith('*') };
  });
}

const byLowerName = (a: CatalogueAction, b: CatalogueAction): number => {
  const left = a.name.toLowerCase();
  const right = b.name.toLowerCase();
  return left < right ? -1 : left > right ? 1 : 0;
};

/** One service's block, without the `=` it began with. */
export function decodeService(block: string): CatalogueService {
  const [prefix = '', ...lines] = block.split('\n');
  let keys: readonly string[] = [];
  let sets: readonly (readonly string[])[] = [];
  const resourceTypes = decodeTypes(
    prefix,
    lines.filter((line) => line.startsWith('r')).map((line) => line.slice(1)),
  );
  /** Actions on the same types share one list: who judges by types then judges once. */
  const lists = new Map<string, readonly ResourceUse[]>();
  const actions: CatalogueAction[] = [];
  for (const line of lines) {
    const rest = line.slice(1);
    if (line.startsWith('k')) keys = placeholders(rest).split('\t');
    else if (line.startsWith('c')) sets = rest.split('\t').map((set) => decodeSet(set, keys));
    else if (line.startsWith('a')) {
      const [code = '', uses = '', set = '', names = ''] = rest.split('\t');
      const level = levels[code];
      if (!level) throw new Error(`the catalogue has no access level ${code}`);
      const resources = lists.get(uses) ?? decodeUses(uses, resourceTypes);
      lists.set(uses, resources);
      const conditionKeys = sets[Number(set)] ?? [];
      for (const name of names.split(' ')) {
        actions.push({ name: `${prefix}:${name}`, service: prefix, level, resources, conditionKeys });
      }
    }
  }
  return { prefix, resourceTypes, actions: actions.sort(byLowerName) };
}

/** The blocks of a text by service prefix, not yet decoded. */
export function splitServices(text: string): ReadonlyMap<string, string> {
  const blocks = new Map<string, string>();
  for (const block of text.slice(1).split('\n=')) blocks.set(block.slice(0, block.indexOf('\n')), block);
  return blocks;
}
