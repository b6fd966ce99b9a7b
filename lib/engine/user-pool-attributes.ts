import type { SchemaAttribute, UserPool, UserPoolClient, UserPoolUser } from '../world/resources';
import { apiReference } from './api-reference';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';

/** A user's attributes by name. */
export type Attributes = Readonly<Record<string, string>>;

/** An attribute as AWS's lists have it. */
export interface AttributeEntry {
  readonly Name?: string;
  readonly Value?: string;
}

/** The attributes that every user pool has (OpenID Connect's, and those that Cognito keeps). */
export const standardAttributes = [
  'sub', 'address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name',
  'nickname', 'phone_number', 'phone_number_verified', 'picture', 'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo',
] as const;

const standard: ReadonlySet<string> = new Set(standardAttributes);

/** What Cognito itself keeps up to date: no app client may write it. */
const kept: ReadonlySet<string> = new Set(['sub', 'email_verified', 'phone_number_verified', 'identities']);

export function isKept(attribute: string): boolean {
  return kept.has(attribute);
}

/** Whether an app client may read an attribute. A client that lists none reads the standard ones (API reference, ReadAttributes). */
export function isReadable(client: UserPoolClient, attribute: string): boolean {
  return client.ReadAttributes === undefined ? standard.has(attribute) : client.ReadAttributes.includes(attribute);
}

/** Whether an app client may write an attribute. A client that lists none writes the standard ones (API reference, WriteAttributes). */
export function isWritable(client: UserPoolClient, attribute: string): boolean {
  if (kept.has(attribute)) return false;
  return client.WriteAttributes === undefined ? standard.has(attribute) : client.WriteAttributes.includes(attribute);
}

/** An attribute as the pool's schema declares it; `custom:` belongs to the name there too. */
export function schemaOf(pool: UserPool, attribute: string): SchemaAttribute | undefined {
  return pool.SchemaAttributes?.find(({ Name }) => Name === attribute);
}

/** A user's attributes as AWS lists them, `sub` first. */
export function attributeList(user: UserPoolUser): readonly Required<AttributeEntry>[] {
  const { sub, ...others } = user.Attributes;
  return Object.entries({ ...(sub === undefined ? {} : { sub }), ...others }).map(([Name, Value]) => ({ Name, Value }));
}

/** Attributes by name, from the list in which AWS takes them. */
export function attributesIn(list: readonly AttributeEntry[] | undefined): Attributes {
  return Object.fromEntries((list ?? []).map(({ Name, Value }) => [Name ?? '', Value ?? '']));
}

/** A user's attributes after a change; an empty value takes an attribute away. */
export function changed(before: Attributes, changes: Attributes): Attributes {
  return Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== ''));
}

/** The marks that a change of address takes away: the new one is not verified. */
export function unverified(before: Attributes, changes: Attributes): Attributes {
  const moved = ['email', 'phone_number'].filter((name) => changes[name] !== undefined && changes[name] !== before[name]);
  return Object.fromEntries(moved.map((name) => [`${name}_verified`, changes[name] === '' ? '' : 'false']));
}

export const writableRules = {
  writable: {
    says: 'The app client may write every attribute sent; email_verified and phone_number_verified no client may write.',
    label: 'writable',
    cite: 'https://github.com/aws/aws-sdk-js/issues/1319',
    error: { code: 'NotAuthorizedException', message: 'A client attempted to write unauthorized attribute' },
  },
} as const satisfies Record<string, Rule>;

export function checkWritable(client: UserPoolClient, attributes: Attributes, context: OperationContext<keyof typeof writableRules>): void {
  const forbidden = Object.keys(attributes).find((name) => !isWritable(client, name));
  const list = client.WriteAttributes?.join(', ') ?? 'the standard attributes';
  context.hold('writable', forbidden === undefined, forbidden === undefined ? `the client may write ${list}` : `the client may not write ${forbidden}`);
}

export const schemaRules = {
  inSchema: {
    says: 'The pool’s schema has every attribute sent.',
    label: 'in the schema',
    cite: 'https://github.com/aws-amplify/amplify-flutter/issues/509',
    error: {
      code: 'InvalidParameterException',
      message: ({ name }) => `Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.\n`,
    },
  },
  format: {
    says: 'An e-mail address looks like one, and a phone number is a plus sign and digits.',
    label: 'format',
    cite: apiReference('cognito-idp', 'SignUp'),
    error: { code: 'InvalidParameterException', message: ({ what }) => `Invalid ${what} format.` },
  },
} as const satisfies Record<string, Rule>;

export function checkInSchema(pool: UserPool, attributes: Attributes, context: OperationContext<'inSchema'>): void {
  const unknown = Object.keys(attributes).find((name) => !standard.has(name) && schemaOf(pool, name) === undefined);
  context.hold('inSchema', unknown === undefined, unknown === undefined ? 'all are there' : `${unknown} is not there`, { name: unknown ?? '' });
}

export function checkSchema(pool: UserPool, attributes: Attributes, context: OperationContext<keyof typeof schemaRules>): void {
  checkInSchema(pool, attributes, context);
  const { email, phone_number } = attributes;
  const what = email && !isEmail(email) ? 'email address' : phone_number && !isPhone(phone_number) ? 'phone number' : undefined;
  context.hold('format', what === undefined, what === undefined ? 'well formed' : `no ${what}: ${email ?? phone_number}`, { what: what ?? '' });
}

export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

export function isPhone(text: string): boolean {
  return /^\+\d{7,15}$/.test(text);
}

export const requiredRules = {
  required: {
    says: 'Every attribute that the pool requires is there.',
    label: 'required',
    cite: 'https://github.com/furaiev/amazon-cognito-identity-dart-2/issues/89',
    error: { code: 'InvalidParameterException', message: ({ name }) => `Attributes did not conform to the schema: ${name}: The attribute is required\n` },
  },
} as const satisfies Record<string, Rule>;

export function checkRequired(pool: UserPool, attributes: Attributes, context: OperationContext<keyof typeof requiredRules>): void {
  const missing = pool.SchemaAttributes?.find(({ Name, Required }) => Required && !attributes[Name])?.Name;
  context.hold('required', missing === undefined, missing === undefined ? 'none is missing' : `${missing} is missing`, { name: missing ?? '' });
}

export const mutableRules = {
  mutable: {
    says: 'An attribute that the schema calls immutable keeps its first value.',
    label: 'mutable',
    cite: 'https://github.com/aws-amplify/amplify-swift/issues/3981',
    error: { code: 'InvalidParameterException', message: ({ name }) => `user.${name}: Attribute cannot be updated.` },
  },
} as const satisfies Record<string, Rule>;

export function checkMutable(pool: UserPool, user: UserPoolUser, attributes: Attributes, context: OperationContext<keyof typeof mutableRules>): void {
  const fixed = Object.keys(attributes).find((name) => name === 'sub' || (user.Attributes[name] !== undefined && schemaOf(pool, name)?.Mutable === false));
  context.hold('mutable', fixed === undefined, fixed === undefined ? 'all may change' : `${fixed} may not change`, { name: fixed ?? '' });
}
