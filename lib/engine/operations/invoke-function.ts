import { functionRoleRule, functionSession, runProgram } from '../function-run';
import { aboutFunction, functionNamed, functionRule } from '../lambda-function';
import { filledIn, programOf } from '../lambda-program';
import { operation } from '../operation';

interface Input {
  readonly FunctionName?: string;
  /** The event. */
  readonly Payload?: Readonly<Record<string, unknown>>;
}

/** Runs a function as its role: what its code asks of AWS is decided for the role, not for the caller. */
export const InvokeFunction = operation({
  name: 'lambda:InvokeFunction',
  says: 'Runs a function, as the function’s role.',
  access: 'signed',
  rules: { ...functionRule, ...functionRoleRule },
  asks: (input: Input, context) => aboutFunction(input.FunctionName, context),
  perform(input: Input, context) {
    const invoked = functionNamed(input.FunctionName, context);
    const session = functionSession(invoked, context);
    const ran = runProgram(filledIn(programOf(invoked), { claims: {}, body: input.Payload ?? {} }), session, context);
    if ('answer' in ran) return { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: ran.answer };
    const Payload = { errorType: ran.error.code, errorMessage: ran.error.message };
    return { StatusCode: 200, ExecutedVersion: '$LATEST', FunctionError: 'Unhandled', Payload };
  },
});
