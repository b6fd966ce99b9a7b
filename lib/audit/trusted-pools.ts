import { policyNamed } from '../engine/authorization';
import type { Condition, Statement } from '../iam/policy';
import { testOf, wildcards } from '../iam/match';
import { isGap } from '../world/gap';
import type { Role } from '../world/resources';

/** An identity pool's id: a region and a GUID. */
const poolId = /^[a-z]{2}(-[a-z]+)+-\d:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The statements of a role's trust policy that let somebody in; none while nobody has read it. */
export function admittingStatements(role: Role): readonly Statement[] {
  const { AssumeRolePolicyDocument: document, RoleName } = role;
  if (isGap(document)) return [];
  return policyNamed(`trust policy of ${RoleName}`, document).policy.statements.filter(({ effect }) => effect === 'Allow');
}

/** Whether a condition is about this claim of identity pools' tokens, whatever the key's prefix. */
export function isAbout({ key }: Pick<Condition, 'key'>, claim: 'aud' | 'amr'): boolean {
  return /^cognito-identity/i.test(key) && key.toLowerCase().endsWith(`:${claim}`);
}

/** What a role's trust policy compares a claim of identity pools' tokens with. */
export function valuesAskedOf(role: Role, claim: 'aud' | 'amr'): readonly string[] {
  const conditions = admittingStatements(role).flatMap((statement) => statement.conditions.filter((condition) => isAbout(condition, claim)));
  return conditions.flatMap(({ values }) => values.map(({ value }) => value));
}

/** The identity pools that a role's trust policy names, in its order. */
export function poolsNamedBy(role: Role): readonly string[] {
  return [...new Set(valuesAskedOf(role, 'aud').filter((value) => poolId.test(value)))];
}

/** Whether a role's trust policy names a pool, in full or by a pattern. Whom it admits, the engine says. */
export function namesPool(role: Role, id: string): boolean {
  return valuesAskedOf(role, 'aud').some((value) => testOf(wildcards(value))(id));
}
