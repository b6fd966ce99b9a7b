import { describe, expect, test } from 'vitest';
import { proofOf } from '../engine/srp-proof';
import { newState } from '../engine/state';
import { notes, notesWorld } from '../world/accounts/notes';
import { challengeOut, proofIn } from './border/srp';
import { fromBase64, toBase64 } from './bytes';
import { claimSignature, clientKey, clientPublic, fromDigits, groupPrime, padded, serverKey } from './srp';

const state = newState(notesWorld, 1_795_381_200, 'srp');
const a = 0x1234567890abcdef1234567890abcdef1234567890abcdefn;
const timestamp = 'Sun Nov 22 21:00:00 UTC 2026';

/** What a client sends to open an SRP sign-in, and the engine's answer with its stand-ins. */
const opening = (SRP_A: string) => ({ ClientId: notes.client, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: notes.ana, SRP_A } });
const engineAnswer = (user = notes.ana as string) => ({
  ChallengeName: 'PASSWORD_VERIFIER',
  ChallengeParameters: { SRP_B: 'b', SALT: 's', SECRET_BLOCK: 'engine-block', USER_ID_FOR_SRP: user, USERNAME: user },
});

async function respond(password: string, changes: Record<string, string> = {}, user = notes.ana as string) {
  const A = clientPublic(a);
  const { ChallengeParameters } = (await challengeOut(opening(A.toString(16)), engineAnswer(user), state)) as ReturnType<typeof engineAnswer>;
  const salt = fromDigits(ChallengeParameters.SALT)!;
  const who = { poolName: 'Lg7demo01', userId: user, password, salt };
  const key = await clientKey({ A, B: fromDigits(ChallengeParameters.SRP_B)! }, a, who);
  const signature = await claimSignature(key, who, fromBase64(ChallengeParameters.SECRET_BLOCK)!, timestamp);
  const ChallengeResponses = {
    USERNAME: user,
    PASSWORD_CLAIM_SECRET_BLOCK: ChallengeParameters.SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: toBase64(signature),
    TIMESTAMP: timestamp,
    ...changes,
  };
  const crossed = await proofIn({ ClientId: notes.client, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }, state);
  return crossed.ChallengeResponses as Record<string, string>;
}

const right = proofOf(notes.anaPassword, 'engine-block');

describe('a sign-in with SRP', () => {
  test('proves the right password, and gives the engine its own block back', async () => {
    expect(await respond(notes.anaPassword)).toMatchObject({ PASSWORD_CLAIM_SIGNATURE: right, PASSWORD_CLAIM_SECRET_BLOCK: 'engine-block' });
  });

  test.each([
    ['a wrong password', 'Low-tide-8-shells', {}],
    ['another time than was signed', notes.anaPassword, { TIMESTAMP: 'Sun Nov 22 21:00:01 UTC 2026' }],
    ['no signature to speak of', notes.anaPassword, { PASSWORD_CLAIM_SIGNATURE: '' }],
    ['the engine’s own proof from outside', notes.anaPassword, { PASSWORD_CLAIM_SIGNATURE: right }],
    ['the engine’s own proof and block', notes.anaPassword, { PASSWORD_CLAIM_SIGNATURE: right, PASSWORD_CLAIM_SECRET_BLOCK: 'engine-block' }],
    ['a block with one bit changed', notes.anaPassword, { PASSWORD_CLAIM_SECRET_BLOCK: toBase64(new Uint8Array(500)) }],
  ])('does not prove %s', async (_what, password, changes) => {
    expect((await respond(password, changes)).PASSWORD_CLAIM_SIGNATURE).toBe('not proved');
  });

  test('answers for somebody who is not there alike, and proves nothing', async () => {
    expect((await respond('anything', {}, 'nobody')).PASSWORD_CLAIM_SIGNATURE).toBe('not proved');
  });

  test('is not fooled by a public number that fixes the key (A = 0 modulo N)', async () => {
    for (const A of [0n, groupPrime, 2n * groupPrime]) expect(await serverKey({ A, B: 5n }, 3n, 7n)).toBeUndefined();
  });
});

test('numbers are hashed with a leading zero where their first bit is set', () => {
  expect([...padded(0x7fn)]).toEqual([0x7f]);
  expect([...padded(0x80n)]).toEqual([0, 0x80]);
  expect([...padded(0x123n)]).toEqual([0x01, 0x23]);
  expect([...padded(0x812n)]).toEqual([0x08, 0x12]);
});
