import type { LambdaFunction } from '../../world/resources';
import { aboutFunction, describeFunction, functionArn } from '../lambda-function';
import { operation } from '../operation';

interface Input {
  readonly FunctionName?: string;
  readonly Role?: string;
  readonly Code?: { readonly ZipFile?: string };
}

/** Makes a function. The caller must be allowed to pass its role. */
export const CreateFunction = operation({
  name: 'lambda:CreateFunction',
  says: 'Makes a function that runs as a role.',
  access: 'signed',
  rules: {
    free: {
      says: 'No other function has the name.',
      label: 'name free',
      cite: 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html',
      error: { code: 'ResourceConflictException', message: ({ name }) => `Function already exist: ${name}`, status: 409 },
    },
  },
  asks: (input: Input, context) => [
    aboutFunction(input.FunctionName, context),
    { action: 'iam:PassRole', resource: input.Role ?? '', context: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
  ],
  perform(input: Input, context) {
    const { FunctionName = '', Role = '', Code } = input;
    context.hold('free', context.get('AWS::Lambda::Function', FunctionName) === undefined, FunctionName, { name: FunctionName });
    const made: LambdaFunction = {
      FunctionName,
      FunctionArn: functionArn(FunctionName, context),
      Role,
      ...(Code?.ZipFile === undefined ? {} : { Code: Code.ZipFile }),
    };
    context.put('AWS::Lambda::Function', FunctionName, made);
    return describeFunction(made, context);
  },
});
