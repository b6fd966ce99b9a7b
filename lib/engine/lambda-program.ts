import { NotEmulated } from '../world/gap';
import type { LambdaFunction } from '../world/resources';
import { decode } from './base64url';
import type { Question } from './operation';

/**
 * The code of a function as far as the engine runs any: what it does with its role. Real code is not run; a function that
 * has none of ours is `NotEmulated` when it is invoked.
 */
export interface LambdaProgram {
  /** The AWS calls that the function makes, in order; with `asks`, IAM's decision alone. */
  readonly calls?: readonly { readonly operation: string; readonly input?: Readonly<Record<string, unknown>>; readonly asks?: Question }[];
  /** What it answers: a fixed value, or (as any code can) the credentials it runs with. The last call's output when left out. */
  readonly returns?: 'credentials' | { readonly value: unknown };
}

/** The program in a function's code: its JSON, or its JSON in Base64 as the API takes it. */
export function programOf({ FunctionName, Code = '' }: LambdaFunction): LambdaProgram {
  const program = jsonIn(Code) ?? jsonIn(decode(Code.replaceAll('+', '-').replaceAll('/', '_')) ?? '');
  if (program === undefined) throw new NotEmulated(`the code of the function ${FunctionName}`);
  return program;
}

function jsonIn(text: string): LambdaProgram | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
