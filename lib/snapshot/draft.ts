import type { Gap, Known } from '../world/gap';
import { isAbsent, isGap } from '../world/gap';
import type { AttachedPolicy, InlinePolicy, ManagedPolicy, PolicyDocument, ResourceType, Role } from '../world/resources';
import { listName, type Entry, type Resources, type World } from '../world/world';

/** What the reads tell of one role, in pieces: the World holds it as one resource. */
export interface RoleDraft {
  fields?: Readonly<Record<string, unknown>> & { readonly AssumeRolePolicyDocument?: PolicyDocument };
  /** Why the role's own fields are not known. */
  unread?: Gap;
  absent?: true;
  /** ListRoles leaves the boundary out, so only GetRole (or the authorization details) can say that there is none. */
  boundary?: Known<{ readonly PermissionsBoundaryArn: string } | undefined>;
  inline?: Known<readonly string[]>;
  readonly documents: Map<string, Known<PolicyDocument>>;
  attached?: Known<readonly AttachedPolicy[]>;
}

interface ManagedPolicyDraft {
  fields?: Readonly<Record<string, unknown>> & { readonly PolicyName?: string; readonly DefaultVersionId?: string };
  readonly documents: Map<string, Known<PolicyDocument>>;
  gone?: Gap | 'absent';
}

interface Mention {
  readonly type: ResourceType;
  readonly id: string;
  readonly gap: Gap;
  readonly listed: { readonly scope?: string } | undefined;
}

/** A World being put together from exchanges, which tell of one resource in several pieces and in any order. */
export class Draft {
  private readonly entries = new Map<ResourceType, Map<string, Entry<ResourceType>>>();
  /** By the list's name, then by the region that it was read in: a whole list takes every region that was looked at. */
  private readonly lists = new Map<string, Map<string, true | Gap>>();
  private readonly roles = new Map<string, RoleDraft>();
  private readonly policies = new Map<string, ManagedPolicyDraft>();
  private readonly mentions: Mention[] = [];
  private readonly members: Mention[] = [];
  private readonly amendments: { readonly type: ResourceType; readonly id: string; readonly fields: object }[] = [];

  /** A resource as AWS printed it; its form has been checked by the read's schema. */
  put(type: ResourceType, id: string, entry: object): void {
    this.table(type).set(id, entry as Entry<ResourceType>);
  }

  /** Changes some fields of what is there already; the order of exchanges then does not matter. */
  merge(type: ResourceType, id: string, fields: object): void {
    const before = this.table(type).get(id);
    if (isAbsent(before)) return;
    this.put(type, id, before === undefined || isGap(before) ? fields : { ...before, ...fields });
  }

  /** Adds to a resource what another read tells of it, should the resource itself be known in the end. Undefined takes a field away. */
  amend(type: ResourceType, id: string, fields: object): void {
    this.amendments.push({ type, id, fields });
  }

  /** Says why nobody knows a resource, unless something is known of it; the first reason stands. */
  unread(type: ResourceType, id: string, gap: Gap): void {
    if (!this.has(type, id)) this.put(type, id, gap);
  }

  absent(type: ResourceType, id: string): void {
    const before = this.table(type).get(id);
    if (before === undefined || isGap(before)) this.put(type, id, { absent: true });
  }

  has(type: ResourceType, id: string): boolean {
    return this.table(type).has(id);
  }

  get<T>(type: ResourceType, id: string): T | undefined {
    return this.table(type).get(id) as T | undefined;
  }

  ids(type: ResourceType): readonly string[] {
    return [...this.table(type).keys()];
  }

  /** The region whose answers are being filled in. */
  region = '';

  /** @param takenAt when AWS was asked, ISO 8601 */
  constructor(readonly takenAt: string) {}

  /** Records that a list was read whole, or why it was not. A whole one stands. */
  list(type: ResourceType, scope: string | undefined, whole: true | Gap): void {
    const name = listName(type, scope);
    const regions = this.lists.get(name) ?? this.add(this.lists, name, new Map<string, true | Gap>());
    const region = type.startsWith('AWS::IAM::') ? 'every' : this.region;
    if (regions.get(region) !== true) regions.set(region, whole);
  }

  /**
   * Something that another answer speaks of. Should no read tell of it, it is absent when the list that it would be in was
   * read whole, and a gap otherwise.
   */
  expect(type: ResourceType, id: string, gap: Gap, listed?: { readonly scope?: string }): void {
    this.mentions.push({ type, id, gap, listed });
  }

  /** A member of a list, which exists but is still to be described. Until it is, the list of its scope is not whole. */
  member(type: ResourceType, id: string, gap: Gap, scope?: string): void {
    this.members.push({ type, id, gap, listed: { scope } });
  }

  role(name: string): RoleDraft {
    return this.roles.get(name) ?? this.add(this.roles, name, { documents: new Map() });
  }

