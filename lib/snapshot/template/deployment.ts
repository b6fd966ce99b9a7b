import { perform } from '../../engine/perform';
import { defaultStart } from '../../engine/scenario';
import { newState, type State } from '../../engine/state';
import type { Gap, Known } from '../../world/gap';
import type { ResourceShapes, ResourceType } from '../../world/resources';
import { patch, put, type Entry, type World } from '../../world/world';
import { additions } from './additions';
import { lent, makers } from './makers';
import type { Attributes, Fields, Plain, Surface } from './surface';
import { isFields, Joined, Open, Reference, type Item, type Template, type Value } from './value';

export interface LeftOpenPart {
  readonly type: ResourceType;
  readonly id: string;
  readonly gap: Gap;
}

/** The account that a template would make of an empty one. */
export interface Deployed {
  readonly world: World;
  /** Ids that the emulator gave, and the real ones that belong in their place. */
  readonly aliases: readonly (readonly [given: string, real: string])[];
  /** Resources of which the template leaves open something that matters. */
  readonly open: readonly LeftOpenPart[];
  /** Items that could not be deployed, and why. */
  readonly left: readonly string[];
}

/** Thrown where a value is needed and the template leaves it open. */
class LeftOpen extends Error {
  constructor(readonly open: Open) {
    super(open.why);
  }
}

/**
 * Deploys a template into an empty account of the emulator, so that what it leaves to AWS's defaults is AWS's default. Where it
 * leaves something open that decides (a policy, a flag), the resource is a gap with the reason, and nothing is guessed.
 */
export function deploy(template: Template): Deployed {
  return new Deployment(template).run();
}

/** Settings whose value changes nothing that an audit asks. */
const immaterial = /^(Tags|UserPoolTags|HostedZone|.*Message|.*Messages|.*Template|Description|EmailConfiguration|SmsConfiguration|LogoutURLs|DefaultRedirectURI)$/;

class Deployment {
  private readonly state: State;
  private readonly items: ReadonlyMap<string, Item>;
  private readonly done = new Map<string, Attributes>();
  private readonly underWay = new Set<string>();
  private readonly open: LeftOpenPart[] = [];
  /** Ids that the emulator gave, and the real ones of what exists already. */
  private readonly aliases: (readonly [given: string, real: string])[] = [];

  constructor(private readonly template: Template) {
    const { account, partition, region } = template;
    this.state = newState({ account, partition, region, resources: {}, complete: 'everything' }, defaultStart, template.items.map(({ name }) => name).join());
    this.items = new Map(template.items.map((item) => [item.name, item]));
  }

  run(): Deployed {
    const left: string[] = [];
    // What exists is named by its id all over the template: those ids come first.
    for (const item of this.template.items.toSorted((a, b) => order(a) - order(b))) {
      try {
        this.attributesOf(item);
      } catch (error) {
        // Whoever refers to it will be a gap with this reason.
        if (!(error instanceof LeftOpen)) throw error;
        left.push(`${item.name} (${item.type}): ${error.open.why}`);
      }
    }
    for (const item of this.template.items) additions[item.type]?.(this.surface, item);
    return { world: this.state.world, aliases: this.aliases, open: this.open, left };
  }

  private attributesOf(item: Item): Attributes {
    const known = this.done.get(item.name);
    if (known !== undefined) return known;
    if (this.underWay.has(item.name)) throw new LeftOpen(new Open(item.name, `${item.name} refers to itself by way of others`));
    this.underWay.add(item.name);
    const made = this.made(item);
    const [given, real] = [made.Ref, item.known?.Ref];
    if (given !== undefined && real !== undefined && given !== real) this.aliases.push([given, real]);
    this.done.set(item.name, made);
    return made;
  }

  private made(item: Item): Attributes {
    try {
      return (makers[item.type] ?? lent)(this.surface, item);
    } finally {
      this.underWay.delete(item.name);
    }
  }

