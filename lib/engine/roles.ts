import { samlAttribute } from './assertion';
import type { IdentityPoolRoleAttachment, RoleMapping } from '../world/resources';
import type { Login } from './logins';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { firstMatch, ruleMatches } from './roles-by-rule';

/** The rules by which the enhanced flow chooses a role (aws-facts §6). */
export const roleRules = {
  customRole: {
    says: 'Only SAML providers and providers with a role mapping let the caller name a role.',
    label: 'CustomRoleArn allowed',
    cite: 'audit-rules G7',
    error: {
      code: 'InvalidParameterException',
      message: 'Only SAML providers and providers with RoleMappings support custom role ARN',
    },
  },
  customRoleOffered: {
    says: 'The role named in CustomRoleArn is one that the token’s roles or the matching rules offer.',
    label: 'role offered',
    cite: 'aws-facts §3a-23',
    error: { code: 'NotAuthorizedException', message: 'The role named in CustomRoleArn is not one that this login may have.', wording: 'unconfirmed' },
  },
  ambiguous: {
    says: 'When the mapping leaves the role open, AmbiguousRoleResolution lets the default role in or denies.',
    label: 'role mapping',
    cite: 'aws-facts §3a-14',
    error: {
      code: 'NotAuthorizedException',
      message: ({ provider }) => `The ambiguous role mapping rules for: ${provider} denied this request.`,
    },
  },
  role: {
    says: 'The pool has a role for callers of this kind.',
    label: 'role set',
    cite: 'aws-facts §3a-11',
    error: {
      code: 'InvalidIdentityPoolConfigurationException',
      message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    },
  },
} as const satisfies Record<string, Rule>;

export type RoleRule = keyof typeof roleRules;

/**
 * The role that a caller gets in the enhanced flow.
 * @param logins none for a guest. With several, the first whose provider has a mapping decides.
 */
export function chooseRole(
  attachment: IdentityPoolRoleAttachment | undefined,
  logins: readonly Login[],
  CustomRoleArn: string | undefined,
  context: Pick<OperationContext<RoleRule>, 'hold' | 'found' | 'refuse'>,
): string {
  const { authenticated, unauthenticated } = attachment?.Roles ?? {};
  if (logins.length === 0 && CustomRoleArn !== undefined) context.refuse('customRole', 'a guest has no provider');
  if (logins.length === 0) return context.found('role', unauthenticated, `the role for guests is ${unauthenticated ?? 'not set'}`);
  const defaultRole = () => context.found('role', authenticated, `the role for signed-in users is ${authenticated ?? 'not set'}`);
  const mapped = logins.find((login) => attachment?.RoleMappings?.[login.mapping] !== undefined);
  if (mapped === undefined) {
    const offered = logins.flatMap(samlRoles);
    if (CustomRoleArn === undefined) return offered.length === 1 ? (offered[0] as string) : defaultRole();
    context.hold('customRole', logins.some((login) => isSaml(login)), `the provider of this login has no role mapping`);
    return namedRole(CustomRoleArn, offered, context);
  }
  const mapping = attachment?.RoleMappings?.[mapped.mapping] as RoleMapping;
  const found = mapping.Type === 'Token' ? byToken(mapped, CustomRoleArn, context) : byRules(mapping, mapped, CustomRoleArn, context);
  if (found !== undefined) return found;
  const resolution = mapping.AmbiguousRoleResolution ?? 'AuthenticatedRole';
  context.hold('ambiguous', resolution !== 'Deny', `no role is decided; AmbiguousRoleResolution is ${resolution}`, { provider: mapped.mapping });
  return defaultRole();
}

/** The role that the token itself names, if it names one. */
function byToken(login: Login, CustomRoleArn: string | undefined, context: Pick<OperationContext<RoleRule>, 'hold'>): string | undefined {
  const roles = rolesIn(login.claims['cognito:roles']);
  if (CustomRoleArn !== undefined) return namedRole(CustomRoleArn, roles, context);
  const preferred = login.claims['cognito:preferred_role'];
  if (preferred === undefined) return undefined;
  context.hold('ambiguous', true, `cognito:preferred_role is ${preferred}`);
  return String(preferred);
}

/** The role of the first matching rule, or of the one that CustomRoleArn points at. */
function byRules(
  mapping: RoleMapping,
  login: Login,
  CustomRoleArn: string | undefined,
  context: Pick<OperationContext<RoleRule>, 'hold'>,
): string | undefined {
  const rules = mapping.RulesConfiguration?.Rules ?? [];
  if (CustomRoleArn !== undefined) {
    const matching = rules.filter((rule) => ruleMatches(rule, login.claims));
    return namedRole(CustomRoleArn, matching.map((rule) => rule.RoleARN), context);
  }
  const match = firstMatch(rules, login.claims);
  if (match === undefined) return undefined;
  const { Claim, MatchType, Value, RoleARN } = match.rule;
  context.hold('ambiguous', true, `rule ${match.index + 1} matches: ${Claim} ${MatchType} ${Value} gives ${RoleARN}`);
  return RoleARN;
}

function namedRole(CustomRoleArn: string, offered: readonly string[], context: Pick<OperationContext<RoleRule>, 'hold'>): string {
  context.hold('customRoleOffered', offered.includes(CustomRoleArn), `offered: ${offered.join(', ') || 'none'}`);
  return CustomRoleArn;
}

function isSaml(login: Login): boolean {
  return login.provider.includes(':saml-provider/');
}

/** The roles in a SAML assertion's Role attribute, each paired with its provider. */
function samlRoles(login: Login): readonly string[] {
  if (!isSaml(login)) return [];
  return rolesIn(login.claims[samlAttribute.role]).flatMap((pair) => {
    const role = rolePaired(pair, login.provider);
    return role === undefined ? [] : [role];
  });
}

/** The role in a Role attribute's value, `<role>,<provider>` in either order, if it is for this provider. */
export function rolePaired(pair: string, provider: string): string | undefined {
  const arns = pair.split(',').map((arn) => arn.trim());
  return arns.includes(provider) ? arns.find((arn) => arn !== provider) : undefined;
}

function rolesIn(claim: unknown): readonly string[] {
  return Array.isArray(claim) ? claim.map(String) : claim === undefined ? [] : [String(claim)];
}
