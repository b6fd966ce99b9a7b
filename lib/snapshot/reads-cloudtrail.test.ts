import { expect, test } from 'vitest';
import { notes } from '../world/accounts/notes';
import { get, list } from '../world/world';
import { exchange } from './account.testing';
import { load } from './load';
import { redact } from './redact';
import type { Exchange } from './snapshot';

const TrailARN = `arn:aws:cloudtrail:us-east-1:${notes.account}:trail/all`;
const AdvancedEventSelectors = [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }] }];
const trails = exchange('cloudtrail:DescribeTrails', { includeShadowTrails: true }, { trailList: [{ TrailARN, Name: 'all' }] });
const selectors = exchange('cloudtrail:GetEventSelectors', { TrailName: TrailARN }, { TrailARN, AdvancedEventSelectors });
const denied = exchange('cloudtrail:GetEventSelectors', { TrailName: TrailARN }, 'AccessDeniedException');
const worldOf = (...exchanges: readonly Exchange[]) => load({ lifeguardSnapshot: 1, takenAt: '2026-11-22T21:00:00Z', account: notes.account, partition: 'aws', exchanges: [...exchanges] });

test.each([
  ['in the order of the questions', [trails, selectors]],
  ['in the other order', [selectors, trails]],
])('a trail has its selectors, %s', (_order, exchanges) => {
  expect(list(worldOf(...exchanges), 'AWS::CloudTrail::Trail')).toEqual([{ TrailARN, Name: 'all', AdvancedEventSelectors }]);
});

test('selectors that were refused, or never asked for, are not known', () => {
  expect(get(worldOf(trails, denied), 'AWS::CloudTrail::Trail', TrailARN)?.AdvancedEventSelectors).toEqual({ unread: `cloudtrail:GetEventSelectors ${TrailARN}: AccessDeniedException` });
  expect(get(worldOf(trails), 'AWS::CloudTrail::Trail', TrailARN)?.AdvancedEventSelectors).toMatchObject({ unread: expect.stringContaining('not read') as string });
  expect(() => list(worldOf(exchange('cloudtrail:DescribeTrails', {}, 'AccessDeniedException')), 'AWS::CloudTrail::Trail')).toThrow('AccessDeniedException');
});

test('a sample of identities is kept without who they are', () => {
  const answer = { IdentityPoolId: notes.identityPool, Identities: [{ IdentityId: 'us-east-1:a-guest-and-all-that-opens-it' }, { IdentityId: 'us-east-1:b', Logins: ['accounts.google.com'] }] };
  expect(JSON.stringify(redact(answer))).not.toContain('a-guest');
  const world = worldOf(exchange('cognito-identity:ListIdentities', { IdentityPoolId: notes.identityPool }, answer));
  expect(get(world, 'Lifeguard::IdentitySample', notes.identityPool)?.Identities).toEqual([{}, { Logins: ['accounts.google.com'] }]);
});
