import { mannerOf, serviceOf } from '../../engine/services';
import type { Call, InputValue, Ref, Scenario } from '../../engine/scenario';
import { draftOf } from '../draft';
import { hostOf } from '../host';
import { encodeRfc3986 } from '../sigv4';
import { s3Operations } from '../s3-operations';
import { actionOf, credentialsOf, isUsed, partsOf, printed, snake, type Dialect } from './dialect';
import { fromJson, jsonPrinter, plainProgram, shellOpening, single, wordPrinter } from './shell';

/** HTTP by hand: curl, with jq and sed to take the answers apart. */
export const curl: Dialect = {
  file: 'run-http.sh',
  opening: (scenario) => [...shellOpening(scenario), ''].join('\n'),
  call(call, scenario) {
    const take = (ref: Ref) => taken(ref, scenario);
    const plain = plainProgram(call, scenario, take);
    if (plain !== undefined) return plain;
    const signed = signer(call, scenario, take);
    const lines = isS3(call) ? s3Lines(call, scenario, take) : apiLines(call, scenario, take);
    const command = ['curl -sS', ...signed, ...lines].join(' \\\n  ');
    return isUsed(call.id, scenario) ? `${snake(call.id)}=$(${command})\n` : `${command}\n`;
  },
};

/** The JSON and query services: one address, the operation in a header or in the form. */
function apiLines(call: Call, scenario: Scenario, take: (ref: Ref) => string): readonly string[] {
  const draft = draftOf(call.operation, {}, scenario.world);
  const address = `https://${hostOf(serviceOf(call.operation), scenario.world)}/`;
  if (mannerOf(serviceOf(call.operation)).protocol === 'query') {
    const fields = [...new URLSearchParams(draft?.body ?? '')].map(([name, value]) => `--data-urlencode ${name}=${value}`);
    const words = wordPrinter(take);
    for (const [field, value] of Object.entries(call.input)) fields.push(`--data-urlencode ${field}=${printed(value, field, words)}`);
    return [...fields, address];
  }
  const headers = Object.entries(draft?.headers ?? {}).map(([name, value]) => `-H ${single(`${name}: ${value}`)}`);
  return [...headers, `-d '${printed(call.input, '', jsonPrinter(take))}'`, address];
}

function s3Lines(call: Call, { world }: Scenario, take: (ref: Ref) => string): readonly string[] {
  const operation = s3Operations.find((one) => one.name === actionOf(call.operation));
  const { Bucket, Key } = call.input;
  const words = wordPrinter(take);
  const lines = operation?.method === 'GET' ? [] : [`-X ${operation?.method ?? 'GET'}`];
  for (const [field, name] of Object.entries(operation?.headers ?? {})) {
    const value = call.input[field];
    if (value !== undefined) lines.push(`-H ${single(`${name}: ${String(value)}`)}`);
  }
  const body = operation?.body === undefined ? undefined : call.input[operation.body];
  if (body !== undefined) lines.push(`--data-binary ${printed(body, 'Body', words)}`);
  const query = Object.entries(operation?.query ?? {}).flatMap(([field, name]) => {
    const value = call.input[field];
    return value === undefined ? [] : [`${name}=${inAddress(value)}`];
  });
  if (operation?.name === 'ListObjectsV2') query.unshift('list-type=2');
  if (operation?.part !== undefined) query.unshift(operation.part);
  const path = Key === undefined ? '' : inAddress(Key).replaceAll('%2F', '/');
  const host = `${typeof Bucket === 'string' ? `${Bucket}.` : ''}${hostOf('s3', world)}`;
  return [...lines, `"https://${host}/${path}${query.length === 0 ? '' : `?${query.join('&')}`}"`];
}

/** A value as it stands in an address, inside double quotes. */
function inAddress(value: InputValue): string {
  if (typeof value === 'object' && value !== null && '$join' in value) {
    return (value as { readonly $join: readonly (string | Ref)[] }).$join.map((part) => (typeof part === 'string' ? encodeRfc3986(part) : uri(part))).join('');
  }
  if (typeof value === 'object' && value !== null && '$ref' in value) return uri(value as Ref);
  return encodeRfc3986(String(value));
}

function uri(ref: Ref): string {
  return fromJson(ref, '|@uri');
}

function signer(call: Call, scenario: Scenario, take: (ref: Ref) => string): readonly string[] {
  const credentials = credentialsOf(call, scenario);
  const service = serviceOf(call.operation);
  const scope = `--aws-sigv4 aws:amz:${service === 'iam' ? 'us-east-1' : scenario.world.region}:${service}`;
  if (credentials === undefined) return call.signedBy === 'operator' ? [scope, '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"'] : [];
  const { key, secret, token } = credentials;
  return [scope, `--user "${take(key)}:${take(secret)}"`, `-H "x-amz-security-token: ${take(token)}"`];
}

/** A part of an earlier answer: out of JSON, or out of a query service's XML. */
function taken(ref: Ref, { calls }: Scenario): string {
  const { call, path } = partsOf(ref);
  const source = calls.find((one) => one.id === call);
  if (source === undefined || mannerOf(serviceOf(source.operation)).protocol !== 'query') return fromJson(ref);
  const field = path.at(-1);
  return `$(sed -n 's:.*<${field}>\\(.*\\)</${field}>.*:\\1:p' <<<"$${snake(call)}")`;
}

function isS3(call: Call): boolean {
  return serviceOf(call.operation) === 's3';
}
