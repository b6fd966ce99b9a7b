import { reachBeyond } from '../iam/reach/difference';
import type { Reach } from '../iam/reach/question';
import { NotRead } from '../world/gap';
import { get } from '../world/world';
import type { Entrance } from './entrances';
import { userPoolProviders } from './login-probes';
import { mallory, type LoginProvider } from './people';
import { isEntered, type AuditedPool } from './pool';
import { wantedBy, type Wanted } from './requests';
import type { Entered } from './sessions';
import { requestFor, statementsWith } from './statement-requests';

/** A claim of a user pool's tokens that becomes a principal tag of the session. */
export interface MappedTag {
  readonly provider: LoginProvider & { readonly userPoolId: string };
  readonly tag: string;
  readonly claim: string;
}

/** The tags that a pool maps from its user pools' tokens by a choice of its owner's; AWS's defaults, sub and aud, left out. @throws NotRead */
export function mappedTags(pool: AuditedPool): readonly MappedTag[] {
  return userPoolProviders(pool).flatMap((provider) => {
    const map = get(pool.world, 'AWS::Cognito::IdentityPoolPrincipalTag', `${pool.id}/${provider.name}`);
    return map === undefined || map.UseDefaults === true ? [] : Object.entries(map.PrincipalTags ?? {}).map(([tag, claim]): MappedTag => ({ provider, tag, claim }));
  });
}

/** The condition key of a principal tag, and the variable that policies write it as. */
export function tagKey(tag: string): string {
  return `aws:PrincipalTag/${tag}`;
}

/** The tags that sessions of a provider's users carry, in lower case. @throws NotRead */
export function carriedTags(pool: AuditedPool, { name }: Pick<LoginProvider, 'name'>): ReadonlySet<string> {
  const map = get(pool.world, 'AWS::Cognito::IdentityPoolPrincipalTag', `${pool.id}/${name}`);
  const tags = map === undefined ? [] : map.UseDefaults === true ? defaultTags : Object.keys(map.PrincipalTags ?? {});
  return new Set(tags.map((tag) => tag.toLowerCase()));
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

/** What a policy compares a principal tag with, wildcards filled; nothing that itself depends on the request. */
export function valuesCompared(tag: string, reach: Reach): readonly string[] {
  const key = tagKey(tag).toLowerCase();
  const conditions = reach.question.policies.identity.flatMap(({ policy }) => policy.statements.flatMap((statement) => statement.conditions));
  const values = conditions.flatMap((condition) => (condition.key.toLowerCase() === key ? condition.values.map(({ value }) => value) : []));
  return [...new Set(values.filter((value) => !value.includes('${')).map((value) => value.replace(/[*?]/g, 'x')))];
}

/** Something that one value of a tag opens: with which role, and how it is asked for. */
export interface Opening {
  readonly value: string;
  readonly way: Entered;
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
 * What the policies of a user's role seem to open to one value of a tag; whether they do, the engine says.
 * @throws NotRead when nobody can tell what the role allows
 */
export function tagOpenings(subject: MappedTag, pool: AuditedPool): readonly Opening[] {
  const { own, others } = sampleValues(subject.claim);
  const before = enteredWith(subject, own, pool);
  if (before === undefined) return [];
  const reach = pool.reach(before);
  const variable = tagKey(subject.tag);
  const byVariable = statementsWith(variable, reach).flatMap(({ text }): readonly Opening[] => {
    const wanted = text.effect === 'Allow' ? requestFor(text, variable, others, pool.catalogue) : undefined;
    return wanted === undefined ? [] : [{ value: others, way: before, wanted }];
  });
  const byValue = valuesCompared(subject.tag, reach).flatMap((value): readonly Opening[] => {
    const way = enteredWith(subject, value, pool);
    if (way === undefined) return [];
    const after = pool.reach(way);
    const gained = reachBeyond(after, reach).actions.flatMap(({ action, grants }) => grants.flatMap((grant) => (grant.verdict === 'allowed' && grant.by !== undefined ? [{ action, grant }] : [])));
    return gained.slice(0, 1).map(({ action, grant }) => ({ value, way, wanted: wantedBy(after, action, grant) }));
  });
  return [...byVariable, ...byValue].slice(0, mostOpenings);
}

/** A user of the provider whose token has the tag's claim with this value; undefined when they get no credentials. @throws NotRead */
export function enteredWith({ provider, claim, tag }: MappedTag, value: string, pool: AuditedPool): Entered | undefined {
  const entrance: Entrance = pool.signedIn(provider);
  const way = pool.try({ ...entrance, id: `${entrance.id} ${tag}=${value}`, claims: { [claim]: value } });
  if ('unread' in way) throw new NotRead(way.unread);
  return isEntered(way) ? way : undefined;
}
