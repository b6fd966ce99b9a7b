import { iamArn } from '../../engine/iam-entity';
import { perform } from '../../engine/perform';
import { defaultStart } from '../../engine/scenario';
import { newState, type State } from '../../engine/state';
import type { Gap, Known } from '../../world/gap';
import type { AttachedPolicy, InlinePolicy, ManagedPolicy, PolicyDocument, ResourceShapes, ResourceType, Role } from '../../world/resources';
import { patch, put, type Entry, type World } from '../../world/world';
import { isFields, Joined, Open, Reference, type Item, type Template, type Value } from './value';

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [field: string]: Plain };
type Fields = Readonly<Record<string, Plain>>;

/** What other items can refer to. */
type Attributes = Readonly<Record<string, string>>;

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
    const made = (makers[item.type] ?? lent)(this.surface, item);
    const [given, real] = [made.Ref, item.known?.Ref];
    if (given !== undefined && real !== undefined && given !== real) this.aliases.push([given, real]);
    this.underWay.delete(item.name);
    this.done.set(item.name, made);
    return made;
  }

  /** What the makers work with. */
  private readonly surface = {
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
    resolve: (value: Value): Plain => this.resolve(value),
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

type Surface = Deployment['surface'];
type Maker = (on: Surface, item: Item) => Attributes;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined);
const without = (fields: Fields, ...names: readonly string[]): Fields => Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
const lastPart = (id: string): string => id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);

/** Templates may write `"true"` and `"5"` where AWS's API has a boolean and a number. */
function typed(value: Plain): Plain {
  if (value === 'true' || value === 'false') return value === 'true';
  if (Array.isArray(value)) return (value as readonly Plain[]).map(typed);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, typed(one)]));
  return value;
}

const arnOf = (on: Surface, service: string, rest: string, global = false): string => {
  const { partition, region, account } = on.place();
  return `arn:${partition}:${service}:${global ? '' : region}:${account}:${rest}`;
};

/** Items that an audit does not read lend what others say of them. */
const lent: Maker = (on, { name, type, properties }): Attributes => {
  const own = (...fields: readonly string[]): string => {
    for (const field of fields) {
      const value = on.attempt({ name, type, properties }, field, properties[field]);
      if (typeof value === 'string') return value;
    }
    return name;
  };
  switch (type) {
    case 'AWS::S3::Bucket': {
      const bucket = own('BucketName');
      return { Ref: bucket, Arn: `arn:${on.place().partition}:s3:::${bucket}`, DomainName: `${bucket}.s3.amazonaws.com` };
    }
    case 'AWS::DynamoDB::Table':
      return { Ref: own('TableName'), Arn: arnOf(on, 'dynamodb', `table/${own('TableName')}`) };
    case 'AWS::Lambda::Function':
    case 'AWS::Serverless::Function':
      return { Ref: own('FunctionName'), Arn: arnOf(on, 'lambda', `function:${own('FunctionName')}`) };
    case 'AWS::SNS::Topic':
      return { Ref: arnOf(on, 'sns', own('TopicName')), TopicArn: arnOf(on, 'sns', own('TopicName')), TopicName: own('TopicName') };
    case 'AWS::SQS::Queue':
      return { Ref: `https://sqs.${on.place().region}.amazonaws.com/${on.place().account}/${own('QueueName')}`, Arn: arnOf(on, 'sqs', own('QueueName')), QueueName: own('QueueName') };
    case 'AWS::KMS::Key':
      return { Ref: name, KeyId: name, Arn: arnOf(on, 'kms', `key/${name}`) };
    case 'AWS::ApiGateway::RestApi':
    case 'AWS::ApiGatewayV2::Api':
    case 'AWS::Serverless::Api':
    case 'AWS::Serverless::HttpApi':
      return { Ref: name.toLowerCase(), ApiId: name.toLowerCase(), RestApiId: name.toLowerCase() };
    case 'AWS::Kinesis::Stream':
      return { Ref: own('Name'), Arn: arnOf(on, 'kinesis', `stream/${own('Name')}`) };
    default:
      return { Ref: name };
  }
};

