import type { ValidatePolicyFinding, ValidatePolicyRequest } from '@aws-sdk/client-accessanalyzer';
import { lintPolicy } from '../../iam/lint';
import { parsePolicy } from '../../iam/parse';
import type { LintLevel, PolicyFinding } from '../../iam/policy';
import { operation } from '../operation';

const types: readonly string[] = ['IDENTITY_POLICY', 'RESOURCE_POLICY', 'SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'];
const kinds = { IDENTITY_POLICY: 'identity', SERVICE_CONTROL_POLICY: 'service-control', RESOURCE_CONTROL_POLICY: 'resource-control' } as const;
const levels: Readonly<Record<LintLevel, ValidatePolicyFinding['findingType']>> = { error: 'ERROR', warning: 'WARNING', note: 'SUGGESTION' };

/** The codes are those of our own linter, and say so: AWS has others. */
const codeOf = (code: string): string => `LIFEGUARD_${code.toUpperCase().replaceAll('-', '_')}`;

export const ValidatePolicy = operation({
  name: 'access-analyzer:ValidatePolicy',
  says: 'Says what is questionable in a policy; here by the linter of this emulator, not by Access Analyzer’s.',
  access: 'signed',
  rules: {
    type: {
      says: 'The type of the policy is one that Access Analyzer knows.',
      label: 'policy type',
      cite: 'Access Analyzer API Reference, ValidatePolicy: policyType',
      error: { code: 'ValidationException', message: 'The policy type is not valid.', wording: 'unconfirmed' },
    },
  },
  perform({ policyDocument = '', policyType, validatePolicyResourceType }: Partial<ValidatePolicyRequest>, context) {
    context.hold('type', types.includes(policyType ?? ''), `it is ${policyType ?? 'absent'}`);
    const { policy, findings } = parsePolicy(policyDocument);
    const kind = validatePolicyResourceType === 'AWS::IAM::AssumeRolePolicyDocument' ? 'trust' : kinds[policyType as keyof typeof kinds];
    const all = [...findings, ...lintPolicy(policy, kind === undefined ? {} : { kind })];
    return { findings: all.map((finding) => findingOf(finding, policy.text)) };
  },
});

function findingOf({ code, level, message, span, statement }: PolicyFinding, text: string): ValidatePolicyFinding {
  const path = statement === undefined ? [] : [{ value: 'Statement' }, { index: statement }];
  return {
    findingType: levels[level],
    issueCode: codeOf(code),
    findingDetails: message,
    learnMoreLink: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies.html',
    locations: [{ path, span: { start: placeOf(span.start, text), end: placeOf(span.end, text) } }],
  };
}

/** Lines begin with 1, columns with 0. */
function placeOf(offset: number, text: string) {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)?.length ?? 0, offset };
}