  /** A role that another answer names: until a read tells of it, it is a gap, or absent from a whole list of roles. */
  expectRole(arn: string): void {
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    this.expect('AWS::IAM::Role', name, notRead('iam:GetRole', name), {});
  }

  policy(arn: string): ManagedPolicyDraft {
    return this.policies.get(arn) ?? this.add(this.policies, arn, { documents: new Map() });
  }

  /** The World, with a gap wherever an answer is missing. */
  finish(account: string, partition: string, region: string): World {
    for (const [name, role] of this.roles) this.table('AWS::IAM::Role').set(name, finishRole(name, role));
    for (const [arn, policy] of this.policies) this.table('AWS::IAM::ManagedPolicy').set(arn, finishPolicy(arn, policy));
    this.settleMentions();
    this.applyAmendments();
    const complete = Object.fromEntries([...this.lists.keys()].map((name) => [name, this.wholeness(name) as true | Gap]));
    const resources = Object.fromEntries([...this.entries].map(([type, table]) => [type, Object.fromEntries(table)]));
    return { account, partition, region, resources: resources as Resources, complete };
  }

  private applyAmendments(): void {
    // A gap is the first word, whichever answer came first.
    const [gaps, answers] = [true, false].map((empty) => this.amendments.filter(({ fields }) => Object.values(fields).every(isGap) === empty));
    for (const { type, id, fields } of [...(gaps ?? []), ...(answers ?? [])]) {
      const entry = this.get<object>(type, id);
      if (entry === undefined || isGap(entry) || isAbsent(entry)) continue;
      this.put(type, id, Object.fromEntries(Object.entries({ ...entry, ...fields }).filter(([, value]) => value !== undefined)));
    }
  }

  private wholeness(name: string): true | Gap | undefined {
    const regions = [...(this.lists.get(name)?.values() ?? [])];
    return regions.find(isGap) ?? regions[0];
  }

  private settleMentions(): void {
    for (const { type, id, gap, listed } of this.members) {
      this.unread(type, id, gap);
      const entry = this.get(type, id);
      if (listed?.scope !== undefined && isGap(entry)) this.lists.set(listName(type, listed.scope), new Map([['every', entry]]));
    }
    for (const { type, id, gap, listed } of this.mentions) {
      if (this.has(type, id)) continue;
      if (listed !== undefined && this.wholeness(listName(type, listed.scope)) === true) this.absent(type, id);
      else this.put(type, id, gap);
    }
  }

  private table(type: ResourceType): Map<string, Entry<ResourceType>> {
    return this.entries.get(type) ?? this.add(this.entries, type, new Map<string, Entry<ResourceType>>());
  }

  private add<K, V>(map: Map<K, V>, key: K, value: V): V {
    map.set(key, value);
    return value;
  }
}

/** The gap of a read that nobody made. */
export function notRead(operation: string, subject: string): Gap {
  return { unread: `${operation} ${subject}: not read` };
}

function finishRole(name: string, role: RoleDraft): Entry<'AWS::IAM::Role'> {
  if (role.fields === undefined) return role.absent ? { absent: true } : (role.unread ?? notRead('iam:GetRole', name));
  const { AssumeRolePolicyDocument, ...fields } = role.fields;
  const boundary = 'boundary' in role ? role.boundary : (role.unread ?? notRead('iam:GetRole', name));
  return {
    ...(fields as unknown as Role),
    AssumeRolePolicyDocument: AssumeRolePolicyDocument ?? notRead('iam:GetRole', name),
    RolePolicyList: inlinePolicies(name, role),
    AttachedManagedPolicies: role.attached ?? notRead('iam:ListAttachedRolePolicies', name),
    ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
  };
}

function inlinePolicies(name: string, role: RoleDraft): Known<readonly InlinePolicy[]> {
  const names = role.inline ?? notRead('iam:ListRolePolicies', name);
  if (isGap(names)) return names;
  return names.map((PolicyName) => ({
    PolicyName,
    PolicyDocument: role.documents.get(PolicyName) ?? notRead('iam:GetRolePolicy', `${name}/${PolicyName}`),
  }));
}

function finishPolicy(arn: string, policy: ManagedPolicyDraft): Entry<'AWS::IAM::ManagedPolicy'> {
  if (policy.gone === 'absent') return { absent: true };
  const version = policy.fields?.DefaultVersionId;
  if (policy.fields === undefined || version === undefined) return policy.gone ?? notRead('iam:GetPolicy', arn);
  const known: ManagedPolicy = {
    ...(policy.fields as unknown as ManagedPolicy),
    Arn: arn,
    PolicyName: policy.fields.PolicyName ?? arn.slice(arn.lastIndexOf('/') + 1),
    Document: policy.documents.get(version) ?? notRead('iam:GetPolicyVersion', `${arn} ${version}`),
  };
  const versions = [...policy.documents].flatMap(([VersionId, Document]) => (isGap(Document) ? [] : [{ VersionId, Document }]));
  return versions.length > 1 ? { ...known, Versions: versions } : known;
}
