import type { Context } from '../iam/decision';
import type { ResourceShapes, ResourceType } from '../world/resources';
import { put, type Entry, type World } from '../world/world';
import * as mint from './mint';

/** An identity of an identity pool. */
export interface Identity {
  readonly IdentityId: string;
  readonly IdentityPoolId: string;
  /** Provider name → who the user is there. Empty for a guest. */
  readonly logins: Readonly<Record<string, string>>;
  /** Who the user is at the pool's developer provider: there, one identity may have several users. */
  readonly developerUsers?: readonly string[];
  readonly createdAt: number;
  readonly changedAt?: number;
  /** Merged into another identity, or without its last login: nobody gets in any more. */
  readonly disabled?: true;
  readonly deleted?: true;
}

/** The guests of one identity pool, by number only: their ids are worked out (guest-ids.ts). */
export interface Guests {
  readonly IdentityPoolId: string;
  readonly count: number;
  /** Since when (epoch seconds) which guest number was made: one entry per second that had guests. */
  readonly since: readonly (readonly [guest: number, at: number])[];
}

/** Temporary credentials and the session they stand for. */
export interface Session {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  /** Epoch seconds. */
  readonly Expiration: number;
  readonly issuedAt: number;
  readonly roleArn: string;
  /** `arn:aws:sts::…:assumed-role/<role>/<session name>`. */
  readonly arn: string;
  /** `AROA…:<session name>`. */
  readonly userId: string;
  /** The condition keys that the session itself carries. */
  readonly context: Context;
  /** Session policies, one layer per STS call; null for a call that passed none. */
  readonly sessionPolicies: readonly (readonly SessionPolicy[] | null)[];
}

/** A long-lived key of an IAM user. */
export interface AccessKey {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly UserName: string;
}

/** Calls per second, by operation. */
export type Quotas = Readonly<Record<string, number>>;

export interface SessionPolicy {
  readonly name: string;
  readonly document: object | string;
  /** When it was named by its ARN. */
  readonly arn?: string;
}

/** What an account holds besides its configuration. Operations add the tables they need. */
export interface Records {
  /** Identities with logins, and guests that have changed. */
  identity: Identity;
  /** By identity pool id. */
  guests: Guests;
  /** Long-lived keys of IAM users, by AccessKeyId; their secrets are worked out (sessions.ts). */
  accessKey: { readonly UserName: string };
  /** `<identity pool> <provider> <user>` → identity id. */
  login: string;
  /** The `Session` string of a challenge under way. */
  challenge: {
    readonly UserPoolId: string;
    readonly ClientId: string;
    readonly Username: string;
    readonly ChallengeName: string;
    readonly expiresAt: number;
    readonly parameters: Readonly<Record<string, string>>;
    readonly used?: true;
  };
  /** A refresh token and what it may renew. */
  refresh: {
    readonly UserPoolId: string;
    readonly ClientId: string;
    readonly Username: string;
    readonly authTime: number;
    readonly originJti: string;
    readonly expiresAt: number;
    readonly revoked?: true;
    readonly rotatedAt?: number;
    readonly scope: string;
  };
  /** Sign-outs and revocations by `origin_jti` or `<pool>/<user>`; the value is when (epoch seconds). */
  revocation: number;
  failedSignIns: { readonly count: number; readonly last: number };
  /** Codes of the hosted UI, each good once and for five minutes. */
  authorizationCode: {
    readonly UserPoolId: string;
    readonly ClientId: string;
    readonly Username: string;
    readonly redirectUri: string;
    readonly scope: string;
    readonly authTime: number;
    readonly expiresAt: number;
    readonly codeChallenge?: string;
    readonly nonce?: string;
    readonly used?: true;
  };
  /** By the hosted UI's cookie: who is signed in there. */
  hostedSession: { readonly UserPoolId: string; readonly Username: string; readonly authTime: number; readonly expiresAt: number };
  /** By the `state` (or RelayState) with which someone was sent to another provider: what they wanted. */
  federation: {
    readonly UserPoolId: string;
    readonly ProviderName: string;
    readonly nonce: string;
    /** The request to `/oauth2/authorize`, as JSON. */
    readonly request: string;
    readonly expiresAt: number;
  };
  /** Codes that simulated providers outside AWS gave out, and the ID token that each is good for. */
  outsideCode: { readonly provider: string; readonly clientId: string; readonly redirectUri: string; readonly idToken: string };
  /** By `<pool>/<user>`: a TOTP secret being set up, and the last TOTP code that was used. */
  authenticator: { readonly setup?: string; readonly used?: string };
  /** Confirmation codes, one-time and temporary passwords by `<purpose> <pool>/<user>`; `to` is the address they went to. */
  code: { readonly code: string; readonly to: string; readonly expiresAt: number; readonly attribute?: string; readonly value?: string };
  /** How often each operation with a quota was called in the second in which it was called last. */
  callCount: { readonly second: number; readonly count: number };
  /** Stored S3 objects by `<bucket>/<key>`. */
  object: { readonly body: string; readonly contentType?: string; readonly at: number };
  /** DynamoDB items by `<table>/<key as JSON>`. */
  item: Readonly<Record<string, unknown>>;
}

