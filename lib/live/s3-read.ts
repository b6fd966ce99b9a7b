import { sha256, toHex } from '../wire/bytes';
import { amzDate, authorizationHeader, encodeRfc3986, signatureOf, type AccessKey } from '../wire/sigv4';
import { s3Address } from './s3-address';
import type { Endpoint } from './endpoint';
import type { Answered, Transport } from './transport';

export interface S3Reading {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly endpoint: Endpoint;
  readonly key: AccessKey;
  /** Epoch seconds, which the signature names. */
  readonly at: number;
}

/** No more of an object is read than this many bytes: enough to show that it may be. */
const most = 2048;

/** Lists a bucket or reads the beginning of an object, signed by us. S3's own client would be larger than the rest of the page. */
export async function readS3(reading: S3Reading, transport: Transport): Promise<Answered> {
  const { Bucket, Key, Prefix } = reading.input as Readonly<Record<string, string | undefined>>;
  const address = s3Address(reading.endpoint, Bucket ?? '');
  const base = new URL(address).pathname.replace(/\/$/, '');
  const path = Key === undefined ? base || '/' : `${base}/${Key.split('/').map(encodeRfc3986).join('/')}`;
  const query: [string, string][] = Key !== undefined ? [] : [['list-type', '2'], ['max-keys', '20'], ...(Prefix === undefined ? [] : [['prefix', Prefix] as [string, string]])];
  const search = query.map(([name, value]) => `${name}=${encodeRfc3986(value)}`).join('&');
  const { origin, host } = new URL(address);
  return transport.send({
    service: 's3',
    method: 'GET',
    url: `${origin}${path}${search === '' ? '' : `?${search}`}`,
    headers: await signed({ path, query, host }, reading),
    body: '',
    typed: new Set(),
    ...(Key === undefined ? {} : { most }),
  });
}

async function signed({ path, query, host }: { readonly path: string; readonly query: [string, string][]; readonly host: string }, { key, at, endpoint }: S3Reading): Promise<Record<string, string>> {
  const time = amzDate(at);
  const payloadHash = toHex(await sha256(''));
  const headers: Record<string, string> = {
    host,
    'x-amz-content-sha256': payloadHash,
    'x-amz-date': time,
    ...(key.sessionToken === undefined ? {} : { 'x-amz-security-token': key.sessionToken }),
  };
  const scope = { date: time.slice(0, 8), region: endpoint.region, service: 's3' };
  const parts = { method: 'GET', path, query, headers, signedHeaders: Object.keys(headers).sort(), payloadHash, time, scope };
  return { ...headers, authorization: authorizationHeader(key.accessKeyId, parts, await signatureOf(parts, key.secretAccessKey)) };
}

/** What an answer of S3's says, in few fields. */
export function outputOf(operation: string, { headers, body }: Answered): Readonly<Record<string, unknown>> {
  if (operation === 's3:GetObject') return { ContentType: headers['content-type'], ContentLength: Number(headers['content-length'] ?? body.length), ETag: headers.etag };
  const xml = new TextDecoder().decode(body);
  const keys = [...xml.matchAll(/<Contents>.*?<Key>([^<]*)<\/Key>.*?<\/Contents>/gs)].map(([, Key]) => ({ Key }));
  return { KeyCount: keys.length, Contents: keys };
}
