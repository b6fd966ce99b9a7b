import { NotRead } from '../world/gap';
import { accountOf, roleNameOf } from './authorization';
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
      const resourcePolicy = name === 'sts:AssumeRole' ? trustPolicyOf(question.resource, context) : resourcePolicyOf(question.resource, context);
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

/** Whom a role of this account trusts; a gap when nobody has read it. */
function trustPolicyOf(arn: string, context: OperationContext): Question['resourcePolicy'] {
  if (!arn.includes(':role/') || accountOf(arn) !== context.account) return undefined;
  const name = `trust policy of ${roleNameOf(arn)}`;
  try {
    const role = context.get('AWS::IAM::Role', roleNameOf(arn));
    return role === undefined ? undefined : { name, document: role.AssumeRolePolicyDocument };
  } catch (thrown) {
    if (!(thrown instanceof NotRead)) throw thrown;
    return { name, document: { unread: thrown.unread } };
  }
}
