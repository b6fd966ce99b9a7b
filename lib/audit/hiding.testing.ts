import { isGap } from '../world/gap';
import type { ManagedPolicy, ResourceType, Role } from '../world/resources';
import { put, type Entry, type World } from '../world/world';

/** A world of which one thing is hidden, and what. */
export interface Hidden {
  readonly what: string;
  readonly world: World;
}

const unread = { unread: 'hidden: AccessDenied' };

/** The world with each resource, each part of a role and each list hidden in turn. */
export function hidings(world: World): readonly Hidden[] {
  return [...resources(world), ...parts(world), ...lists(world)];
}

function resources(world: World): readonly Hidden[] {
  return entries(world).map(([type, id]) => ({ what: `${type} ${id}`, world: put(world, type, id, unread) }));
}

function entries(world: World): readonly (readonly [ResourceType, string, unknown])[] {
  return Object.entries(world.resources).flatMap(([type, table]) => Object.entries(table ?? {}).map(([id, entry]) => [type as ResourceType, id, entry] as const));
}

/** The parts that AWS tells one by one. */
function parts(world: World): readonly Hidden[] {
  return entries(world).flatMap(([type, id, entry]): readonly Hidden[] => {
    if (isGap(entry)) return [];
    const hide = (fields: object, what: string): Hidden => ({ what: `${what} of ${type} ${id}`, world: put(world, type, id, { ...(entry as object), ...fields } as Entry<typeof type>) });
    if (type === 'AWS::S3::Bucket' || type === 'AWS::Lambda::Function') return [hide({ Policy: unread }, 'Policy')];
    if (type === 'AWS::CloudTrail::Trail') return [hide({ AdvancedEventSelectors: unread }, 'AdvancedEventSelectors')];
    if (type === 'Lifeguard::SyncConfiguration') return [hide({ Events: unread }, 'Events')];
    if (type === 'AWS::Organizations::Policy') return [hide({ Content: unread }, 'Content'), hide({ Targets: unread }, 'Targets')];
    if (type === 'AWS::IAM::ManagedPolicy') return [hide({ Document: unread } satisfies Partial<ManagedPolicy>, 'Document')];
    if (type !== 'AWS::IAM::Role') return [];
    const role = entry as Role;
    const documents = isGap(role.RolePolicyList)
      ? []
      : role.RolePolicyList.map((hidden) =>
          hide({ RolePolicyList: (role.RolePolicyList as readonly object[]).map((policy) => (policy === hidden ? { ...policy, PolicyDocument: unread } : policy)) }, hidden.PolicyName),
        );
    return [
      ...documents,
      hide({ AssumeRolePolicyDocument: unread }, 'AssumeRolePolicyDocument'),
      hide({ RolePolicyList: unread }, 'RolePolicyList'),
      hide({ AttachedManagedPolicies: unread }, 'AttachedManagedPolicies'),
      hide({ PermissionsBoundary: unread }, 'PermissionsBoundary'),
    ];
  });
}

/** An account of which all is known but the rest of one list. */
function lists(world: World): readonly Hidden[] {
  const pools = Object.keys(world.resources['AWS::Cognito::UserPool'] ?? {});
  const scoped = ['AWS::Cognito::UserPoolClient', 'AWS::Cognito::UserPoolGroup', 'AWS::Cognito::UserPoolIdentityProvider', 'AWS::Cognito::UserPoolUser'];
  const names = [
    'AWS::Cognito::IdentityPool',
    'AWS::Cognito::UserPool',
    'AWS::Cognito::IdentityPoolRoleAttachment',
    'AWS::Cognito::IdentityPoolPrincipalTag',
    'AWS::IAM::Role',
    'AWS::IAM::ManagedPolicy',
    'AWS::IAM::User',
    'AWS::IAM::OIDCProvider',
    'AWS::Lambda::Function',
    'AWS::S3::Bucket',
    'AWS::DynamoDB::Table',
    'AWS::CloudTrail::Trail',
    'AWS::Organizations::Policy',
    'AWS::WAFv2::WebACLAssociation',
    'Lifeguard::SyncConfiguration',
    ...pools.flatMap((pool) => scoped.map((type) => `${type} ${pool}`)),
  ];
  return names.map((hidden) => {
    const complete = Object.fromEntries(names.map((name) => [name, name === hidden ? unread : true] as const));
    return { what: `the list of ${hidden}`, world: { ...world, complete } };
  });
}
