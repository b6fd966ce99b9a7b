import type { AdvancedEventSelector, FieldSelector, Trail } from '../world/resources';

/** What CloudTrail calls identity pools, whose credentials it records as data events. */
export const poolResource = 'AWS::Cognito::IdentityPool';

/** The selector that has a trail record whom an identity pool gives credentials. */
export const issuanceSelector: AdvancedEventSelector = {
  Name: 'Credentials of identity pools',
  FieldSelectors: [
    { Field: 'eventCategory', Equals: ['Data'] },
    { Field: 'resources.type', Equals: [poolResource] },
  ],
};

/** What trails record that have no advanced selectors, and must go on recording. */
export const managementSelector: AdvancedEventSelector = { Name: 'Management events', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] };

type Output = Readonly<Record<string, unknown>>;

/** Whether CloudTrail answers DescribeTrails with no other trails than these. */
export function listsOnly(trails: readonly Trail[], { trailList }: Output): boolean {
  return (trailList as readonly Trail[]).every(({ TrailARN }) => trails.some((trail) => trail.TrailARN === TrailARN));
}

/** Whether a trail, by its answer to GetEventSelectors, records whom the pool gives credentials. */
export function isRecorded(poolArn: string, region: string, { IsMultiRegionTrail = false, HomeRegion = region }: Trail, { AdvancedEventSelectors }: Output): boolean {
  return (IsMultiRegionTrail || HomeRegion === region) && (AdvancedEventSelectors as readonly AdvancedEventSelector[]).some((selector) => selects(selector, poolArn));
}

function selects({ FieldSelectors }: AdvancedEventSelector, poolArn: string): boolean {
  const event: Readonly<Record<string, string>> = {
    eventCategory: 'Data',
    'resources.type': poolResource,
    'resources.ARN': poolArn,
    eventName: 'GetCredentialsForIdentity',
    eventSource: 'cognito-identity.amazonaws.com',
  };
  const named = (field: string) => FieldSelectors.some(({ Field }) => Field === field);
  return named('resources.type') && FieldSelectors.every((selector) => admits(selector, event[selector.Field]));
}

/** A field of which nothing is known here, such as readOnly, turns nothing away. */
function admits({ Equals, StartsWith, EndsWith, NotEquals, NotStartsWith, NotEndsWith }: FieldSelector, value: string | undefined): boolean {
  if (value === undefined) return true;
  const wanted = [Equals?.includes(value), StartsWith?.some((text) => value.startsWith(text)), EndsWith?.some((text) => value.endsWith(text))].filter((one) => one !== undefined);
  const unwanted = [NotEquals?.includes(value), NotStartsWith?.some((text) => value.startsWith(text)), NotEndsWith?.some((text) => value.endsWith(text))];
  return (wanted.length === 0 || wanted.includes(true)) && !unwanted.includes(true);
}