export type RecordTable = keyof Records;

/**
 * All that an emulated account knows: its configuration, its records, its clock and its counter.
 * Operations change it only through their context, one whole operation at a time.
 */
export interface State {
  world: World;
  /** Epoch seconds. */
  now: number;
  /** Grows with every id drawn. */
  serial: number;
  readonly seed: string;
  /** Calls per second that each operation takes; none when left out. */
  readonly quotas?: Quotas;
  readonly records: { [T in RecordTable]?: Map<string, Records[T]> };
}

export function newState(world: World, now: number, seed = 'lifeguard', quotas?: Quotas): State {
  return { world, now, serial: 0, seed, records: {}, ...(quotas === undefined ? {} : { quotas }) };
}

export interface Transaction {
  readonly state: State;
  put<T extends ResourceType>(type: T, id: string, entry: ResourceShapes[T] | undefined): void;
  record<T extends RecordTable>(table: T, id: string): Records[T] | undefined;
  keep<T extends RecordTable>(table: T, id: string, value: Records[T] | undefined): void;
  /** All records of a table, in the order they were made. */
  all<T extends RecordTable>(table: T): IterableIterator<[string, Records[T]]>;
  /** A seed for `mint` that no other draw has had. */
  draw(purpose: string): string;
  /** Makes this transaction a part of a larger one: it is then taken back with it. */
  joinTo(larger: Transaction): void;
  undo(): void;
  readonly undos: (() => void)[];
}

/** Changes to a state that can be taken back as a whole. */
export function begin(state: State): Transaction {
  const before = { world: state.world, now: state.now, serial: state.serial };
  const undos: (() => void)[] = [];
  const tableOf = <T extends RecordTable>(table: T): Map<string, Records[T]> => {
    const records = state.records as { [K in RecordTable]?: Map<string, unknown> };
    return (records[table] ??= new Map()) as Map<string, Records[T]>;
  };
  return {
    state,
    undos,
    put: (type, id, entry) => {
      state.world = put(state.world, type, id, entry as Entry<typeof type> | undefined);
    },
    record: (table, id) => tableOf(table).get(id),
    keep: (table, id, value) => {
      const rows = tableOf(table);
      const old = rows.get(id);
      undos.push(() => (old === undefined ? rows.delete(id) : rows.set(id, old)));
      if (value === undefined) rows.delete(id);
      else rows.set(id, value);
    },
    all: (table) => tableOf(table).entries(),
    draw: (purpose) => `${state.seed}/${purpose}/${state.serial++}`,
    joinTo: (larger) => {
      larger.undos.push(...undos);
    },
    undo: () => {
      for (const undo of undos.reverse()) undo();
      undos.length = 0;
      Object.assign(state, before);
    },
  };
}

export { mint };
