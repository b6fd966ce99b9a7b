import type { Call, Ref, Scenario } from '../../engine/scenario';
import { actionOf, callsOf, clientServiceOf, credentialsOf, givenIn, isUsed, laidOut, partsOf, printed, snake, type Dialect, type Printer } from './dialect';
import { doneInBrowser, plainRequest, type PlainRequest } from './plain-http';

/** Python with boto3. */
export const boto3: Dialect = {
  file: 'run.py',
  opening(scenario) {
    const given = givenIn(scenario).map(snake);
    const words = given.length === 0 ? [] : [`# ${given.join(', ')}: worked out by a library, or read from a message`];
    const plain = callsOf(scenario).some((call) => plainRequest(call, scenario) !== undefined);
    const libraries = plain ? ['import json', 'import urllib.parse', 'import urllib.request', ''] : [];
    return [...libraries, 'import boto3', '', `region = "${scenario.world.region}"`, ...words, ''].join('\n');
  },
  call(call, scenario) {
    const answer = isUsed(call.id, scenario) ? `${snake(call.id)} = ` : '';
    const browser = doneInBrowser(call, scenario);
    if (browser !== undefined) return `# ${browser}\n`;
    const plain = plainRequest(call, scenario);
    if (plain !== undefined) return `${answer}${opened(plain, answer !== '')}\n`.replace(/^ +/gm, '$&$&');
    const client = laidOut('boto3.client(', [`"${clientServiceOf(call.operation)}"`, 'region_name=region', ...signer(call, scenario)], ')');
    const input = Object.entries(call.input).map(([field, value]) => `${field}=${printed(value, field, printer)}`);
    return `${answer}${client}.${methodOf(call.operation)}${laidOut('(', input, ')')}\n`.replace(/^ +/gm, '$&$&');
  },
};

function opened({ url, method, bearer, form, json }: PlainRequest, isUsed: boolean): string {
  const headers = [
    ...(bearer === undefined ? [] : [`"Authorization": "Bearer " + ${printed(bearer, 'bearer', printer)}`]),
    ...(json === undefined ? [] : ['"Content-Type": "application/json"']),
  ];
  const parts = [
    printed(url, 'url', printer),
    `method=${printed(method, 'method', printer)}`,
    ...(headers.length === 0 ? [] : [`headers=${laidOut('{', headers, '}')}`]),
    ...(json === undefined ? [] : [`data=json.dumps(${printed(json, 'body', printer)}).encode()`]),
    ...(form === undefined ? [] : [`data=urllib.parse.urlencode(${printed(form, 'body', printer)}).encode()`]),
  ];
  const request = `urllib.request.urlopen(${laidOut('urllib.request.Request(', parts, ')')})`;
  return isUsed ? `json.load(${request})` : request;
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
