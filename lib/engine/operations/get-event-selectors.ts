import type { GetEventSelectorsRequest } from '@aws-sdk/client-cloudtrail';
import { read } from '../../world/gap';
import { operation } from '../operation';

export const GetEventSelectors = operation({
  name: 'cloudtrail:GetEventSelectors',
  says: 'Says which events a trail records.',
  access: 'signed',
  rules: {
    trail: {
      says: 'The trail exists.',
      label: 'trail exists',
      cite: 'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html',
      error: { code: 'TrailNotFoundException', message: ({ trail }) => `Unknown trail: ${trail}`, wording: 'unconfirmed' },
    },
  },
  asks: (input: Partial<GetEventSelectorsRequest>) => ({ resource: input.TrailName ?? '*' }),
  perform(input: Partial<GetEventSelectorsRequest>, context) {
    const name = input.TrailName ?? '';
    const trail = context.found('trail', context.get('AWS::CloudTrail::Trail', name), name, { trail: name });
    return { TrailARN: trail.TrailARN, AdvancedEventSelectors: read(trail.AdvancedEventSelectors ?? []) };
  },
});
