import { decide } from '../iam/authorize';
import type { Context } from '../iam/decision';
import type { Condition, Policy } from '../iam/policy';
import type { Grant, Reach } from '../iam/reach/question';
import { requestFor } from '../iam/reach/request';
import { operatorUse } from '../iam/operators';
import type { Attempt, Probe } from './check';
import type { Claim } from './claim';
import { probeOf, wantedBy, type Wanted } from './requests';
import { weighed } from './severities';
import type { Entered } from './sessions';

/** A permission that turns on something, and what a request has to carry for it to hold. */
interface ConditionalGrant {
  readonly action: string;
  readonly grant: Grant;
  readonly given: Context;
}

/** Keys that say who the caller is: nobody brings those along, and the engine knows them. */
const callersOwn = /^aws:(principal|multifactor|federated|sourceidentity|username|userid|tokenissuetime|via|called)/;

/** As many combinations of values as anybody would try. */
const mostTried = 64;

/**
 * What a request would have to carry for a conditional permission to hold: an address in the range that a policy names, a tag.
 * Undefined where no value can be made up that IAM would take, or where it turns on what nobody chooses.
 */
function satisfied(reach: Reach, action: string, grant: Grant): ConditionalGrant | undefined {
  const { dependsOn } = grant;
  if (grant.verdict !== 'conditional' || dependsOn.length === 0 || dependsOn.some((key) => !key.includes(':'))) return undefined;
  const { identity, boundary, sessions = [] } = reach.question.policies;
  const policies = [...identity, ...(boundary === undefined ? [] : [boundary]), ...sessions.flat()].map(({ policy }) => policy);
  const choices = dependsOn.filter((key) => !callersOwn.test(key.toLowerCase())).map((key) => ({ key, values: valuesFor(key, policies) }));
  const request = requestFor(reach, action, grant, 'mallory');
  for (const given of combinations(choices).slice(0, mostTried)) {
    const known = new Set(Object.keys(given).map((key) => key.toLowerCase()));
    const unknown = (request.unknown ?? []).filter((key) => !known.has(key.toLowerCase()));
    if (decide({ ...request, context: { ...request.context, ...given }, unknown }, reach.question.policies).answer === 'Allowed') return { action, grant, given };
  }
  return undefined;
}

/**
 * Mallory tries a conditional permission with what it has to carry; nobody can tell where that cannot be made up. What turns on
 * the caller alone is simply tried: the engine knows the session.
 */
export function conditionalAttempt(way: Entered, reach: Reach, action: string, grant: Grant, title: string, claim: Claim, change: (wanted: Wanted) => Wanted = (wanted) => wanted): Attempt {
  const keys = grant.dependsOn.map((key) => key.toLowerCase());
  if (keys.length > 0 && keys.every((key) => callersOwn.test(key))) return probeOf(way, [change(wantedBy(reach, action, grant))], title, claim);
  const found = satisfied(reach, action, grant);
  if (found === undefined) return { unread: `${action} on ${grant.resource} turns on ${grant.dependsOn.join(', ') || 'something that was not read'}` };
  return conditionalProbe(way, reach, found, title, claim, change);
}

/** Mallory's request, with what it has to carry. The claim is plausible at best, and weighs a level less: that a request of hers can carry this, nobody has read. */
function conditionalProbe(way: Entered, reach: Reach, { action, grant, given }: ConditionalGrant, title: string, claim: Claim, change: (wanted: Wanted) => Wanted): Probe {
  const wanted = change(wantedBy(reach, action, grant));
  return probeOf(way, [{ ...wanted, context: { ...wanted.context, ...given } }], title, {
    ...claim,
    severity: weighed(claim.severity, 'contested'),
    confidence: 'plausible',
    message: `${claim.message.replace(/\.$/, '')}, if ${conditionText(given)}.`,
    unread: [...(claim.unread ?? []), `whether ${conditionText(given)}`],
  });
}

/** “aws:SourceIp is 203.0.113.0”. */
function conditionText(given: Context): string {
  return Object.entries(given)
    .map(([key, value]) => `${key} is ${typeof value === 'string' ? value : value.join(', ')}`)
    .join(' and ');
}

function combinations(choices: readonly { readonly key: string; readonly values: readonly (string | undefined)[] }[]): readonly Context[] {
  return choices.reduce<readonly Context[]>((made, { key, values }) => made.flatMap((one) => values.map((value) => (value === undefined ? one : { ...one, [key]: value }))), [{}]);
}

/** Values of a key that might satisfy what policies ask of it; undefined for a request that does not carry it. */
function valuesFor(key: string, policies: readonly Policy[]): readonly (string | undefined)[] {
  const asked = policies.flatMap(({ statements }) => statements.flatMap(({ conditions }) => conditions.filter((condition) => condition.key.toLowerCase() === key.toLowerCase())));
  return [...new Set([...asked.flatMap(valuesOf), undefined])];
}

function valuesOf({ operator, values }: Condition): readonly (string | undefined)[] {
  const use = operatorUse(operator);
  if (use === undefined || use.operator.name === 'Null') return ['something'];
  const texts = values.map(({ value }) => value).filter((value) => !value.includes('${'));
  const name = use.operator.name;
  if (name.startsWith('Numeric')) return texts.flatMap((value) => [value, String(Number(value) - 1), String(Number(value) + 1)]);
  if (name === 'IpAddress') return [...texts.map((value) => value.split('/')[0]), '198.51.100.7'];
  if (name === 'Bool') return ['true', 'false'];
  return [...texts.map((value) => (use.operator.wildcards ? value.replace(/[*?]/g, 'x') : value)), 'something-else'];
}
