import { hmacSha256, sha256, toHex } from './bytes';

/** What signs: long-lived, or temporary with a session token. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** For what a signature is good: `20261122/us-east-1/s3/aws4_request`. */
export interface CredentialScope {
  /** `yyyymmdd`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** The parts of a request that a signature covers. */
export interface SignedParts {
  readonly method: string;
  /** As sent, encoded. */
  readonly path: string;
  /** Decoded names and values, without the signature itself. */
  readonly query: Iterable<readonly [string, string]>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signedHeaders: readonly string[];
  /** SHA-256 of the body in hexadecimal digits, or one of the words that stand for it (`UNSIGNED-PAYLOAD`). */
  readonly payloadHash: string;
  /** `20261122T210000Z`. */
  readonly time: string;
  readonly scope: CredentialScope;
}

export const algorithm = 'AWS4-HMAC-SHA256';

export function scopeText({ date, region, service }: CredentialScope): string {
  return `${date}/${region}/${service}/aws4_request`;
}

/** The Signature Version 4 of a request, in hexadecimal digits. */
export async function signatureOf(parts: SignedParts, secretAccessKey: string): Promise<string> {
  const request = toHex(await sha256(canonicalRequest(parts)));
  const toSign = [algorithm, parts.time, scopeText(parts.scope), request].join('\n');
  return toHex(await hmacSha256(await signingKey(secretAccessKey, parts.scope), toSign));
}

export async function signingKey(secretAccessKey: string, { date, region, service }: CredentialScope): Promise<Uint8Array> {
  let key: Uint8Array = await hmacSha256(`AWS4${secretAccessKey}`, date);
  for (const part of [region, service, 'aws4_request']) key = await hmacSha256(key, part);
  return key;
}

/** The `authorization` header's value. */
export function authorizationHeader(accessKeyId: string, parts: SignedParts, signature: string): string {
  const signed = parts.signedHeaders.join(';');
  return `${algorithm} Credential=${accessKeyId}/${scopeText(parts.scope)}, SignedHeaders=${signed}, Signature=${signature}`;
}

/** A time as signatures write it: `20261122T210000Z`. */
export function amzDate(epochSeconds: number): string {
  return `${new Date(epochSeconds * 1000).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** Epoch seconds of such a time, or undefined when it is none. */
export function epochOf(time: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

function canonicalRequest(parts: SignedParts): string {
  const headers = parts.signedHeaders.map((name) => `${name}:${(parts.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`);
  return [
    parts.method,
    canonicalPath(parts.path, parts.scope.service),
    canonicalQuery(parts.query),
    headers.join(''),
    parts.signedHeaders.join(';'),
    parts.payloadHash,
  ].join('\n');
}

/** S3 signs the path as it is sent; every other service signs it normalized and encoded once more. */
function canonicalPath(path: string, service: string): string {
  if (service === 's3') return path.split('/').map((segment) => encodeRfc3986(decoded(segment))).join('/');
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  const end = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${segments.map(encodeRfc3986).join('/')}${end}`;
}

function canonicalQuery(query: Iterable<readonly [string, string]>): string {
  const pairs = [...query].map(([name, value]) => [encodeRfc3986(name), encodeRfc3986(value)] as const);
  pairs.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0));
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Percent-encoding of all but letters, digits and `-._~`. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}
