import { bucketPolicy } from './bucket';
import { operation, type AnyOperation, type Question } from './operation';

/**
 * An operation of which only IAM's part is performed: whether the caller may. It stands in for what the engine does not
 * emulate, and for requests whose effect would be beside the point.
 */
export function authorizationOnly(name: string, question: Question): AnyOperation {
  return operation({
    name,
    says: 'IAM decides whether the session may do this. What the service does then is not emulated.',
    access: 'signed',
    rules: {},
    asks(_input: object, context) {
      const bucket = /^arn:[^:]*:s3:::([^/*?]+)/.exec(question.resource)?.[1];
      const resourcePolicy = bucket === undefined ? undefined : bucketPolicy(bucket, context);
      return resourcePolicy === undefined ? question : { ...question, resourcePolicy };
    },
    perform: () => ({}),
  });
}