const makers: Readonly<Record<string, Maker>> = {
  'AWS::Cognito::UserPool'(on, item) {
    const { known, gap } = on.fields(item);
    const input = typed({ ...without(known, 'UserPoolName', 'UserPoolTags', 'EnabledMfas'), PoolName: known.UserPoolName ?? item.name }) as Fields;
    const Id = text((on.create('cognito-idp:CreateUserPool', input).UserPool as Fields).Id) ?? '';
    if (gap !== undefined) on.isOpen('AWS::Cognito::UserPool', Id, gap);
    const ProviderName = `cognito-idp.${on.place().region}.amazonaws.com/${Id}`;
    return { Ref: Id, UserPoolId: Id, Arn: arnOf(on, 'cognito-idp', `userpool/${Id}`), ProviderName, ProviderURL: `https://${ProviderName}` };
  },
  'AWS::Cognito::UserPoolClient'(on, item) {
    const { known, gap } = on.fields(item);
    const input = typed({ ClientName: item.name, ...known }) as Fields;
    const ClientId = text((on.create('cognito-idp:CreateUserPoolClient', input).UserPoolClient as Fields).ClientId) ?? '';
    if (gap !== undefined) on.isOpen('AWS::Cognito::UserPoolClient', ClientId, gap);
    return { Ref: ClientId, ClientId, Name: text(known.ClientName) ?? item.name };
  },
  'AWS::Cognito::UserPoolGroup'(on, item) {
    const { known } = on.fields(item);
    on.create('cognito-idp:CreateGroup', typed({ GroupName: item.name, ...known }) as Fields);
    return { Ref: text(known.GroupName) ?? item.name };
  },
  'AWS::Cognito::UserPoolIdentityProvider'(on, item) {
    const { known } = on.fields(item);
    on.create('cognito-idp:CreateIdentityProvider', known);
    return { Ref: text(known.ProviderName) ?? item.name };
  },
  'AWS::Cognito::IdentityPool'(on, item) {
    const { known, gap } = on.fields(item);
    const input = typed({ IdentityPoolName: item.name, ...without(known, 'CognitoEvents', 'CognitoStreams', 'PushSync', 'IdentityPoolTags') }) as Fields;
    const id = text(on.create('cognito-identity:CreateIdentityPool', input).IdentityPoolId) ?? '';
    if (gap !== undefined) on.isOpen('AWS::Cognito::IdentityPool', id, gap);
    return { Ref: id, Id: id, Name: text(known.IdentityPoolName) ?? item.name, Arn: arnOf(on, 'cognito-identity', `identitypool/${id}`) };
  },
  'AWS::IAM::Role'(on, item) {
    const RoleName = text(on.field(item, 'RoleName')) ?? item.name;
    const path = text(on.field(item, 'Path')) ?? '/';
    const Arn = iamArn('role', RoleName, on.place(), path);
    return { Ref: RoleName, Arn, RoleId: `AROA${item.name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}` };
  },
  'AWS::IAM::ManagedPolicy'(on, item) {
    const PolicyName = text(on.field(item, 'ManagedPolicyName')) ?? item.name;
    const Arn = iamArn('policy', PolicyName, on.place(), text(on.field(item, 'Path')));
    return { Ref: Arn, PolicyArn: Arn };
  },
  'AWS::IAM::OIDCProvider'(on, item) {
    const url = (text(on.field(item, 'Url')) ?? `https://${item.name}`).replace(/^https:\/\//, '');
    const Arn = iamArn('oidc-provider', url, on.place());
    return { Ref: Arn, Arn, Url: url };
  },
  'AWS::IAM::SAMLProvider'(on, item) {
    const Arn = iamArn('saml-provider', text(on.field(item, 'Name')) ?? item.name, on.place());
    return { Ref: Arn, Arn };
  },
};

type Addition = (on: Surface, item: Item) => void;

/** What is added once every item has its id: roles and policies name pools, and pools name roles. */
const additions: Readonly<Record<string, Addition>> = {
  'AWS::IAM::Role'(on, item) {
    const attributes = makers['AWS::IAM::Role']?.(on, item) ?? {};
    const RoleName = attributes.Ref ?? item.name;
    const boundary = on.field(item, 'PermissionsBoundary');
    const seconds = Number(on.field(item, 'MaxSessionDuration') ?? NaN);
    const role: Role = {
      RoleName,
      Arn: attributes.Arn ?? '',
      AssumeRolePolicyDocument: documentOf(on.field(item, 'AssumeRolePolicyDocument'), `AssumeRolePolicyDocument of ${item.name}: the template has none`),
      RolePolicyList: inlineOf(on, item),
      AttachedManagedPolicies: attachedOf(on, item),
      ...(Number.isFinite(seconds) ? { MaxSessionDuration: seconds } : {}),
      ...(boundary === undefined ? {} : { PermissionsBoundary: isGapOf(boundary) ? boundary : { PermissionsBoundaryArn: String(boundary) } }),
    };
    on.put('AWS::IAM::Role', RoleName, role);
  },
  'AWS::IAM::ManagedPolicy'(on, item) {
    const Arn = makers['AWS::IAM::ManagedPolicy']?.(on, item).Ref ?? '';
    const Document = documentOf(on.field(item, 'PolicyDocument'), `PolicyDocument of ${item.name}: the template has none`);
    const policy: ManagedPolicy = { Arn, PolicyName: lastPart(Arn), DefaultVersionId: 'v1', Document };
    on.put('AWS::IAM::ManagedPolicy', Arn, policy);
    attachTo(on, item, { PolicyName: policy.PolicyName, PolicyArn: Arn });
  },
  'AWS::IAM::Policy': putInline,
  'AWS::IAM::RolePolicy': putInline,
  'Terraform::RolePolicyAttachment'(on, item) {
    const PolicyArn = on.field(item, 'PolicyArn');
    if (typeof PolicyArn === 'string') attachTo(on, item, { PolicyName: lastPart(PolicyArn), PolicyArn });
    else if (isGapOf(PolicyArn)) for (const name of rolesOf(on, item)) on.patch('AWS::IAM::Role', name, () => ({ AttachedManagedPolicies: PolicyArn }));
  },
  'AWS::IAM::OIDCProvider'(on, item) {
    const { known } = on.fields(item);
    const Arn = makers['AWS::IAM::OIDCProvider']?.(on, item).Arn ?? '';
    on.put('AWS::IAM::OIDCProvider', Arn, { Arn, Url: Arn.slice(Arn.indexOf('/') + 1), ClientIDList: (known.ClientIdList ?? []) as readonly string[], ThumbprintList: (known.ThumbprintList ?? []) as readonly string[] });
  },
  'AWS::IAM::SAMLProvider'(on, item) {
    const Arn = makers['AWS::IAM::SAMLProvider']?.(on, item).Arn ?? '';
    on.put('AWS::IAM::SAMLProvider', Arn, { Arn });
  },
  'AWS::Cognito::IdentityPoolRoleAttachment'(on, item) {
    const { known, gap } = on.fields(item);
    const IdentityPoolId = text(known.IdentityPoolId);
    if (IdentityPoolId === undefined) return;
    if (gap !== undefined) on.isOpen('AWS::Cognito::IdentityPoolRoleAttachment', IdentityPoolId, gap);
    const mappings = Object.entries((known.RoleMappings ?? {}) as Readonly<Record<string, Fields>>);
    on.put('AWS::Cognito::IdentityPoolRoleAttachment', IdentityPoolId, {
      IdentityPoolId,
      ...(known.Roles === undefined ? {} : { Roles: known.Roles as Readonly<Record<string, string>> }),
      ...(mappings.length === 0
        ? {}
        : { RoleMappings: Object.fromEntries(mappings.map(([key, mapping]) => [text(mapping.IdentityProvider) ?? key, without(mapping, 'IdentityProvider') as never])) }),
    });
  },
  'AWS::Cognito::IdentityPoolPrincipalTag'(on, item) {
    const { known, gap } = on.fields(item);
    const [pool, provider] = [text(known.IdentityPoolId), text(known.IdentityProviderName)];
    if (pool === undefined || provider === undefined) return;
    const id = `${pool}/${provider}`;
    on.put('AWS::Cognito::IdentityPoolPrincipalTag', id, gap ?? (typed({ UseDefaults: false, PrincipalTags: {}, ...known }) as never));
  },
  'AWS::S3::BucketPolicy'(on, item) {
    const bucket = text(on.field(item, 'Bucket'));
    const Policy = documentOf(on.field(item, 'PolicyDocument'), `PolicyDocument of ${item.name}: the template has none`);
    if (bucket !== undefined) on.put('AWS::S3::Bucket', bucket, { BucketName: bucket, Policy });
  },
};

function isGapOf(value: unknown): value is Gap {
  return typeof value === 'object' && value !== null && 'unread' in value;
}

function documentOf(value: Known<Plain | undefined>, missing: string): Known<PolicyDocument> {
  if (value === undefined || value === null) return { unread: missing };
  if (isGapOf(value)) return value;
  return typeof value === 'string' ? value : (value as object);
}

function inlineOf(on: Surface, item: Item): Known<readonly InlinePolicy[]> {
  const { Policies } = item.properties;
  if (Policies === undefined) return [];
  if (!Array.isArray(Policies)) {
    const whole = on.attempt(item, 'Policies', Policies);
    return isGapOf(whole) ? whole : [];
  }
  return (Policies as readonly Value[]).map((policy, index) => {
    if (!isFields(policy)) return { PolicyName: `Policies[${index}]`, PolicyDocument: { unread: `Policies[${index}] of ${item.name}: left open` } };
    const name = on.attempt(item, `Policies[${index}].PolicyName`, policy.PolicyName);
    return {
      PolicyName: text(name) ?? `Policies[${index}]`,
      PolicyDocument: documentOf(on.attempt(item, `Policies[${index}].PolicyDocument`, policy.PolicyDocument), `Policies[${index}].PolicyDocument of ${item.name}: the template has none`),
    };
  });
}

function attachedOf(on: Surface, item: Item): Known<readonly AttachedPolicy[]> {
  const arns = on.field(item, 'ManagedPolicyArns');
  if (isGapOf(arns)) return arns;
  return ((arns ?? []) as readonly string[]).map((PolicyArn) => ({ PolicyName: lastPart(PolicyArn), PolicyArn }));
}

function rolesOf(on: Surface, item: Item): readonly string[] {
  const listed = on.field(item, 'Roles') ?? on.field(item, 'RoleName');
  return [listed].flat().flatMap((role) => (typeof role === 'string' ? [lastPart(role)] : []));
}

function putInline(on: Surface, item: Item): void {
  const PolicyName = text(on.field(item, 'PolicyName')) ?? item.name;
  const PolicyDocument = documentOf(on.field(item, 'PolicyDocument'), `PolicyDocument of ${item.name}: the template has none`);
  for (const name of rolesOf(on, item)) {
    on.patch('AWS::IAM::Role', name, ({ RolePolicyList }) => ({ RolePolicyList: isGapOf(RolePolicyList) ? RolePolicyList : [...RolePolicyList, { PolicyName, PolicyDocument }] }));
  }
}

function attachTo(on: Surface, item: Item, policy: AttachedPolicy): void {
  for (const name of rolesOf(on, item)) {
    on.patch('AWS::IAM::Role', name, ({ AttachedManagedPolicies: before }) => ({ AttachedManagedPolicies: isGapOf(before) ? before : [...before, policy] }));
  }
}
