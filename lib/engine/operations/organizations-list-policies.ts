import type { ListPoliciesRequest } from '@aws-sdk/client-organizations';
import { NotEmulated } from '../../world/gap';
import { operation } from '../operation';
import { organizationPolicies, organizationRule, policySummary } from '../organization-policy';
import { pageOf } from '../page';

export const ListPolicies = operation({
  name: 'organizations:ListPolicies',
  says: 'Lists the resource control policies of the organization.',
  access: 'signed',
  rules: organizationRule,
  perform({ Filter, MaxResults = 20, NextToken }: Partial<ListPoliciesRequest>, context) {
    if (Filter !== 'RESOURCE_CONTROL_POLICY') throw new NotEmulated(`policies of an organization of type ${Filter ?? ''}`);
    const { page, next } = pageOf(organizationPolicies(context), MaxResults, NextToken);
    return { Policies: page.map(policySummary), ...(next === undefined ? {} : { NextToken: next }) };
  },
});
