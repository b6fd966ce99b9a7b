import { policyNamed } from '../engine/authorization';
import { tagSource } from '../engine/principal-tags';
import { isReadable } from '../engine/user-pool-attributes';
import type { Policy, Statement } from '../iam/policy';
import { reachBeyond } from '../iam/reach/difference';
import type { Reach } from '../iam/reach/question';
import { isGap, NotRead, type Gap } from '../world/gap';
import type { IdentityPoolPrincipalTag } from '../world/resources';
import { get, known } from '../world/world';
import type { Entrance } from './entrances';
import { userPoolProviders } from './login-probes';
import { mallory, type LoginProvider } from './people';
import { isEntered, type AuditedPool } from './pool';
import { wantedBy, type Wanted } from './requests';
import type { Entered } from './sessions';
import { refersTo, requestFor } from './statement-requests';
import { isAttribute } from './writable-claims';

/** A claim of a user pool's tokens that becomes a principal tag of the session. */
export interface MappedTag {
  readonly provider: LoginProvider & { readonly userPoolId: string };
  readonly tag: string;
  readonly claim: string;
}

/** What a pool maps from a provider’s claims to tags; undefined when it maps nothing. @throws NotRead */
export function tagMapOf({ world, id }: AuditedPool, provider: LoginProvider): IdentityPoolPrincipalTag | undefined {
  return get(world, 'AWS::Cognito::IdentityPoolPrincipalTag', tagMapId(id, provider));
}

export function tagMapId(poolId: string, { name, mapping }: LoginProvider): string {
  return `${poolId}/${tagSource(name, mapping)}`;
}

/** The tags that a pool maps from its user pools' tokens by a choice of its owner's; AWS's defaults, sub and aud, left out. @throws NotRead */
export function mappedTags(pool: AuditedPool): readonly MappedTag[] {
  return userPoolProviders(pool).flatMap((provider) => {
    const map = tagMapOf(pool, provider);
    return map === undefined || map.UseDefaults === true ? [] : Object.entries(map.PrincipalTags ?? {}).map(([tag, claim]): MappedTag => ({ provider, tag, claim }));
  });
}

/** The condition key of a principal tag, and the variable that policies write it as. */
export function tagKey(tag: string): string {
  return `aws:PrincipalTag/${tag}`;
}

/** The tags that sessions of a provider's users carry, in lower case, if they have the attributes. @throws NotRead */
export function carriedTags(pool: AuditedPool, provider: LoginProvider): ReadonlySet<string> {
  const { kind, audience } = provider;
  const map = tagMapOf(pool, provider);
  if (map?.UseDefaults === true) return new Set(defaultTags);
  const client = kind === 'user pool' && map !== undefined ? get(pool.world, 'AWS::Cognito::UserPoolClient', audience) : undefined;
  // Whether a client without a list reads custom attributes, sources differ about; the benefit of the doubt.
  const arrives = (claim: string): boolean => client?.ReadAttributes === undefined || !isAttribute(claim) || isReadable(client, claim);
  return new Set(Object.entries(map?.PrincipalTags ?? {}).flatMap(([tag, claim]) => (arrives(claim) ? [tag.toLowerCase()] : [])));
}

/** The tags that AWS maps by default: the app client and the user’s sub. */
const defaultTags = ['client', 'username'];

/** The principal tags that a role's own policies ask for, in a condition or as a variable. */
export function tagsAskedFor(reach: Reach): readonly string[] {
  const statements = reach.question.policies.identity.flatMap(({ policy }) => policy.statements);
  const named = statements.flatMap(({ resources, conditions }) => [
    ...conditions.flatMap(({ key }) => /^aws:PrincipalTag\/(.+)$/i.exec(key)?.[1] ?? []),
    ...[...resources, ...conditions.flatMap(({ values }) => values)].flatMap(({ value }) => [...value.matchAll(/\$\{\s*aws:PrincipalTag\/([^},\s]+)/gi)].flatMap(([, tag]) => tag ?? [])),
  ]);
  return named.filter((tag, index) => named.findIndex((one) => one.toLowerCase() === tag.toLowerCase()) === index);
}

/** Something that one value of a tag opens: with which role, and how it is asked for. */
export interface Opening {
  readonly value: string;
  readonly way: Entered;
  /** The groups of the user who comes that way. */
  readonly groups: readonly string[];
  readonly wanted: Wanted;
}

/** What a user's attribute says before anybody changes it, and what somebody else's says. Addresses have to look like some. */
export function sampleValues(claim: string): { readonly own: string; readonly others: string } {
  if (claim === 'email') return { own: mallory.email, others: 'somebody-else@lifeguard.example' };
  if (claim === 'phone_number') return { own: '+15555550100', others: '+15555550111' };
  return { own: 'something-else', others: 'somebody-elses' };
}

/** A reviewer reads so many proofs about one tag, and no more. */
const mostOpenings = 3;

/**
 * What the policies of users' roles, and of buckets, seem to open to one value of a tag; whether they do, the engine says.
 * @returns gaps as well, for roles and buckets of which that is not known
 * @throws NotRead when nobody can tell what a role allows
 */
