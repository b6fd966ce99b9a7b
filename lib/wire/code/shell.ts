import type { Call, Ref, Scenario } from '../../engine/scenario';
import { givenIn, isUsed, partsOf, printed, snake, type Printer } from './dialect';
import { doneInBrowser, plainRequest, type PlainRequest } from './plain-http';

/** What the programs of the shell begin with. */
export function shellOpening(scenario: Scenario): readonly string[] {
  const given = givenIn(scenario).map((name) => snake(name).toUpperCase());
  return given.length === 0 ? [] : [`# ${given.join(', ')}: worked out by a library, or read from a message`];
}

/** A call in plain HTTP, or a word on what a browser does; undefined for a call of AWS's API. */
export function plainProgram(call: Call, scenario: Scenario, take: (ref: Ref) => string): string | undefined {
  const browser = doneInBrowser(call, scenario);
  if (browser !== undefined) return `# ${browser}\n`;
  const request = plainRequest(call, scenario);
  if (request === undefined) return undefined;
  const command = curlOf(request, take).join(' \\\n  ');
  return isUsed(call.id, scenario) ? `${snake(call.id)}=$(${command})\n` : `${command}\n`;
}

function curlOf({ method, url, bearer, form, json }: PlainRequest, take: (ref: Ref) => string): readonly string[] {
  const words = wordPrinter(take);
  return [
    'curl -sS',
    `-X ${printed(method, 'method', words)}`,
    ...(bearer === undefined ? [] : [`-H 'authorization: Bearer '${printed(bearer, 'bearer', words)}`]),
    ...(json === undefined ? [] : ["-H 'content-type: application/json'", `-d '${printed(json, 'body', jsonPrinter(take))}'`]),
    ...Object.entries(form ?? {}).map(([name, value]) => `--data-urlencode ${name}=${printed(value, name, words)}`),
    printed(url, 'url', words),
  ];
}

export function single(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A value as one word of the shell. `take` prints how a part of an earlier answer is got at. */
export function wordPrinter(take: (ref: Ref) => string): Printer {
  const json = jsonPrinter(take);
  return {
    text: single,
    ref: (ref) => `"${take(ref)}"`,
    join: (parts) => `"${parts.map((part) => (typeof part === 'string' ? part.replace(/[\\"`$]/g, '\\$&') : take(part))).join('')}"`,
    given: (name) => `"$${snake(name).toUpperCase()}"`,
    object: (fields) => single(json.object(fields)),
    array: (items) => single(json.array(items)),
    plain: String,
  };
}

/**
 * A value as JSON inside single quotes; what comes from earlier answers is spliced in from outside of them.
 * The quotes around the whole are not printed.
 */
export function jsonPrinter(take: (ref: Ref) => string): Printer {
  const splice = (variable: string) => `"'"${variable}"'"`;
  const text = (value: string) => JSON.stringify(value).replaceAll("'", `'\\''`);
  return {
    text,
    ref: (ref) => splice(take(ref)),
    join: (parts) => `"${parts.map((part) => (typeof part === 'string' ? text(part).slice(1, -1) : `'"${take(part)}"'`)).join('')}"`,
    given: (name) => splice(`$${snake(name).toUpperCase()}`),
    object: (fields) => `{${fields.map(([name, value]) => `${text(name)}: ${value}`).join(', ')}}`,
    array: (items) => `[${items.join(', ')}]`,
    plain: String,
  };
}

/** A part of an answer in JSON, kept in a variable. */
export function fromJson(ref: Ref, filter = ''): string {
  const { call, path } = partsOf(ref);
  return `$(jq -r '.${path.join('.')}${filter}' <<<"$${snake(call)}")`;
}
