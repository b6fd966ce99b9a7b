import type { LoginProvider } from './people';
import type { Call } from '../engine/scenario';
import type { MappingRule, RoleMapping } from '../world/resources';
import type { Ending, Subject } from './check';
import { auditorAsks } from './login-probes';
import type { AuditedPool } from './pool';

/** A rule of a provider's role mapping, and its place there. */
export interface PlacedRule extends Subject {
  readonly provider: LoginProvider;
  readonly mapping: RoleMapping;
  readonly rule: MappingRule;
  readonly index: number;
}

/** The rules of the providers with which people can sign in. @throws NotRead */
export function placedRules(pool: AuditedPool): readonly PlacedRule[] {
  return pool.liveProviders.flatMap((provider) => {
    const mapping = pool.attachment?.RoleMappings?.[provider.mapping];
    return (mapping?.RulesConfiguration?.Rules ?? []).map((rule, index): PlacedRule => ({
      provider,
      mapping: mapping as RoleMapping,
      rule,
      index,
      resource: { type: 'AWS::Cognito::IdentityPoolRoleAttachment', id: `${pool.id} ${provider.mapping} ${index + 1}` },
    }));
  });
}

/** “rule 2 (name Equals Ana)”. */
export function ruleNamed({ rule: { Claim, MatchType, Value }, index }: PlacedRule): string {
  return `rule ${index + 1} (${Claim} ${MatchType} “${Value}”)`;
}

/** The auditor reads the pool's role mappings. */
export function readRules(pool: AuditedPool): Call {
  return auditorAsks('get-roles', 'cognito-identity:GetIdentityPoolRoles', { IdentityPoolId: pool.id });
}

/** The answer to `readRules` has the rule at its place. */
export function toldRule({ provider, rule, index }: PlacedRule): NonNullable<Ending['told']>[number] {
  return {
    call: 'get-roles',
    holds: ({ RoleMappings }) => {
      const rules = (RoleMappings as Readonly<Record<string, RoleMapping>> | undefined)?.[provider.mapping]?.RulesConfiguration?.Rules;
      return JSON.stringify(rules?.[index]) === JSON.stringify(rule);
    },
  };
}
