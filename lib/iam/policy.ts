/** A policy as IAM reads it: parsed once, with the place of every part in the text it came from. */

/** Half-open range of UTF-16 offsets into `Policy.text`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A string in a policy and where it stands; the span takes in the quotation marks. */
export interface Located {
  readonly value: string;
  readonly span: Span;
}

export type Effect = 'Allow' | 'Deny';

/** The kinds of principal a policy may name; a bare `*` is `{ kind: 'AWS', value: '*' }`, and `everyone` is set on its statement. */
export type PrincipalKind = 'AWS' | 'Federated' | 'Service' | 'CanonicalUser';

export interface PrincipalEntry extends Located {
  readonly kind: PrincipalKind;
}

/** One row of a Condition block: an operator, a key and the values it is tested against. */
export interface Condition {
  /** As written, for instance `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Located[];
  /** From the key to the end of its values. */
  readonly span: Span;
  readonly operatorSpan: Span;
}

export interface Statement {
  readonly index: number;
  readonly sid?: string;
  readonly effect: Effect;
  readonly actions: readonly Located[];
  /** True for `NotAction`. */
  readonly notAction: boolean;
  /** Empty when the statement has no Resource element (trust policies). */
  readonly resources: readonly Located[];
  readonly notResource: boolean;
  readonly principals: readonly PrincipalEntry[];
  readonly notPrincipal: boolean;
  /** True for `"Principal": "*"`, written without a kind. */
  readonly everyone: boolean;
  readonly conditions: readonly Condition[];
  readonly span: Span;
}

export interface Policy {
  /** `2012-10-17`, `2008-10-17`, or undefined when absent (which IAM reads as 2008-10-17: variables are then literal text). */
  readonly version?: string;
  readonly statements: readonly Statement[];
  /** The original JSON text, or our own two-space rendering when the source was an object. */
  readonly text: string;
}

/** A policy with the name a person knows it by: `notes-signed-in/ReadPhotos`, `AmazonS3FullAccess`, `trust policy of notes-guest`. */
export interface NamedPolicy {
  readonly name: string;
  readonly policy: Policy;
}

export type LintLevel = 'error' | 'warning' | 'note';

/** Something wrong with a policy's text, and where. A finding never stops the parse. */
export interface PolicyFinding {
  readonly code: string;
  readonly level: LintLevel;
  readonly message: string;
  readonly span: Span;
  /** Index of the statement it is about, if any. */
  readonly statement?: number;
}
