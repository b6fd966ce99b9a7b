import { concat, hmacSha256, sameText, sha256, textOf, toHex, utf8 } from './bytes';
import { scopeText, signingKey, type CredentialScope } from './sigv4';

/** A body sent in signed (or only counted) pieces, as S3 clients stream it. */
export interface Chunk {
  readonly data: Uint8Array;
  readonly signature?: string;
}

/** Whether the body is cut into pieces (`aws-chunked`), by its `x-amz-content-sha256`. */
export function isChunked(payloadHash: string | undefined): boolean {
  return payloadHash?.startsWith('STREAMING-') === true;
}

/** The pieces of an `aws-chunked` body, without the closing empty one; undefined when it is malformed. */
export function chunksOf(body: Uint8Array): readonly Chunk[] | undefined {
  const chunks: Chunk[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf(13, at);
    if (end < 0 || body[end + 1] !== 10) return undefined;
    const [size = '', ...extensions] = textOf(body.subarray(at, end)).split(';');
    if (!/^[0-9a-fA-F]+$/.test(size)) return undefined;
    const length = parseInt(size, 16);
    const signature = extensions.find((one) => one.startsWith('chunk-signature='))?.slice('chunk-signature='.length);
    const data = body.subarray(end + 2, end + 2 + length);
    if (data.length !== length) return undefined;
    chunks.push({ data, signature });
    if (length === 0) return chunks;
    at = end + 2 + length + 2;
  }
}

/** The bytes that the pieces carry. */
export function joined(chunks: readonly Chunk[]): Uint8Array {
  return concat(...chunks.map((chunk) => chunk.data));
}

/** Whether each piece is signed, each signature resting on the one before, the first on the request's own. */
export async function areSigned(
  chunks: readonly Chunk[],
  request: { readonly signature: string; readonly time: string; readonly scope: CredentialScope },
  secretAccessKey: string,
): Promise<boolean> {
  const key = await signingKey(secretAccessKey, request.scope);
  const empty = toHex(await sha256(utf8('')));
  let previous = request.signature;
  for (const { data, signature } of chunks) {
    const lines = ['AWS4-HMAC-SHA256-PAYLOAD', request.time, scopeText(request.scope), previous, empty, toHex(await sha256(data))];
    const expected = toHex(await hmacSha256(key, lines.join('\n')));
    if (signature === undefined || !sameText(signature, expected)) return false;
    previous = expected;
  }
  return true;
}
