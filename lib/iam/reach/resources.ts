import type { ResourceType } from '../catalogue/catalogue';
import type { Token, Tokens } from './common-text';

/** Where a session is at home. */
export interface Home {
  /** `aws`, `aws-us-gov` or `aws-cn`. */
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** A resource type's ARN, taken apart at its placeholders: literal texts and placeholder names in turn. */
interface Shape {
  readonly texts: readonly string[];
  readonly names: readonly string[];
  /** Characters that the last placeholder cannot hold, because another type of the service goes on after them. */
  readonly barredAtEnd: string;
}

const shapes = new WeakMap<ResourceType, Shape>();

/** A `*` in one of AWS's templates is a placeholder without a name. */
function takeApart(arn: string): { texts: string[]; names: string[] } {
  const texts: string[] = [];
  const names: string[] = [];
  let text = '';
  for (let i = 0; i < arn.length; i++) {
    const end = arn.startsWith('${', i) ? arn.indexOf('}', i) : arn[i] === '*' ? i : -1;
    if (end < 0) {
      text += arn[i];
      continue;
    }
    texts.push(text);
    names.push(end === i ? 'anything' : arn.slice(i + 2, end));
    text = '';
    i = end;
  }
  texts.push(text);
  return { texts, names };
}

function shapeOf(type: ResourceType): Shape {
  const known = shapes.get(type);
  if (known) return known;
  const shape = { ...takeApart(type.arn), barredAtEnd: type.continuedBy };
  shapes.set(type, shape);
  return shape;
}

const isAccount = (name: string): boolean => name === 'Account' || name === 'AccountId';

/** How much of an ARN is fixed to the session's home. */
export type Place = 'home' | 'home account' | 'anywhere';

const patterns = new WeakMap<ResourceType, Map<string, Tokens>>();

/** The pattern of all ARNs of a type, at a place. */
export function patternOf(type: ResourceType, home: Home, place: Place): Tokens {
  const known = patterns.get(type) ?? new Map<string, Tokens>();
  patterns.set(type, known);
  const key = `${place} ${home.partition} ${home.account} ${home.region}`;
  const tokens = known.get(key) ?? makePattern(type, home, place);
  known.set(key, tokens);
  return tokens;
}

function makePattern(type: ResourceType, home: Home, place: Place): Tokens {
  const { texts, names, barredAtEnd } = shapeOf(type);
  const tokens: Token[] = [...(texts[0] ?? '')];
  let colons = 0;
  names.forEach((name, i) => {
    colons += [...(texts[i] ?? '')].filter((c) => c === ':').length;
    const fixed =
      name === 'Partition'
        ? home.partition
        : name === 'Region' && place === 'home'
          ? home.region
          : isAccount(name) && place !== 'anywhere'
            ? home.account
            : undefined;
    if (fixed !== undefined) tokens.push(...fixed);
    else {
      const next = texts[i + 1] ?? '';
      const last = i === names.length - 1 && next === '';
      const barred = colons < 5 ? ':' : last ? barredAtEnd : name.endsWith('Path') ? '' : next.charAt(0);
      tokens.push({ many: false, barred }, { many: true, barred });
    }
    tokens.push(...(texts[i + 1] ?? ''));
  });
  return tokens;
}

const heads = new WeakMap<ResourceType, string>();

/** What every ARN of the type begins with, in a partition. */
export function headOf(type: ResourceType, partition: string): string {
  const known = heads.get(type);
  if (known?.startsWith(`arn:${partition}:`)) return known;
  const { texts, names } = shapeOf(type);
  const head = names[0] === 'Partition' ? `${texts[0] ?? ''}${partition}${texts[1] ?? ''}` : (texts[0] ?? '');
  heads.set(type, head);
  return head;
}

/** True when the ARN of this type says which account it belongs to, or at least which region. */
export function saysWhere(type: ResourceType): boolean {
  return shapeOf(type).names.some((name) => name === 'Region' || isAccount(name));
}

/** Nobody's account, and a region that no pool is in: a resource there is granted only by a pattern that covers any. */
const elsewhere = { account: '000000000000', region: 'xx-nowhere-1' };

/** A resource of the type about which no policy says anything in particular. */
export function instanceOf(type: ResourceType, { partition, account, region }: Home): string {
  const { texts, names } = shapeOf(type);
  let arn = texts[0] ?? '';
  names.forEach((name, i) => {
    const value =
      name === 'Partition' ? partition : name === 'Region' ? region : isAccount(name) ? account : `some-${name.toLowerCase()}`;
    arn += value + (texts[i + 1] ?? '');
  });
  return arn;
}

const strange = new Map<string, WeakMap<ResourceType, string>>();

/** A resource of the type that nobody named: only a pattern for any resource covers it. */
export function strangeInstanceOf(type: ResourceType, partition: string): string {
  const known = strange.get(partition) ?? new WeakMap<ResourceType, string>();
  strange.set(partition, known);
  const arn = known.get(type) ?? instanceOf(type, { partition, ...elsewhere });
  known.set(type, arn);
  return arn;
}

/** What is granted of any account’s resources, as the same resource at home. */
export function atHome(arn: string, { region, account }: Home): string {
  const [head, partition, service, where, whose, ...rest] = arn.split(':');
  if (rest.length === 0) return arn;
  return [head, partition, service, where === elsewhere.region ? region : where, whose === elsewhere.account ? account : whose, ...rest].join(':');
}
