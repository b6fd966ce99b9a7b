import { z } from 'zod';
import { isGap } from '../world/gap';
import type { Trail } from '../world/resources';
import { notRead, type Draft } from './draft';
import { read, type AnyRead } from './read';

const type = 'AWS::CloudTrail::Trail';
const strings = z.array(z.string()).optional();
const fieldSelector = z.looseObject({ Field: z.string(), Equals: strings, StartsWith: strings, EndsWith: strings, NotEquals: strings, NotStartsWith: strings, NotEndsWith: strings });

export const DescribeTrails = read({
  operation: 'cloudtrail:DescribeTrails',
  actions: ['cloudtrail:DescribeTrails'],
  why: 'Which trails record what happens here, those of the organization too.',
  optional: true,
  input: z.looseObject({ includeShadowTrails: z.boolean().optional() }),
  output: z.looseObject({
    trailList: z.array(z.looseObject({ TrailARN: z.string(), Name: z.string().optional(), HomeRegion: z.string().optional(), IsMultiRegionTrail: z.boolean().optional() })),
  }),
  subject: () => 'of this region',
  fill(draft, _input, { trailList }) {
    draft.list(type, undefined, true);
    for (const trail of trailList) tell(draft, trail.TrailARN, { AdvancedEventSelectors: notRead('cloudtrail:GetEventSelectors', trail.TrailARN) }, trail);
  },
  unread: (draft, _input, gap) => draft.list(type, undefined, gap),
});

export const GetEventSelectors = read({
  operation: 'cloudtrail:GetEventSelectors',
  actions: ['cloudtrail:GetEventSelectors'],
  why: 'Whether a trail records who is given credentials.',
  optional: true,
  input: z.looseObject({ TrailName: z.string() }),
  output: z.looseObject({ AdvancedEventSelectors: z.array(z.looseObject({ Name: z.string().optional(), FieldSelectors: z.array(fieldSelector) })).optional() }),
  subject: ({ TrailName }) => TrailName,
  fill: (draft, { TrailName }, { AdvancedEventSelectors = [] }) => tell(draft, TrailName, {}, { AdvancedEventSelectors }),
  unread(draft, { TrailName }, gap) {
    const before = draft.get<Trail>(type, TrailName)?.AdvancedEventSelectors;
    if (before === undefined || isGap(before)) tell(draft, TrailName, {}, { AdvancedEventSelectors: gap });
  },
});

/** Adds to what is known of a trail: `unless` only where nothing else is, `surely` in any case. */
function tell(draft: Draft, TrailARN: string, unless: object, surely: object): void {
  draft.put(type, TrailARN, { TrailARN, ...unless, ...draft.get<object>(type, TrailARN), ...surely });
}

export const cloudtrailReads: readonly AnyRead[] = [DescribeTrails, GetEventSelectors];