  /** What the makers work with. */
  private readonly surface: Surface = {
    place: (): Template => this.template,
    create: (operation: string, input: Fields): Readonly<Record<string, unknown>> => {
      const { output, error } = perform(this.state, { id: operation, by: 'template', operation, input, caller: { kind: 'operator' } });
      if (error !== undefined) throw new LeftOpen(new Open(operation, `AWS would refuse it: ${error.code}`));
      return output ?? {};
    },
    put: <T extends ResourceType>(type: T, id: string, entry: Entry<T>): void => {
      this.state.world = put(this.state.world, type, id, entry);
    },
    patch: <T extends ResourceType>(type: T, id: string, change: (before: ResourceShapes[T]) => Partial<ResourceShapes[T]>): void => {
      const before = (this.state.world.resources[type] as Readonly<Record<string, ResourceShapes[T]>> | undefined)?.[id];
      if (before !== undefined) this.state.world = patch(this.state.world, type, id, change(before));
    },
    isOpen: (type: ResourceType, id: string, gap: Gap): void => void this.open.push({ type, id, gap }),
    /** The properties that are known, and why the others are not. */
    fields: (item: Item): { readonly known: Fields; readonly gap?: Gap } => {
      const known: Record<string, Plain> = {};
      let gap: Gap | undefined;
      for (const [name, value] of Object.entries(item.properties)) {
        try {
          const plain = this.resolve(value);
          if (plain !== undefined) known[name] = plain;
        } catch (error) {
          if (!(error instanceof LeftOpen)) throw error;
          if (!immaterial.test(name)) gap ??= this.gapOf(item, name, error);
        }
      }
      return { known, ...(gap === undefined ? {} : { gap }) };
    },
    /** A property alone: a gap where it is open, undefined where it is left out. */
    field: (item: Item, name: string): Known<Plain | undefined> => this.attempt(item, name, item.properties[name]),
    attempt: (item: Item, name: string, value: Value | undefined): Known<Plain | undefined> => this.attempt(item, name, value),
  };

  private attempt(item: Item, name: string, value: Value | undefined): Known<Plain | undefined> {
    if (value === undefined) return undefined;
    try {
      return this.resolve(value);
    } catch (error) {
      if (error instanceof LeftOpen) return this.gapOf(item, name, error);
      throw error;
    }
  }

  private gapOf(item: Item, property: string, { open }: LeftOpen): Gap {
    return { unread: `${property} of ${item.name} in the ${this.template.kind}: ${open.why}` };
  }

  private resolve(value: Value): Plain {
    if (value instanceof Open) throw new LeftOpen(value);
    if (value instanceof Reference) return this.referred(value);
    if (value instanceof Joined) return this.joined(value);
    if (Array.isArray(value)) return (value as readonly Value[]).map((one) => this.resolve(one));
    if (isFields(value)) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.resolve(one)]));
    return (typeof value === 'string' ? this.aliases.reduce((text, [given, real]) => text.replaceAll(real, given), value) : value) as Plain;
  }

  private referred({ item, attribute }: Reference): string {
    const target = this.items.get(item);
    const value = target === undefined ? undefined : this.attributesOf(target)[attribute];
    if (value === undefined) throw new LeftOpen(new Open(`${item}.${attribute}`, `${item}.${attribute} is known only when it is deployed`));
    return value;
  }

  /** A part that is open stands in the text by its name, in brackets that no real name has; text that is open as a whole is open. */
  private joined({ parts }: Joined): string {
    const named = parts.map((part) => {
      try {
        return { text: String(this.resolve(part)), open: undefined };
      } catch (error) {
        if (!(error instanceof LeftOpen)) throw error;
        return { text: `<${error.open.name}>`, open: error.open };
      }
    });
    const [first] = named.filter(({ text, open }) => open !== undefined || text !== '');
    if (first?.open !== undefined && named.every(({ open, text }) => open !== undefined || text === '')) throw new LeftOpen(first.open);
    return named.map(({ text }) => text).join('');
  }
}

/** User pools, then their clients, then identity pools; the rest follows. */
const first = ['AWS::Cognito::UserPool', 'AWS::Cognito::UserPoolClient', 'AWS::Cognito::IdentityPool'];
const order = ({ type }: Item): number => (first.includes(type) ? first.indexOf(type) : first.length);
