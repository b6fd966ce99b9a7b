import { accessKeyNamed } from '../engine/access-key';
import type { AwsError } from '../engine/refusal';
import type { Caller } from '../engine/operation';
import { mannerOf } from '../engine/services';
import { sessionBehind } from '../engine/sessions';
import { sameText, sha256, toHex } from './bytes';
import type { Emulator } from './emulator';
import { NotEmulated } from '../world/gap';
import { claimOf, isVersion2, signedQueryOf, type Claim } from './claim';
import { splitOnce, type WireRequest } from './message';
import { areSigned, chunksOf, isChunked } from './payload';
import { amzDate, epochOf, signatureOf } from './sigv4';

export type Authenticated = { readonly caller: Caller } | { readonly error: AwsError };

/**
 * Who makes a request, by its signature; or AWS's error when the signature is not good.
 * Whether a session has expired is left to the engine, which knows the account's own clock.
 * @throws NotEmulated for Signature Version 2, which S3 still takes in its older regions
 */
export async function authenticate(request: WireRequest, service: string, emulator: Emulator): Promise<Authenticated> {
  if (isVersion2(request)) throw new NotEmulated('Signature Version 2');
  const claimed = claimOf(request);
  if (claimed === undefined) return { caller: { kind: 'anonymous' } };
  const known = keyOf(claimed, emulator);
  if (known === undefined) {
    const malformed = service === 's3' && claimed.token !== undefined;
    return malformed ? { error: s3InvalidToken } : { caller: { kind: 'unknown-key', accessKeyId: claimed.accessKeyId } };
  }
  if (signingService(claimed.scope.service) !== service) return { error: wrongService(service) };
  const skew = skewOf(claimed, service, emulator.wallClock());
  if (skew !== undefined) return { error: skew };
  const good = await isGood(request, claimed, known.secret);
  return good ? { caller: known.caller } : { error: signatureDoesNotMatch(service) };
}

/** The secret of the key that is claimed, and who has it. A session's key is known only together with its token. */
function keyOf({ accessKeyId, token }: Claim, { state, operatorKey }: Emulator): { readonly secret: string; readonly caller: Caller } | undefined {
  if (accessKeyId === operatorKey.accessKeyId) return { secret: operatorKey.secretAccessKey, caller: { kind: 'operator' } };
  const key = accessKeyNamed(state, accessKeyId);
  if (key !== undefined) return { secret: key.SecretAccessKey, caller: { kind: 'user', key } };
  const session = token === undefined ? undefined : sessionBehind(state, accessKeyId, token);
  return session && { secret: session.SecretAccessKey, caller: { kind: 'session', session } };
}

async function isGood(request: WireRequest, claimed: Claim, secretAccessKey: string): Promise<boolean> {
  const payloadHash = await payloadHashOf(request, claimed);
  if (payloadHash === undefined || !claimed.signedHeaders.includes('host')) return false;
  const [path = ''] = splitOnce(request.url, '?');
  const query = [...signedQueryOf(request)].filter(([name]) => name !== 'X-Amz-Signature');
  const expected = await signatureOf({ ...claimed, method: request.method, path, query, headers: request.headers, payloadHash }, secretAccessKey);
  if (!sameText(expected, claimed.signature)) return false;
  if (!payloadHash.startsWith('STREAMING-AWS4-HMAC-SHA256-PAYLOAD')) return true;
  const chunks = chunksOf(request.body);
  return chunks !== undefined && (await areSigned(chunks, claimed, secretAccessKey));
}

/** The hash that the signature must cover; undefined when the body is another than the request says. */
async function payloadHashOf(request: WireRequest, claimed: Claim): Promise<string | undefined> {
  const said = request.headers['x-amz-content-sha256'];
  if (claimed.presigned !== undefined && claimed.scope.service === 's3') return said ?? 'UNSIGNED-PAYLOAD';
  if (said === 'UNSIGNED-PAYLOAD' || isChunked(said)) return said;
  const actual = toHex(await sha256(request.body));
  return said === undefined || said === actual ? actual : undefined;
}

/** Seconds by which a request's time may be off: a quarter of an hour for S3 and the query services, five minutes for the others. */
function toleranceOf(service: string): number {
  return mannerOf(service).protocol === 'json' ? 300 : 900;
}

function skewOf({ time, presigned, scope }: Claim, service: string, now: number): AwsError | undefined {
  const at = epochOf(time);
  if (at === undefined || !time.startsWith(scope.date)) return signatureDoesNotMatch(service);
  if (presigned !== undefined && service === 's3') {
    return now <= at + presigned.expires ? undefined : { code: 'AccessDenied', message: 'Request has expired', status: 403, wording: 'documented' };
  }
  const tolerance = toleranceOf(service);
  if (Math.abs(now - at) <= tolerance) return undefined;
  if (service === 's3') {
    return {
      code: 'RequestTimeTooSkewed',
      message: 'The difference between the request time and the server\'s time is too large.',
      status: 403,
      wording: 'documented',
    };
  }
  const [early, limit, sign] = at < now ? ['Signature expired', now - tolerance, '-'] : ['Signature not yet current', now + tolerance, '+'];
  const relation = at < now ? 'earlier' : 'later';
  const message = `${early}: ${time} is ${at < now ? 'now' : 'still'} ${relation} than ${amzDate(limit)} (${amzDate(now)} ${sign} ${tolerance / 60} min.)`;
  return { ...signatureDoesNotMatch(service), message };
}

/** Requests to the data endpoints of AWS IoT are signed for names of their own. */
function signingService(name: string): string {
  return name === 'iotdata' || name === 'iotdevicegateway' ? 'iot' : name;
}

function wrongService(service: string): AwsError {
  return { ...signatureDoesNotMatch(service), message: `Credential should be scoped to correct service: '${service}'.` };
}

function signatureDoesNotMatch(service: string): AwsError {
  const { protocol } = mannerOf(service);
  const calculated = 'The request signature we calculated does not match the signature you provided.';
  if (service === 's3') {
    return { code: 'SignatureDoesNotMatch', message: `${calculated} Check your key and signing method.`, status: 403, wording: 'documented' };
  }
  const message = `${calculated} Check your AWS Secret Access Key and signing method. Consult the service documentation for details.`;
  return protocol === 'query'
    ? { code: 'SignatureDoesNotMatch', message, status: 403, wording: 'documented' }
    : { code: 'InvalidSignatureException', message, status: protocol === 'json' ? 400 : 403, wording: 'documented' };
}

const s3InvalidToken: AwsError = {
  code: 'InvalidToken',
  message: 'The provided token is malformed or otherwise invalid.',
  status: 400,
  wording: 'documented',
};
