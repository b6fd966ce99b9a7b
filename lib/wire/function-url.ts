import type { AwsError } from '../engine/refusal';
import type { WireResponse } from './message';

/** A request to a function's URL: an API of the account's own, which speaks plain HTTP and no protocol of AWS's. */
export const functionUrlOperation = 'lambda:InvokeFunctionUrl';

/** What the function answers; what it throws unhandled reaches the caller as three words and no more. */
export function functionUrlAnswer({ statusCode = 200, body }: Readonly<Record<string, unknown>>, error?: AwsError): WireResponse {
  if (error === undefined) return { status: Number(statusCode), headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  if (error.status >= 500) return { status: error.status, headers: { 'content-type': 'text/plain' }, body: error.message };
  return { status: error.status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error: error.code, message: error.message }) };
}
