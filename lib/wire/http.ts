import type { AwsError } from '../engine/refusal';
import { mannerOf } from '../engine/services';
import { operationNamed } from '../engine/operations/index';
import { NotEmulated } from '../world/gap';
import { authenticate, claimOf } from './authentication';
import { inbound, outbound } from './border/crossing';
import { textOf } from './bytes';
import { foreignOrigin, preflight, withCors } from './cors';
import { defaultEmulator, type Emulator } from './emulator';
import { decodeJson, jsonAnswer, jsonRefusal, readTarget } from './json-protocol';
import { addressOf, json, type WireRequest, type WireResponse } from './message';
import { fault, ignoranceOf } from './not-emulated';
import { decodeQuery, queryAnswer, queryRefusal } from './query-protocol';
import { wellKnown } from './well-known';

export { createEmulator, defaultEmulator } from './emulator';
export type { WireRequest, WireResponse } from './message';

/**
 * Answers one request under `/aws` as AWS would, on the emulated account. Never rejects: a bug of ours becomes an answer
 * that no client takes for AWS's, and its stack goes to the terminal.
 */
export async function answer(request: WireRequest, emulator: Emulator = defaultEmulator()): Promise<WireResponse> {
  const foreign = foreignOrigin(request);
  if (foreign !== undefined) return json(403, { error: foreign });
  if (request.method === 'OPTIONS') return preflight(request);
  return withCors(request, await route(request, emulator));
}

async function route(request: WireRequest, emulator: Emulator): Promise<WireResponse> {
  const { path } = addressOf(request);
  const known = wellKnown(path, emulator);
  if (known !== undefined) return known;
  return answerCall(request, readCall(request), emulator);
}

/** An operation as a request calls for it, and how its answer is put. */
interface WireCall {
  readonly service: string;
  /** As IAM names the action. */
  readonly operation: string;
  /** Undefined when the body cannot be read. */
  readonly input: Readonly<Record<string, unknown>> | undefined;
  output(output: object, requestId: string): WireResponse;
  refusal(error: AwsError, requestId: string): WireResponse;
}

async function answerCall(request: WireRequest, call: WireCall, emulator: Emulator): Promise<WireResponse> {
  const requestId = crypto.randomUUID();
  const refuse = (error: AwsError) => call.refusal(error, requestId);
  try {
    const operation = operationNamed(call.operation);
    if (operation === undefined) throw new NotEmulated(call.operation);
    if (call.input === undefined) return refuse(unreadable);
    const authenticated = operation.access === 'signed' ? await authenticate(request, call.service, emulator) : anonymous;
    if ('error' in authenticated) return refuse(authenticated.error);
    const input = await inbound(call.operation, call.input, emulator.state);
    const step = emulator.perform(call.operation, input, authenticated.caller);
    if (step.error !== undefined) return refuse(step.error);
    return call.output(await outbound(call.operation, call.input, step.output ?? {}, emulator.state), requestId);
  } catch (thrown) {
    const ignorance = ignoranceOf(thrown);
    if (ignorance !== undefined) return refuse(ignorance);
    console.error(thrown);
    return refuse(fault);
  }
}

const anonymous = { caller: { kind: 'anonymous' } } as const;

const unreadable: AwsError = { code: 'SerializationException', message: 'The body is no JSON object.', status: 400, wording: 'unconfirmed' };

/** Which operation a request calls, by its target, its form, or its path. */
function readCall(request: WireRequest): WireCall {
  const target = request.headers['x-amz-target'];
  if (target !== undefined) return readJsonCall(request, target);
  const form = formOf(request);
  const query = form && decodeQuery(form);
  if (query !== undefined) return readQueryCall(request, query);
  return unknownCall(request);
}

function readJsonCall(request: WireRequest, target: string): WireCall {
  const { service = signedService(request), action } = readTarget(target);
  const contentType = request.headers['content-type'] ?? 'application/x-amz-json-1.1';
  return {
    service,
    operation: `${service}:${action}`,
    input: decodeJson(textOf(request.body)),
    output: (output, requestId) => jsonAnswer(output, requestId, contentType),
    refusal: (error, requestId) => jsonRefusal(error, requestId, contentType),
  };
}

function readQueryCall(request: WireRequest, query: NonNullable<ReturnType<typeof decodeQuery>>): WireCall {
  const { service = signedService(request), action, input } = query;
  return {
    service,
    operation: `${service}:${action}`,
    input,
    output: (output, requestId) => queryAnswer(service, action, output, requestId),
    refusal: (error, requestId) => queryRefusal(service, error, requestId),
  };
}

/** Something that we cannot even name as an operation. */
function unknownCall(request: WireRequest): WireCall {
  const service = signedService(request);
  const { path } = addressOf(request);
  const put = mannerOf(service).protocol === 'json' ? jsonRefusal : undefined;
  return {
    service,
    operation: `${service}:${request.method} ${path}`,
    input: {},
    output: (output) => json(200, output),
    refusal: (error, requestId) => (put ?? jsonRefusal)(error, requestId, 'application/json'),
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

/** The service that a request's signature is for. */
function signedService(request: WireRequest): string {
  return claimOf(request)?.scope.service ?? 'unknown';
}
