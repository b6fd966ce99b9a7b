import type { UserPool, UserPoolClient } from '../world/resources';
import { text } from './mint';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import type { Records } from './state';

/** A challenge that awaits its answer. */
export type Challenge = Records['challenge'];

export const sessionRules = {
  session: {
    says: 'The Session (or, for SRP, the secret block) is one that this app client was given for this challenge.',
    label: 'session',
    cite: 'aws-facts §2.3',
    error: { code: 'NotAuthorizedException', message: 'Invalid session for the user.', wording: 'unconfirmed' },
  },
  sessionOnce: {
    says: 'A Session can be used once.',
    label: 'first use',
    cite: 'aws-facts §3d',
    error: { code: 'NotAuthorizedException', message: 'Invalid session for the user, session can only be used once.' },
  },
  sessionCurrent: {
    says: 'The answer comes within the app client’s AuthSessionValidity: 3 minutes unless it says more.',
    label: 'in time',
    cite: 'aws-facts §3d',
    error: { code: 'NotAuthorizedException', message: 'Invalid session for the user, session is expired.' },
  },
} as const satisfies Record<string, Rule>;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Seconds after their end for which challenges are remembered, so that a late answer is told why it fails. */
const remembered = 3600;

/** Opens a challenge. @returns the `Session` under which it is kept; for SRP the secret block stands for it too. */
export function openChallenge(
  ChallengeName: string,
  who: { readonly pool: UserPool; readonly client: UserPoolClient; readonly Username: string },
  context: Pick<OperationContext, 'now' | 'draw' | 'keep' | 'records'>,
  parameters: Readonly<Record<string, string>> = {},
  under: string = `AYAB${text(context.draw('session'), 180, letters)}`,
): string {
  for (const [old, { expiresAt }] of context.records('challenge')) {
    if (context.now < expiresAt + remembered) break;
    context.keep('challenge', old, undefined);
  }
  context.keep('challenge', under, {
    UserPoolId: who.pool.Id,
    ClientId: who.client.ClientId,
    Username: who.Username,
    ChallengeName,
    expiresAt: context.now + (who.client.AuthSessionValidity ?? 3) * 60,
    parameters,
  });
  return under;
}

/** The challenge that a Session answers, which is then used up (unless the answer is refused). */
export function takeChallenge(
  session: string,
  names: readonly string[],
  client: UserPoolClient,
  context: OperationContext<keyof typeof sessionRules>,
): Challenge {
  const challenge = context.record('challenge', session);
  const fits = challenge !== undefined && challenge.ClientId === client.ClientId && names.includes(challenge.ChallengeName);
  context.hold('session', fits, challenge === undefined ? 'nobody was given this one' : `it is for ${challenge.ChallengeName}`);
  if (challenge === undefined) throw new Error('unreachable: an unknown session is refused');
  context.hold('sessionOnce', !challenge.used, challenge.used ? 'it was used before' : 'it was not used before');
  context.hold('sessionCurrent', context.now < challenge.expiresAt, `expires in ${challenge.expiresAt - context.now} s`);
  context.keep('challenge', session, { ...challenge, used: true });
  return challenge;
}
