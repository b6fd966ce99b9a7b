import type { AwsError } from '../engine/refusal';
import { textOf } from './bytes';
import { addressOf, type WireRequest, type WireResponse } from './message';
import type { WireCall } from './wire-call';
import { element, fields } from './xml';

/** The XML namespaces of the query services, and the API versions by which their requests are told apart. */
const services: Readonly<Record<string, { readonly version: string; readonly namespace: string }>> = {
  sts: { version: '2011-06-15', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
  iam: { version: '2010-05-08', namespace: 'https://iam.amazonaws.com/doc/2010-05-08/' },
  sns: { version: '2010-03-31', namespace: 'http://sns.amazonaws.com/doc/2010-03-31/' },
  ses: { version: '2010-12-01', namespace: 'http://ses.amazonaws.com/doc/2010-12-01/' },
};

const numbers = new Set(['DurationSeconds', 'MaxItems', 'MaxSessionDuration', 'MaxResults', 'SessionDuration']);
const booleans = new Set(['SetAsDefault', 'OnlyAttached', 'PasswordResetRequired']);
/** Lists that may be sent empty, as a field without a value. */
const listsOf = new Set(['Tags', 'TagKeys', 'PolicyArns', 'ClientIDList', 'ThumbprintList', 'Filter', 'TransitiveTagKeys', 'ProvidedContexts']);

/** Reads a request of the query protocol, or undefined when it is none. */
export function readQuery(request: WireRequest): WireCall | undefined {
  const form = formOf(request);
  const query = form && decodeQuery(form);
  if (query === undefined) return undefined;
  const { service, action, input } = query;
  return {
    service,
    operation: `${service}:${action}`,
    input,
    output: (output, requestId) => queryAnswer(service, action, output, requestId),
    refusal: (error, requestId) => queryRefusal(service, error, requestId),
  };
}

function formOf(request: WireRequest): URLSearchParams | undefined {
  const { path, query } = addressOf(request);
  if (path !== '/') return undefined;
  if (request.method === 'POST' && request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return new URLSearchParams(textOf(request.body));
  }
  return query.has('Action') ? query : undefined;
}

/** The operation and input of a form, or undefined when it names none. A service that we do not know goes by its version. */
export function decodeQuery(form: URLSearchParams): { readonly action: string; readonly service: string; readonly input: Record<string, unknown> } | undefined {
  const action = form.get('Action');
  if (action === null) return undefined;
  const version = form.get('Version');
  const service = Object.entries(services).find(([, one]) => one.version === version)?.[0] ?? `version ${version}`;
  const root: Branch = new Map();
  for (const [name, value] of form) {
    if (name !== 'Action' && name !== 'Version' && !name.startsWith('X-Amz-')) plant(root, name.split('.'), value);
  }
  return { action, service, input: valueOf(root, '') as Record<string, unknown> };
}

/** AWS's answer to a query request. */
export function queryAnswer(service: string, action: string, output: object, requestId: string): WireResponse {
  const { namespace } = services[service] ?? { namespace: `https://${service}.amazonaws.com/doc/` };
  const inner = fields(output);
  const result = inner === '' ? '' : `<${action}Result>${inner}</${action}Result>`;
  const metadata = element('ResponseMetadata', { RequestId: requestId });
  return xml(200, `<${action}Response xmlns="${namespace}">${result}${metadata}</${action}Response>`, requestId);
}

/** AWS's refusal of a query request (aws-facts §3b). */
export function queryRefusal(service: string, { code, message, status }: AwsError, requestId: string): WireResponse {
  const { namespace } = services[service] ?? { namespace: `https://${service}.amazonaws.com/doc/` };
  const error = element('Error', { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message });
  const body = `<ErrorResponse xmlns="${namespace}">${error}${element('RequestId', requestId)}</ErrorResponse>`;
  return xml(status, body, requestId);
}

function xml(status: number, body: string, requestId: string): WireResponse {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}

/** The form in which a request of the query protocol travels. */
export function encodeQuery(service: string, action: string, input: object): URLSearchParams {
  const form = new URLSearchParams({ Action: action, Version: services[service]?.version ?? '' });
  const write = (name: string, value: unknown): void => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) value.forEach((item, index) => write(`${name}.member.${index + 1}`, item));
    else if (typeof value === 'object') for (const [field, inner] of Object.entries(value)) write(`${name}.${field}`, inner);
    else form.append(name, String(value));
  };
  for (const [field, value] of Object.entries(input)) write(field, value);
  return form;
}

type Branch = Map<string, Branch | string>;

function plant(branch: Branch, [name = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    branch.set(name, value);
    return;
  }
  const known = branch.get(name);
  const inner: Branch = known instanceof Map ? known : new Map();
  branch.set(name, inner);
  plant(inner, rest, value);
}

function valueOf(node: Branch | string, name: string): unknown {
  if (typeof node === 'string') return scalar(name, node);
  const [only] = node.size === 1 ? node.keys() : [];
  const items = only === 'member' || only === 'entry' ? node.get(only) : undefined;
  if (items instanceof Map) return only === 'member' ? list(items) : map(items);
  return Object.fromEntries([...node].map(([field, inner]) => [field, valueOf(inner, field)]));
}

function list(items: Branch): unknown[] {
  return inOrder(items).map((item) => valueOf(item, ''));
}

/** Most maps have entries of `key` and `value`, some of `Name` and `Value`. */
function map(items: Branch): Record<string, unknown> {
  const entries = inOrder(items).filter((item) => item instanceof Map);
  return Object.fromEntries(
    entries.map((entry) => [String(entry.get('key') ?? entry.get('Name')), valueOf(entry.get('value') ?? entry.get('Value') ?? '', '')]),
  );
}

function inOrder(items: Branch): (Branch | string)[] {
  return [...items].sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item);
}

function scalar(name: string, text: string): unknown {
  if (numbers.has(name)) return Number(text);
  if (booleans.has(name)) return text === 'true';
  if (text === '' && listsOf.has(name)) return [];
  return text;
}
