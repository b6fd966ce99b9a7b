import { poolArn } from '../../engine/identity-pool';
import { list, patch, put, type World } from '../../world/world';
import type { AdvancedEventSelector, Trail } from '../../world/resources';
import { read } from '../../world/gap';
import { check, type Attempt, type Ending, type Subject } from '../check';
import { callsOf, companions, peopled, visitor } from '../entrances';
import { guestsOff, invitationOnly, notes, notesWorld } from '../examples';
import { isRecorded, issuanceSelector, listsOnly, managementSelector, poolResource } from '../issuance-log';
import { auditorAsks } from '../login-probes';
import { cast } from '../people';
import { isEntered } from '../pool';
import { cwe, references } from '../references';

const TrailARN = `arn:aws:cloudtrail:us-east-1:${notes.account}:trail/all`;

function withTrail(AdvancedEventSelectors: Trail['AdvancedEventSelectors'], fields: Partial<Trail> = {}, world: World = notesWorld): World {
  return put(world, 'AWS::CloudTrail::Trail', TrailARN, { TrailARN, Name: 'all', HomeRegion: 'us-east-1', IsMultiRegionTrail: true, ...fields, AdvancedEventSelectors });
}

const thisArn = `arn:aws:cognito-identity:us-east-1:${notes.account}:identitypool/${notes.identityPool}`;
const only = (arn: string): AdvancedEventSelector => ({ FieldSelectors: [...issuanceSelector.FieldSelectors, { Field: 'resources.ARN', StartsWith: [arn] }] });

export const issuanceNotLogged = check({
  code: 'IDP-11',
  name: 'issuance-not-logged',
  title: 'Nobody writes down who is given credentials',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'Low where strangers come in; a remark otherwise.',
  docs: {
    what: 'The check has somebody come in, and asks CloudTrail whether any trail would record it: one with an advanced event selector for data events of identity pools that covers this one.',
    why: 'In the enhanced flow CloudTrail counts the credentials of an identity pool as data events, and records none unless it is told to. Nothing in the logs then proves nothing: neither whether guests were many, nor which identity did something.',
    falsePositives: 'Data events cost money by their number, and not every application is worth it. A trail of the organization shows in this account; its selectors can often not be read, and the verdict is then unknown. Event data stores of CloudTrail Lake are not looked at: the finding is plausible.',
    fix: 'Give a trail a selector for data events of identity pools.',
  },
  references: [references.cognitoCloudTrail, references.bestPractices, cwe(778)],
  examples: {
    fails: [
      { title: 'there is no trail', world: notesWorld, severity: 'low' },
      { title: 'the trail records management events', world: withTrail([managementSelector]), severity: 'low' },
      { title: 'the trail has basic selectors', world: withTrail([]), severity: 'low' },
      { title: 'the trail records another pool', world: withTrail([only('arn:aws:cognito-identity:us-east-1:111122223333:identitypool/us-east-1:0')]), severity: 'low' },
      { title: 'the trail leaves this pool out', world: withTrail([{ FieldSelectors: [...issuanceSelector.FieldSelectors, { Field: 'resources.ARN', NotEquals: [thisArn] }] }]), severity: 'low' },
      { title: 'the trail is of another region', world: withTrail([issuanceSelector], { IsMultiRegionTrail: false, HomeRegion: 'eu-west-1' }), severity: 'low' },
    ],
    passes: [
      { title: 'the trail records identity pools', world: withTrail([managementSelector, issuanceSelector]) },
      { title: 'the trail records this one', world: withTrail([only(thisArn)]) },
      { title: 'only invited users come in', world: invitationOnly(guestsOff) },
    ],
  },
  subjects: ({ id }): readonly Subject[] => [{ resource: { type: 'AWS::Cognito::IdentityPool', id } }],
  probes(_subject, pool): readonly Attempt[] {
    const [way] = pool.ways.filter(isEntered).sort((a, b) => (a.entrance.tier < b.entrance.tier ? -1 : 1));
    if (way === undefined) return pool.unreadWays;
    const { entrance } = way;
    const isOpen = entrance.tier === 'A0' || entrance.tier === 'A1';
    const trails = list(pool.world, 'AWS::CloudTrail::Trail');
    const [arn, region] = [poolArn(pool.id, pool.world), pool.world.region];
    const told: Ending['told'] = [
      { call: 'trails', holds: (output) => listsOnly(trails, output) },
      ...trails.map((trail, index) => ({ call: `selectors-${index + 1}`, holds: (output: Readonly<Record<string, unknown>>) => !isRecorded(arn, region, trail, output) })),
    ];
    return [
      {
        title: 'Somebody comes in, and the auditor asks CloudTrail what it records',
        prepare: (world) => peopled(world, entrance),
        people: { mallory: visitor(entrance), auditor: cast.operator, ...companions(entrance) },
        calls: [
          ...callsOf(entrance),
          auditorAsks('trails', 'cloudtrail:DescribeTrails', { includeShadowTrails: true }),
          ...trails.map(({ TrailARN: TrailName }, index) => auditorAsks(`selectors-${index + 1}`, 'cloudtrail:GetEventSelectors', { TrailName })),
        ],
        proves: { ends: 'ok', told },
        otherwise: 'A trail records whom the pool gives credentials.',
        claim: {
          severity: isOpen ? 'low' : 'info',
          confidence: 'plausible',
          actor: entrance.actor,
          message: `No trail records whom the pool gives credentials: ${trails.length === 0 ? 'there is none' : `none of them has a selector for ${poolResource} that covers it`}.`,
          unread: ['whether an event data store of CloudTrail Lake records it'],
          ...(isOpen ? {} : { intended: true }),
        },
      },
    ];
  },
  fix(_subject, { world }) {
    const [trail] = list(world, 'AWS::CloudTrail::Trail').filter(({ IsMultiRegionTrail, HomeRegion }) => IsMultiRegionTrail === true || HomeRegion === world.region);
    const warning = 'PutEventSelectors replaces all selectors of a trail; the command below sends those that were read with it. Data events are paid for by their number.';
    if (trail === undefined) {
      const arn = `arn:${world.partition}:cloudtrail:${world.region}:${world.account}:trail/credentials`;
      const made: Trail = { TrailARN: arn, Name: 'credentials', HomeRegion: world.region, IsMultiRegionTrail: true, AdvancedEventSelectors: [managementSelector, issuanceSelector] };
      return { summary: 'Make a trail that records whom identity pools give credentials.', world: put(world, 'AWS::CloudTrail::Trail', arn, made), warning };
    }
    const before = read(trail.AdvancedEventSelectors ?? []);
    const AdvancedEventSelectors = [...(before.length === 0 ? [managementSelector] : before), issuanceSelector];
    return { summary: `Have ${trail.Name ?? trail.TrailARN} record whom identity pools give credentials.`, world: patch(world, 'AWS::CloudTrail::Trail', trail.TrailARN, { AdvancedEventSelectors }), warning };
  },
});
