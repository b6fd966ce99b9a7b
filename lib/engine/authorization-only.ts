import { bucketPolicy } from './bucket';
import { functionPolicy } from './lambda-function';
import { operation, type AnyOperation, type OperationContext, type Question } from './operation';

/**
 * An operation of which only IAM's part is performed: whether the caller may. It stands in for what the engine does not
 * emulate, and for requests whose effect would be beside the point.
 */
export function authorizationOnly(name: string, question: Question): AnyOperation {
  return operation({
    name,
    says: 'IAM decides whether the caller may do this. What the service does then is not emulated.',
    access: 'signed',
    rules: {},
    asks(_input: object, context) {
      const resourcePolicy = resourcePolicyOf(question.resource, context);
      return resourcePolicy === undefined ? question : { ...question, resourcePolicy };
    },
    perform: () => ({}),
  });
}

/** The policy of a resource that the world can hold one of. */
function resourcePolicyOf(arn: string, context: OperationContext): Question['resourcePolicy'] {
  const [, , service, region, account, kind, name = ''] = arn.split(':');
  // Only buckets and their objects have neither; an access point says whose it is.
  if (service === 's3' && region === '' && account === '') return bucketPolicy((kind ?? '').split('/')[0] as string, context);
  return service === 'lambda' && kind === 'function' && account === context.account ? functionPolicy(name, context) : undefined;
}
