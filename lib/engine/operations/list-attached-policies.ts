import { attachedTo, describeIotPolicy } from '../iot-policy';
import { operation } from '../operation';

interface Input {
  readonly target?: string;
}

export const ListAttachedPolicies = operation({
  name: 'iot:ListAttachedPolicies',
  says: 'Lists the IoT policies of a certificate or a Cognito identity.',
  access: 'signed',
  rules: {},
  perform: (input: Input, context) => ({
    policies: attachedTo(input.target ?? '', context).map((policy) => {
      const { policyName, policyArn } = describeIotPolicy(policy, context);
      return { policyName, policyArn };
    }),
  }),
});
