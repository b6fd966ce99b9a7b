import { isGap } from '../../world/gap';
import type { UserPoolGroup } from '../../world/resources';
import { patch, put, type World } from '../../world/world';
import { arrivalOf, toldOtherRole, whoAmI, type Arriving } from '../arrivals';
import { check, type Attempt, type Fix, type Subject } from '../check';
import type { Claim } from '../claim';
import { notes, notesWorld, tokenMapping, trust, withRoles, withStrayRole } from '../examples';
import { userPoolProviders } from '../login-probes';
import { orGap } from '../or-gap';
import type { AuditedPool } from '../pool';
import { references } from '../references';
import { groupsOf, nameOf } from '../roles';

type RoleGroup = UserPoolGroup & { readonly RoleArn: string };

/** Two groups of a user pool whose roles the pool reads from the token. */
interface GroupPair extends Subject {
  readonly provider: Arriving['provider'];
  readonly pair: readonly [RoleGroup, RoleGroup];
}

const admins = 'notes-admins';
const userTrust = trust({ aud: notes.identityPool, amr: 'authenticated' });

/** The notes app with a second group, of administrators. */
function withAdmins(fields: Partial<UserPoolGroup>, resolution: 'AuthenticatedRole' | 'Deny' = 'AuthenticatedRole', world: World = notesWorld): World {
  const mapping = Object.fromEntries(Object.entries(tokenMapping).map(([key, one]) => [key, { ...one, AmbiguousRoleResolution: resolution }]));
  const mapped = withStrayRole(admins, userTrust, [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::notes-photos/*' }], withRoles({ RoleMappings: mapping }, world));
  return put(mapped, 'AWS::Cognito::UserPoolGroup', `${notes.userPool}/admins`, { UserPoolId: notes.userPool, GroupName: 'admins', RoleArn: `arn:aws:iam::${notes.account}:role/${admins}`, ...fields });
}

const bothWithout = (world: World) => patch(world, 'AWS::Cognito::UserPoolGroup', `${notes.userPool}/editors`, { Precedence: undefined });

export const tiedGroupPrecedence = check<GroupPair>({
  code: 'MAP-13',
  name: 'tied-group-precedence',
  title: 'Two groups with roles have the same precedence',
  resource: 'AWS::Cognito::UserPoolGroup',
  severityRule: 'Medium where members of both get no credentials; low where they get the default role.',
  docs: {
    what: 'The pool reads roles from the token, and two groups of the user pool have different roles and the same precedence, or none. The check signs in a user who is in both.',
    why: 'The preferred role is that of the group with the lowest number. When two tie for it, the token has no preferred role, and AmbiguousRoleResolution decides: with Deny an administrator who is also an editor gets nothing, with AuthenticatedRole no more than everybody.',
    falsePositives: 'It only concerns users who are in both groups, and who those are is not read. Groups with the same role do not tie.',
    fix: 'Give every group with a role a precedence of its own, the most important the lowest.',
  },
  references: [references.roleMapping],
  examples: {
    fails: [
      { title: 'members of both get the default role', world: withAdmins({ Precedence: 1 }), severity: 'low' },
      { title: 'members of both get nothing', world: withAdmins({ Precedence: 1 }, 'Deny'), severity: 'medium' },
      { title: 'three tie, and two of them have the same role', world: put(withAdmins({ Precedence: 1 }), 'AWS::Cognito::UserPoolGroup', `${notes.userPool}/a-team`, { UserPoolId: notes.userPool, GroupName: 'a-team', RoleArn: `arn:aws:iam::${notes.account}:role/${admins}`, Precedence: 1 }), severity: 'low' },
      { title: 'no group has a precedence', world: bothWithout(withAdmins({})), severity: 'low' },
    ],
    passes: [
      { title: 'each has a precedence of its own', world: withAdmins({ Precedence: 0 }) },
      { title: 'they have the same role', world: withAdmins({ Precedence: 1, RoleArn: notes.editorsRole }) },
      { title: 'the pool does not read roles from the token', world: withRoles({ RoleMappings: {} }, withAdmins({ Precedence: 1 })) },
    ],
  },
  subjects: (pool) => tokenProviders(pool).flatMap((provider) => pairsOf(provider, pool)),
  probes({ provider, pair }, pool): readonly Attempt[] {
    const [one, other] = pair;
    const both = `${one.GroupName} and ${other.GroupName}`;
    const denies = pool.attachment?.RoleMappings?.[provider.mapping]?.AmbiguousRoleResolution === 'Deny';
    const arrival = orGap(() => arrivalOf({ provider, groups: [one.GroupName, other.GroupName], detail: `in ${both}` }, pool));
    if (arrival === undefined) return [];
    if (isGap(arrival)) return [arrival];
    const claim: Claim = {
      severity: denies ? 'medium' : 'low',
      confidence: 'proved',
      actor: 'claim-holder',
      message: `Users who are in ${both} get ${denies ? 'no credentials' : 'neither of their roles'}: the two tie for precedence.`,
    };
    const shared = { ...arrival, title: `A user who is in ${both} signs in`, claim, otherwise: `Users who are in ${both} get the role of one of them, ${nameOf(one.RoleArn)} or ${nameOf(other.RoleArn)}.` };
    if (denies) return [{ ...shared, proves: { ends: ['NotAuthorizedException'], rule: 'ambiguous' } }];
    return [{ ...shared, calls: [...arrival.calls, whoAmI], proves: { ends: 'ok', told: [toldOtherRole(one.RoleArn, other.RoleArn)] } }];
  },
  fix({ provider: { userPoolId } }, pool): Fix {
    return {
      summary: 'Give every group with a role a precedence of its own.',
      world: withDistinctPrecedence(pool.world, userPoolId, roleGroups(pool, userPoolId)),
      warning: 'Which of two groups comes first, only you know: the order below is that of their numbers, then of their names.',
    };
  },
});

/** The user pools whose users’ roles the pool reads from the token. */
function tokenProviders(pool: AuditedPool): readonly Arriving['provider'][] {
  const live = new Set(pool.liveProviders.map(({ mapping }) => mapping));
  return userPoolProviders(pool).filter(({ mapping }) => live.has(mapping) && pool.attachment?.RoleMappings?.[mapping]?.Type === 'Token');
}

/** One pair for each precedence that groups tie for; where none do, any two of them. @throws NotRead */
function pairsOf(provider: Arriving['provider'], pool: AuditedPool): readonly GroupPair[] {
  const groups = roleGroups(pool, provider.userPoolId);
  const tied = groups.flatMap((one, index): readonly [RoleGroup, RoleGroup][] => {
    const other = groups.slice(index + 1).find((each) => each.Precedence === one.Precedence && each.RoleArn !== one.RoleArn);
    const isFirst = groups.findIndex((each) => each.Precedence === one.Precedence) === index;
    return isFirst && other !== undefined ? [[one, other]] : [];
  });
  const [one, other] = groups;
  const pairs = tied.length > 0 || one === undefined || other === undefined ? tied : [[one, other] as const];
  return pairs.map((pair) => ({ provider, pair, resource: { type: 'AWS::Cognito::UserPoolGroup', id: `${provider.userPoolId}/${pair[0].GroupName} ${pair[1].GroupName}` } }));
}

/** The groups with a role, the most important first. @throws NotRead */
function roleGroups(pool: AuditedPool, userPoolId: string): readonly RoleGroup[] {
  const provider = userPoolProviders(pool).find((one) => one.userPoolId === userPoolId);
  const groups = provider === undefined ? [] : groupsOf(pool.world, provider);
  const withRole = groups.flatMap((group): readonly RoleGroup[] => (group.RoleArn === undefined ? [] : [{ ...group, RoleArn: group.RoleArn }]));
  const number = ({ Precedence = Number.MAX_SAFE_INTEGER }: RoleGroup): number => Precedence;
  return [...withRole].sort((a, b) => number(a) - number(b) || (a.GroupName < b.GroupName ? -1 : 1));
}

function withDistinctPrecedence(world: World, userPoolId: string, groups: readonly RoleGroup[]): World {
  let last = -1;
  return groups.reduce((changed, { GroupName, Precedence = 0 }) => {
    last = Math.max(last + 1, Precedence);
    return patch(changed, 'AWS::Cognito::UserPoolGroup', `${userPoolId}/${GroupName}`, { Precedence: last });
  }, world);
}
