import { aboutFunction, functionNamed, functionRule, type FunctionInput } from '../lambda-function';
import { operation } from '../operation';

export const DeleteFunction = operation({
  name: 'lambda:DeleteFunction',
  says: 'Deletes a function.',
  access: 'signed',
  rules: functionRule,
  asks: (input: FunctionInput, context) => aboutFunction(input.FunctionName, context),
  perform(input: FunctionInput, context) {
    context.put('AWS::Lambda::Function', functionNamed(input.FunctionName, context).FunctionName, undefined);
    return {};
  },
});
