import { isGap } from '../../world/gap';
import type { MappingRule, RoleMapping, UserPoolGroup } from '../../world/resources';
import { patch } from '../../world/world';
import { arrivalOf, toldOtherRole, whoAmI } from '../arrivals';
import { check, type Attempt, type Fix, type Subject } from '../check';
import { notes, notesWorld, tokenMapping, withRoles } from '../examples';
import { userPoolProviders } from '../login-probes';
import { orGap } from '../or-gap';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { groupsOf, nameOf } from '../roles';

type UserPoolProvider = ReturnType<typeof userPoolProviders>[number];

interface GroupWithRole extends Subject {
  readonly group: UserPoolGroup & { readonly RoleArn: string };
  /** The app clients through which members come. */
  readonly providers: readonly UserPoolProvider[];
}

const byRules = (...Rules: readonly MappingRule[]) => withRoles({ RoleMappings: { [`${notes.provider}:${notes.client}`]: { Type: 'Rules', AmbiguousRoleResolution: 'AuthenticatedRole', RulesConfiguration: { Rules } } } });

export const groupRoleNotRead = check<GroupWithRole>({
  code: 'MAP-10',
  name: 'group-role-not-read',
  title: 'Groups have roles that the pool does not read',
  resource: 'AWS::Cognito::UserPoolGroup',
  severityRule: 'Medium where the pool maps roles for that user pool, and not this one; low where it maps none, since the groups may be the application’s alone.',
  docs: {
    what: 'A group of a trusted user pool has a role, and the identity pool chooses roles otherwise. The check signs in a member of the group and asks AWS whose credentials they got.',
    why: 'The group page shows the role, the token carries it, and nothing happens: without a role mapping of type Token the pool gives every member the default role. Whoever was put into the group to be allowed more is refused, and whoever was put there to be allowed less is not.',
    falsePositives: 'Groups that only the application looks at need no role, and those without one are not asked about. Where the application takes the group’s role by the classic flow, nothing is missing for the members (TRU-12 says what that opens).',
    fix: 'Choose the role from the token: a role mapping of type Token for the user pool and its app client.',
  },
  references: [references.roleMapping, cwe(863)],
  examples: {
    fails: [
      { title: 'the pool has no role mapping', world: notesWorld, severity: 'low' },
      { title: 'the pool decides by rules that do not look at groups', world: byRules({ Claim: 'name', MatchType: 'Equals', Value: 'Ana', RoleARN: notes.signedInRole }), severity: 'medium' },
    ],
    passes: [
      { title: 'the pool reads roles from the token', world: withRoles({ RoleMappings: tokenMapping }) },
      { title: 'a rule gives the role', world: byRules({ Claim: 'cognito:preferred_role', MatchType: 'Equals', Value: notes.editorsRole, RoleARN: notes.editorsRole }) },
    ],
  },
  subjects(pool) {
    const live = new Set(pool.liveProviders.map(({ mapping }) => mapping));
    const providers = userPoolProviders(pool).filter(({ mapping }) => live.has(mapping));
    const userPools = [...new Set(providers.map(({ userPoolId }) => userPoolId))];
    return userPools.flatMap((userPoolId) => {
      const clients = providers.filter((provider) => provider.userPoolId === userPoolId);
      return groupsOf(pool.world, clients[0] as UserPoolProvider).flatMap((group): readonly GroupWithRole[] => {
        const { RoleArn, GroupName } = group;
        return RoleArn === undefined ? [] : [{ group: { ...group, RoleArn }, providers: clients, resource: { type: 'AWS::Cognito::UserPoolGroup', id: `${userPoolId}/${GroupName}` } }];
      });
    });
  },
  probes({ group: { GroupName, RoleArn }, providers }, pool): readonly Attempt[] {
    const mappings = Object.keys(pool.attachment?.RoleMappings ?? {});
    const severity = mappings.some((key) => providers.some(({ name }) => key.startsWith(`${name}:`))) ? 'medium' : 'low';
    return providers.flatMap((provider): readonly Attempt[] => {
      const arrival = orGap(() => arrivalOf({ provider, groups: [GroupName], detail: `a member of ${GroupName}` }, pool));
      if (arrival === undefined) return [];
      if (isGap(arrival)) return [arrival];
      return [
        {
          ...arrival,
          title: `A member of ${GroupName} signs in and asks whose credentials they got`,
          calls: [...arrival.calls, whoAmI],
          proves: { ends: 'ok', told: [toldOtherRole(RoleArn)] },
          otherwise: `Members of ${GroupName} get the role ${nameOf(RoleArn)}.`,
          claim: { severity, confidence: 'proved', actor: 'claim-holder', message: `Members of ${GroupName} do not get its role ${nameOf(RoleArn)} when they sign in through the app client ${provider.audience}: the pool does not read it from the token.` },
        },
      ];
    });
  },
  fix({ group: { RoleArn }, providers }, pool): Fix | undefined {
    const { attachment } = pool;
    if (attachment === undefined) return undefined;
    const mapped = providers.map(({ mapping }) => [mapping, readingRoles(attachment.RoleMappings?.[mapping], RoleArn)] as const);
    const world = patch(pool.world, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.id, { RoleMappings: { ...attachment.RoleMappings, ...Object.fromEntries(mapped) } });
    return { summary: 'Let the pool choose the role from the token.', world, ...classicWarning(pool) };
  },
});

/** The mapping with the token's own choice of role in it: by itself, or as one rule more. */
function readingRoles(mapping: RoleMapping | undefined, role: string): RoleMapping {
  if (mapping?.Type !== 'Rules') return { AmbiguousRoleResolution: 'AuthenticatedRole', ...mapping, Type: 'Token' };
  const rule: MappingRule = { Claim: 'cognito:preferred_role', MatchType: 'Equals', Value: role, RoleARN: role };
  return { ...mapping, RulesConfiguration: { Rules: [...(mapping.RulesConfiguration?.Rules ?? []), rule] } };
}

function classicWarning({ classic }: AuditedPool): Pick<Fix, 'warning'> {
  if (classic !== 'on' && classic !== 'unset') return {};
  return { warning: 'With any role mapping AWS refuses the basic (classic) flow: an application that uses it stops working.' };
}
