import { z } from 'zod';
import { isGap } from '../world/gap';
import { notRead } from './draft';
import { policyDocument } from './policy-document';
import { read, type AnyRead } from './read';

const type = 'AWS::Organizations::Policy';
const policyInput = z.looseObject({ PolicyId: z.string() });

/** Asked of the organization, which most accounts may not: a refusal is no gap, and what would follow is then not asked. */
export const ListPolicies = read({
  operation: 'organizations:ListPolicies',
  actions: ['organizations:ListPolicies'],
  why: 'Which resource control policies the organization has. Only its management account and those that it names may ask.',
  optional: true,
  input: z.looseObject({ Filter: z.string() }),
  output: z.looseObject({ Policies: z.array(z.looseObject({ Id: z.string(), Name: z.string().optional(), AwsManaged: z.boolean().optional() })) }),
  paging: { items: ['Policies'], next: 'NextToken', token: 'NextToken', largest: { MaxResults: 20 } },
  subject: () => 'of the organization',
  fill(draft, _input, { Policies }, whole) {
    draft.list(type, undefined, whole);
    for (const { Id, Name, AwsManaged } of Policies) {
      const Targets = AwsManaged === true ? {} : { Targets: notRead('organizations:ListTargetsForPolicy', Id) };
      draft.put(type, Id, { Id, Name, AwsManaged, Content: notRead('organizations:DescribePolicy', Id), ...Targets });
    }
  },
  unread: () => undefined,
});

export const DescribePolicy = read({
  operation: 'organizations:DescribePolicy',
  actions: ['organizations:DescribePolicy'],
  why: 'Whether a resource control policy says which pools may give guests credentials.',
  optional: true,
  input: policyInput,
  output: z.looseObject({ Policy: z.looseObject({ Content: z.string() }) }),
  subject: ({ PolicyId }) => PolicyId,
  fill: (draft, { PolicyId }, { Policy }) => draft.amend(type, PolicyId, { Content: policyDocument(Policy.Content) }),
  unread: (draft, { PolicyId }, gap) => draft.amend(type, PolicyId, { Content: gap }),
});

export const ListTargetsForPolicy = read({
  operation: 'organizations:ListTargetsForPolicy',
  actions: ['organizations:ListTargetsForPolicy'],
  why: 'Whether a resource control policy is attached to anything.',
  optional: true,
  input: policyInput,
  output: z.looseObject({ Targets: z.array(z.looseObject({ TargetId: z.string(), Type: z.string().optional() })) }),
  paging: { items: ['Targets'], next: 'NextToken', token: 'NextToken', largest: { MaxResults: 20 } },
  subject: ({ PolicyId }) => PolicyId,
  fill: (draft, { PolicyId }, { Targets }, whole) => draft.amend(type, PolicyId, { Targets: isGap(whole) ? whole : Targets }),
  unread: (draft, { PolicyId }, gap) => draft.amend(type, PolicyId, { Targets: gap }),
});

export const organizationsReads: readonly AnyRead[] = [ListPolicies, DescribePolicy, ListTargetsForPolicy];
