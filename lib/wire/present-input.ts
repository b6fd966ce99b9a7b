import { codeChallengeOf } from '../engine/code-challenge';
import { proofOf } from '../engine/srp-proof';
import { secretHashOf } from '../engine/secret-hash';
import { newState } from '../engine/state';
import { totpAt } from '../engine/totp';
import type { Step, Trace } from '../engine/trace';
import { isGap } from '../world/gap';
import type { UserPoolClient, UserPoolUser } from '../world/resources';
import { known, type World } from '../world/world';
import { codeChallenge } from './border/pkce';
import { realSecretHash } from './border/secret-hash';
import { challengeOut } from './border/srp';
import { signedOutput } from './border/crossing';
import { tokensOut } from './border/tokens';
import { realTotp } from './border/totp';
import { fromBase64, hmacSha256, toBase64 } from './bytes';
import { claimSignature, clientKey, clientPublic, fromDigits, toNumber } from './srp';

type Fields = Readonly<Record<string, unknown>>;
type Texts = Readonly<Record<string, string>>;

/** What a step sent and got, with everything that the engine has stand-ins for as real clients and AWS would have it. */
export interface Travelled {
  readonly sent: Fields;
  readonly output?: Fields;
}

/**
 * Signs the tokens of a step and puts real SRP numbers, proofs, SECRET_HASH and one-time codes where its stand-ins are.
 * The same step always gives the same numbers.
 */
export async function travelled(step: Step, { world, trace }: { readonly world: World; readonly trace: Pick<Trace, 'steps'> }): Promise<Travelled> {
  let { sent, output }: Travelled = step;
  if (step.service === 'cognito-idp') {
    sent = await withHashes(sent, world);
    sent = await withTotp(sent, step.at, world);
    sent = await withChallenge(sent, trace.steps);
    if (output !== undefined && secretBlockIn(output) !== undefined) ({ sent, output } = await asChallenged(sent, output, world));
    if (responsesIn(sent)?.PASSWORD_CLAIM_SIGNATURE !== undefined) sent = await asProved(sent, world);
  }
  return { sent: await tokensOut(sent), ...(output === undefined ? {} : { output: await signedOutput(output) }) };
}

/** From this the client's and the server's secret numbers are made; they are for show. */
const seed = 'shown';

/** The call that opens an SRP sign-in, with the client's real public number, and AWS's challenge to it. */
async function asChallenged(sent: Fields, output: Fields, world: World): Promise<Travelled & { readonly output: Fields }> {
  const place = sent.AuthParameters === undefined ? 'ChallengeResponses' : 'AuthParameters';
  const SRP_A = clientPublic(await clientSecret(secretBlockIn(output) as string)).toString(16);
  const withA = { ...sent, [place]: { ...(sent[place] as Texts), SRP_A } };
  return { sent: withA, output: await challengeOut(withA, output, newState(world, 0, seed)) };
}

/** The answer to PASSWORD_VERIFIER, signed with the key that the password gives: the right one's, or another's. */
async function asProved(sent: Fields, world: World): Promise<Fields> {
  const responses = responsesIn(sent) as Texts;
  const { USERNAME = '', PASSWORD_CLAIM_SECRET_BLOCK: engineBlock = '', TIMESTAMP = '' } = responses;
  const poolId = clientOf(sent, world)?.UserPoolId ?? '';
  const password = userOf(poolId, USERNAME, world)?.password;
  const proved = password !== undefined && proofOf(password, engineBlock) === responses.PASSWORD_CLAIM_SIGNATURE;
  const a = await clientSecret(engineBlock);
  const A = clientPublic(a);
  const opening = { ClientId: sent.ClientId, AuthParameters: { SRP_A: A.toString(16) } };
  const challenge = await challengeOut(opening, { ChallengeParameters: { SECRET_BLOCK: engineBlock, USER_ID_FOR_SRP: USERNAME } }, newState(world, 0, seed));
  const { SRP_B = '', SALT = '', SECRET_BLOCK = '' } = challenge.ChallengeParameters as Texts;
  const who = { poolName: poolId.slice(poolId.indexOf('_') + 1), userId: USERNAME, salt: fromDigits(SALT) ?? 0n };
  const key = await clientKey({ A, B: fromDigits(SRP_B) ?? 0n }, a, { ...who, password: proved ? password : 'another password' });
  const signature = toBase64(await claimSignature(key, who, fromBase64(SECRET_BLOCK) ?? new Uint8Array(), TIMESTAMP));
  return { ...sent, ChallengeResponses: { ...responses, PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK, PASSWORD_CLAIM_SIGNATURE: signature } };
}

async function clientSecret(engineBlock: string): Promise<bigint> {
  return toNumber(await hmacSha256(seed, `a ${engineBlock}`));
}

async function withHashes(sent: Fields, world: World): Promise<Fields> {
  const client = clientOf(sent, world);
  const { ClientId = '', ClientSecret } = client ?? {};
  const texts = (sent.AuthParameters ?? sent.ChallengeResponses) as Texts | undefined;
  const username = texts?.USERNAME ?? sent.Username;
  const hash = sent.SecretHash ?? texts?.SECRET_HASH;
  if (ClientSecret === undefined || typeof username !== 'string' || hash === undefined) return sent;
  const right = hash === secretHashOf(ClientSecret, username, ClientId);
  const real = await realSecretHash(right ? ClientSecret : 'another secret', username, ClientId);
  if (sent.SecretHash !== undefined) return { ...sent, SecretHash: real };
  const place = sent.AuthParameters === undefined ? 'ChallengeResponses' : 'AuthParameters';
  return { ...sent, [place]: { ...texts, SECRET_HASH: real } };
}

async function withTotp(sent: Fields, at: number, world: World): Promise<Fields> {
  const responses = responsesIn(sent);
  const { USERNAME = '', SOFTWARE_TOKEN_MFA_CODE: code } = responses ?? {};
  const secret = userOf(clientOf(sent, world)?.UserPoolId ?? '', USERNAME, world)?.totpSecret;
  if (code === undefined || secret === undefined || code !== totpAt(secret, at)) return sent;
  return { ...sent, ChallengeResponses: { ...responses, SOFTWARE_TOKEN_MFA_CODE: await realTotp(secret, at) } };
}

/** A PKCE challenge as it would be, made from the verifier that a later step shows, or from one that nobody shows. */
async function withChallenge(sent: Fields, steps: readonly Step[]): Promise<Fields> {
  const challenge = sent.code_challenge;
  if (typeof challenge !== 'string' || !/^challenge-[0-9a-f]{32}$/.test(challenge)) return sent;
  const verifiers = steps.map((step) => step.sent.code_verifier).filter((one) => typeof one === 'string');
  const verifier = verifiers.find((one) => codeChallengeOf(one) === challenge) ?? `a verifier for ${challenge}`;
  return { ...sent, code_challenge: await codeChallenge(verifier) };
}

function responsesIn(sent: Fields): Texts | undefined {
  return sent.ChallengeResponses as Texts | undefined;
}

function secretBlockIn(output: Fields): string | undefined {
  return (output.ChallengeParameters as Texts | undefined)?.SECRET_BLOCK;
}

function clientOf(sent: Fields, world: World): UserPoolClient | undefined {
  return known(world, 'AWS::Cognito::UserPoolClient').find((one): one is UserPoolClient => !isGap(one) && one.ClientId === sent.ClientId);
}

function userOf(poolId: string, Username: string, world: World): UserPoolUser | undefined {
  const users = known(world, 'AWS::Cognito::UserPoolUser', poolId);
  return users.find((one): one is UserPoolUser => !isGap(one) && one.Username === Username);
}
