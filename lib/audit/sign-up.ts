import type { Call, Input } from '../engine/scenario';
import type { UserPool, UserPoolClient } from '../world/resources';

/** Somebody whom nobody invited. */
export const newcomer = { email: 'newcomer@lifeguard.example', phone: '+15555550199', password: 'Rough-tide-5-terns!' } as const;

/** What is particular about somebody who signs up. */
export interface Newcomer {
  readonly email?: string;
  /** Attributes beyond those that the user pool requires. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** What a new user has to say about themselves. */
const samples: Readonly<Record<string, string>> = {
  email: newcomer.email,
  phone_number: newcomer.phone,
  birthdate: '2000-01-01',
  updated_at: '1795381200',
  zoneinfo: 'UTC',
  locale: 'en',
  gender: 'unknown',
  picture: 'https://lifeguard.example/picture.png',
  website: 'https://lifeguard.example/',
  profile: 'https://lifeguard.example/profile',
};

/** The name under which somebody signs up: an address where the user pool signs in with one. */
export function newName({ UsernameAttributes = [] }: UserPool, { email = newcomer.email }: Newcomer = {}): string {
  if (UsernameAttributes.includes('email')) return email;
  return UsernameAttributes.includes('phone_number') ? newcomer.phone : 'newcomer';
}

function attributesFor({ SchemaAttributes = [] }: UserPool, { email = newcomer.email, attributes = {} }: Newcomer = {}): readonly { readonly Name: string; readonly Value: string }[] {
  const required = SchemaAttributes.filter(({ Required, Name }) => Required === true && Name !== 'sub').map(({ Name }) => Name);
  const said: Readonly<Record<string, string>> = { ...samples, email, ...attributes };
  return [...new Set(['email', ...required, ...Object.keys(attributes)])].map((Name) => ({ Name, Value: said[Name] ?? 'Newcomer' }));
}

/** The request by which anybody asks for an account of their own. */
export function signUpCall(pool: UserPool, client: UserPoolClient, who: Newcomer = {}): Call {
  const Username = newName(pool, who);
  const hash: Input = client.ClientSecret === undefined ? {} : { SecretHash: { $secretHash: { secret: client.ClientSecret, username: Username, clientId: client.ClientId } } };
  const input: Input = { ClientId: client.ClientId, Username, Password: newcomer.password, UserAttributes: attributesFor(pool, who), ...hash };
  return { id: 'sign-up', by: 'mallory', operation: 'cognito-idp:SignUp', input };
}

/** The confirmation, with the code that was sent to the newcomer's own address; without one, there is only guessing. */
export function confirmCall(pool: UserPool, client: UserPoolClient, who: Newcomer = {}): Call {
  const Username = newName(pool, who);
  const hash: Input = client.ClientSecret === undefined ? {} : { SecretHash: { $secretHash: { secret: client.ClientSecret, username: Username, clientId: client.ClientId } } };
  const to = codeGoesTo(pool, who);
  const ConfirmationCode = to === undefined ? '000000' : { $code: to };
  return { id: 'confirm-sign-up', by: 'mallory', operation: 'cognito-idp:ConfirmSignUp', input: { ClientId: client.ClientId, Username, ConfirmationCode, ...hash } };
}

function codeGoesTo(pool: UserPool, who: Newcomer): string | undefined {
  const verifies = pool.AutoVerifiedAttributes ?? [];
  const given = new Set([...attributesFor(pool, who).map(({ Name }) => Name), ...(newName(pool) === newcomer.phone ? ['phone_number'] : [])]);
  if (verifies.includes('phone_number') && given.has('phone_number')) return newcomer.phone;
  return verifies.includes('email') && given.has('email') ? (who.email ?? newcomer.email) : undefined;
}
