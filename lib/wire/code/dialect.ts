import { serviceOf } from '../../engine/services';
import type { Call, InputValue, Ref, Scenario } from '../../engine/scenario';
import { isOfTheApi } from './plain-http';

/** How a language says things. Text is passed on as it is to be printed. */
export interface Dialect {
  /** A file of the program's kind. */
  readonly file: string;
  /** Imports, clients, and a word on what the program does not work out by itself. */
  opening(scenario: Scenario): string;
  /** One call and the name that its answer gets. */
  call(call: Call, scenario: Scenario): string;
}

/** The calls that travel. */
export function callsOf({ calls }: Scenario): readonly Call[] {
  return calls.filter((call) => call.asks === undefined);
}

/** The services whose API a scenario calls, each once. */
export function servicesOf(scenario: Scenario): readonly string[] {
  return [...new Set(callsOf(scenario).filter((call) => isOfTheApi(call, scenario)).map((call) => clientServiceOf(call.operation)))];
}

/** The service whose client makes a call: AWS IoT has another one for what devices do. */
export function clientServiceOf(operation: string): string {
  return operation === 'iot:Publish' ? 'iot-data' : serviceOf(operation);
}

export function actionOf(operation: string): string {
  return operation.slice(operation.indexOf(':') + 1);
}

/** Whether a later call uses the answer of this one. */
export function isUsed(id: string, { calls }: Pick<Scenario, 'calls'>): boolean {
  return JSON.stringify(calls).includes(`"$ref":"${id}.`);
}

/** The call that a Ref names and the path in its answer. */
export function partsOf({ $ref }: Ref): { readonly call: string; readonly path: readonly string[] } {
  const [call = '', ...path] = $ref.split('.');
  return { call, path };
}

/** The three fields of the credentials that sign a call: as STS names them, or as the identity pool does. */
export function credentialsOf(call: Call, { calls }: Scenario): { readonly key: Ref; readonly secret: Ref; readonly token: Ref } | undefined {
  const { signedBy } = call;
  if (typeof signedBy !== 'object') return undefined;
  const source = calls.find((one) => one.id === partsOf(signedBy).call);
  const secret = source?.operation.startsWith('cognito-identity:') ? 'SecretKey' : 'SecretAccessKey';
  const field = (name: string): Ref => ({ $ref: `${signedBy.$ref}.${name}` });
  return { key: field('AccessKeyId'), secret: field(secret), token: field('SessionToken') };
}

/** How the values of an input are printed in a language. */
export interface Printer {
  text(value: string): string;
  ref(ref: Ref): string;
  join(parts: readonly (string | Ref)[]): string;
  /** A value that the program is given: a proof or code that a library or a person works out. */
  given(name: string): string;
  object(fields: readonly (readonly [name: string, value: string])[]): string;
  array(items: readonly string[]): string;
  /** true, false, null, numbers. */
  plain(value: number | boolean | null): string;
}

/** Fields that an SRP library works out. */
const proofs = new Set(['SRP_A', 'PASSWORD_CLAIM_SIGNATURE']);

/** Prints a value of an input; `name` is the field that it stands in. */
export function printed(value: InputValue, name: string, printer: Printer): string {
  if (typeof value === 'string') return proofs.has(name) ? printer.given(name) : printer.text(value);
  if (typeof value !== 'object' || value === null) return printer.plain(value);
  if (Array.isArray(value)) return printer.array(value.map((item: InputValue) => printed(item, name, printer)));
  if ('$ref' in value) return printer.ref(value as Ref);
  if ('$join' in value) return printer.join((value as { readonly $join: readonly (string | Ref)[] }).$join);
  if ('$forge' in value) return printer.given('FORGED_TOKEN');
  if ('$given' in value) return printer.given(String(value.$given));
  if (Object.keys(value).some((field) => field.startsWith('$'))) return printer.given(name);
  return printer.object(Object.entries(value).map(([field, inner]) => [field, printed(inner as InputValue, field, printer)] as const));
}

/** The names of the values that a scenario's program is given. */
export function givenIn(scenario: Scenario): readonly string[] {
  const names = new Set<string>();
  const note = (name: string) => {
    names.add(name);
    return '';
  };
  const printer: Printer = { text: () => '', ref: () => '', join: () => '', given: note, object: () => '', array: () => '', plain: () => '' };
  for (const call of callsOf(scenario)) printed(call.input, '', printer);
  return [...names];
}

/** `get-credentials` or `PASSWORD_CLAIM` in words. */
export function words(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.toLowerCase());
}

export function camel(name: string): string {
  return words(name).map((word, index) => (index === 0 ? word : pascalWord(word))).join('');
}

export function pascal(name: string): string {
  return words(name).map(pascalWord).join('');
}

export function snake(name: string): string {
  return words(name).join('_');
}

export function kebab(name: string): string {
  return words(name).join('-');
}

function pascalWord(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** Parts on one line if they are short, or else one a line between the brackets. */
export function laidOut(open: string, parts: readonly string[], close: string, inside = ''): string {
  const line = `${open}${inside}${parts.join(', ')}${inside}${close}`;
  if (parts.length === 0) return `${open}${close}`;
  if (line.length <= 76 && !line.includes('\n')) return line;
  return `${open}\n${indented(parts.map((part) => `${part},`).join('\n'))}\n${close}`;
}

export function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
