import { aboutTarget, iotPolicyNamed, iotPolicyRule } from '../iot-policy';
import { operation } from '../operation';

interface Input {
  readonly policyName?: string;
  readonly target?: string;
}

export const DetachPolicy = operation({
  name: 'iot:DetachPolicy',
  says: 'Detaches an IoT policy from a certificate or a Cognito identity.',
  access: 'signed',
  rules: iotPolicyRule,
  asks: aboutTarget,
  perform(input: Input, context) {
    const policy = iotPolicyNamed(input.policyName, context);
    context.put('AWS::IoT::Policy', policy.policyName, { ...policy, targets: (policy.targets ?? []).filter((one) => one !== input.target) });
    return {};
  },
});
