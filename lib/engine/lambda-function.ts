import { NotRead } from '../world/gap';
import type { LambdaFunction } from '../world/resources';
import type { OperationContext, Question } from './operation';
import type { Rule } from './refusal';

export const functionRule = {
  function: {
    says: 'The function exists.',
    label: 'function exists',
    cite: 'https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html',
    error: { code: 'ResourceNotFoundException', message: ({ arn }) => `Function not found: ${arn}`, status: 404 },
  },
} as const satisfies Record<string, Rule>;

/** A function's ARN, from its name or from itself. */
export function functionArn(name: string, { partition, region, account }: Pick<OperationContext, 'partition' | 'region' | 'account'>): string {
  return name.startsWith('arn:') ? name : `arn:${partition}:lambda:${region}:${account}:function:${name}`;
}

/** The name in a function's ARN, which may go on with a version or alias. */
export function functionIn(arn: string): string {
  return arn.split(':')[6] ?? '';
}

export function functionNamed(name: string | undefined, context: OperationContext<'function'>): LambdaFunction {
  const arn = functionArn(name ?? '', context);
  return context.found('function', context.get('AWS::Lambda::Function', functionIn(arn)), arn, { arn });
}

/** What a request to a function asks IAM. */
export function aboutFunction(name: string | undefined, context: OperationContext): Question {
  const resource = functionArn(name ?? '', context);
  const resourcePolicy = functionPolicy(functionIn(resource), context);
  return { resource, ...(resourcePolicy === undefined ? {} : { resourcePolicy }) };
}

/** The function's resource policy; a gap when nobody has read the function. */
export function functionPolicy(name: string, context: Pick<OperationContext, 'get'>): Question['resourcePolicy'] {
  const label = `policy of function ${name}`;
  try {
    const document = context.get('AWS::Lambda::Function', name)?.Policy;
    return document === undefined ? undefined : { name: label, document };
  } catch (thrown) {
    if (!(thrown instanceof NotRead)) throw thrown;
    return { name: label, document: { unread: thrown.unread } };
  }
}

/** What operations on one function are told. */
export interface FunctionInput {
  readonly FunctionName?: string;
}

/** A function as GetFunctionConfiguration prints it. */
export function describeFunction({ FunctionName, FunctionArn, Role }: LambdaFunction, context: OperationContext) {
  return { FunctionName, FunctionArn: FunctionArn ?? functionArn(FunctionName, context), Role, Version: '$LATEST', State: 'Active' };
}
