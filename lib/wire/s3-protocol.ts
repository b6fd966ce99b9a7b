import type { AwsError } from '../engine/refusal';
import { operationNamed } from '../engine/operations/index';
import { textOf } from './bytes';
import { addressOf, splitOnce, type WireRequest, type WireResponse } from './message';
import { chunksOf, isChunked, joined } from './payload';
import { bytesOfObject, textOfObject } from './s3-body';
import type { WireCall } from './wire-call';
import { fields, type Lists } from './xml';

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

interface S3Operation {
  /** S3's API name, and the IAM action where the engine knows the operation by that. */
  readonly names: readonly string[];
  readonly method: string;
  readonly on: 'service' | 'bucket' | 'key';
  readonly part?: string;
  input?(request: S3Request): Fields;
  answer?(output: Fields): Pick<WireResponse, 'body'> & Partial<WireResponse>;
}

const subresources = [
  'acl', 'policy', 'policyStatus', 'publicAccessBlock', 'cors', 'location', 'versioning', 'versions', 'tagging', 'encryption', 'lifecycle',
  'website', 'logging', 'notification', 'ownershipControls', 'uploads', 'uploadId', 'delete', 'object-lock', 'replication', 'attributes',
  'retention', 'legal-hold', 'torrent', 'restore', 'select', 'inventory', 'analytics', 'metrics', 'accelerate', 'requestPayment',
];

const noContent = () => ({ status: 204, body: '' });
const empty = () => ({ body: '' });

const operations: readonly S3Operation[] = [
  {
    names: ['ListBuckets', 'ListAllMyBuckets'],
    method: 'GET',
    on: 'service',
    answer: ({ Buckets = [], ...others }) => document('ListAllMyBucketsResult', { ...others, Buckets }, { member: 'Bucket' }),
  },
  {
    names: ['ListObjectsV2', 'ListBucket'],
    method: 'GET',
    on: 'bucket',
    input: ({ query }) => ({
      ...text(query, { Prefix: 'prefix', Delimiter: 'delimiter', StartAfter: 'start-after', ContinuationToken: 'continuation-token' }),
      ...number(query, { MaxKeys: 'max-keys' }),
      ...(query.has('list-type') ? {} : text(query, { StartAfter: 'marker' })),
    }),
    answer: (output) => document('ListBucketResult', output, 'flat'),
  },
  { names: ['HeadBucket'], method: 'HEAD', on: 'bucket', answer: empty },
  { names: ['CreateBucket'], method: 'PUT', on: 'bucket', answer: ({ Location }) => ({ headers: optional({ location: Location }), body: '' }) },
  { names: ['DeleteBucket'], method: 'DELETE', on: 'bucket', answer: noContent },
  { names: ['GetBucketLocation'], method: 'GET', on: 'bucket', part: 'location', answer: ({ LocationConstraint }) => document('LocationConstraint', LocationConstraint ?? '') },
  { names: ['GetBucketPolicy'], method: 'GET', on: 'bucket', part: 'policy', answer: ({ Policy }) => ({ headers: { 'content-type': 'application/json' }, body: jsonText(Policy) }) },
  { names: ['PutBucketPolicy'], method: 'PUT', on: 'bucket', part: 'policy', input: ({ body }) => ({ Policy: textOf(body()) }), answer: noContent },
  { names: ['DeleteBucketPolicy'], method: 'DELETE', on: 'bucket', part: 'policy', answer: noContent },
  { names: ['GetBucketPolicyStatus'], method: 'GET', on: 'bucket', part: 'policyStatus', answer: ({ PolicyStatus }) => document('PolicyStatus', PolicyStatus) },
  {
    names: ['GetPublicAccessBlock', 'GetBucketPublicAccessBlock'],
    method: 'GET',
    on: 'bucket',
    part: 'publicAccessBlock',
    answer: ({ PublicAccessBlockConfiguration }) => document('PublicAccessBlockConfiguration', PublicAccessBlockConfiguration),
  },
  {
    names: ['PutPublicAccessBlock', 'PutBucketPublicAccessBlock'],
    method: 'PUT',
    on: 'bucket',
    part: 'publicAccessBlock',
    input: ({ body }) => ({ PublicAccessBlockConfiguration: flags(textOf(body())) }),
    answer: empty,
  },
  {
    names: ['DeletePublicAccessBlock', 'DeleteBucketPublicAccessBlock'],
    method: 'DELETE',
    on: 'bucket',
    part: 'publicAccessBlock',
    answer: noContent,
  },
  { names: ['GetObject'], method: 'GET', on: 'key', answer: (output) => ({ headers: objectHeaders(output), body: bytesOfObject(String(output.Body ?? '')) }) },
  { names: ['HeadObject'], method: 'HEAD', on: 'key', answer: (output) => ({ headers: objectHeaders(output), body: '' }) },
  {
    names: ['PutObject'],
    method: 'PUT',
    on: 'key',
    input: ({ headers, body }) => ({ Body: textOfObject(body()), ...optional({ ContentType: headers['content-type'], ACL: headers['x-amz-acl'] }) }),
    answer: ({ ETag }) => ({ headers: optional({ etag: ETag }), body: '' }),
  },
  { names: ['DeleteObject'], method: 'DELETE', on: 'key', answer: noContent },
];

