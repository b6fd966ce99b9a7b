import { NotEmulated } from '../world/gap';
import type { LambdaFunction } from '../world/resources';
import { decode } from './base64url';
import type { Question } from './operation';
import type { Verifier } from './token-verifier';

/**
 * The code of a function as far as the engine runs any: what it does with its role. Real code is not run; a function that
 * has none of ours is `NotEmulated` when it is invoked.
 */
export interface LambdaProgram {
  /** The token that a request to the function's URL must bring. */
  readonly verifies?: Verifier;
  /** The AWS calls that the function makes, in order; with `asks`, IAM's decision alone. */
  readonly calls?: readonly { readonly operation: string; readonly input?: Readonly<Record<string, unknown>>; readonly asks?: Question }[];
  /** What it answers: a fixed value, or (as any code can) the credentials it runs with. The last call's output when left out. */
  readonly returns?: 'credentials' | { readonly value: unknown };
  /** The message of the error that it throws after its calls, instead of answering. */
  readonly throws?: string;
}

/** The program in a function's code: its JSON, or its JSON in Base64 as the API takes it. */
export function programOf({ FunctionName, Code = '' }: LambdaFunction): LambdaProgram {
  const program = jsonIn(Code) ?? jsonIn(decode(Code.replaceAll('+', '-').replaceAll('/', '_')) ?? '');
  if (program === undefined) throw new NotEmulated(`the code of the function ${FunctionName}`);
  return program;
}

/** What a program can take from the request to the function's URL, or from its event: `{"$claim": "sub"}`, `{"$body": "text"}`. */
export interface RequestValues {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The program with the request's values in the places that ask for them. */
export function filledIn(program: LambdaProgram, values: RequestValues): LambdaProgram {
  return filled(program, values) as LambdaProgram;
}

function filled(value: unknown, values: RequestValues): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => filled(item, values));
  if ('$claim' in value) return values.claims[String(value.$claim)];
  if ('$body' in value) return values.body[String(value.$body)];
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, filled(inner, values)]));
}

function jsonIn(text: string): LambdaProgram | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
