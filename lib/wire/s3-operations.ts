import type { WireResponse } from './message';
import { fields, type Lists } from './xml';

type Fields = Readonly<Record<string, unknown>>;

/** One operation of S3's as it travels; the same line reads requests and writes them. */
export interface S3Operation {
  /** S3's API name. */
  readonly name: string;
  readonly method: string;
  readonly on: 'service' | 'bucket' | 'key';
  /** The subresource in the query by which it is told from others: `?policy`. */
  readonly part?: string;
  /** Fields of the input that travel in the query, by their names there. */
  readonly query?: Readonly<Record<string, string>>;
  /** Fields of the input that travel as headers, by their names there. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The field that travels as the body: as it is, or the `true` and `false` of an XML document. */
  readonly body?: string;
  readonly bodyIs?: 'flags';
  answer(output: Fields): { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body: WireResponse['body'] };
}

/** The values of the query of `list-type=2` that are numbers. */
export const numbersInQuery: ReadonlySet<string> = new Set(['MaxKeys']);

const noContent = () => ({ status: 204, body: '' });
const nothing = () => ({ body: '' });

export const s3Operations: readonly S3Operation[] = [
  {
    name: 'ListBuckets',
    method: 'GET',
    on: 'service',
    answer: ({ Buckets = [], ...others }) => document('ListAllMyBucketsResult', { ...others, Buckets }, { member: 'Bucket' }),
  },
  {
    name: 'ListObjectsV2',
    method: 'GET',
    on: 'bucket',
    query: { Prefix: 'prefix', Delimiter: 'delimiter', MaxKeys: 'max-keys', StartAfter: 'start-after', ContinuationToken: 'continuation-token' },
    answer: (output) => document('ListBucketResult', output),
  },
  { name: 'HeadBucket', method: 'HEAD', on: 'bucket', answer: nothing },
  { name: 'CreateBucket', method: 'PUT', on: 'bucket', answer: ({ Location }) => ({ headers: texts({ location: Location }), body: '' }) },
  { name: 'DeleteBucket', method: 'DELETE', on: 'bucket', answer: noContent },
  {
    name: 'GetBucketLocation',
    method: 'GET',
    on: 'bucket',
    part: 'location',
    answer: ({ LocationConstraint }) => document('LocationConstraint', LocationConstraint ?? ''),
  },
  {
    name: 'GetBucketPolicy',
    method: 'GET',
    on: 'bucket',
    part: 'policy',
    answer: ({ Policy }) => ({ headers: { 'content-type': 'application/json' }, body: typeof Policy === 'string' ? Policy : JSON.stringify(Policy) }),
  },
  { name: 'PutBucketPolicy', method: 'PUT', on: 'bucket', part: 'policy', body: 'Policy', answer: noContent },
  { name: 'DeleteBucketPolicy', method: 'DELETE', on: 'bucket', part: 'policy', answer: noContent },
  { name: 'GetBucketPolicyStatus', method: 'GET', on: 'bucket', part: 'policyStatus', answer: ({ PolicyStatus }) => document('PolicyStatus', PolicyStatus) },
  {
    name: 'GetPublicAccessBlock',
    method: 'GET',
    on: 'bucket',
    part: 'publicAccessBlock',
    answer: ({ PublicAccessBlockConfiguration }) => document('PublicAccessBlockConfiguration', PublicAccessBlockConfiguration),
  },
  {
    name: 'PutPublicAccessBlock',
    method: 'PUT',
    on: 'bucket',
    part: 'publicAccessBlock',
    body: 'PublicAccessBlockConfiguration',
    bodyIs: 'flags',
    answer: nothing,
  },
  { name: 'DeletePublicAccessBlock', method: 'DELETE', on: 'bucket', part: 'publicAccessBlock', answer: noContent },
  { name: 'GetObject', method: 'GET', on: 'key', answer: (output) => ({ headers: objectHeaders(output), body: String(output.Body ?? '') }) },
  { name: 'HeadObject', method: 'HEAD', on: 'key', answer: (output) => ({ headers: objectHeaders(output), body: '' }) },
  {
    name: 'PutObject',
    method: 'PUT',
    on: 'key',
    headers: { ContentType: 'content-type', ACL: 'x-amz-acl', ServerSideEncryption: 'x-amz-server-side-encryption' },
    body: 'Body',
    answer: ({ ETag }) => ({ headers: texts({ etag: ETag }), body: '' }),
  },
  { name: 'DeleteObject', method: 'DELETE', on: 'key', answer: noContent },
];

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** An XML document as S3 writes them; its lists stand without an element around them. */
export function document(name: string, value: unknown, lists: Lists = 'flat') {
  const inside = typeof value === 'object' && value !== null ? fields(value, lists) : String(value ?? '');
  const opening = name === 'Error' ? name : `${name} xmlns="${namespace}"`;
  return { headers: { 'content-type': 'application/xml' }, body: `<?xml version="1.0" encoding="UTF-8"?>\n<${opening}>${inside}</${name}>` };
}

function objectHeaders(output: Fields): Record<string, string> {
  const modified = output.LastModified;
  return texts({
    'content-type': output.ContentType ?? 'binary/octet-stream',
    etag: output.ETag,
    'last-modified': typeof modified === 'number' ? new Date(modified * 1000).toUTCString() : modified,
    'content-length': output.ContentLength,
    'accept-ranges': 'bytes',
  });
}

/** The values that are there, as text. */
export function texts(values: Fields): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)]));
}
