import { aboutIotPolicy, describeIotPolicy, iotPolicyNamed, iotPolicyRule, type IotPolicyInput } from '../iot-policy';
import { operation } from '../operation';

export const GetPolicy = operation({
  name: 'iot:GetPolicy',
  says: 'Returns an IoT policy.',
  access: 'signed',
  rules: iotPolicyRule,
  asks: (input: IotPolicyInput, context) => aboutIotPolicy(input, context),
  perform: (input: IotPolicyInput, context) => ({ ...describeIotPolicy(iotPolicyNamed(input.policyName, context), context), defaultVersionId: '1' }),
});
