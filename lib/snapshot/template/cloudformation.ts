import { parseDocument, YAMLMap, YAMLSeq, type CollectionTag, type ScalarTag } from 'yaml';
import { Unreadable } from '../snapshot';
import { isObject, templateAccount, type Json, type JsonObject as Object } from './json';
import { isFields, Joined, Open, Reference, type Item, type Template, type Value } from './value';

/**
 * A template written in YAML, with CloudFormation's short forms (`!Ref`, `!Sub`) in their long form.
 * @throws Unreadable with the place of what is wrong
 */
export function parseYaml(text: string, where: string): unknown {
  const document = parseDocument(text, { customTags: shortForms, merge: true });
  const [error] = document.errors;
  if (error !== undefined) throw new Unreadable(`${where} is neither JSON nor YAML (${error.message.split('\n')[0] ?? error.message}): mend that place, or leave the file out.`);
  return document.toJS() as unknown;
}

/** `!GetAtt A.B` is `Fn::GetAtt: [A, B]`; the others take their long form by name. */
const functions = ['Base64', 'Cidr', 'FindInMap', 'GetAtt', 'GetAZs', 'If', 'ImportValue', 'Join', 'Select', 'Split', 'Sub', 'Transform', 'And', 'Equals', 'Not', 'Or', 'Length', 'ToJsonString', 'ForEach'] as const;

const shortForms = ['Ref', 'Condition', ...functions].flatMap((name): (ScalarTag | CollectionTag)[] => {
  const long = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  const tag = `!${name}`;
  class OfList extends YAMLSeq {
    override toJSON(...args: Parameters<YAMLSeq['toJSON']>) {
      return { [long]: super.toJSON(...args) } as never;
    }
  }
  class OfFields extends YAMLMap {
    override toJSON(...args: Parameters<YAMLMap['toJSON']>) {
      return { [long]: super.toJSON(...args) } as never;
    }
  }
  return [
    { tag, resolve: (text: string) => ({ [long]: name === 'GetAtt' ? splitOnce(text) : text }) },
    { tag, collection: 'seq', nodeClass: OfList },
    { tag, collection: 'map', nodeClass: OfFields },
  ];
});

function splitOnce(text: string): readonly [string, string] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text, 'Ref'] : [text.slice(0, dot), text.slice(dot + 1)];
}

/**
 * A CloudFormation or SAM template as items to deploy: parameters at their defaults, conditions decided where they can be.
 * What a parameter without a default or another stack would say is left open.
 */
