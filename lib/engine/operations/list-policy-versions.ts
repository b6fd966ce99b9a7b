import type { ListPolicyVersionsRequest } from '@aws-sdk/client-iam';
import { iamPage } from '../iam-entity';
import { aboutPolicy, describeVersion, managedPolicyNamed, policyRule, versionsOf } from '../iam-policy';
import { operation } from '../operation';

export const ListPolicyVersions = operation({
  name: 'iam:ListPolicyVersions',
  says: 'Lists the versions of a managed policy.',
  access: 'signed',
  rules: policyRule,
  asks: (input: ListPolicyVersionsRequest) => aboutPolicy(input),
  perform(input: ListPolicyVersionsRequest, context) {
    const policy = managedPolicyNamed(input.PolicyArn, context);
    const { page, rest } = iamPage([...versionsOf(policy)].reverse(), input);
    const Versions = page.map((version) => {
      const { Document: _document, ...about } = describeVersion(policy, version);
      return about;
    });
    return { Versions, ...rest };
  },
});
