import { isGap } from '../../world/gap';
import type { MappingRule, RoleMapping, UserPoolGroup } from '../../world/resources';
import { patch, put, type World } from '../../world/world';
import { arrivalOf, toldRole, whoAmI, type Arriving } from '../arrivals';
import { check, type Attempt, type Fix, type Subject } from '../check';
import { notes, notesWorld, tokenMapping, trust, withRoles, withStrayRole } from '../examples';
import { userPoolProviders } from '../login-probes';
import { orGap } from '../or-gap';
import { references } from '../references';
import { groupsOf, nameOf } from '../roles';

type RoleGroup = UserPoolGroup & { readonly RoleArn: string };

/** A user pool of whose groups several have a role. */
interface Choice extends Subject {
  readonly provider: Arriving['provider'];
  readonly mapping: RoleMapping;
  /** The most important first. */
  readonly groups: readonly RoleGroup[];
}

const admins = 'notes-admins';

/** The notes app with a second group that has a role. */
function withAdmins(mapping: RoleMapping | undefined, world: World = notesWorld): World {
  const RoleMappings = mapping === undefined ? {} : { [`${notes.provider}:${notes.client}`]: mapping };
  const role = withStrayRole(admins, trust({ aud: notes.identityPool, amr: 'authenticated' }), [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::notes-photos/*' }], withRoles({ RoleMappings }, world));
  return put(role, 'AWS::Cognito::UserPoolGroup', `${notes.userPool}/admins`, { UserPoolId: notes.userPool, GroupName: 'admins', RoleArn: `arn:aws:iam::${notes.account}:role/${admins}`, Precedence: 0 });
}

const byToken = tokenMapping[`${notes.provider}:${notes.client}`] as RoleMapping;
const editorsOnly: RoleMapping = { Type: 'Rules', AmbiguousRoleResolution: 'AuthenticatedRole', RulesConfiguration: { Rules: [{ Claim: 'cognito:preferred_role', MatchType: 'Equals', Value: notes.editorsRole, RoleARN: notes.editorsRole }] } };

export const roleOfChoice = check<Choice>({
  code: 'MAP-14',
  name: 'role-of-choice',
  title: 'Members of several groups choose among their roles',
  resource: 'AWS::Cognito::IdentityPoolRoleAttachment',
  severityRule: 'A remark: whoever is in several groups has the permissions of each.',
  docs: {
    what: 'The pool reads roles from the token, and several groups of the user pool have a role. The check signs in a user who is in two of them and has them name, as CustomRoleArn, the role of the less important group.',
    why: 'Precedence reads as if it decided which role somebody has. It decides which one they get without asking; any other of their groups’ roles they get by naming it. What a member of several groups may do is the union of it all.',
    falsePositives: 'This is no escalation: the roles are those of their own groups. It is said so that a group with a weaker role and a better precedence is not taken for a restriction.',
    fix: 'Where precedence is meant to restrict, decide by rules on cognito:preferred_role, which leave no choice.',
  },
  references: [references.roleMapping],
  examples: {
    fails: [{ title: 'two groups have a role', world: withAdmins(byToken), severity: 'info' }],
    passes: [
      { title: 'a rule takes the preferred role only', world: withAdmins(editorsOnly) },
      { title: 'one group has a role', world: withRoles({ RoleMappings: tokenMapping }) },
      { title: 'the pool does not read roles', world: withAdmins(undefined) },
    ],
  },
  subjects: (pool) => {
    const live = new Set(pool.liveProviders.map(({ mapping }) => mapping));
    return userPoolProviders(pool).flatMap((provider): readonly Choice[] => {
      const mapping = pool.attachment?.RoleMappings?.[provider.mapping];
      if (mapping === undefined || !live.has(provider.mapping)) return [];
      const groups = roleGroups(groupsOf(pool.world, provider));
      return groups.length < 2 ? [] : [{ provider, mapping, groups, resource: { type: 'AWS::Cognito::IdentityPoolRoleAttachment', id: `${pool.id} ${provider.mapping}` } }];
    });
  },
  probes({ provider, groups }, pool): readonly Attempt[] {
    const [first, last] = [groups[0] as RoleGroup, groups.at(-1) as RoleGroup];
    const arrival = orGap(() => arrivalOf({ provider, groups: [first.GroupName, last.GroupName], roleArn: last.RoleArn, detail: `in ${first.GroupName} and ${last.GroupName}` }, pool));
    if (arrival === undefined) return [];
    if (isGap(arrival)) return [arrival];
    const names = groups.map(({ GroupName }) => GroupName).join(', ');
    return [
      {
        ...arrival,
        title: `A user who is in ${first.GroupName} and ${last.GroupName} names the role ${nameOf(last.RoleArn)}`,
        calls: [...arrival.calls, whoAmI],
        proves: { ends: 'ok', told: [toldRole(last.RoleArn)] },
        claim: { severity: 'info', confidence: 'proved', actor: 'claim-holder', message: `Users who are in several of the groups ${names} choose among their roles: what they may do is the union of them.` },
      },
    ];
  },
  fix({ provider, mapping, groups }, pool): Fix {
    const Rules = groups.map(({ RoleArn }): MappingRule => ({ Claim: 'cognito:preferred_role', MatchType: 'Equals', Value: RoleArn, RoleARN: RoleArn }));
    const RoleMappings = { ...pool.attachment?.RoleMappings, [provider.mapping]: { ...mapping, Type: 'Rules' as const, RulesConfiguration: { Rules } } };
    return {
      summary: 'Decide by rules on cognito:preferred_role, if precedence is meant to restrict.',
      world: patch(pool.world, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.id, { RoleMappings }),
      warning: 'Every new group with a role then needs a rule, and AWS takes no more than 25 of a provider.',
    };
  },
});

/** Groups with different roles, the most important first. */
function roleGroups(groups: readonly UserPoolGroup[]): readonly RoleGroup[] {
  const withRole = groups.flatMap((group): readonly RoleGroup[] => (group.RoleArn === undefined ? [] : [{ ...group, RoleArn: group.RoleArn }]));
  const distinct = withRole.filter(({ RoleArn }, index) => withRole.findIndex((one) => one.RoleArn === RoleArn) === index);
  const number = ({ Precedence = Number.MAX_SAFE_INTEGER }: RoleGroup): number => Precedence;
  return [...distinct].sort((a, b) => number(a) - number(b));
}
