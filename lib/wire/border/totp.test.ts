import { describe, expect, test } from 'vitest';
import { newState } from '../../engine/state';
import { isTotp, totpAt } from '../../engine/totp';
import { notes, notesWorld } from '../../world/accounts/notes';
import { patch } from '../../world/world';
import { realTotp, totpIn } from './totp';

/** Base32 of `12345678901234567890`, the secret of RFC 6238's test vectors. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [20_000_000_000, '353130'],
])('RFC 6238 at %i s', async (at, code) => {
  expect(await realTotp(secret, at)).toBe(code);
});

describe('a code that arrives', () => {
  const [now, wall] = [1_795_381_200, 1_795_300_000];
  const state = newState(patch(notesWorld, 'AWS::Cognito::UserPoolUser', `${notes.userPool}/${notes.ana}`, { totpSecret: secret }), now, 'totp');
  const who = { UserPoolId: notes.userPool, ClientId: notes.client, Username: notes.ana, expiresAt: now + 180, parameters: {} };
  Object.assign(state.records, { challenge: new Map([['session', { ...who, ChallengeName: 'SOFTWARE_TOKEN_MFA' }]]) });

  const arrive = async (code: string) => {
    const input = { Session: 'session', ChallengeResponses: { USERNAME: notes.ana, SOFTWARE_TOKEN_MFA_CODE: code } };
    const { ChallengeResponses } = await totpIn(input, state, { now, wall });
    return (ChallengeResponses as Record<string, string>).SOFTWARE_TOKEN_MFA_CODE!;
  };

  test('is right when an authenticator shows it now, or half a minute off', async () => {
    for (const skew of [0, -30, 30]) expect(isTotp(secret, await arrive(await realTotp(secret, wall + skew)), now)).toBe(true);
    expect(isTotp(secret, await arrive(await realTotp(secret, wall - 60)), now)).toBe(false);
  });

  test('is wrong when it is the engine’s own', async () => {
    for (const skew of [0, -30, 30]) expect(isTotp(secret, await arrive(totpAt(secret, now + skew)), now)).toBe(false);
  });
});
