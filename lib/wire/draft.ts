import { mannerOf, serviceOf } from '../engine/services';
import type { World } from '../world/world';
import type { Draft } from './drafted-request';
import { functionUrlOperation } from './function-url';
import { hostOf } from './host';
import { hostedDraft, isHosted } from './hosted-draft';
import { targetPrefix } from './json-protocol';
import { encodeQuery } from './query-protocol';
import { restRoute } from './rest-json';
import { s3Operations } from './s3-operations';
import { encodeRfc3986 } from './sigv4';

type Fields = Readonly<Record<string, unknown>>;

/** The request that calls an operation with this input; undefined for an operation whose form on the wire we do not know. */
export function draftOf(operation: string, input: Fields, world: World): Draft | undefined {
  if (isHosted(operation)) return hostedDraft(operation, input, world);
  const service = serviceOf(operation);
  const action = operation.slice(service.length + 1);
  const common = { service, region: service === 'iam' ? 'us-east-1' : world.region, host: hostOf(service, world) };
  if (operation === functionUrlOperation) return functionUrlDraft(input, common);
  switch (mannerOf(service).protocol) {
    case 'json': {
      const prefix = targetPrefix(service);
      if (prefix === undefined) return undefined;
      const headers = { 'content-type': `application/x-amz-json-${service === 'dynamodb' ? '1.0' : '1.1'}`, 'x-amz-target': `${prefix}.${action}` };
      return { ...common, method: 'POST', path: '/', query: [], headers, body: JSON.stringify(input), language: 'json' };
    }
    case 'query': {
      const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
      const body = encodeQuery(service, action, input).toString();
      return { ...common, method: 'POST', path: '/', query: [], headers, body, language: 'form' };
    }
    case 'rest-xml':
      return s3Draft(action, input, common);
    case 'rest-json':
      return restDraft(operation, input, common);
  }
}

type Common = Pick<Draft, 'service' | 'region' | 'host'>;

function s3Draft(action: string, input: Fields, common: Common): Draft | undefined {
  const operation = s3Operations.find((one) => one.name === action);
  if (operation === undefined) return undefined;
  const { Bucket, Key } = input;
  const query = Object.entries(operation.query ?? {}).flatMap(([field, name]) => (input[field] === undefined ? [] : [[name, String(input[field])] as const]));
  if (operation.part !== undefined) query.unshift([operation.part, '']);
  if (operation.name === 'ListObjectsV2') query.unshift(['list-type', '2']);
  const headers = Object.entries(operation.headers ?? {}).flatMap(([field, name]) => (input[field] === undefined ? [] : [[name, String(input[field])] as const]));
  const body = operation.body === undefined ? '' : textOfBody(input[operation.body]);
  return {
    ...common,
    method: operation.method,
    host: Bucket === undefined ? common.host : `${String(Bucket)}.${common.host}`,
    path: `/${Key === undefined ? '' : String(Key).split('/').map(encodeRfc3986).join('/')}`,
    query,
    headers: Object.fromEntries(headers),
    body,
    language: operation.body === 'Policy' ? 'json' : 'text',
  };
}

function restDraft(operation: string, input: Fields, common: Common): Draft | undefined {
  const route = restRoute(operation);
  if (route === undefined) return undefined;
  const rest: Record<string, unknown> = { ...input };
  const path = route.path.replace(/\{(\w+)\}/g, (_, field: string) => {
    delete rest[field];
    return encodeRfc3986(String(input[field]));
  });
  const bodyless = route.method === 'GET' || route.method === 'DELETE';
  const body = route.payload !== undefined ? textOfBody(rest[route.payload]) : bodyless ? '' : JSON.stringify(rest);
  const query = bodyless ? Object.entries(rest).map(([name, value]) => [name, String(value)] as const) : [];
  return { ...common, method: route.method, path, query, headers: body === '' ? {} : { 'content-type': 'application/json' }, body, language: 'json' };
}

function functionUrlDraft({ url, method, bearer, body = {} }: Fields, common: Common): Draft {
  const [, host = '', path = '/'] = /^https:\/\/([^/]+)(.*)$/.exec(String(url)) ?? [];
  const authorization: Record<string, string> = bearer === undefined ? {} : { authorization: `Bearer ${String(bearer)}` };
  const headers = { 'content-type': 'application/json', ...authorization };
  return { ...common, method: String(method), host, path, query: [], headers, body: JSON.stringify(body), language: 'json' };
}

function textOfBody(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
