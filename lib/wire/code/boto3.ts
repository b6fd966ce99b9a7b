import { serviceOf } from '../../engine/services';
import type { Call, Ref, Scenario } from '../../engine/scenario';
import { actionOf, credentialsOf, callsOf, givenIn, isOwnApi, isUsed, laidOut, partsOf, printed, snake, type Dialect, type Printer } from './dialect';

/** Python with boto3. */
export const boto3: Dialect = {
  file: 'run.py',
  opening(scenario) {
    const given = givenIn(scenario).map(snake);
    const words = given.length === 0 ? [] : [`# ${given.join(', ')}: worked out by a library, or read from a message`];
    const ownApi = callsOf(scenario).some(isOwnApi) ? ['import json', 'import urllib.request', ''] : [];
    return [...ownApi, 'import boto3', '', `region = "${scenario.world.region}"`, ...words, ''].join('\n');
  },
  call(call, scenario) {
    const answer = isUsed(call.id, scenario) ? `${snake(call.id)} = ` : '';
    if (isOwnApi(call)) return `${answer}${ownRequest(call)}\n`.replace(/^ +/gm, '$&$&');
    const client = laidOut('boto3.client(', [`"${serviceOf(call.operation)}"`, 'region_name=region', ...signer(call, scenario)], ')');
    const input = Object.entries(call.input).map(([field, value]) => `${field}=${printed(value, field, printer)}`);
    return `${answer}${client}.${methodOf(call.operation)}${laidOut('(', input, ')')}\n`.replace(/^ +/gm, '$&$&');
  },
};

function ownRequest({ input: { url = '', method = '', bearer = '', body = {} } }: Call): string {
  const headers = laidOut('{', [`"Authorization": "Bearer " + ${printed(bearer, 'bearer', printer)}`, '"Content-Type": "application/json"'], '}');
  const parts = [printed(url, 'url', printer), `method=${printed(method, 'method', printer)}`, `headers=${headers}`, `data=json.dumps(${printed(body, 'body', printer)}).encode()`];
  return `urllib.request.urlopen(${laidOut('urllib.request.Request(', parts, ')')})`;
}

function signer(call: Call, scenario: Scenario): readonly string[] {
  const credentials = credentialsOf(call, scenario);
  if (credentials === undefined) return [];
  const { key, secret, token } = credentials;
  return [`aws_access_key_id=${reference(key)}`, `aws_secret_access_key=${reference(secret)}`, `aws_session_token=${reference(token)}`];
}

function methodOf(operation: string): string {
  return operation === 'lambda:InvokeFunction' ? 'invoke' : snake(actionOf(operation));
}

const printer: Printer = {
  text: (value) => JSON.stringify(value),
  ref: reference,
  join: (parts) => `f"${parts.map((part) => (typeof part === 'string' ? JSON.stringify(part).slice(1, -1).replace(/[{}]/g, '$&$&') : `{${reference(part, "'")}}`)).join('')}"`,
  given: snake,
  object: (fields) => laidOut('{', fields.map(([name, value]) => `${JSON.stringify(name)}: ${value}`), '}'),
  array: (items) => laidOut('[', items, ']'),
  plain: (value) => (value === null ? 'None' : typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)),
};

function reference(ref: Ref, quote = '"'): string {
  const { call, path } = partsOf(ref);
  return `${snake(call)}${path.map((field) => `[${quote}${field}${quote}]`).join('')}`;
}
