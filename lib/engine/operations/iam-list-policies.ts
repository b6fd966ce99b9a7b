import type { ListPoliciesRequest } from '@aws-sdk/client-iam';
import { accountOf } from '../authorization';
import { iamPage } from '../iam-entity';
import { describePolicy } from '../iam-policy';
import { operation } from '../operation';
import { NotEmulated } from '../../world/gap';

/** Lists the account's own managed policies. AWS's are far too many to hold. */
export const ListPolicies = operation({
  name: 'iam:ListPolicies',
  says: 'Lists the account’s own managed policies.',
  access: 'signed',
  rules: {},
  perform(input: ListPoliciesRequest, context) {
    if (input.Scope !== 'Local') throw new NotEmulated(`iam:ListPolicies with Scope ${input.Scope ?? 'All'}`);
    const own = context.list('AWS::IAM::ManagedPolicy').filter((policy) => accountOf(policy.Arn) === context.account);
    const { page, rest } = iamPage(own, input);
    return { Policies: page.map(describePolicy), ...rest };
  },
});
