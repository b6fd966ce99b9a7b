import type { IdentityPool, IdentityPoolRoleAttachment, RoleMapping } from '../../world/resources';
import { poolNamed, poolRule } from '../identity-pool';
import { operation } from '../operation';

type Input = Partial<IdentityPoolRoleAttachment>;

/** Sets a pool's two roles and its role mappings. The caller must be allowed to pass each role. */
export const SetIdentityPoolRoles = operation({
  name: 'cognito-identity:SetIdentityPoolRoles',
  says: 'Sets the roles of an identity pool and the mappings by which others are chosen.',
  access: 'signed',
  rules: {
    ...poolRule,
    passRole: {
      says: 'Each role is a role’s ARN, and the caller may pass it to Cognito.',
      label: 'iam:PassRole',
      cite: 'aws-facts §3a-21',
      error: { code: 'NotAuthorizedException', message: ({ role }) => `Access to Role '${role}' is forbidden.` },
    },
    mappedProvider: {
      says: 'Each mapping is under the name of a provider that the pool trusts.',
      label: 'mapping’s provider',
      cite: 'aws-facts §3a-22',
      error: {
        code: 'InvalidParameterException',
        message: ({ provider }) => `${provider} is not a valid RoleMapping ProviderName or is not a configured provider.`,
      },
    },
    resolution: {
      says: 'Each mapping says what happens when it leaves the role open.',
      label: 'ambiguity resolved',
      cite: 'aws-facts §6',
      error: { code: 'InvalidParameterException', message: 'A role mapping needs an AmbiguousRoleResolution.', wording: 'unconfirmed' },
    },
    ruleCount: {
      says: 'A mapping has at most 25 rules.',
      label: '≤ 25 rules',
      cite: 'aws-facts §4',
      error: { code: 'InvalidParameterException', message: 'A role mapping has more rules than are allowed.', wording: 'unconfirmed' },
    },
  },
  perform(input: Input, context) {
    const pool = poolNamed(input.IdentityPoolId, context);
    const { Roles = {}, RoleMappings } = input;
    const mappings = Object.entries(RoleMappings ?? {});
    const mapped = mappings.flatMap(([, mapping]) => rulesOf(mapping).map((rule) => rule.RoleARN));
    for (const role of new Set([...Object.values(Roles), ...mapped])) {
      const passing = isRoleArn(role)
        ? context.asks({ action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': 'cognito-identity.amazonaws.com' } })
        : undefined;
      const allowed = isRoleArn(role) && (passing === undefined || passing.answer === 'Allowed');
      context.hold('passRole', allowed, passing?.because ?? (allowed ? `${role} may be passed` : `${role} is no role’s ARN`), { role });
    }
    const providers = mappingNames(pool);
    for (const [provider, mapping] of mappings) {
      context.hold('mappedProvider', providers.includes(provider), `the pool’s providers are ${providers.join(', ') || 'none'}`, { provider });
      context.hold('resolution', mapping.AmbiguousRoleResolution !== undefined, `AmbiguousRoleResolution is ${mapping.AmbiguousRoleResolution ?? 'not set'}`);
      context.hold('ruleCount', rulesOf(mapping).length <= 25, `${rulesOf(mapping).length} rules`);
    }
    context.put('AWS::Cognito::IdentityPoolRoleAttachment', pool.IdentityPoolId, {
      IdentityPoolId: pool.IdentityPoolId,
      Roles,
      ...(mappings.length > 0 ? { RoleMappings } : {}),
    });
    return {};
  },
});

function rulesOf(mapping: RoleMapping) {
  return mapping.RulesConfiguration?.Rules ?? [];
}

function isRoleArn(arn: string): boolean {
  const [prefix, , service, , account, name] = arn.split(':');
  return prefix === 'arn' && service === 'iam' && account?.length === 12 && name?.startsWith('role/') === true;
}

/** How role mappings name the providers that a pool trusts (aws-facts §6). */
function mappingNames(pool: IdentityPool): readonly string[] {
  return [
    ...(pool.CognitoIdentityProviders ?? []).map((one) => `${one.ProviderName}:${one.ClientId}`),
    ...Object.keys(pool.SupportedLoginProviders ?? {}),
    ...(pool.OpenIdConnectProviderARNs ?? []),
    ...(pool.SamlProviderARNs ?? []),
  ];
}
