import type { CreatePolicyVersionRequest } from '@aws-sdk/client-iam';
import { checkDocument, documentRule } from '../iam-entity';
import { aboutPolicy, defaultVersion, describeVersion, managedPolicyNamed, policyRule, versionsOf } from '../iam-policy';
import { operation } from '../operation';

/** AWS keeps five versions of a policy. */
const mostVersions = 5;

/** Adds a version. With SetAsDefault, everyone who has the policy has the new text at once. */
export const CreatePolicyVersion = operation({
  name: 'iam:CreatePolicyVersion',
  says: 'Adds a version to a managed policy, and may make it the one in force.',
  access: 'signed',
  rules: {
    ...policyRule,
    ...documentRule,
    room: {
      says: 'The policy has fewer than five versions.',
      label: '≤ 5 versions',
      cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html',
      error: { code: 'LimitExceeded', message: 'The policy has as many versions as are allowed.', status: 409, wording: 'unconfirmed' },
    },
  },
  asks: (input: CreatePolicyVersionRequest) => aboutPolicy(input),
  perform(input: CreatePolicyVersionRequest, context) {
    const before = managedPolicyNamed(input.PolicyArn, context);
    const Document = checkDocument(input.PolicyDocument, context);
    const versions = versionsOf(before);
    context.hold('room', versions.length < mostVersions, `${versions.length} versions`);
    const last = versions.at(-1)?.VersionId ?? 'v0';
    const version = { VersionId: `v${Number(last.slice(1)) + 1}`, Document };
    const inForce = input.SetAsDefault === true ? { DefaultVersionId: version.VersionId, Document } : { DefaultVersionId: defaultVersion(before) };
    const after = { ...before, ...inForce, Versions: [...versions, version] };
    context.put('AWS::IAM::ManagedPolicy', before.Arn, after);
    const { Document: _document, ...about } = describeVersion(after, version);
    return { PolicyVersion: about };
  },
});
