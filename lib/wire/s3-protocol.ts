import type { AwsError } from '../engine/refusal';
import { textOf } from './bytes';
import { addressOf, splitOnce, type WireRequest, type WireResponse } from './message';
import { chunksOf, isChunked, joined } from './payload';
import { bytesOfObject, textOfObject } from './s3-body';
import { document, numbersInQuery, s3Operations, type S3Operation } from './s3-operations';
import type { WireCall } from './wire-call';

type Fields = Readonly<Record<string, unknown>>;

/** A request to S3, path style: which bucket, which key, which part of it (`?policy`). */
interface S3Request {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  /** The subresources in the query that S3 tells operations apart by. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  body(): Uint8Array;
}

const subresources = [
  'acl', 'policy', 'policyStatus', 'publicAccessBlock', 'cors', 'location', 'versioning', 'versions', 'tagging', 'encryption', 'lifecycle',
  'website', 'logging', 'notification', 'ownershipControls', 'uploads', 'uploadId', 'delete', 'object-lock', 'replication', 'attributes',
  'retention', 'legal-hold', 'torrent', 'restore', 'select', 'inventory', 'analytics', 'metrics', 'accelerate', 'requestPayment',
];

/** Reads a request to S3. What we do not know gets a name that no operation has. */
export function readS3(request: WireRequest): WireCall {
  const asked = s3Request(request);
  const copies = asked.headers['x-amz-copy-source'] !== undefined;
  const known = copies ? undefined : s3Operations.find((one) => fits(one, asked));
  const strange = `${asked.method} ${copies ? 'with x-amz-copy-source' : `?${asked.parts.join('&')}`}`;
  return {
    service: 's3',
    operation: `s3:${known?.name ?? strange}`,
    input: known === undefined ? {} : inputOf(known, asked),
    output: (output, requestId) => {
      const { headers, body, ...answered } = known?.answer(output) ?? { body: '' };
      const bytes = known?.name === 'GetObject' ? bytesOfObject(String(body)) : body;
      return { status: 200, ...answered, headers: { ...headers, 'x-amz-request-id': requestId }, body: bytes };
    },
    refusal: (error, requestId) => s3Refusal(error, requestId, asked.method),
  };
}

export function s3Refusal({ code, message, status }: AwsError, requestId: string, method: string): WireResponse {
  const { body } = document('Error', { Code: code, Message: message, RequestId: requestId, HostId: requestId });
  return { status, headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId }, body: method === 'HEAD' ? '' : body };
}

function fits(operation: S3Operation, { method, bucket, key, parts }: S3Request): boolean {
  const place = bucket === '' ? 'service' : key === '' ? 'bucket' : 'key';
  return operation.method === method && operation.on === place && operation.part === parts[0] && parts.length < 2;
}

function inputOf(operation: S3Operation, { bucket, key, query, headers, body }: S3Request): Fields {
  const input: Record<string, unknown> = {};
  if (bucket !== '') input.Bucket = bucket;
  if (key !== '') input.Key = key;
  for (const [field, name] of Object.entries(operation.query ?? {})) {
    const value = query.get(name);
    if (value !== null) input[field] = numbersInQuery.has(field) ? Number(value) : value;
  }
  for (const [field, name] of Object.entries(operation.headers ?? {})) if (headers[name] !== undefined) input[field] = headers[name];
  if (operation.bodyIs === 'flags') input[operation.body as string] = flags(textOf(body()));
  else if (operation.body === 'Body') input.Body = textOfObject(body());
  else if (operation.body !== undefined) input[operation.body] = textOf(body());
  return input;
}

function s3Request(request: WireRequest): S3Request {
  const { path, query } = addressOf(request);
  const [bucket, key = ''] = splitOnce(path.slice(1), '/');
  return {
    method: request.method,
    bucket: decode(bucket),
    key: decode(key),
    parts: subresources.filter((part) => query.has(part)),
    query,
    headers: request.headers,
    body: () => (isChunked(request.headers['x-amz-content-sha256']) ? joined(chunksOf(request.body) ?? []) : request.body),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `<BlockPublicAcls>true</BlockPublicAcls>` … as an object. */
function flags(xml: string): Record<string, boolean> {
  return Object.fromEntries([...xml.matchAll(/<(\w+)>\s*(true|false)\s*<\/\1>/gi)].map(([, name, value]) => [name, value?.toLowerCase() === 'true']));
}
