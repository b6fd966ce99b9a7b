import type { PolicySet } from '../decision';
import { namedPolicy } from '../named';
import { sessionOfRole, sessionOfUser, type AccountFacts, type RoleFacts, type Session, type UserFacts } from './account';
import { all, serviceTrusted, trustAfterEdit, type Asker, type Evidence } from './asking';
import { techniques, type Technique } from './paths';
import { bindingsOf, type Binding } from './targets';

/** What a step gains. */
export type Gain =
  /** Whatever permission it likes: it writes its own policy. */
  | { readonly kind: 'administrator'; readonly as?: string }
  | { readonly kind: 'role'; readonly arn: string }
  | { readonly kind: 'user'; readonly arn: string; readonly group?: string }
  | { readonly kind: 'role without its boundary'; readonly arn: string }
  /** Something that was not read: a role that runs some function, say. */
  | { readonly kind: 'unread'; readonly what: string };

/** One step of a path. */
export interface Edge {
  readonly technique: Technique;
  readonly from: Session;
  /** What it works on, where that is one thing. */
  readonly target?: string;
  readonly gains: Gain;
  /** The session gained, as far as it is known what that may do. */
  readonly to?: Session;
  readonly evidence: readonly Evidence[];
  /** What was not read. A step without any is proved. */
  readonly missing: readonly string[];
}

/** The permissions on resources that the session may choose: the same for every target. */
function chosen(technique: Technique, asker: Asker): readonly Evidence[] | undefined {
  return asker.together(technique.permissions.filter(({ on }) => on === 'any'));
}

/** The permissions on the target; on whatever the session may choose where the target was not read. */
function permissions(technique: Technique, asker: Asker, binding: Binding): readonly Evidence[] | undefined {
  const found: (Evidence | undefined)[] = [];
  for (const { action, on, given = {}, also } of technique.permissions) {
    if (on === 'any') continue;
    const resource = binding.resources[on];
    const tags = on === 'role' ? resourceTags(binding.role) : {};
    if (resource === undefined) found.push(...(asker.together([{ action, given }]) ?? [undefined]));
    else found.push(asker.on(action, resource, { ...tags, ...given }));
    if (also) found.push(asker.on(action, also.replace('*', asker.reach.question.region), given));
    if (found.at(-1) === undefined) return undefined;
  }
  return all(found);
}

const resourceTags = (role: RoleFacts | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(role?.tags ?? {}).map(([tag, value]) => [`aws:ResourceTag/${tag}`, value]));

function trust(technique: Technique, asker: Asker, { role }: Binding, { account }: AccountFacts): readonly Evidence[] | undefined {
  const arn = role?.arn;
  switch (technique.trust) {
    case 'nobody':
      return [];
    case 'the session':
      return all([arn === undefined ? asker.assumeAny() : asker.assume(arn, role?.trust)]);
    case 'after edit':
      return all([asker.assume(arn ?? asker.session.identity, trustAfterEdit(asker.session))]);
    case 'the service': {
      const service = technique.target.kind === 'role passed to' ? technique.target.service : '';
      return arn === undefined ? [] : all([serviceTrusted(arn, role?.trust, service, account)]);
    }
  }
}

interface Credentials {
  readonly evidence: readonly Evidence[];
  readonly missing: readonly string[];
}

/** The surest way to make oneself credentials of a user: a user has at most two access keys, and one password. */
function credentialsOf(asker: Asker, user: UserFacts | undefined): Credentials | undefined {
  const ways = (actions: readonly string[], missing: readonly string[]): readonly Credentials[] => {
    const evidence = user ? all(actions.map((action) => asker.on(action, user.arn))) : asker.together(actions.map((action) => ({ action })));
    return evidence ? [{ evidence, missing }] : [];
  };
  const { accessKeys, hasPassword } = user ?? {};
  const unsureKeys = accessKeys === undefined ? ['how many access keys the user has'] : [];
  const unsurePassword = hasPassword === undefined ? ['whether the user has a password'] : [];
  const found = [
    ...(accessKeys === undefined || accessKeys < 2 ? ways(['iam:CreateAccessKey'], unsureKeys) : []),
    ...(accessKeys === undefined || accessKeys >= 2 ? ways(['iam:CreateAccessKey', 'iam:DeleteAccessKey'], []) : []),
    ...(hasPassword === true ? [] : ways(['iam:CreateLoginProfile'], unsurePassword)),
    ...(hasPassword === false ? [] : ways(['iam:UpdateLoginProfile'], unsurePassword)),
  ];
  const weight = ({ evidence, missing }: Credentials): number => missing.length + evidence.flatMap((each) => each.missing).length;
  return found.sort((a, b) => weight(a) - weight(b))[0];
}

const needsCredentials = ({ target }: Technique): boolean => target.kind === 'user' || target.kind === 'user and group';

const unreadOf = ({ target }: Technique): string => (target.kind === 'compute' ? `the role of a ${target.what}` : 'another role');

interface Ending {
  readonly gains: Gain;
  readonly to?: Session;
  readonly missing: readonly string[];
}