export function fromCloudFormation(template: Object, region: string): Template {
  return { kind: 'CloudFormation template', items: new Reader(template, region).items(), region, account: templateAccount, partition: region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws' };
}

class Reader {
  private readonly parameters: Object;
  private readonly conditions: Object;
  private readonly mappings: Object;
  private readonly resources: Object;

  constructor(
    template: Object,
    private readonly region: string,
  ) {
    const part = (name: string): Object => (isObject(template[name]) ? template[name] : {});
    this.parameters = part('Parameters');
    this.conditions = part('Conditions');
    this.mappings = part('Mappings');
    this.resources = part('Resources');
  }

  items(): readonly Item[] {
    return Object.entries(this.resources).flatMap(([name, resource]): readonly Item[] => {
      if (!isObject(resource) || typeof resource.Type !== 'string') return [];
      if (typeof resource.Condition === 'string' && this.condition(resource.Condition) === false) return [];
      const properties = this.read(resource.Properties ?? {});
      return [{ name, type: resource.Type, properties: isFields(properties) ? properties : {} }];
    });
  }

  private read(value: Json): Value {
    if (Array.isArray(value)) return (value as readonly Json[]).map((one) => this.read(one)).filter((one) => one !== undefined);
    if (!isObject(value)) return value as Value;
    const [entry, ...others] = Object.entries(value);
    if (entry !== undefined && others.length === 0 && (entry[0] === 'Ref' || entry[0].startsWith('Fn::'))) return this.intrinsic(entry[0], entry[1]);
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.read(one)]).filter(([, one]) => one !== undefined)) as Value;
  }

  private intrinsic(name: string, argument: Json): Value {
    const list = Array.isArray(argument) ? (argument as readonly Json[]) : [];
    switch (name) {
      case 'Ref':
        return this.ref(String(argument));
      case 'Fn::GetAtt': {
        const [item, attribute] = typeof argument === 'string' ? splitOnce(argument) : list.map(String);
        return new Reference(item ?? '', attribute ?? 'Ref');
      }
      case 'Fn::Sub':
        return this.sub(argument);
      case 'Fn::Join':
        return this.join(list);
      case 'Fn::If':
        return this.choose(list);
      case 'Fn::Select': {
        const from = this.read(list[1] ?? null);
        const chosen = Array.isArray(from) ? (from as readonly Value[])[Number(list[0])] : undefined;
        return chosen ?? new Open('Fn::Select', 'it is chosen from a list that is known only when it is deployed');
      }
      case 'Fn::Split': {
        const text = this.read(list[1] ?? null);
        return typeof text === 'string' ? text.split(String(list[0])) : new Open('Fn::Split', 'it is split from a text that is known only when it is deployed');
      }
      case 'Fn::FindInMap':
        return this.findInMap(list);
      case 'Fn::ToJsonString':
        return this.read(argument);
      case 'Fn::ImportValue':
        return new Open('import', `it is imported from another stack (${JSON.stringify(argument).slice(0, 80)})`);
      default:
        return new Open(name, `${name} is known only when it is deployed`);
    }
  }

  private ref(name: string): Value {
    const pseudo: Readonly<Record<string, Value | undefined>> = {
      'AWS::Region': this.region,
      'AWS::AccountId': templateAccount,
      'AWS::Partition': this.region.startsWith('cn-') ? 'aws-cn' : 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': 'stack',
      'AWS::NoValue': undefined,
    };
    if (name in pseudo) return pseudo[name] as Value;
    const parameter = this.parameters[name];
    if (parameter === undefined) return new Reference(name, 'Ref');
    return isObject(parameter) && parameter.Default !== undefined && !String(parameter.Type).startsWith('AWS::SSM::')
      ? listed(parameter.Type, parameter.Default)
      : new Open(name, `it comes from the parameter ${name}, which has no default`);
  }

  private sub(argument: Json): Value {
    const [text, own] = Array.isArray(argument) ? [String(argument[0]), isObject(argument[1]) ? argument[1] : {}] : [String(argument), {}];
    const parts: Value[] = [];
    let rest = text;
    for (let at = rest.indexOf('${'); at >= 0; at = rest.indexOf('${')) {
      const end = rest.indexOf('}', at);
      if (end < 0) break;
      const name = rest.slice(at + 2, end).trim();
      parts.push(rest.slice(0, at));
      if (name.startsWith('!')) parts.push(`\${${name.slice(1)}}`);
      else if (Object.hasOwn(own, name)) parts.push(this.read((own as Object)[name] ?? null));
      else if (name.includes('.')) parts.push(new Reference(...splitOnce(name)));
      else parts.push(this.ref(name));
      rest = rest.slice(end + 1);
    }
    parts.push(rest);
    return parts.every((part) => typeof part === 'string') ? parts.join('') : new Joined(parts);
  }

  private join([separator = '', parts = []]: readonly Json[]): Value {
    const read = this.read(parts);
    if (!Array.isArray(read)) return new Open('Fn::Join', 'it is joined from a list that is known only when it is deployed');
    return new Joined((read as readonly Value[]).flatMap((part, index) => (index === 0 ? [part] : [String(separator), part])));
  }

  private choose([name, yes = null, no = null]: readonly Json[]): Value {
    const holds = this.condition(String(name));
    if (holds === undefined) return new Open(String(name), `it depends on the condition ${String(name)}, which is decided when it is deployed`);
    return this.read(holds ? yes : no);
  }

  private findInMap([map, first, second]: readonly Json[]): Value {
    const keys = [map, first, second].map((key) => this.read(key ?? null));
    let found: Json | undefined = this.mappings as Json;
    for (const key of keys) found = typeof key === 'string' && isObject(found) ? found[key] : undefined;
    return found === undefined ? new Open('Fn::FindInMap', 'it is looked up by something that is known only when it is deployed') : this.read(found);
  }

  /** Undefined where only a deployment decides. */
  private condition(name: string): boolean | undefined {
    return this.holds(this.conditions[name] ?? null);
  }

  private holds(test: Json): boolean | undefined {
    if (!isObject(test)) return undefined;
    const [entry] = Object.entries(test);
    if (entry === undefined) return undefined;
    const [operator, argument] = entry;
    const list = Array.isArray(argument) ? (argument as readonly Json[]) : [];
    const each = (): readonly (boolean | undefined)[] => list.map((one) => this.holds(one));
    switch (operator) {
      case 'Condition':
        return this.condition(String(argument));
      case 'Fn::Equals': {
        const [left, right] = list.map((one) => this.read(one));
        return [left, right].some((side) => typeof side === 'object') ? undefined : String(left) === String(right);
      }
      case 'Fn::Not': {
        const [inner] = each();
        return inner === undefined ? undefined : !inner;
      }
      case 'Fn::And':
        return each().includes(false) ? false : each().includes(undefined) ? undefined : true;
      case 'Fn::Or':
        return each().includes(true) ? true : each().includes(undefined) ? undefined : false;
      default:
        return undefined;
    }
  }
}

function listed(type: Json | undefined, value: Json): Value {
  return typeof value === 'string' && String(type).includes('List') ? value.split(',').map((one) => one.trim()) : (value as Value);
}
