import type { Explanation } from '../iam/decision';
import type { AwsError, Reason } from './refusal';
import type { Person } from './scenario';

/** Where a payload comes from. `recorded`: an error text seen on AWS by others, quoted by the engine. */
export type Truth = 'simulated' | 'live' | 'inferred';

/** What a service asks IAM out of sight, in a run that was watched from outside: no operation of AWS's, only a name for it here. */
export const unseenDecision = 'iam:Decision';

export type Service =
  | 'cognito-idp'
  | 'cognito-identity'
  | 'sts'
  | 'iam'
  | 's3'
  | 'dynamodb'
  | 'lambda'
  | 'iot'
  | (string & {});

/** Where a part of the input came from: the arrow between two steps. */
export interface Origin {
  /** Path in the input: `Logins.cognito-idp…`. */
  readonly path: string;
  /** `call-id` and the path in its output. */
  readonly call: string;
  readonly output: string;
}

/** One operation as it happened; nested where AWS calls AWS. */
export interface Step {
  /** The call's id; nested steps are `<parent>/<name>`. */
  readonly id: string;
  readonly operation: string;
  readonly service: Service;
  /** A key of `Trace.people`, or the service that makes a nested call. */
  readonly by: string;
  /** Epoch seconds. */
  readonly at: number;
  /** The input with every expression resolved. */
  readonly sent: Readonly<Record<string, unknown>>;
  readonly origins: readonly Origin[];
  /** How the request was signed: by nobody, the operator, or this session. */
  readonly signedBy?: { readonly accessKeyId: string; readonly arn: string };
  readonly reasons: readonly Reason[];
  /** What IAM was asked: a trust policy, or whether the session may do this. */
  readonly decisions: readonly Explanation[];
  readonly output?: Readonly<Record<string, unknown>>;
  readonly error?: AwsError;
  readonly nested: readonly Step[];
  readonly truth: Truth;
  /** Only IAM's decision was made; the operation itself was not performed. */
  readonly authorizationOnly?: true;
}

export interface Trace {
  readonly people: Readonly<Record<string, Person>>;
  readonly steps: readonly Step[];
  /** `ok`, or the error code that stopped the run. */
  readonly ended: string;
  /** The id of the step that stopped it. */
  readonly stoppedAt?: string;
}
