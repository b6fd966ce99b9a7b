import type { World } from '../world/world';
import type { Quotas } from './state';

/** A value taken from an earlier call: `{ $ref: 'sign-in.AuthenticationResult.IdToken' }`. The stage draws it as what travels. */
export interface Ref {
  readonly $ref: string;
}

/** Text put together from parts: `users/` + identity id + `/beach.jpg`. */
export interface Join {
  readonly $join: readonly (string | Ref)[];
}

/** A token with some claims or header fields overwritten by someone without the key; null takes a claim away. Its signature no longer fits. */
export interface Forge {
  readonly $forge: Ref;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
}

/** The SRP proof that the caller knows a password, for the challenge that an earlier call returned. */
export interface Proof {
  readonly $proof: { readonly password: string; readonly challenge: string };
}

/** A time-based one-time code for a secret (Base32), at the time of the call. */
export interface Totp {
  readonly $totp: string | Ref;
}

/** The hash that proves knowledge of an app client's secret, for a user name. */
export interface SecretHash {
  readonly $secretHash: { readonly secret: string; readonly username: string | Ref; readonly clientId: string };
}

/** The newest code that Cognito sent to an e-mail address or phone number, as whoever reads them sees it. */
export interface Code {
  readonly $code: string;
}

/** PKCE's S256 challenge for a code verifier. */
export interface CodeChallenge {
  readonly $codeChallenge: string;
}

export type Expression = Ref | Join | Forge | Proof | Totp | SecretHash | Code | CodeChallenge;

/** Input of a call: AWS's fields, where any value may be an expression. */
export type Input = { readonly [field: string]: InputValue };
export type InputValue = string | number | boolean | null | Expression | readonly InputValue[] | Input;

/** With what a call is signed: nothing, the operator's own key, or the Credentials in an earlier call's output. */
export type Signature = 'unsigned' | 'operator' | Ref;

/** A question to IAM about the caller: the call's operation, on this resource, with these condition keys of the request. */
export interface Asks {
  /** An ARN, or `*`. */
  readonly resource: string | Join | Ref;
  readonly context?: Input;
  /** Condition keys that the request may carry, nobody knows with what value: an answer that turns on one is `NotRead`. */
  readonly unknown?: readonly string[];
}

export interface Call {
  /** Unique within its scenario, kebab-case; part of every link to the step. */
  readonly id: string;
  /** Who makes it: a key of `Scenario.people`. */
  readonly by: string;
  /** As IAM names the action, for instance `cognito-identity:GetId`. */
  readonly operation: string;
  readonly input: Input;
  /** `unsigned` when left out. */
  readonly signedBy?: Signature;
  /** What IAM is asked. Given, the call is IAM's decision alone: the operation itself is not performed and has no output. */
  readonly asks?: Asks;
  /** Seconds that pass before this call. */
  readonly after?: number;
  /** The run goes on even if AWS refuses this call. */
  readonly goesOn?: true;
}

export interface Person {
  /** "Ana's browser", "Anyone". */
  readonly name: string;
  readonly kind: 'user' | 'guest' | 'attacker' | 'backend' | 'operator' | 'device';
  /** A second line: `notes.example`, "no account". */
  readonly detail?: string;
}

/** A world, the calls somebody makes in it, and how it ends. */
export interface Scenario {
  readonly world: World;
  readonly people: Readonly<Record<string, Person>>;
  readonly calls: readonly Call[];
  /** What happened before the story: calls that nobody is shown, and none may be refused. Later calls may refer to them. */
  readonly before?: readonly Call[];
  /** Epoch seconds at which it begins. */
  readonly start: number;
  /** Calls per second that operations take in this scenario; unlimited when left out. */
  readonly quotas?: Quotas;
  /** `ok`, or the code of the AWS error that ends the run. */
  readonly ends: 'ok' | (string & {});
}

/** 2026-11-22T21:00:00Z: the day on which all made-up scenarios begin. */
export const defaultStart = 1_795_381_200;

/** A reference to a value of an earlier call's output: `from('sign-in', 'AuthenticationResult.IdToken')`. */
export function from(call: string, path: string): Ref {
  return { $ref: `${call}.${path}` };
}

export function join(...parts: readonly (string | Ref)[]): Join {
  return { $join: parts };
}