export function tagOpenings(subject: MappedTag, pool: AuditedPool): readonly (Opening | Gap)[] {
  const openings = entrancesOf(subject, pool).flatMap((entrance) => openingsBy(entrance, subject, pool)).slice(0, mostOpenings);
  return [...openings, ...gapsAbout(subject, pool)];
}

/** What keeps us from knowing every role that users of the provider get, and every bucket's policy. */
function gapsAbout({ provider }: MappedTag, { world, ways }: AuditedPool): readonly Gap[] {
  const unread = ways.flatMap((way) => ('unread' in way && (way.entrance === undefined || way.entrance.provider?.mapping === provider.mapping) ? [way] : []));
  const buckets = known(world, 'AWS::S3::Bucket').flatMap((bucket) => (isGap(bucket) ? [bucket] : isGap(bucket.Policy) ? [bucket.Policy] : []));
  return [...unread, ...buckets];
}

/** Users of the provider in no group, and members of each group whose role the pool reads. */
function entrancesOf({ provider }: MappedTag, pool: AuditedPool): readonly Entrance[] {
  const members = pool.ways.flatMap(({ entrance }) => (entrance?.provider?.mapping === provider.mapping && entrance.claims?.['cognito:roles'] !== undefined ? [entrance] : []));
  return [pool.signedIn(provider), ...members];
}

function openingsBy(entrance: Entrance, subject: MappedTag, pool: AuditedPool): readonly Opening[] {
  const { own, others } = sampleValues(subject.claim);
  const before = enteredBy(entrance, subject, own, pool);
  if (before === undefined) return [];
  const reach = pool.reach(before);
  const groups = (entrance.claims?.['cognito:groups'] ?? []) as readonly string[];
  const key = tagKey(subject.tag);
  const allowing = [...reach.question.policies.identity.map(({ policy }) => policy), ...bucketPolicies(pool)].flatMap((policy) => policy.statements.filter(({ effect }) => effect === 'Allow'));
  const byStatement = allowing.flatMap((statement): readonly Opening[] => {
    const [literal] = valuesIn(statement, subject.tag);
    if (literal === undefined && !speaksOf(statement, key)) return [];
    const value = literal ?? others;
    const wanted = requestFor(statement, key, value, pool.catalogue);
    return wanted === undefined ? [] : [{ value, way: before, groups, wanted }];
  });
  // What a Deny opens shows only in what sessions may do with one value and not with another.
  const byDifference = reach.question.policies.identity.flatMap(({ policy }) => policy.statements.filter(({ effect }) => effect === 'Deny').flatMap((statement) => valuesIn(statement, subject.tag))).flatMap((value): readonly Opening[] => {
    const way = enteredBy(entrance, subject, value, pool);
    if (way === undefined) return [];
    const after = pool.reach(way);
    const gained = reachBeyond(after, reach).actions.flatMap(({ action, grants }) => grants.flatMap((grant) => (grant.verdict === 'allowed' && grant.by !== undefined ? [{ action, grant }] : [])));
    return gained.slice(0, 1).map(({ action, grant }) => ({ value, way, groups, wanted: wantedBy(after, action, grant) }));
  });
  return [...byStatement, ...byDifference];
}

/** What a statement compares a principal tag with, wildcards filled; nothing that itself depends on the request. */
function valuesIn({ conditions }: Statement, tag: string): readonly string[] {
  const compared = conditions.filter(({ key }) => key.toLowerCase() === tagKey(tag).toLowerCase()).flatMap(({ values }) => values.map(({ value }) => value));
  return compared.filter((value) => !value.includes('${')).map((value) => value.replace(/[*?]/g, 'x'));
}

function speaksOf({ resources, conditions }: Statement, key: string): boolean {
  return [...resources, ...conditions.flatMap(({ values }) => values)].some(({ value }) => refersTo(value, key));
}

/** The policies of the account's buckets that somebody has read. */
function bucketPolicies({ world }: AuditedPool): readonly Policy[] {
  return known(world, 'AWS::S3::Bucket').flatMap((bucket) => {
    if (isGap(bucket) || bucket.Policy === undefined || isGap(bucket.Policy)) return [];
    return [policyNamed(`policy of ${bucket.BucketName}`, bucket.Policy).policy];
  });
}

/** A user of the provider in no group, whose token has the tag's claim with this value; undefined when they get no credentials. @throws NotRead */
export function enteredWith(subject: MappedTag, value: string, pool: AuditedPool): Entered | undefined {
  return enteredBy(pool.signedIn(subject.provider), subject, value, pool);
}

/** Somebody of an entrance whose token has the tag's claim with this value; undefined when they get no credentials. @throws NotRead */
function enteredBy(entrance: Entrance, { claim, tag }: MappedTag, value: string, pool: AuditedPool): Entered | undefined {
  const way = pool.try({ ...entrance, id: `${entrance.id} ${tag}=${value}`, claims: { ...entrance.claims, [claim]: value } });
  if ('unread' in way) throw new NotRead(way.unread);
  return isEntered(way) ? way : undefined;
}
