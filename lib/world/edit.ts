import { clientFields, groupFields, identityPoolFields, principalTagFields, roleAttachmentFields, userFields, userPoolFields } from './edit-cognito';
import type { Attributes, Field } from './edit-field';
import { bucketFields, iotPolicyFields, managedPolicyFields, oidcProviderFields, roleFields } from './edit-iam';
import { isAbsent, isGap } from './gap';
import type { ResourceShapes, ResourceType } from './resources';
import { put, type World } from './world';

/** A resource that can be edited, as a form. */
export interface Thing {
  readonly key: string;
  readonly type: ResourceType;
  readonly id: string;
  /** What it is and how it is called: `Identity pool`, `notes-prod`. */
  readonly kind: string;
  readonly name: string;
  readonly fields: readonly Field[];
}

/** What somebody has typed, by the key of its field (`fieldKey`). */
export type Edits = Readonly<Record<string, string>>;

export interface Edited {
  readonly world: World;
  /** One sentence for each field whose text cannot be used; the world has it as it was. */
  readonly problems: Readonly<Record<string, string>>;
}

/** The key under which an edit is kept. */
export function fieldKey(thing: Pick<Thing, 'key'>, field: Pick<Field, 'key'>): string {
  return `${thing.key} ${field.key}`;
}

interface Editor<T extends ResourceType> {
  readonly kind: string;
  name(resource: ResourceShapes[T]): string;
  fields(resource: ResourceShapes[T], world: World): readonly Field[];
}

/** What can be edited, in the order of the path. */
const editors: { readonly [T in ResourceType]?: Editor<T> } = {
  'AWS::Cognito::UserPool': { kind: 'User pool', name: (pool) => pool.Name ?? pool.Id, fields: userPoolFields },
  'AWS::Cognito::UserPoolClient': { kind: 'App client', name: (client) => client.ClientName ?? client.ClientId, fields: clientFields },
  'AWS::Cognito::UserPoolGroup': { kind: 'Group', name: (group) => group.GroupName, fields: groupFields },
  'AWS::Cognito::UserPoolUser': { kind: 'User', name: (user) => user.Username, fields: userFields },
  'AWS::Cognito::IdentityPool': { kind: 'Identity pool', name: (pool) => pool.IdentityPoolName, fields: identityPoolFields },
  'AWS::Cognito::IdentityPoolRoleAttachment': { kind: 'Roles of the identity pool', name: () => '', fields: roleAttachmentFields },
  'AWS::Cognito::IdentityPoolPrincipalTag': { kind: 'Principal tags', name: (tags) => tags.IdentityProviderName, fields: principalTagFields },
  'AWS::IAM::Role': { kind: 'Role', name: (role) => role.RoleName, fields: roleFields },
  'AWS::IAM::ManagedPolicy': { kind: 'Managed policy', name: (policy) => policy.PolicyName, fields: managedPolicyFields },
  'AWS::IAM::OIDCProvider': { kind: 'OIDC provider', name: (provider) => provider.Url, fields: oidcProviderFields },
  'AWS::S3::Bucket': { kind: 'Bucket', name: (bucket) => bucket.BucketName, fields: bucketFields },
  'AWS::IoT::Policy': { kind: 'IoT policy', name: (policy) => policy.policyName, fields: iotPolicyFields },
};

/** Everything in a world that can be edited. With `whole`, what that world has and this one lacks can be put back. */
export function thingsOf(world: World, whole: World = world): readonly Thing[] {
  return (Object.keys(editors) as ResourceType[]).flatMap((type) => thingsOfType(world, whole, type));
}

function thingsOfType<T extends ResourceType>(world: World, whole: World, type: T): readonly Thing[] {
  const editor = editors[type] as Editor<T> | undefined;
  if (editor === undefined) return [];
  const present = entries(world, type);
  const lost = entries(whole, type).filter(([id]) => !present.some(([other]) => other === id));
  return [
    ...present.map(([id, resource]) => thing(type, id, editor, resource, editor.fields(resource, world))),
    ...lost.map(([id, resource]) => thing(type, id, editor, resource, [lostField(resource)])),
  ];
}

function thing<T extends ResourceType>(type: T, id: string, editor: Editor<T>, resource: ResourceShapes[T], fields: readonly Field[]): Thing {
  return { key: `${type} ${id}`, type, id, kind: editor.kind, name: editor.name(resource), fields };
}

function entries<T extends ResourceType>(world: World, type: T): readonly (readonly [string, ResourceShapes[T]])[] {
  const all = Object.entries(world.resources[type] ?? {}) as readonly (readonly [string, unknown])[];
  return all.filter(([, entry]) => !isGap(entry) && !isAbsent(entry)) as unknown as readonly (readonly [string, ResourceShapes[T]])[];
}

/** The one thing to say about a resource that is not there: that it should be. */
function lostField(resource: object): Field {
  return {
    key: 'exists',
    label: 'In this account',
    input: { kind: 'choice', options: [{ value: 'no', name: 'not there' }, { value: 'yes', name: 'there again' }] },
    raw: 'no',
    write: (_nothing, raw) => ({ resource: raw === 'yes' ? (resource as Attributes) : {} }),
  };
}

/** The world with what was typed. What cannot be used is left as it was, and said. */
export function applyEdits(world: World, edits: Edits, whole: World = world): Edited {
  const problems: Record<string, string> = {};
  let edited = world;
  for (const one of thingsOf(world, whole)) {
    const before = (world.resources[one.type] as Readonly<Record<string, unknown>> | undefined)?.[one.id];
    let resource = (before ?? {}) as Attributes;
    for (const field of one.fields) {
      const key = fieldKey(one, field);
      const raw = edits[key];
      if (raw === undefined || raw === field.raw) continue;
      const written = field.write(resource, raw);
      if ('problem' in written) problems[key] = written.problem;
      else ({ resource } = written);
    }
    if (resource !== before && Object.keys(resource).length > 0) edited = put(edited, one.type, one.id, resource as never);
  }
  return { world: edited, problems };
}

/** The edits without those that say what is there anyway. */
export function realEdits(world: World, edits: Edits, whole: World = world): Edits {
  const raws = new Map(thingsOf(world, whole).flatMap((one) => one.fields.map((field) => [fieldKey(one, field), field.raw] as const)));
  return Object.fromEntries(Object.entries(edits).filter(([key, raw]) => raws.has(key) && raws.get(key) !== raw));
}
