import { proofOf } from '../../engine/srp-proof';
import type { State } from '../../engine/state';
import { get } from '../../world/world';
import { concat, fromBase64, fromHex, hmacSha256, sameText, strictTextOf, toBase64, utf8 } from '../bytes';
import { claimSignature, fromDigits, serverKey, serverPublic, toNumber, verifierOf } from '../srp';

type Fields = Readonly<Record<string, unknown>>;
type Texts = Readonly<Record<string, string>>;

/**
 * What travels as SECRET_BLOCK: the engine's own secret block, for whom it is, and the client's public number; under a
 * tag that only this account can make. So nothing has to be kept between the two calls of a sign-in.
 */
interface SecretBlock {
  readonly engineBlock: string;
  readonly userId: string;
  readonly A: bigint;
}

/** The answer to USER_SRP_AUTH with real SRP_B, SALT and SECRET_BLOCK where the engine has stand-ins. */
export async function challengeOut(sent: Fields, output: Fields, state: State): Promise<Fields> {
  const challenge = output.ChallengeParameters as Texts | undefined;
  const engineBlock = challenge?.SECRET_BLOCK;
  const userId = challenge?.USER_ID_FOR_SRP ?? challenge?.USERNAME;
  const A = fromDigits(textIn(sent, 'SRP_A') ?? '');
  const poolId = poolOf(sent, state);
  if (engineBlock === undefined || userId === undefined || A === undefined || poolId === undefined) return output;
  const block = { engineBlock, userId, A };
  const { verifier, salt } = await verifierFor(poolId, userId, state);
  const b = await serverSecret(block, state);
  const B = await serverPublic(b, verifier);
  return {
    ...output,
    ChallengeParameters: {
      ...challenge,
      SRP_B: B.toString(16),
      SALT: salt.toString(16),
      SECRET_BLOCK: toBase64(await close(block, state)),
    },
  };
}

/** The answer to PASSWORD_VERIFIER with the engine's secret block, and its proof in place of a signature that is right. */
export async function proofIn(input: Fields, state: State): Promise<Fields> {
  const responses = input.ChallengeResponses as Texts | undefined;
  if (responses?.PASSWORD_CLAIM_SIGNATURE === undefined) return input;
  const sealed = fromBase64(responses.PASSWORD_CLAIM_SECRET_BLOCK ?? '');
  const block = sealed && (await open(sealed, state));
  const proved = block === undefined ? undefined : await provedPassword(block, sealed as Uint8Array, responses, poolOf(input, state), state);
  return {
    ...input,
    ChallengeResponses: {
      ...responses,
      ...(block === undefined ? {} : { PASSWORD_CLAIM_SECRET_BLOCK: block.engineBlock }),
      PASSWORD_CLAIM_SIGNATURE: block === undefined || proved === undefined ? 'not proved' : proofOf(proved, block.engineBlock),
    },
  };
}

/** The password that the client has shown to know, or undefined. */
async function provedPassword(
  block: SecretBlock,
  sealed: Uint8Array,
  responses: Texts,
  poolId: string | undefined,
  state: State,
): Promise<string | undefined> {
  if (poolId === undefined) return undefined;
  const { verifier, password } = await verifierFor(poolId, block.userId, state);
  if (password === undefined) return undefined;
  const b = await serverSecret(block, state);
  const key = await serverKey({ A: block.A, B: await serverPublic(b, verifier) }, b, verifier);
  if (key === undefined) return undefined;
  const who = { poolName: poolNameOf(poolId), userId: block.userId };
  const expected = await claimSignature(key, who, sealed, responses.TIMESTAMP ?? '');
  return sameText(toBase64(expected), responses.PASSWORD_CLAIM_SIGNATURE ?? '') ? password : undefined;
}

/** For a user who is not there, a verifier that no password fits: the answers of both look alike. */
async function verifierFor(poolId: string, userId: string, state: State) {
  const password = get(state.world, 'AWS::Cognito::UserPoolUser', `${poolId}/${userId}`)?.password;
  const salt = toNumber((await hmacSha256(state.seed, `salt ${poolId}/${userId}`)).slice(0, 16));
  const verifier = await verifierOf({ poolName: poolNameOf(poolId), userId, salt, password: password ?? `no password ${state.seed}` });
  return { password, salt, verifier };
}

async function serverSecret({ engineBlock, A }: SecretBlock, state: State): Promise<bigint> {
  return toNumber(await hmacSha256(state.seed, `b ${engineBlock} ${A.toString(16)}`));
}

const tagLength = 16;

async function close(block: SecretBlock, state: State): Promise<Uint8Array> {
  const body = utf8(JSON.stringify([block.engineBlock, block.userId, toBase64(fromHex(block.A.toString(16)))]));
  return concat((await hmacSha256(state.seed, concat(utf8('block '), body))).slice(0, tagLength), body);
}

async function open(sealed: Uint8Array, state: State): Promise<SecretBlock | undefined> {
  const body = sealed.slice(tagLength);
  const tag = (await hmacSha256(state.seed, concat(utf8('block '), body))).slice(0, tagLength);
  const text = strictTextOf(body);
  if (text === undefined || !sameText(toBase64(tag), toBase64(sealed.slice(0, tagLength)))) return undefined;
  const [engineBlock, userId, A] = JSON.parse(text) as [string, string, string];
  return { engineBlock, userId, A: toNumber(fromBase64(A) ?? new Uint8Array()) };
}

/** The value of one of the parameters, whether of InitiateAuth or of RespondToAuthChallenge. */
function textIn(input: Fields, name: string): string | undefined {
  const parameters = (input.AuthParameters ?? input.ChallengeResponses) as Texts | undefined;
  return parameters?.[name];
}

function poolOf(input: Fields, { world }: State): string | undefined {
  return get(world, 'AWS::Cognito::UserPoolClient', String(input.ClientId))?.UserPoolId;
}

/** `Lg7demo01` of `us-east-1_Lg7demo01`. */
function poolNameOf(poolId: string): string {
  return poolId.slice(poolId.indexOf('_') + 1);
}
