import { expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import { put } from '../../world/world';
import { run } from '../run';
import type { Call } from '../scenario';
import { DescribeTrails } from './describe-trails';
import { describeOperation } from './describe-operation.testing';
import { GetEventSelectors } from './get-event-selectors';
import { people, refused, scenario } from './user-pool.testing';

const TrailARN = `arn:aws:cloudtrail:us-east-1:${notes.account}:trail/all`;
const AdvancedEventSelectors = [{ Name: 'all', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }];
const world = put(notesWorld, 'AWS::CloudTrail::Trail', TrailARN, { TrailARN, Name: 'all', IsMultiRegionTrail: true, AdvancedEventSelectors });
const ask = (id: string, operation: string, input: Call['input'] = {}): Call => ({ id, by: 'admin', operation: `cloudtrail:${operation}`, input, signedBy: 'operator' });
const trails = ask('trails', 'DescribeTrails');
const selectors = (TrailName: string) => ask('selectors', 'GetEventSelectors', { TrailName });

describeOperation(DescribeTrails, { allows: { 'of the account': scenario([trails], world) }, refuses: {} });
describeOperation(GetEventSelectors, { allows: { 'of a trail': scenario([selectors(TrailARN)], world) }, refuses: { trail: refused('TrailNotFoundException', [selectors('none')], world) } });

test('a trail and its selectors are told apart', () => {
  const { steps } = run({ ...scenario([trails, selectors(TrailARN)], world), people });
  expect(steps.map(({ output }) => output)).toEqual([{ trailList: [{ TrailARN, Name: 'all', IsMultiRegionTrail: true }] }, { TrailARN, AdvancedEventSelectors }]);
});
