import type { UserPool, UserPoolUser } from '../world/resources';
import { apiReference } from './api-reference';
import { uuid } from './mint';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { folding, userId, userNamed, type Reader } from './user-pool';
import { isEmail, isPhone, type Attributes } from './user-pool-attributes';

/** What a new user's name must be, and that nobody has it yet. */
export const usernameRules = {
  username: {
    says: 'The user name has the form that the pool signs in with: an e-mail address, a phone number, or anything but an alias.',
    label: 'user name',
    cite: apiReference('cognito-idp', 'SignUp'),
    error: { code: 'InvalidParameterException', message: ({ fault }) => String(fault) },
  },
} as const satisfies Record<string, Rule>;

const takenFault = 'User already exists';

export const newNameRules = {
  ...usernameRules,
  exists: {
    says: 'Nobody in the pool signs in by this name yet. Even a client that hides users answers this, so sign-up tells who exists.',
    label: 'name is free',
    cite: 'aws-facts §3d',
    error: { code: 'UsernameExistsException', message: ({ fault }) => String(fault), wording: 'documented' },
  },
} as const satisfies Record<string, Rule>;

/** Checks the name of someone who signs up or is created. @returns the attributes, with the name in its place where it is one. */
export function checkNewName(
  pool: UserPool,
  name: string,
  attributes: Attributes,
  context: OperationContext<keyof typeof newNameRules>,
  taken: string = takenFault,
): Attributes {
  const fault = faultOf(pool, name);
  context.hold('username', fault === undefined, fault ?? 'it has the right form', { fault: fault ?? '' });
  const named = withName(pool, name, attributes);
  const other = userNamed(pool, name, context);
  const says = other === undefined ? 'it is free' : `it is ${other.Username}’s`;
  const alias = pool.UsernameAttributes?.length ? `An account with the given ${isEmail(name) ? 'email' : 'phone_number'} already exists.` : taken;
  context.hold('exists', other === undefined, says, { fault: alias });
  return named;
}

function faultOf(pool: UserPool, name: string): string | undefined {
  const signsInWith = pool.UsernameAttributes ?? [];
  const aliases = pool.AliasAttributes ?? [];
  const [email, phone] = [isEmail(name), isPhone(name)];
  if (signsInWith.length > 0) {
    if ((email && signsInWith.includes('email')) || (phone && signsInWith.includes('phone_number'))) return undefined;
    if (signsInWith.length > 1) return 'Username should be either an email or a phone number.';
    return signsInWith.includes('email') ? 'Username should be an email.' : 'Username should be a phone number.';
  }
  if (email && aliases.includes('email')) return 'Username cannot be of email format, since user pool is configured for email alias.';
  if (phone && aliases.includes('phone_number')) return 'Username cannot be of phone number format, since user pool is configured for phone number alias.';
  return name === '' ? 'Username cannot be empty' : undefined;
}

/** Where e-mail addresses or phone numbers are the names, the name is an attribute too. */
function withName(pool: UserPool, name: string, attributes: Attributes): Attributes {
  if (!pool.UsernameAttributes?.length) return attributes;
  return isEmail(name) ? { ...attributes, email: name } : { ...attributes, phone_number: name };
}

/** A new user; where people sign in with e-mail address or phone number, AWS makes the user name: the `sub`. */
export function newUser(
  pool: UserPool,
  name: string,
  attributes: Attributes,
  UserStatus: UserPoolUser['UserStatus'],
  context: Pick<OperationContext, 'now' | 'draw'>,
): UserPoolUser {
  const sub = uuid(context.draw('sub'));
  return {
    UserPoolId: pool.Id,
    Username: pool.UsernameAttributes?.length ? sub : name,
    Attributes: { sub, ...attributes },
    Groups: [],
    UserStatus,
    Enabled: true,
    UserCreateDate: context.now,
    UserLastModifiedDate: context.now,
  };
}

export const aliasRules = {
  alias: {
    says: 'No other user signs in with this verified e-mail address or phone number.',
    label: 'alias is free',
    cite: apiReference('cognito-idp', 'VerifyUserAttribute'),
    error: { code: 'AliasExistsException', message: ({ name }) => `An account with the given ${name} already exists.` },
  },
} as const satisfies Record<string, Rule>;

/** Whoever else already signs in with this address. */
export function otherWith(user: UserPoolUser, pool: UserPool, attribute: string, value: string, context: Reader): UserPoolUser | undefined {
  const names = [...(pool.UsernameAttributes ?? []), ...(pool.AliasAttributes ?? [])];
  if (!names.includes(attribute)) return undefined;
  const fold = folding(pool);
  return context.list('AWS::Cognito::UserPoolUser', pool.Id).find(
    (other) =>
      userId(other) !== userId(user) &&
      fold(other.Attributes[attribute] ?? '') === fold(value) &&
      (pool.UsernameAttributes?.includes(attribute) || other.Attributes[`${attribute}_verified`] === 'true'),
  );
}

export function checkAlias(
  user: UserPoolUser,
  pool: UserPool,
  attribute: string,
  value: string,
  context: OperationContext<keyof typeof aliasRules>,
): void {
  const other = otherWith(user, pool, attribute, value, context);
  context.hold('alias', other === undefined, other === undefined ? `${value} is free` : `${value} is ${other.Username}’s`, { name: attribute });
}

export const unconfirmedRules = {
  unconfirmed: {
    says: 'The user still awaits confirmation.',
    label: 'unconfirmed',
    cite: apiReference('cognito-idp', 'ConfirmSignUp'),
    error: { code: 'NotAuthorizedException', message: ({ status }) => `User cannot be confirmed. Current status is ${status}` },
  },
} as const satisfies Record<string, Rule>;
