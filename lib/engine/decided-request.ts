import type { Context } from '../iam/decision';
import { NotEmulated } from '../world/gap';
import { accountOf } from './authorization';
import { bucketPolicy } from './bucket';
import { functionPolicy } from './lambda-function';
import type { AnyOperation, Operation, OperationContext, Question } from './operation';

/**
 * A request of which only the decision is wanted: may the caller do this action on this resource? Nothing is performed.
 * So every action of AWS's can be asked about, emulated or not.
 */
export interface DecidedRequest {
  /** An ARN, or `*`. */
  readonly resource: string;
  readonly context?: Context;
  /** Condition keys whose values are not known. */
  readonly unknown?: readonly string[];
}

/** Whether an input asks for a decision alone; no operation of AWS's has an input of exactly these fields. */
export function isDecidedRequest(input: Readonly<Record<string, unknown>>): boolean {
  const { resource, context: _context, unknown: _unknown, ...others } = input;
  return typeof resource === 'string' && Object.keys(others).length === 0;
}

/**
 * The operation that decides about an action and does nothing.
 * @throws NotEmulated for an operation without a signature: IAM is not asked about those.
 */
export function decidedOperation(action: string, emulated: AnyOperation | undefined): Operation<string, DecidedRequest> {
  if (emulated?.access === 'public') throw new NotEmulated(`a decision about ${action}: nobody signs it, so IAM is not asked`);
  return {
    name: action,
    says: 'Asks IAM whether the session may do this; nothing is done.',
    access: 'signed',
    rules: {},
    asks: ({ resource, context, unknown }, account) => ({
      resource,
      ...(context === undefined ? {} : { context }),
      ...(unknown === undefined ? {} : { unknown }),
      ...resourcePolicyOf(resource, account),
    }),
    perform: () => ({}),
  };
}

/** The policy of a resource that the world can hold one of. */
function resourcePolicyOf(arn: string, context: OperationContext): Pick<Question, 'resourcePolicy'> {
  const [, , service] = arn.split(':');
  const inAccount = accountOf(arn) === context.account;
  const policy =
    service === 's3'
      ? bucketPolicy((arn.slice(arn.indexOf(':::') + 3).split('/')[0] as string), context)
      : service === 'lambda' && inAccount
        ? functionPolicy(arn.split(':')[6] ?? '', context)
        : undefined;
  return policy === undefined ? {} : { resourcePolicy: policy };
}
