import type { IdentityPool } from '../world/resources';
import { identityNamed, isGuest, kept, linked, linkedTo } from './identities';
import type { Login } from './logins';
import type { OperationContext, Question } from './operation';
import type { Rule } from './refusal';
import type { Identity } from './state';

export const poolRule = {
  pool: {
    says: 'The identity pool exists in this region.',
    label: 'pool exists',
    cite: 'aws-facts §3a-15',
    error: { code: 'ResourceNotFoundException', message: ({ pool }) => `IdentityPool '${pool}' not found.` },
  },
} as const satisfies Record<string, Rule>;

/** The pool with this id, or AWS's refusal. */
export function poolNamed(id: string | undefined, context: OperationContext<'pool'>): IdentityPool {
  const pool = id ?? '';
  return context.found('pool', context.get('AWS::Cognito::IdentityPool', pool), pool, { pool });
}

export function poolArn(id: string, { partition, region, account }: Pick<OperationContext, 'partition' | 'region' | 'account'>): string {
  return `arn:${partition}:cognito-identity:${region}:${account}:identitypool/${id}`;
}

/** The id at the end of an identity pool's ARN. */
export function poolIdIn(ResourceArn = ''): string {
  return ResourceArn.slice(ResourceArn.indexOf('/') + 1);
}

/** What a signed operation on one pool asks IAM. */
export function aboutPool(input: { readonly IdentityPoolId?: string | undefined }, context: OperationContext): Question {
  return { resource: poolArn(input.IdentityPoolId ?? '', context) };
}

/** What a signed operation on identities asks IAM: there, the pool is a condition key. */
export function aboutIdentity(IdentityId: string | undefined, context: OperationContext): Question {
  const pool = identityNamed(IdentityId ?? '', context)?.IdentityPoolId;
  return { resource: '*', ...(pool === undefined ? {} : { context: { 'cognito-identity:IdentityPoolArn': poolArn(pool, context) } }) };
}

export const guestsRule = {
  guests: {
    says: 'A request without Logins needs guest access switched on.',
    label: 'guest access',
    cite: 'aws-facts §3a-9',
    error: { code: 'NotAuthorizedException', message: 'Unauthenticated access is not supported for this identity pool.' },
  },
} as const satisfies Record<string, Rule>;

export function checkGuests(pool: IdentityPool, context: OperationContext<'guests'>): void {
  context.hold('guests', pool.AllowUnauthenticatedIdentities, `AllowUnauthenticatedIdentities is ${pool.AllowUnauthenticatedIdentities}`);
}

export const linkRule = {
  link: {
    says: 'A login belongs to one identity only, and an identity has one login of each provider.',
    label: 'linked once',
    cite: 'aws-facts §3a-17',
    error: { code: 'ResourceConflictException', message: 'Logins are already linked to another account.', wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

export const identityRules = {
  identity: {
    says: 'The identity exists.',
    label: 'identity exists',
    cite: 'aws-facts §3a-16',
    error: { code: 'ResourceNotFoundException', message: ({ identity }) => `Identity '${identity}' not found.`, wording: 'unconfirmed' },
  },
  secret: {
    says: 'An identity that has logins is opened only by one of them.',
    label: 'login needed',
    cite: 'aws-facts §3a-10',
    error: { code: 'NotAuthorizedException', message: ({ identity }) => `Access to Identity '${identity}' is forbidden.` },
  },
  match: {
    says: 'One of the logins belongs to this identity, unless it is still a guest’s.',
    label: 'identity’s login',
    cite: 'aws-facts §3a-2',
    error: {
      code: 'NotAuthorizedException',
      message: "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    },
  },
  ...linkRule,
} as const satisfies Record<string, Rule>;

export type IdentityRule = keyof typeof identityRules;

/** The identity with this id, or AWS's refusal. */
export function identityCalled(id: string | undefined, context: OperationContext<'identity'>): Identity {
  const identity = id ?? '';
  return context.found('identity', identityNamed(identity, context), identity, { identity });
}

/** The pool of an identity; identities go with their pool. */
export function poolOf({ IdentityId, IdentityPoolId }: Identity, context: OperationContext<'identity'>): IdentityPool {
  const pool = context.get('AWS::Cognito::IdentityPool', IdentityPoolId);
  return pool ?? context.refuse('identity', `its pool ${IdentityPoolId} is gone`, { identity: IdentityId });
}

/**
 * Opens an identity with logins: links new ones to it, and turns a guest into the identity that the login already has.
 * @returns the identity, which may be another one than was asked for (aws-facts §2.10).
 */
export function openIdentity(asked: Identity, logins: readonly Login[], context: OperationContext<IdentityRule>): Identity {
  const { IdentityId, IdentityPoolId } = asked;
  if (logins.length === 0) {
    context.hold('secret', isGuest(asked), isGuest(asked) ? 'a guest: the id is enough' : 'the identity has logins, the request none', { identity: IdentityId });
    return asked;
  }
  const owner = (login: Login) => (login.pool ? login.user : linkedTo(IdentityPoolId, login, context));
  const owners = logins.map(owner);
  if (isGuest(asked)) {
    const others = [...new Set(owners.filter((one) => one !== undefined && one !== IdentityId))];
    // The pool's own token says who an identity is; it is no login by which a guest could become someone.
    const own = logins.some((login) => login.pool);
    context.hold('match', !own, own ? 'the pool’s token is of another identity, or a guest’s' : 'the identity has no login yet');
    const other = others[0] === undefined ? undefined : identityNamed(others[0], context);
    if (other === undefined) return openedWith(asked, logins, context);
    kept({ ...asked, disabled: true }, context);
    return openedWith(other, logins, context);
  }
  context.hold('match', owners.includes(IdentityId), `the logins belong to ${owners.map((one) => one ?? 'nobody yet').join(', ')}`);
  return openedWith(asked, logins, context);
}

/** The identity with these logins linked to it, if none of them stands in the way. */
export function openedWith(identity: Identity, logins: readonly Login[], context: OperationContext<'link'>): Identity {
  const fresh = logins.filter((login) => !login.pool && identity.logins[login.provider] !== login.user);
  for (const login of fresh) {
    const owner = linkedTo(identity.IdentityPoolId, login, context);
    const free = (owner === undefined || owner === identity.IdentityId) && identity.logins[login.provider] === undefined;
    context.hold('link', free, free ? `${login.provider} is linked to this identity` : `${login.provider} is linked to ${owner ?? 'another user of this provider'}`);
  }
  return fresh.length === 0 ? identity : linked(identity, fresh, context);
}
