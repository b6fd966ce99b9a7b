import type { MappingRule, RoleMapping } from '../world/resources';
import { patch, type World } from '../world/world';
import { isEntered, type AuditedPool } from './pool';

/** The account where a mapping's rules are others; without any, roles come from the token, which names one for members of groups only. */
export function withRules(pool: AuditedPool, key: string, edit: (rules: readonly MappingRule[]) => readonly MappingRule[]): World {
  const { RoleMappings = {} } = pool.attachment ?? {};
  const mapping = RoleMappings[key];
  if (mapping === undefined) return pool.world;
  const Rules = edit(mapping.RulesConfiguration?.Rules ?? []);
  const { RulesConfiguration: _rules, ...rest } = mapping;
  const edited: RoleMapping = Rules.length > 0 ? { ...mapping, RulesConfiguration: { Rules } } : { ...rest, Type: 'Token' };
  return patch(pool.world, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.id, { RoleMappings: { ...RoleMappings, [key]: edited } });
}

/** The ways in that live by a rule of a provider's mapping: whoever comes by them loses the role with it. */
export function waysByRule(pool: AuditedPool, key: string, { Claim, RoleARN }: MappingRule): readonly string[] {
  return pool.ways.flatMap((way) => {
    const { entrance } = way;
    if (entrance?.provider?.mapping !== key || entrance.flow !== 'enhanced') return [];
    const named = entrance.claims !== undefined && Claim in entrance.claims && entrance.roleArn === RoleARN;
    const unnamed = entrance.roleArn === undefined && isEntered(way) && way.roleArn === RoleARN;
    return named || unnamed ? [entrance.id] : [];
  });
}
