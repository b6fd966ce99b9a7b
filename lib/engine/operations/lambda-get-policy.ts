import { read } from '../../world/gap';
import { aboutFunction, functionNamed, functionRule, type FunctionInput } from '../lambda-function';
import { operation } from '../operation';

export const GetPolicy = operation({
  name: 'lambda:GetPolicy',
  says: 'Returns who else may invoke a function.',
  access: 'signed',
  rules: {
    ...functionRule,
    policy: {
      says: 'The function has a policy.',
      label: 'policy set',
      cite: 'https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html',
      error: { code: 'ResourceNotFoundException', message: 'The resource you requested does not exist.', status: 404 },
    },
  },
  asks: (input: FunctionInput, context) => aboutFunction(input.FunctionName, context),
  perform(input: FunctionInput, context) {
    const { FunctionName, Policy } = functionNamed(input.FunctionName, context);
    const document = read(context.found('policy', Policy, FunctionName));
    return { Policy: typeof document === 'string' ? document : JSON.stringify(document) };
  },
});