/** Reads a request to S3. What we do not know gets a name that no operation has. */
export function readS3(request: WireRequest): WireCall {
  const asked = s3Request(request);
  const known = operations.find((one) => one.method === asked.method && one.on === placeOf(asked) && one.part === asked.parts[0] && asked.parts.length < 2);
  const copies = asked.headers['x-amz-copy-source'] !== undefined;
  const name = known === undefined || copies ? `${asked.method} ${copies ? 'with x-amz-copy-source' : `?${asked.parts.join('&')}`}` : nameOf(known);
  const common = { ...(asked.bucket === '' ? {} : { Bucket: asked.bucket }), ...(asked.key === '' ? {} : { Key: asked.key }) };
  return {
    service: 's3',
    operation: `s3:${name}`,
    input: { ...common, ...known?.input?.(asked) },
    output: (output, requestId) => {
      const { headers, ...answered } = known?.answer?.(output) ?? { body: '' };
      return { status: 200, ...answered, headers: { ...headers, 'x-amz-request-id': requestId } };
    },
    refusal: (error, requestId) => s3Refusal(error, requestId, asked.method),
  };
}

function s3Refusal({ code, message, status }: AwsError, requestId: string, method: string): WireResponse {
  const body = document('Error', { Code: code, Message: message, RequestId: requestId, HostId: requestId }).body;
  return { status, headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId }, body: method === 'HEAD' ? '' : body };
}

/** The engine's own name for the operation: the API's, or the IAM action's. */
function nameOf({ names }: S3Operation): string {
  return names.find((name) => operationNamed(`s3:${name}`) !== undefined) ?? (names[0] as string);
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

function placeOf({ bucket, key }: S3Request): S3Operation['on'] {
  return bucket === '' ? 'service' : key === '' ? 'bucket' : 'key';
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

function document(name: string, value: unknown, lists: Lists = 'flat') {
  const inside = typeof value === 'object' && value !== null ? fields(value, lists) : String(value ?? '');
  const opening = name === 'Error' ? name : `${name} xmlns="${namespace}"`;
  return { headers: { 'content-type': 'application/xml' }, body: `<?xml version="1.0" encoding="UTF-8"?>\n<${opening}>${inside}</${name}>` };
}

function objectHeaders(output: Fields): Record<string, string> {
  const modified = output.LastModified;
  return optional({
    'content-type': output.ContentType ?? 'binary/octet-stream',
    etag: output.ETag,
    'last-modified': typeof modified === 'number' ? new Date(modified * 1000).toUTCString() : modified,
    'accept-ranges': 'bytes',
  });
}

/** `<BlockPublicAcls>true</BlockPublicAcls>` … as an object. */
function flags(xml: string): Record<string, boolean> {
  return Object.fromEntries([...xml.matchAll(/<(\w+)>\s*(true|false)\s*<\/\1>/gi)].map(([, name, value]) => [name, value?.toLowerCase() === 'true']));
}

function text(query: URLSearchParams, names: Readonly<Record<string, string>>): Fields {
  return optional(Object.fromEntries(Object.entries(names).map(([field, name]) => [field, query.get(name) ?? undefined])));
}

function number(query: URLSearchParams, names: Readonly<Record<string, string>>): Fields {
  return Object.fromEntries(Object.entries(text(query, names)).map(([field, value]) => [field, Number(value)]));
}

function optional(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)]));
}

function jsonText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
