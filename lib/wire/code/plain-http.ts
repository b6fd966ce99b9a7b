import type { Call, Input, InputValue, Scenario } from '../../engine/scenario';
import { functionUrlOperation } from '../function-url';
import { hostedAddress, isHosted, isMachineEndpoint } from '../hosted-draft';

/** A call in plain HTTP and no protocol of AWS's: to the app's own API, or to an endpoint of a user pool's domain. */
export interface PlainRequest {
  readonly method: InputValue;
  readonly url: InputValue;
  readonly bearer?: InputValue;
  /** The body: fields of a form, or a value in JSON. */
  readonly form?: Input;
  readonly json?: InputValue;
}

/** The plain request that a call is, or undefined. */
export function plainRequest({ operation, input }: Call, { world }: Scenario): PlainRequest | undefined {
  if (operation === functionUrlOperation) {
    const { url = '', method = '', bearer, body = {} } = input;
    return { url, method, json: body, ...(bearer === undefined ? {} : { bearer }) };
  }
  if (!isMachineEndpoint(operation)) return undefined;
  const { Domain, access_token, ...form } = input;
  const url = hostedAddress(operation, Domain, world);
  return access_token === undefined ? { url, method: 'POST', form } : { url, method: 'GET', bearer: access_token };
}

/** What a person does in a browser where a call is a page: no program does it. Undefined for every other call. */
export function doneInBrowser({ operation, input }: Call, { world }: Scenario): string | undefined {
  if (operation.startsWith('outside-provider:')) return `Somebody signs in at ${String(input.Provider)}.`;
  if (!isHosted(operation) || isMachineEndpoint(operation)) return undefined;
  return `A browser is at ${hostedAddress(operation, input.Domain, world)}`;
}

/** Whether AWS's own API is called. */
export function isOfTheApi(call: Call, scenario: Scenario): boolean {
  return plainRequest(call, scenario) === undefined && doneInBrowser(call, scenario) === undefined;
}

/**
 * The scenario as a program can have it: what a browser brings back (`login.redirect.code`) is something that the program is
 * given, by its name; and what an API of the app's own answers is its body (`sign-in.body.Token`), with nothing around it.
 */
export function withoutBrowser(scenario: Scenario): Scenario {
  const idsWhere = (holds: (call: Call) => boolean) => new Set(scenario.calls.filter(holds).map((call) => call.id));
  const pages = idsWhere((call) => doneInBrowser(call, scenario) !== undefined);
  const own = idsWhere((call) => call.operation === functionUrlOperation);
  const given = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(given);
    const { $ref } = value as { readonly $ref?: string };
    const from = $ref?.slice(0, $ref.indexOf('.')) ?? '';
    if ($ref !== undefined && pages.has(from)) return { $given: $ref.slice($ref.lastIndexOf('.') + 1) };
    if ($ref !== undefined && own.has(from)) return { $ref: $ref.replace(`${from}.body.`, `${from}.`) };
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, given(inner)]));
  };
  return { ...scenario, calls: scenario.calls.map((call) => ({ ...call, input: given(call.input) as Input })) };
}
