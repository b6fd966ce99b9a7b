import type { AwsError } from '../engine/refusal';
import { operationNamed } from '../engine/operations/index';
import { NotEmulated } from '../world/gap';
import { authenticate } from './authentication';
import { inbound, outbound } from './border/crossing';
import { claimOf } from './claim';
import { control } from './control';
import { foreign, preflight, withCors } from './cors';
import { defaultEmulator, type Emulator } from './emulator';
import { hostedUi } from './hosted-ui';
import { jsonAnswer, jsonRefusal, readJson } from './json-protocol';
import { addressOf, json, type WireRequest, type WireResponse } from './message';
import { failureOf } from './not-emulated';
import { providerPages } from './provider-pages';
import { readQuery } from './query-protocol';
import { readRestJson } from './rest-json';
import { readS3 } from './s3-protocol';
import { wellKnown } from './well-known';
import type { WireCall } from './wire-call';

export { createEmulator, defaultEmulator, shareEmulator } from './emulator';
export type { WireRequest, WireResponse } from './message';

/**
 * Answers one request under `/aws` as AWS would, on the emulated account. Never rejects: a bug of ours becomes an answer
 * that no client takes for AWS's, and its stack goes to the terminal.
 */
export async function answer(request: WireRequest, emulator: Emulator = defaultEmulator()): Promise<WireResponse> {
  const refused = foreign(request);
  if (refused !== undefined) return json(403, { error: refused });
  if (request.method === 'OPTIONS') return preflight(request);
  return withCors(request, await route(request, emulator));
}

async function route(request: WireRequest, emulator: Emulator): Promise<WireResponse> {
  try {
    const ours = (await control(request, emulator)) ?? wellKnown(request, emulator) ?? (await hostedUi(request, emulator)) ?? (await providerPages(request, emulator));
    return ours ?? (await answerCall(request, readCall(request), emulator));
  } catch (thrown) {
    const { status, ...error } = failureOf(thrown);
    return json(status, error);
  }
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
    const input = await inbound(call.operation, call.input, emulator.state, { now: emulator.clock(), wall: emulator.wallClock() });
    const step = emulator.perform(call.operation, input, authenticated.caller);
    if (step.error !== undefined) return refuse(step.error);
    return call.output(await outbound(call.operation, call.input, step.output ?? {}, emulator.state), requestId);
  } catch (thrown) {
    return refuse(failureOf(thrown));
  }
}

const anonymous = { caller: { kind: 'anonymous' } } as const;

const unreadable: AwsError = { code: 'SerializationException', message: 'The body is no JSON object.', status: 400, wording: 'unconfirmed' };

/** Which operation a request calls: by its target, its form, the service it is signed for, or else by its path in S3. */
function readCall(request: WireRequest): WireCall {
  const signedFor = claimOf(request)?.scope.service ?? 's3';
  return readJson(request) ?? readQuery(request) ?? readRestJson(request, signedFor) ?? (signedFor === 's3' ? readS3(request) : strange(request, signedFor));
}

/** A request to a service that speaks in a way we do not know. */
function strange(request: WireRequest, service: string): WireCall {
  return {
    service,
    operation: `${service}:${request.method} ${addressOf(request).path}`,
    input: {},
    output: (output, requestId) => jsonAnswer(output, requestId, 'application/json'),
    refusal: (error, requestId) => jsonRefusal(error, requestId, 'application/json'),
  };
}
