import type { SetDefaultPolicyVersionRequest } from '@aws-sdk/client-iam';
import { aboutPolicy, managedPolicyNamed, policyRule, versionNamed, versionRule, versionsOf } from '../iam-policy';
import { operation } from '../operation';

/** Puts another version of a policy in force, which may be an old and generous one. */
export const SetDefaultPolicyVersion = operation({
  name: 'iam:SetDefaultPolicyVersion',
  says: 'Puts another version of a managed policy in force.',
  access: 'signed',
  rules: { ...policyRule, ...versionRule },
  asks: (input: SetDefaultPolicyVersionRequest) => aboutPolicy(input),
  perform(input: SetDefaultPolicyVersionRequest, context) {
    const policy = managedPolicyNamed(input.PolicyArn, context);
    const { VersionId, Document } = versionNamed(policy, input.VersionId, context);
    context.put('AWS::IAM::ManagedPolicy', policy.Arn, { ...policy, DefaultVersionId: VersionId, Document, Versions: versionsOf(policy) });
    return {};
  },
});
