import { policyNamed } from '../engine/authorization';
import { poolIssuer } from '../engine/identity-token';
import type { Condition, Statement } from '../iam/policy';
import { testOf, wildcards } from '../iam/match';
import { isGap } from '../world/gap';
import type { Role } from '../world/resources';
import type { World } from '../world/world';

/** A region and a GUID. */
const poolIdPattern = /^[a-z]{2}(-[a-z]+)+-\d:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is the id of an identity pool, there or not. */
export function isPoolId(text: string): boolean {
  return poolIdPattern.test(text);
}

/** The statements of a role's trust policy that let somebody in; none while nobody has read it. */
export function admittingStatements(role: Role): readonly Statement[] {
  const { AssumeRolePolicyDocument: document, RoleName } = role;
  if (isGap(document)) return [];
  return policyNamed(`trust policy of ${RoleName}`, document).policy.statements.filter(({ effect }) => effect === 'Allow');
}

/** Whether a condition is about this claim of identity pools' tokens, whatever the key's prefix. */
export function isAbout({ key }: Pick<Condition, 'key'>, claim: 'aud' | 'amr'): boolean {
  return /^cognito/i.test(key) && key.toLowerCase().endsWith(`:${claim}`);
}

/** How a role asks which identity pool a token is from: not in every statement, by the partition's key, or by a key that no token has. */
export type AudAsked = 'no' | 'yes' | 'by another key';

export function audAskedBy(role: Role, { partition, region }: Pick<World, 'partition' | 'region'>): AudAsked {
  const key = `${poolIssuer(partition, region).keys}:aud`;
  const statements = admittingStatements(role).filter(speaksOfIdentityPools);
  const asking = statements.map(({ conditions }) => conditions.filter((condition) => isAbout(condition, 'aud')));
  if (asking.length === 0 || asking.some((conditions) => conditions.length === 0)) return 'no';
  return asking.every((conditions) => conditions.some((one) => one.key.toLowerCase() === key)) ? 'yes' : 'by another key';
}

/** Whether a statement of a trust policy may be about identity pools' tokens, spelled rightly or not. */
export function speaksOfIdentityPools({ everyone, notPrincipal, principals }: Statement): boolean {
  return everyone || notPrincipal || principals.some(({ kind, value }) => kind === 'Federated' && (value === '*' || /^cognito-?id/i.test(value)));
}

/** What a role's trust policy compares a claim of identity pools' tokens with. */
export function valuesAskedOf(role: Role, claim: 'aud' | 'amr'): readonly string[] {
  const conditions = admittingStatements(role).flatMap((statement) => statement.conditions.filter((condition) => isAbout(condition, claim)));
  return conditions.flatMap(({ values }) => values.map(({ value }) => value));
}

/** The identity pools that a role's trust policy names, in its order. */
export function poolsNamedBy(role: Role): readonly string[] {
  return [...new Set(valuesAskedOf(role, 'aud').filter(isPoolId))];
}

/** Whether an identity pool would be in another region than the one that was read, so that its absence says nothing. */
export function isElsewhere(id: string, { complete, region, resources }: World): boolean {
  return complete !== 'everything' && id.split(':')[0] !== region && resources['AWS::Cognito::IdentityPool']?.[id] === undefined;
}

/** Whether a role's trust policy names a pool, in full or by a pattern. Whom it admits, the engine says. */
export function namesPool(role: Role, id: string): boolean {
  return valuesAskedOf(role, 'aud').some((value) => testOf(wildcards(value))(id));
}

/** Regions whose identity pools have a name of their own (audit-rules G24). */
const regionsOfPartition: Readonly<Record<string, readonly string[]>> = { 'aws-us-gov': ['us-gov-west-1', 'us-gov-east-1'], 'aws-cn': ['cn-north-1', 'cn-northwest-1'] };

/** The names by which trust policies of a partition may speak of identity pools. */
function rightNames({ partition, region }: Pick<World, 'partition' | 'region'>): { readonly principals: readonly string[]; readonly keys: readonly string[] } {
  const issuers = [region, ...(regionsOfPartition[partition] ?? [])].map((each) => poolIssuer(partition, each));
  // Sources give China’s keys with and without the ending.
  const alsoKeys = partition === 'aws-cn' ? ['cognito-identity.amazonaws.com'] : [];
  return { principals: issuers.map(({ principal }) => principal), keys: [...issuers.map(({ keys }) => keys), ...alsoKeys] };
}

/** A name that is meant for identity pools, spelled in whatever way. */
const meant = /^cogni?to[-.\w]*$/i;

export function isMisspeltPrincipal(value: string, world: Pick<World, 'partition' | 'region'>): boolean {
  return meant.test(value) && !rightNames(world).principals.includes(value);
}

/** Whether a key of a trust policy is meant to be aud, amr or sub of identity pools and is none of this partition's. */
export function isMisspeltKey(key: string, world: Pick<World, 'partition' | 'region'>): boolean {
  const [, prefix = ''] = /^([^:]*):(?:aud|amr|sub)$/i.exec(key) ?? [];
  return meant.test(prefix) && !rightNames(world).keys.includes(prefix.toLowerCase());
}

/** The principals and keys in a role's trust policy that are meant for identity pools and are not theirs. */
export function misspeltIn(role: Role, world: Pick<World, 'partition' | 'region'>): readonly string[] {
  const found = admittingStatements(role).flatMap(({ principals, conditions }) => [
    ...principals.flatMap(({ kind, value }) => (kind === 'Federated' && isMisspeltPrincipal(value, world) ? [value] : [])),
    ...conditions.flatMap(({ key }) => (isMisspeltKey(key, world) ? [key] : [])),
  ]);
  return [...new Set(found)];
}
