import type { Context, Explanation } from '../iam/decision';
import type { Known } from '../world/gap';
import type { ResourceShapes, ResourceType } from '../world/resources';
import type { AwsError, Facts, Rule } from './refusal';
import type { AccessKey, RecordTable, Records, Session } from './state';

/** Who makes a request, once its signature has been checked. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'operator' }
  | { readonly kind: 'session'; readonly session: Session }
  /** An IAM user, by a long-lived key. */
  | { readonly kind: 'user'; readonly key: AccessKey }
  /** A key that is not known. */
  | { readonly kind: 'unknown-key'; readonly accessKeyId: string }
  /** A service acting for itself, such as the identity pool calling STS. */
  | { readonly kind: 'service'; readonly name: string };

/** What a signed operation asks IAM before it is performed. */
export interface Question {
  /** The operation's own name when left out. */
  readonly action?: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  readonly context?: Context;
  /** Condition keys that the request may carry, nobody knows with what value. */
  readonly unknown?: readonly string[];
  /** The resource's own policy, if it has one; a gap when nobody knows. */
  readonly resourcePolicy?: { readonly name: string; readonly document: Known<object | string> };
}

/** How an operation sees the account, applies its rules and changes things. `R` names its rules. */
export interface OperationContext<R extends string = string> {
  /** Epoch seconds. */
  readonly now: number;
  readonly account: string;
  readonly partition: string;
  readonly region: string;
  /** Whether the account has STS in this region. */
  readonly hasSts: boolean;
  readonly caller: Caller;
  /** What only this account knows: ids and session tokens are made of it. */
  readonly seed: string;

  /** Applies a rule; unless it holds, AWS refuses here. `actual` says what was found, in plain words. */
  hold(rule: R, holds: boolean, actual: string, facts?: Facts): void;
  /** Applies the rule that a thing exists, and returns it. */
  found<T>(rule: R, thing: T | undefined, actual: string, facts?: Facts): T;
  /** A rule that did not hold. */
  refuse(rule: R, actual: string, facts?: Facts): never;

  get<T extends ResourceType>(type: T, id: string): ResourceShapes[T] | undefined;
  list<T extends ResourceType>(type: T, scope?: string): readonly ResourceShapes[T][];
  put<T extends ResourceType>(type: T, id: string, resource: ResourceShapes[T] | undefined): void;

  record<T extends RecordTable>(table: T, id: string): Records[T] | undefined;
  records<T extends RecordTable>(table: T): IterableIterator<[string, Records[T]]>;
  /** Undefined removes. */
  keep<T extends RecordTable>(table: T, id: string, value: Records[T] | undefined): void;
  /** Kept even when AWS refuses the call (counters of failures). */
  keepAnyway<T extends RecordTable>(table: T, id: string, value: Records[T] | undefined): void;

  /** A fresh seed for `mint`. */
  draw(purpose: string): string;

  /** Calls another operation, as the service itself unless a caller is given; its step is nested in this one, labelled inferred. */
  attempt(
    operation: string,
    input: object,
    name: string,
    as?: { readonly caller: Caller; readonly asks?: Question | undefined },
  ): { readonly output: Record<string, unknown> } | { readonly error: AwsError };

  /** Asks a trust policy, or a service's own policies, and writes the decision into the step. The caller decides what a denial means. */
  decide(question: TrustQuestion): Explanation;
  /** Asks IAM whether the caller may do this, without refusing anything. */
  asks(question: Question): Explanation | undefined;
  /** Asks IAM whether the caller may also do this (`iam:PassRole`); a denial refuses the call as the service words it. */
  authorize(question: Question): void;
}

/** A policy with its name, not yet parsed. */
export interface NamedDocument {
  readonly name: string;
  readonly document: object | string;
}

/** A role's trust policy asked about a federated principal, a service or another role; or a service's own policies about a session. */
export type TrustQuestion = {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
} & ({ readonly trust: NamedDocument } | { readonly identity: readonly NamedDocument[] });

export type Access = 'public' | 'signed';

/** One emulated operation of AWS's. Its rules are declared once: behaviour, stage, documentation and tests read them here. */
export interface Operation<R extends string = string, I = never, O extends object = object> {
  /** As IAM names the action: `cognito-identity:GetId`. */
  readonly name: string;
  /** One sentence for the operation's documentation. */
  readonly says: string;
  /** `public`: no AWS signature is asked for. `signed`: SigV4, and IAM decides. */
  readonly access: Access;
  /** In the order in which AWS is known, or inferred, to apply them. */
  readonly rules: Readonly<Record<R, Rule>>;
  /** What IAM is asked, for signed operations; the operation's own action on `*` when left out. */
  asks?(input: I, context: OperationContext<R>): Question | readonly Question[];
  perform(input: I, context: OperationContext<R>): O;
}

/** Declares an operation; the compiler then knows its rules by name. */
export function operation<R extends string, I, O extends object>(declared: Operation<R, I, O>): Operation<R, I, O> {
  return declared;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a registry holds operations of every input and output
export type AnyOperation = Operation<any, any, any>;

/** AWS said no: unwinds an operation to the place that turns the refusal into a value. Never leaves the engine. */
export class Refused extends Error {
  constructor(readonly refusal: AwsError) {
    super(`${refusal.code}: ${refusal.message}`);
    this.name = 'Refused';
  }
}
