import type { DeletePolicyVersionRequest } from '@aws-sdk/client-iam';
import { aboutPolicy, defaultVersion, managedPolicyNamed, policyRule, versionNamed, versionRule, versionsOf } from '../iam-policy';
import { operation } from '../operation';

export const DeletePolicyVersion = operation({
  name: 'iam:DeletePolicyVersion',
  says: 'Deletes a version of a managed policy that is not in force.',
  access: 'signed',
  rules: {
    ...policyRule,
    ...versionRule,
    spare: {
      says: 'The version is not the one in force.',
      label: 'not the default',
      cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html',
      error: { code: 'DeleteConflict', message: 'Cannot delete the default version of a policy.', status: 409 },
    },
  },
  asks: (input: DeletePolicyVersionRequest) => aboutPolicy(input),
  perform(input: DeletePolicyVersionRequest, context) {
    const policy = managedPolicyNamed(input.PolicyArn, context);
    const { VersionId } = versionNamed(policy, input.VersionId, context);
    context.hold('spare', VersionId !== defaultVersion(policy), `${defaultVersion(policy)} is in force`);
    context.put('AWS::IAM::ManagedPolicy', policy.Arn, { ...policy, Versions: versionsOf(policy).filter((one) => one.VersionId !== VersionId) });
    return {};
  },
});