function endingIn(technique: Technique, binding: Binding, session: Session, account: AccountFacts): Ending {
  const { role, user, group } = binding;
  switch (technique.ends) {
    case 'administrator':
      return administratorOf(technique, binding, session, account);
    case 'own role without boundary': {
      const { boundary: _removed, ...rest } = session.policies;
      const to = { ...session, name: `${session.name} without its boundary`, policies: rest };
      return { gains: { kind: 'role without its boundary', arn: session.identity }, to, missing: [] };
    }
    case 'role': {
      if (!role) return { gains: { kind: 'unread', what: unreadOf(technique) }, missing: [] };
      const to = sessionOfRole(role, account);
      return { gains: { kind: 'role', arn: role.arn }, to, missing: to ? [] : [`the policies of ${role.arn}`] };
    }
    case 'user':
    case 'user in group': {
      if (!user) return { gains: { kind: 'unread', what: 'another user' }, missing: [] };
      const plain = sessionOfUser(withGroup(user, group?.policies), account);
      const to = plain && group ? { ...plain, name: `${plain.name} in group ${group.arn}` } : plain;
      const unread = !to ? [`the policies of ${user.arn}`] : group && !group.policies ? [`the policies of ${group.arn}`] : [];
      return { gains: { kind: 'user', arn: user.arn, group: group?.arn }, to, missing: unread };
    }
  }
}

const everything = namedPolicy('a policy of its own wording', {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
});

/** Whoever writes a policy may do everything, but for the boundary and the session policies that stay. */
function administratorOf(technique: Technique, { role, user }: Binding, session: Session, account: AccountFacts): Ending {
  const { kind } = technique.target;
  if (kind === 'role' || kind === 'policy of a role' || kind === 'user') {
    const other = kind === 'user' ? user : role;
    const policies: PolicySet = { identity: [everything], boundary: other?.policies?.boundary };
    const to = kind === 'user' ? user && sessionOfUser({ ...user, policies }, account) : role && sessionOfRole({ ...role, policies }, account);
    const unread = other && !other.policies ? [`whether ${other.arn} has a permissions boundary`] : [];
    return { gains: { kind: 'administrator', as: other?.arn }, to: to && asAdministrator(to), missing: unread };
  }
  if (kind === 'nothing') {
    const fresh = sessionOfUser({ arn: `arn:${account.partition}:iam::${account.account}:user/new-user`, policies: { identity: [everything] } }, account);
    return { gains: { kind: 'administrator' }, to: fresh && asAdministrator(fresh), missing: [] };
  }
  const to = { ...session, policies: { ...session.policies, identity: [...session.policies.identity, everything] } };
  return { gains: { kind: 'administrator', as: session.identity }, to: asAdministrator(to), missing: [] };
}

const asAdministrator = (session: Session): Session => ({ ...session, name: `${session.name} as administrator` });

function withGroup(user: UserFacts, more: UserFacts['policies']): UserFacts {
  if (!user.policies || !more) return user;
  return { ...user, policies: { ...user.policies, identity: [...user.policies.identity, ...more.identity] } };
}

function targetOf({ resources, compute }: Binding): string | undefined {
  return compute?.arn ?? resources.door ?? resources.policy ?? resources.role ?? resources.user ?? resources.group;
}

function edge(
  technique: Technique,
  asker: Asker,
  binding: Binding,
  anywhere: readonly Evidence[],
  account: AccountFacts,
): Edge | undefined {
  const permitted = permissions(technique, asker, binding);
  const trusted = permitted && trust(technique, asker, binding, account);
  if (!trusted) return undefined;
  const credentials = needsCredentials(technique) ? credentialsOf(asker, binding.user) : { evidence: [], missing: [] };
  if (!credentials) return undefined;
  const evidence = [...permitted, ...anywhere, ...trusted, ...credentials.evidence];
  const { gains, to, missing } = endingIn(technique, binding, asker.session, account);
  const profile = technique.target.kind === 'role passed to' && technique.target.service === 'ec2.amazonaws.com';
  if (profile && binding.role?.inInstanceProfile === false) return undefined;
  const unread = [
    ...binding.missing,
    ...credentials.missing,
    ...missing,
    ...evidence.flatMap((each) => each.missing),
    ...(technique.unless ?? []).filter((each) => !binding.compute?.known?.includes(each)),
    ...(profile && binding.role && binding.role.inInstanceProfile === undefined ? [`an instance profile with ${binding.role.arn}`] : []),
  ];
  return { technique, from: asker.session, target: targetOf(binding), gains, to, evidence, missing: [...new Set(unread)] };
}

/** Everything that a session can become in one step. */
export function edgesFrom(asker: Asker, account: AccountFacts): readonly Edge[] {
  const { session } = asker;
  const applies = ({ ends, permissions: needed }: Technique): boolean =>
    (ends !== 'own role without boundary' || session.policies.boundary !== undefined) &&
    needed.every(({ action }) => asker.may(action));
  return techniques.filter(applies).flatMap((technique) => {
    const anywhere = chosen(technique, asker);
    if (!anywhere) return [];
    return bindingsOf(technique, session, account).flatMap((binding) => edge(technique, asker, binding, anywhere, account) ?? []);
  });
}
