import { attachedTo, iotArn, signedInIdentity } from '../iot-policy';
import { operation, type OperationContext } from '../operation';

interface Input {
  readonly topic?: string;
  readonly payload?: string;
}

/** Publishes to a topic. A signed-in Cognito user needs an IoT policy on the identity beside the role's permission. */
export const Publish = operation({
  name: 'iot:Publish',
  says: 'Publishes a message to a topic.',
  access: 'signed',
  rules: {
    iotPolicy: {
      says: 'For a signed-in Cognito user, an IoT policy attached to the identity allows it as well.',
      label: 'IoT policy',
      cite: 'https://docs.aws.amazon.com/iot/latest/developerguide/cog-iot-policies.html',
      error: { code: 'ForbiddenException', message: 'Forbidden', status: 403, wording: 'unconfirmed' },
    },
  },
  asks: (input: Input, context) => ({ resource: topicArn(input, context) }),
  perform(input: Input, context) {
    const { caller } = context;
    const identity = caller.kind === 'session' ? signedInIdentity(caller.session) : undefined;
    if (caller.kind === 'session' && identity !== undefined) {
      const policies = attachedTo(identity, context).map((policy) => ({ name: policy.policyName, document: policy.policyDocument }));
      const asked = { principal: caller.session.arn, action: 'iot:Publish', resource: topicArn(input, context), context: caller.session.context };
      const allowed = context.decide({ ...asked, identity: policies }).answer === 'Allowed';
      context.hold('iotPolicy', allowed, `policies of the identity: ${policies.map((policy) => policy.name).join(', ') || 'none'}`);
    }
    return {};
  },
});

function topicArn(input: Input, context: OperationContext): string {
  return iotArn('topic', input.topic ?? '', context);
}
