import type { OrganizationPolicy } from '../world/resources';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';

export const organizationRule = {
  organization: {
    says: 'The account is in an organization.',
    label: 'in an organization',
    cite: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPolicies.html',
    error: { code: 'AWSOrganizationsNotInUseException', message: 'Your account is not a member of an organization.' },
  },
} as const satisfies Record<string, Rule>;

export const organizationPolicyRule = {
  ...organizationRule,
  policy: {
    says: 'The policy exists.',
    label: 'policy exists',
    cite: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribePolicy.html',
    error: { code: 'PolicyNotFoundException', message: ({ policy }) => `No policy ${policy}.`, wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

/** The organization's resource control policies. An organization has at least AWS's own. */
export function organizationPolicies(context: OperationContext<'organization'>): readonly OrganizationPolicy[] {
  const policies = context.list('AWS::Organizations::Policy');
  context.hold('organization', policies.length > 0, policies.length > 0 ? `${policies.length} policies` : 'there is no organization');
  return policies;
}

export function organizationPolicyNamed(id = '', context: OperationContext<'organization' | 'policy'>): OrganizationPolicy {
  organizationPolicies(context);
  return context.found('policy', context.get('AWS::Organizations::Policy', id), id, { policy: id });
}

/** A policy as lists print it. */
export function policySummary({ Id, Name = Id, AwsManaged = false }: OrganizationPolicy): object {
  return { Id, Name, Type: 'RESOURCE_CONTROL_POLICY', AwsManaged };
}
