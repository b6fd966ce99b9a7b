import { describeIotPolicy } from '../iot-policy';
import { operation } from '../operation';

export const ListPolicies = operation({
  name: 'iot:ListPolicies',
  says: 'Lists the account’s IoT policies.',
  access: 'signed',
  rules: {},
  perform: (_input: object, context) => ({
    policies: context.list('AWS::IoT::Policy').map((policy) => {
      const { policyName, policyArn } = describeIotPolicy(policy, context);
      return { policyName, policyArn };
    }),
  }),
});
