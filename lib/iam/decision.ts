import type { Effect, NamedPolicy, Span } from './policy';

/** Condition keys and their values in a request. Key names are case-insensitive. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** A question to IAM: may this principal do this action on this resource? */
export interface AccessRequest {
  /** An ARN (user, role, assumed-role session), or a federated provider's name such as `cognito-identity.amazonaws.com`. */
  readonly principal: string;
  /** `service:Action`, in any case. */
  readonly action: string;
  /** An ARN, or `*` for actions without resource-level permissions. */
  readonly resource: string;
  /** The account that owns the resource; that of the resource's ARN, else the principal's, when left out. */
  readonly resourceAccount?: string;
  readonly context: Context;
  /** Keys whose presence and value are not known. The answer may then be `Depends`. */
  readonly unknown?: readonly string[];
}

/** The policies that apply, by layer. `undefined` means that the layer does not exist for this request. */
export interface PolicySet {
  readonly identity: readonly NamedPolicy[];
  /** One layer per STS call of a role chain; the policies within one call add up. */
  readonly sessions?: readonly (readonly NamedPolicy[])[];
  readonly boundary?: NamedPolicy;
  /** A resource policy, or the trust policy for `sts:AssumeRole*`. */
  readonly resource?: NamedPolicy;
  /** One entry per level of the organisation (root, OU, account); each level must allow. */
  readonly serviceControl?: readonly (readonly NamedPolicy[])[];
  readonly resourceControl?: readonly (readonly NamedPolicy[])[];
}

export type Answer = 'Allowed' | 'ExplicitlyDenied' | 'ImplicitlyDenied' | 'Depends';

export type Layer =
  | 'identity'
  | 'session'
  | 'boundary'
  | 'resource'
  | 'service-control'
  | 'resource-control';

/** Yes, no, or "that depends on a key that is not known". */
export type Tri = 'yes' | 'no' | 'unknown';

/** A value as the policy has it and as it reads in this request. */
export interface Resolved {
  readonly written: string;
  /** After substitution of policy variables; undefined when a variable has no value and no default (it then matches nothing). */
  readonly here?: string;
  readonly span: Span;
}

export interface ElementExplanation {
  readonly element: 'Principal' | 'NotPrincipal' | 'Action' | 'NotAction' | 'Resource' | 'NotResource';
  readonly matched: Tri;
  /** The entry that matched (or, for Not…, that excluded the request), if one did. */
  readonly by?: Resolved;
  /** All entries, in order. */
  readonly entries: readonly Resolved[];
  /** One plain sentence. */
  readonly why: string;
}

export interface ConditionExplanation {
  readonly operator: string;
  readonly key: string;
  readonly matched: Tri;
  /** What the request carries under that key; undefined when the key is absent. */
  readonly actual?: readonly string[];
  readonly expected: readonly Resolved[];
  readonly why: string;
  readonly span: Span;
}

export interface StatementExplanation {
  readonly policy: string;
  readonly index: number;
  readonly sid?: string;
  readonly effect: Effect;
  readonly matched: Tri;
  /** True for the one statement that the answer rests on. */
  readonly decides: boolean;
  readonly elements: readonly ElementExplanation[];
  readonly conditions: readonly ConditionExplanation[];
  readonly span: Span;
}

export interface LayerExplanation {
  readonly layer: Layer;
  readonly answer: Answer;
  readonly statements: readonly StatementExplanation[];
  /** One plain sentence, for instance "No statement of a session policy allows ssm:GetParameter." */
  readonly why: string;
}

/** On what an open question turns. */
export interface Dependency {
  readonly key: string;
  /** What the answer becomes when the key is absent, and for each value the policies compare it with. */
  readonly when: readonly { readonly value: string | undefined; readonly answer: Answer }[];
  /** What it becomes for a value that no policy compares the key with. */
  readonly otherwise: Answer;
}

/** The statement (or the lack of one) that settles a request. */
export interface Decider {
  readonly layer: Layer;
  readonly policy?: string;
  readonly statement?: number;
  readonly sid?: string;
}

export interface Decision {
  readonly answer: Answer;
  readonly decidedBy?: Decider;
}

export interface Explanation extends Decision {
  readonly request: AccessRequest;
  readonly layers: readonly LayerExplanation[];
  readonly dependsOn: readonly Dependency[];
  /** AWS's sentence for the denial, as in aws-facts §3c; undefined when allowed. `because` is its reason clause alone. */
  readonly message?: string;
  readonly because?: string;
  /** What no statement says: something taken for granted because it was not given, or a rule of AWS's outside any policy. */
  readonly notes: readonly string[];
}
