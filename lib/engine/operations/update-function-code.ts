import { aboutFunction, describeFunction, functionNamed, functionRule } from '../lambda-function';
import { operation } from '../operation';

interface Input {
  readonly FunctionName?: string;
  readonly ZipFile?: string;
}

/** Replaces a function's code. Whoever may do this may do what the function's role may. */
export const UpdateFunctionCode = operation({
  name: 'lambda:UpdateFunctionCode',
  says: 'Replaces the code of a function; its role stays.',
  access: 'signed',
  rules: functionRule,
  asks: (input: Input, context) => aboutFunction(input.FunctionName, context),
  perform(input: Input, context) {
    const changed = { ...functionNamed(input.FunctionName, context), Code: input.ZipFile ?? '' };
    context.put('AWS::Lambda::Function', changed.FunctionName, changed);
    return describeFunction(changed, context);
  },
});
