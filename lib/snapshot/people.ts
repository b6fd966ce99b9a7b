import { z } from 'zod';
import { uuid } from '../engine/mint';
import type { UserPoolUser } from '../world/resources';
import type { World } from '../world/world';
import { firstProblem, Unreadable } from './snapshot';

const statuses = ['UNCONFIRMED', 'CONFIRMED', 'FORCE_CHANGE_PASSWORD', 'RESET_REQUIRED'] as const;

const person = z.strictObject({
  userPoolId: z.string().regex(/^[\w-]+_[A-Za-z0-9]+$/, 'must be the id of a user pool such as us-east-1_a1B2c3D4e'),
  username: z.string().min(1, 'must not be empty'),
  password: z.string().optional(),
  attributes: z.record(z.string(), z.string()).default({}),
  groups: z.array(z.string()).default([]),
  status: z.enum(statuses, `must be one of ${statuses.join(', ')}`).default('CONFIRMED'),
  enabled: z.boolean().default(true),
  totpSecret: z.string().optional(),
});

const people = z.object({ users: z.array(person).default([]) });

/** When made-up people were made: 2026-09-21T14:13:20Z, in epoch seconds. */
const madeAt = 1_790_000_000;

/**
 * The account with the people that a snapshot file carries beside its exchanges, for the emulator alone. They are all that there
 * are: of anybody else it is known that they do not exist.
 * @param value the parsed file, and `where` its name
 * @throws Unreadable when they have not the form of formats.md, or are of a user pool that the snapshot does not know
 */
export function withPeopleOf(world: World, value: unknown, where: string): World {
  const parsed = people.safeParse(value);
  if (!parsed.success) throw new Unreadable(`${where} has users that cannot be read: ${firstProblem(parsed.error)}. Mend that place, or leave users out.`);
  const users: Record<string, UserPoolUser> = {};
  parsed.data.users.forEach((one, index) => {
    const pool = world.resources['AWS::Cognito::UserPool']?.[one.userPoolId];
    if (pool === undefined || 'absent' in pool) throw new Unreadable(`${where} has no user pool ${one.userPoolId}, of which users[${index}] is to be: take its snapshot, or leave the user out.`);
    users[`${one.userPoolId}/${one.username}`] = userOf(one);
  });
  const complete = world.complete === 'everything' ? world.complete : { ...world.complete, 'AWS::Cognito::UserPoolUser': true as const };
  return { ...world, complete, resources: { ...world.resources, 'AWS::Cognito::UserPoolUser': users } };
}

function userOf({ userPoolId, username, password, attributes, groups, status, enabled, totpSecret }: z.infer<typeof person>): UserPoolUser {
  return {
    UserPoolId: userPoolId,
    Username: username,
    Attributes: { sub: uuid(`${userPoolId}/${username}`), ...attributes },
    Groups: groups,
    UserStatus: status,
    Enabled: enabled,
    UserCreateDate: madeAt,
    ...(password === undefined ? {} : { password }),
    ...(totpSecret === undefined ? {} : { totpSecret, mfa: { enabled: ['SOFTWARE_TOKEN_MFA'], preferred: 'SOFTWARE_TOKEN_MFA' } }),
  };
}
