import { aboutIotPolicy, describeIotPolicy } from '../iot-policy';
import { operation } from '../operation';

interface Input {
  readonly policyName?: string;
  readonly policyDocument?: string;
}

export const CreatePolicy = operation({
  name: 'iot:CreatePolicy',
  says: 'Makes an IoT policy.',
  access: 'signed',
  rules: {
    free: {
      says: 'No other IoT policy has the name.',
      label: 'name free',
      cite: 'https://docs.aws.amazon.com/iot/latest/apireference/API_CreatePolicy.html',
      error: { code: 'ResourceAlreadyExistsException', message: 'The policy exists already.', status: 409, wording: 'unconfirmed' },
    },
  },
  asks: (input: Input, context) => aboutIotPolicy(input, context),
  perform(input: Input, context) {
    const { policyName = '', policyDocument = '' } = input;
    context.hold('free', context.get('AWS::IoT::Policy', policyName) === undefined, policyName);
    const policy = { policyName, policyDocument, targets: [] };
    context.put('AWS::IoT::Policy', policyName, policy);
    return { ...describeIotPolicy(policy, context), policyVersionId: '1' };
  },
});
