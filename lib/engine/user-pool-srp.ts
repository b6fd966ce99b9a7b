import { digest, text } from './mint';
import type { OperationContext } from './operation';
import type { ClientOfPool } from './user-pool';
import type { AuthAnswer } from './user-pool-next-step';
import { openChallenge } from './user-pool-sessions';

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const hexadecimal = '0123456789abcdef';

/**
 * Asks for the proof that the caller knows the password. The numbers are only shaped like SRP's; the wire puts a real
 * SRP_B in their place. A user who does not exist gets the like, so that nobody can tell.
 * @param within a choice-based sign-in is held together by its Session, plain SRP by the secret block.
 */
export function passwordVerifier(
  where: ClientOfPool,
  Username: string,
  context: OperationContext,
  within: 'session' | 'secret block' = 'secret block',
  hidden: Readonly<Record<string, string>> = {},
): AuthAnswer {
  const SECRET_BLOCK = text(context.draw('secret block'), 344, base64);
  const Session = openChallenge(
    'PASSWORD_VERIFIER',
    { ...where, Username },
    context,
    { SECRET_BLOCK, ...hidden },
    ...(within === 'session' ? [] : [SECRET_BLOCK]),
  );
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ...(within === 'session' ? { Session } : {}),
    ChallengeParameters: {
      SALT: saltOf(where.pool.Id, Username),
      SECRET_BLOCK,
      SRP_B: text(context.draw('SRP_B'), 768, hexadecimal),
      USERNAME: Username,
      USER_ID_FOR_SRP: Username,
    },
  };
}

/** The salt of a user's password verifier: 32 hexadecimal digits, always the same for the same user. */
export function saltOf(userPoolId: string, username: string): string {
  return digest(`salt ${userPoolId}/${username}`);
}
