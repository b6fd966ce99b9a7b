/** How sure we are of an error's wording (the grades of the reference: never show `unconfirmed` as AWS's words). */
export type Wording = 'observed' | 'documented' | 'model' | 'unconfirmed';

/** What AWS answers when a rule does not hold. */
export interface AwsError {
  /** AWS's exception name, for instance `NotAuthorizedException`. */
  readonly code: string;
  readonly message: string;
  /** HTTP status. */
  readonly status: number;
  readonly wording: Wording;
}

/** The error a rule raises; the message may need facts of the call. */
export interface ErrorTemplate {
  readonly code: string;
  readonly message: string | ((facts: Facts) => string);
  /** HTTP status; 400 when left out, as for nearly all of Cognito. */
  readonly status?: number;
  /** `observed` when left out. */
  readonly wording?: Wording;
}

/** Named facts for messages, such as `{ poolId: 'us-east-1:…' }`. */
export type Facts = Readonly<Record<string, string | number>>;

/** A rule of AWS's, declared by the operation that applies it. */
export interface Rule {
  /** The rule in one plain sentence: "The token's issuer equals the key it stands under in Logins." */
  readonly says: string;
  /** Two or three words for the tick on the stage: `iss`, `provider trusted`, `guest access`. */
  readonly label: string;
  /** Where it is known from, for instance `aws-facts §3a-3`, or a public address. */
  readonly cite: string;
  readonly error: ErrorTemplate;
  /** True when AWS does it out of sight and the order or form is our inference. */
  readonly inferred?: boolean;
}

/** A rule as it was applied in one step. */
export interface Reason {
  /** Key of the rule in its operation. */
  readonly rule: string;
  readonly label: string;
  readonly says: string;
  readonly cite: string;
  readonly holds: boolean;
  /** What was found: "aud is 4a7b…, the pool lists 9c2d…". */
  readonly actual: string;
  readonly inferred?: boolean;
}

export function errorOf(template: ErrorTemplate, facts: Facts = {}): AwsError {
  return {
    code: template.code,
    message: typeof template.message === 'string' ? template.message : template.message(facts),
    status: template.status ?? 400,
    wording: template.wording ?? 'observed',
  };
}

/** The error's words, or that nobody has seen them: an unconfirmed text is never shown as AWS's. */
export function shownMessage({ message, wording }: Pick<AwsError, 'message' | 'wording'>): string {
  return wording === 'unconfirmed' ? 'AWS’s wording is not confirmed.' : message;
}
