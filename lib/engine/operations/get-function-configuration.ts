import { aboutFunction, describeFunction, functionNamed, functionRule, type FunctionInput } from '../lambda-function';
import { operation } from '../operation';

export const GetFunctionConfiguration = operation({
  name: 'lambda:GetFunctionConfiguration',
  says: 'Returns what is set of a function, with its role.',
  access: 'signed',
  rules: functionRule,
  asks: (input: FunctionInput, context) => aboutFunction(input.FunctionName, context),
  perform: (input: FunctionInput, context) => describeFunction(functionNamed(input.FunctionName, context), context),
});
