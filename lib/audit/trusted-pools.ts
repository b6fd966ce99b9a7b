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

/** Whether a role's trust policy names a pool, in full or by a pattern. Whom it admits, the engine says. */
export function namesPool(role: Role, id: string): boolean {
  return valuesAskedOf(role, 'aud').some((value) => testOf(wildcards(value))(id));
}
