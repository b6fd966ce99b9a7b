import { secretHashOf } from '../../engine/secret-hash';
import type { State } from '../../engine/state';
import { get } from '../../world/world';
import { hmacSha256, sameText, toBase64 } from '../bytes';

type Fields = Readonly<Record<string, unknown>>;
type Texts = Readonly<Record<string, string>>;

/** SECRET_HASH as clients make it: Base64 of HMAC-SHA256 of user name and client id with the client's secret (aws-facts §2.2). */
export async function realSecretHash(secret: string, username: string, clientId: string): Promise<string> {
  return toBase64(await hmacSha256(secret, `${username}${clientId}`));
}

const places = ['AuthParameters', 'ChallengeResponses'] as const;

/** The input with the engine's own hash where a right SECRET_HASH was, and one that is right for nobody where a wrong one was. */
export async function secretHashIn(input: Fields, state: State): Promise<Fields> {
  const hashes = [input.SecretHash, ...places.map((place) => (input[place] as Texts | undefined)?.SECRET_HASH)];
  const hash = hashes.find((one) => typeof one === 'string');
  if (typeof hash !== 'string') return input;
  const engineHash = await engineHashFor(hash, input, state);
  const changed: Record<string, unknown> = { ...input };
  if (input.SecretHash !== undefined) changed.SecretHash = engineHash;
  for (const place of places) {
    const texts = input[place] as Texts | undefined;
    if (texts?.SECRET_HASH !== undefined) changed[place] = { ...texts, SECRET_HASH: engineHash };
  }
  return changed;
}

async function engineHashFor(hash: string, input: Fields, state: State): Promise<string> {
  const clientId = String(input.ClientId);
  const secret = get(state.world, 'AWS::Cognito::UserPoolClient', clientId)?.ClientSecret;
  if (secret === undefined) return 'not proved';
  for (const username of usernamesIn(input, state)) {
    if (sameText(await realSecretHash(secret, username, clientId), hash)) return secretHashOf(secret, username, clientId);
  }
  return 'not proved';
}

/** The names for which the hash may have been made: those that the request itself gives, or the refresh token's user. */
function usernamesIn(input: Fields, { records, world }: State): readonly string[] {
  const names: unknown[] = [input.Username];
  for (const place of places) {
    const texts = input[place] as Texts | undefined;
    names.push(texts?.USERNAME);
    const refresh = records.refresh?.get(texts?.REFRESH_TOKEN ?? '');
    if (refresh === undefined) continue;
    names.push(refresh.Username, get(world, 'AWS::Cognito::UserPoolUser', `${refresh.UserPoolId}/${refresh.Username}`)?.Attributes.sub);
  }
  return names.filter((name) => typeof name === 'string');
}
