import { identityNamed, kept, loginKey } from './identities';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import type { Identity } from './state';
import type { IdentityPool } from '../world/resources';

/** Linked logins that an identity may have in all (aws-facts §4). */
export const mostLogins = 20;

const notFound = (message: string) => ({ code: 'ResourceNotFoundException', message, wording: 'unconfirmed' }) as const;

export const developerRules = {
  developer: {
    says: 'The request names the pool’s own developer provider.',
    label: 'developer provider',
    cite: 'aws-facts §2.11',
    error: { code: 'InvalidParameterException', message: 'The developer provider is not the one of this identity pool.', wording: 'unconfirmed' },
  },
  user: {
    says: 'The developer provider’s user has an identity in this pool.',
    label: 'user known',
    cite: 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_LookupDeveloperIdentity.html',
    error: notFound('The developer user is not known in this identity pool.'),
  },
} as const satisfies Record<string, Rule>;

/** The pool's developer provider, if the request means that one. */
export function checkDeveloper(pool: IdentityPool, name: string | undefined, context: OperationContext<'developer'>): string {
  const own = pool.DeveloperProviderName;
  context.hold('developer', own !== undefined && own === name, `the pool’s developer provider is ${own ?? 'not set'}, named is ${name ?? 'none'}`);
  return own as string;
}

/** The identity of a developer provider's user. */
export function developerIdentity(pool: IdentityPool, user: string, context: OperationContext): Identity | undefined {
  const id = context.record('login', loginKey(pool.IdentityPoolId, { provider: pool.DeveloperProviderName ?? '', user }));
  return id === undefined ? undefined : identityNamed(id, context);
}

/** Keeps the identity with this developer user added. */
export function withDeveloperUser(identity: Identity, provider: string, user: string, context: OperationContext): Identity {
  const users = identity.developerUsers ?? [];
  const after = users.includes(user) ? identity : { ...identity, developerUsers: [...users, user] };
  context.keep('login', loginKey(identity.IdentityPoolId, { provider, user }), identity.IdentityId);
  return kept(after, context);
}

/** What a developer login adds to `amr` (aws-facts §2.12). */
export function developerAmr(pool: IdentityPool, user: string): readonly string[] {
  const provider = pool.DeveloperProviderName ?? '';
  return [provider, `${provider}:${pool.IdentityPoolId}:${user}`];
}

/** How many logins an identity has, of all kinds. */
export function loginCount(identity: Identity): number {
  return Object.keys(identity.logins).length + (identity.developerUsers ?? []).length;
}

/** Keeps the identity as it is after a login is gone; without its last one, nobody gets in any more. */
export function keepUnlinked(identity: Identity, context: OperationContext): void {
  kept(loginCount(identity) > 0 ? identity : { ...identity, disabled: true }, context);
}
