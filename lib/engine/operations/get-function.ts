import { aboutFunction, describeFunction, functionNamed, functionRule, type FunctionInput } from '../lambda-function';
import { operation } from '../operation';

export const GetFunction = operation({
  name: 'lambda:GetFunction',
  says: 'Returns what is set of a function.',
  access: 'signed',
  rules: functionRule,
  asks: (input: FunctionInput, context) => aboutFunction(input.FunctionName, context),
  perform: (input: FunctionInput, context) => ({ Configuration: describeFunction(functionNamed(input.FunctionName, context), context) }),
});
