import type { UserPool, UserPoolClient, UserPoolUser } from '../world/resources';

/** The attributes that every user pool has. */
const standard: ReadonlySet<string> = new Set([
  'sub', 'address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name',
  'nickname', 'phone_number', 'phone_number_verified', 'picture', 'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo',
]);

/** Whether Cognito keeps this attribute up to date itself, so that no app client may write it. */
const kept: ReadonlySet<string> = new Set(['sub', 'email_verified', 'phone_number_verified', 'identities']);

export function isStandard(attribute: string): boolean {
  return standard.has(attribute);
}

/** Whether the pool has an attribute of this name. */
export function isInSchema(pool: UserPool, attribute: string): boolean {
  return standard.has(attribute) || attribute === 'identities' || schemaOf(pool, attribute) !== undefined;
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
export function schemaOf(pool: UserPool, attribute: string) {
  return pool.SchemaAttributes?.find(({ Name }) => Name === attribute);
}

/** A user's attributes as AWS lists them, `sub` first. */
export function attributeList(user: UserPoolUser): readonly { readonly Name: string; readonly Value: string }[] {
  const { sub, ...others } = user.Attributes;
  return Object.entries({ ...(sub === undefined ? {} : { sub }), ...others }).map(([Name, Value]) => ({ Name, Value }));
}
