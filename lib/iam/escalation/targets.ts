import type { AccountFacts, ComputeFacts, DoorFacts, GroupFacts, RoleFacts, Session, UserFacts } from './account';
import type { On, Technique } from './paths';

/** One thing a technique could work on. Resources that were not read stand open: then any that the session may choose counts. */
export interface Binding {
  readonly resources: Partial<Readonly<Record<On, string>>>;
  readonly role?: RoleFacts;
  readonly user?: UserFacts;
  readonly group?: GroupFacts;
  readonly compute?: ComputeFacts;
  /** ARN of the role that it ends in, where that is not `role`. */
  readonly ends?: string;
  readonly missing: readonly string[];
}

const isRole = (arn: string): boolean => arn.includes(':role/');

/** AWS’s own managed policies cannot be rewritten. */
const isOwnPolicy = (arn: string): boolean => !arn.includes(':iam::aws:');

function ownRole(session: Session, { roles }: AccountFacts): RoleFacts {
  return roles.find(({ arn }) => arn === session.identity) ?? { arn: session.identity, policies: session.policies };
}

function ownUser(session: Session, { users }: AccountFacts): UserFacts {
  return users.find(({ arn }) => arn === session.identity) ?? { arn: session.identity, policies: session.policies };
}

function policiesOf(attached: readonly string[] | undefined, whose: string): readonly { readonly policy?: string; readonly missing: readonly string[] }[] {
  if (!attached) return [{ missing: [`which policies are attached to ${whose}`] }];
  return attached.filter(isOwnPolicy).map((policy) => ({ policy, missing: [] }));
}

/** Its own role counts too when the session has session policies: a session of the role without them is more. */
function otherRoles(session: Session, { roles, complete }: AccountFacts): readonly Binding[] {
  const isLimited = (session.policies.sessions?.length ?? 0) > 0;
  const known = roles
    .filter(({ arn }) => isLimited || arn !== session.identity)
    .map((role): Binding => ({ resources: { role: role.arn }, role, missing: [] }));
  return complete.roles ? known : [...known, { resources: {}, missing: ['which other roles there are, and whom they trust'] }];
}

function otherUsers(session: Session, { users, complete }: AccountFacts): readonly Binding[] {
  const known = users
    .filter(({ arn }) => arn !== session.identity)
    .map((user): Binding => ({ resources: { user: user.arn }, user, missing: [] }));
  return complete.users ? known : [...known, { resources: {}, missing: ['which other users there are'] }];
}

function computeRole(compute: ComputeFacts, { roles }: AccountFacts): Partial<Binding> | undefined {
  if (compute.role === null) return undefined;
  if (compute.role === undefined) return { missing: [`the role of ${compute.arn}`] };
  const role = roles.find(({ arn }) => arn === compute.role) ?? { arn: compute.role };
  return { role, missing: [] };
}

function computes(technique: Technique, account: AccountFacts, where: 'compute' | 'code'): readonly Binding[] {
  const { target } = technique;
  return account.compute.flatMap((compute): readonly Binding[] => {
    const resource = where === 'code' ? compute.code : compute.arn;
    const role = computeRole(compute, account);
    if (!role || resource === undefined || (target.kind === 'compute' && target.what !== compute.kind)) return [];
    return [{ missing: [], ...role, resources: { [where]: resource }, compute }];
  });
}

function doorsOf(technique: Technique, { doors, roles }: AccountFacts): readonly Binding[] {
  const chosen = doors.filter((door: DoorFacts) => door.technique === technique.id);
  return chosen.flatMap((door) =>
    door.opens.map((arn): Binding => ({
      resources: { door: door.resource, role: arn },
      role: roles.find((role) => role.arn === arn) ?? { arn },
      missing: door.unread ?? [],
    })),
  );
}

/** Everything in the account that a technique could work on from a session. */
export function bindingsOf(technique: Technique, session: Session, account: AccountFacts): readonly Binding[] {
  const { target } = technique;
  const asRole = isRole(session.identity);
  switch (target.kind) {
    case 'nothing':
      return [{ resources: {}, missing: [] }];
    case 'own role':
      return asRole ? [{ resources: { role: session.identity }, role: ownRole(session, account), missing: [] }] : [];
    case 'own user':
      return asRole ? [] : [{ resources: { user: session.identity }, user: ownUser(session, account), missing: [] }];
    case 'own group': {
      const groups = asRole ? [] : ownUser(session, account).groups;
      if (!groups) return [{ resources: {}, missing: [`which groups ${session.name} is in`] }];
      return groups.map((group) => ({ resources: { group }, missing: [] }));
    }
    case 'policy of its own': {
      const { attached } = asRole ? ownRole(session, account) : ownUser(session, account);
      return policiesOf(attached, session.name).map(({ policy, missing }) => ({ resources: policy ? { policy } : {}, missing }));
    }
    case 'role':
    case 'role passed to':
      return otherRoles(session, account);
    case 'policy of a role':
      return otherRoles(session, account).flatMap((binding) =>
        policiesOf(binding.role?.attached, binding.role?.arn ?? 'them').map(({ policy, missing }) => ({
          ...binding,
          resources: { ...binding.resources, ...(policy ? { policy } : {}) },
          missing: [...binding.missing, ...missing],
        })),
      );
    case 'user':
      return otherUsers(session, account);
    case 'user and group':
      return otherUsers(session, account).flatMap((binding) =>
        account.groups
          .filter(({ arn }) => !binding.user?.groups?.includes(arn))
          .map((group) => ({ ...binding, group, resources: { ...binding.resources, group: group.arn } })),
      );
    case 'compute': {
      const known = computes(technique, account, 'compute');
      if (account.complete.compute.includes(target.what)) return known;
      return [...known, { resources: {}, missing: [`which other ${target.what}s there are, and with what roles they run`] }];
    }
    case 'code of compute':
      return computes(technique, account, 'code');
    case 'door':
      return doorsOf(technique, account);
  }
}
