import type { UserPool, UserPoolUser } from '../world/resources';
import type { OperationContext, Question } from './operation';
import type { Rule } from './refusal';
import { poolArn, poolRules, poolWithId, userNamed, type Place } from './user-pool';

/** What nearly every signed operation on a user pool is asked about. */
export interface OnPool {
  readonly UserPoolId?: string;
}

export interface OnUser extends OnPool {
  readonly Username?: string;
}

/** What IAM is asked about an operation on one user pool. */
export function aboutPool(input: OnPool, context: Place): Question {
  return { resource: poolArn(context, input.UserPoolId ?? '') };
}

export const adminRules = {
  ...poolRules,
  user: {
    says: 'The user exists in the pool.',
    label: 'user exists',
    cite: 'aws-facts §3d',
    error: { code: 'UserNotFoundException', message: 'User does not exist.' },
  },
} as const satisfies Record<string, Rule>;

/** The user an administrator names. */
export function userOfPool(input: OnUser, context: OperationContext<keyof typeof adminRules>): { readonly pool: UserPool; readonly user: UserPoolUser } {
  const pool = poolWithId(input.UserPoolId, context);
  const name = input.Username ?? '';
  const user = userNamed(pool, name, context);
  return { pool, user: context.found('user', user, user === undefined ? `there is no ${name}` : user.Username) };
}

/** A user as AdminCreateUser and ListUsers print it; times in epoch seconds. */
export function printed(user: UserPoolUser, attributes: readonly { readonly Name: string; readonly Value: string }[]) {
  return {
    Username: user.Username,
    Attributes: attributes,
    ...dates(user),
    Enabled: user.Enabled,
    UserStatus: user.UserStatus,
  };
}

export function dates(user: UserPoolUser) {
  return { UserCreateDate: user.UserCreateDate ?? 0, UserLastModifiedDate: user.UserLastModifiedDate ?? user.UserCreateDate ?? 0 };
}
