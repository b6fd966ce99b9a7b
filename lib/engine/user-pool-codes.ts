import type { UserPool, UserPoolUser } from '../world/resources';
import { digest, text } from './mint';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import type { Records, State } from './state';
import { userId } from './user-pool';

/** What a code is for. */
export type CodePurpose = 'sign-up' | 'attribute email' | 'attribute phone_number' | 'password' | 'invitation';

/** Where a code goes: the attribute that holds the address, and the address. */
export interface Destination {
  readonly attribute: 'email' | 'phone_number';
  readonly address: string;
}

export interface CodeDelivery {
  readonly AttributeName: string;
  readonly DeliveryMedium: 'EMAIL' | 'SMS';
  readonly Destination: string;
}

/** Seconds for which each kind of code is good; one-time passwords live as long as their Session. */
export const codeLifetimes = { confirmation: 86_400, password: 3600 } as const;

/** Sends a code of some digits. It is visible in the state alone, as a mailbox would show it. */
export function sendCode(
  purpose: CodePurpose,
  user: Pick<UserPoolUser, 'UserPoolId' | 'Username'>,
  to: Destination,
  lifetime: number,
  context: Pick<OperationContext, 'now' | 'draw' | 'keep'>,
  digits = 6,
): CodeDelivery {
  return deliver(purpose, user, to, text(context.draw('code'), digits, '0123456789'), lifetime, context);
}

/** As `sendCode`, with words of the caller's: a temporary password, or a code that comes with a new value to confirm. */
export function deliver(
  purpose: CodePurpose,
  user: Pick<UserPoolUser, 'UserPoolId' | 'Username'>,
  to: Destination,
  code: string,
  lifetime: number,
  context: Pick<OperationContext, 'now' | 'keep'>,
): CodeDelivery {
  return post(`${purpose} ${userId(user)}`, to, code, lifetime, context);
}

/** Sends a one-time password for one sign-in. It opens that sign-in's Session alone, which therefore has to keep it. */
export function sendOneTimeCode(
  user: Pick<UserPoolUser, 'UserPoolId' | 'Username'>,
  to: Destination,
  lifetime: number,
  context: Pick<OperationContext, 'now' | 'draw' | 'keep'>,
  digits: number,
): CodeDelivery & { readonly code: string; readonly codeId: string } {
  const code = text(context.draw('code'), digits, '0123456789');
  const codeId = `sign-in ${userId(user)} ${digest(context.draw('letter'))}`;
  return { ...post(codeId, to, code, lifetime, context), code, codeId };
}

function post(id: string, to: Destination, code: string, lifetime: number, context: Pick<OperationContext, 'now' | 'keep'>): CodeDelivery {
  // Taken away first, so that the newest code stands last among those sent to an address.
  context.keep('code', id, undefined);
  context.keep('code', id, { code, to: to.address, expiresAt: context.now + lifetime, attribute: to.attribute, value: to.address });
  return {
    AttributeName: to.attribute,
    DeliveryMedium: to.attribute === 'email' ? 'EMAIL' : 'SMS',
    Destination: masked(to),
  };
}

/** Where the code of a sign-up goes: to the phone number if the pool verifies those, else to the e-mail address. */
export function confirmedBy(pool: UserPool, user: Pick<UserPoolUser, 'Attributes'>): Destination | undefined {
  const verifies = pool.AutoVerifiedAttributes ?? [];
  return (
    (verifies.includes('phone_number') ? addressOf(user, 'phone_number', false) : undefined) ??
    (verifies.includes('email') ? addressOf(user, 'email', false) : undefined)
  );
}

/** A user's address of one kind, if it is there, and unless told otherwise verified. */
export function addressOf(user: Pick<UserPoolUser, 'Attributes'>, attribute: Destination['attribute'], verified = true): Destination | undefined {
  const address = user.Attributes[attribute];
  const usable = address !== undefined && (!verified || user.Attributes[`${attribute}_verified`] === 'true');
  return usable ? { attribute, address } : undefined;
}

/** What AWS answers, to hide that there is no such user. */
export function pretendedDelivery(name: string): CodeDelivery {
  const [first, second] = digest(name).replace(/[0-9]/g, '');
  return { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: masked({ attribute: 'email', address: `${first}@${second}` }) };
}

function masked({ attribute, address }: Destination): string {
  if (attribute === 'phone_number') return `+*******${address.slice(-4)}`;
  const [name = '', host = ''] = address.split('@');
  return `${name.slice(0, 1)}***@${host.slice(0, 1)}***`;
}

/** The rules that meet whoever confirms with a code. */
export const codeRules = {
  codeCurrent: {
    says: 'A code was sent and has not expired.',
    label: 'code current',
    cite: 'https://github.com/awslabs/aws-sdk-ios-samples/issues/144',
    error: { code: 'ExpiredCodeException', message: 'Invalid code provided, please request a code again.' },
  },
  code: {
    says: 'The code is the one that was sent.',
    label: 'code',
    cite: 'https://github.com/aws-amplify/amplify-js/issues/11738',
    error: { code: 'CodeMismatchException', message: 'Invalid verification code provided, please try again.' },
  },
} as const satisfies Record<string, Rule>;

/** Checks a code and uses it up. */
export function takeCode(
  purpose: CodePurpose,
  user: Pick<UserPoolUser, 'UserPoolId' | 'Username'>,
  code: string | undefined,
  context: OperationContext<keyof typeof codeRules>,
): Records['code'] {
  const id = `${purpose} ${userId(user)}`;
  const sent = context.record('code', id);
  const current = sent !== undefined && context.now < sent.expiresAt;
  context.hold('codeCurrent', current, sent === undefined ? 'no code was sent' : `expires in ${sent.expiresAt - context.now} s`);
  if (sent === undefined) throw new Error('unreachable: without a code the rule refuses');
  context.hold('code', sent.code === code, sent.code === code ? 'it is the code sent' : 'another code was sent');
  context.keep('code', id, undefined);
  return sent;
}

/** The newest code among those sent to an address. Throws when none was: a scenario's fault. */
export function newestCode(state: State, address: string): string {
  const sent = [...(state.records.code?.values() ?? [])].findLast(({ to }) => to === address);
  if (sent === undefined) throw new Error(`No code was sent to ${address}.`);
  return sent.code;
}
