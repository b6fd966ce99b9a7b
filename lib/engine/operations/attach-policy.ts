import { aboutTarget, iotPolicyNamed, iotPolicyRule } from '../iot-policy';
import { operation } from '../operation';

interface Input {
  readonly policyName?: string;
  /** A certificate's ARN or a Cognito identity's id. */
  readonly target?: string;
}

/** Attaches an IoT policy to a certificate or a Cognito identity. Who may do this chooses what devices and users may do. */
export const AttachPolicy = operation({
  name: 'iot:AttachPolicy',
  says: 'Attaches an IoT policy to a certificate or a Cognito identity.',
  access: 'signed',
  rules: iotPolicyRule,
  asks: aboutTarget,
  perform(input: Input, context) {
    const policy = iotPolicyNamed(input.policyName, context);
    const targets = [...(policy.targets ?? []).filter((one) => one !== input.target), input.target ?? ''];
    context.put('AWS::IoT::Policy', policy.policyName, { ...policy, targets });
    return {};
  },
});
