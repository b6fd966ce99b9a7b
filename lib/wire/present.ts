import { uuid } from '../engine/mint';
import { operationNamed } from '../engine/operations/index';
import { mannerOf } from '../engine/services';
import type { Step, Trace } from '../engine/trace';
import type { World } from '../world/world';
import { sha256, toHex } from './bytes';
import { draftOf } from './draft';
import type { Draft, Language } from './drafted-request';
import { demoOperatorKey } from './demo-operator';
import { functionUrlAnswer, functionUrlOperation } from './function-url';
import { hostedAnswer, isHosted } from './hosted-draft';
import { jsonAnswer, jsonRefusal } from './json-protocol';
import type { WireResponse } from './message';
import { travelled } from './present-input';
import { pretty } from './pretty';
import { queryAnswer, queryRefusal } from './query-protocol';
import { restAnswer, restRoute } from './rest-json';
import { s3Operations } from './s3-operations';
import { s3Refusal } from './s3-protocol';
import { secretsIn, type Secret } from './secrets';
import { amzDate, authorizationHeader, signatureOf, type AccessKey } from './sigv4';

export type { Language } from './drafted-request';
export type { Secret } from './secrets';

/** A header's name in lower case, and its value. */
export type Header = readonly [name: string, value: string];

/** The HTTP exchange of one step, as it would travel between the caller and AWS. */
export interface Presented {
  readonly request: {
    readonly method: string;
    readonly host: string;
    /** With the query. */
    readonly path: string;
    readonly headers: readonly Header[];
    /** Laid out for reading; the signature covers it as it travels. */
    readonly body: string;
    readonly language: Language;
  };
  readonly response: {
    readonly status: number;
    readonly headers: readonly Header[];
    readonly body: string;
    readonly language: Language;
  };
  /** What to mask until it is asked for, wherever it stands in the exchange. */
  readonly secrets: readonly Secret[];
}

/** Where a step belongs: the account it happened in, and the steps before it, which gave out the keys it is signed with. */
export interface PresentContext {
  readonly world: World;
  readonly trace: Pick<Trace, 'steps'>;
}

/**
 * The HTTP exchange of a step: really signed, with AWS's headers and error shapes, the same every time.
 * Undefined when nothing travels (a decision that was only asked about), or in a form that we do not know.
 */
export async function presentStep(step: Step, context: PresentContext): Promise<Presented | undefined> {
  if (step.authorizationOnly === true) return undefined;
  const { sent, output } = await travelled(step, context);
  const draft = draftOf(step.operation, sent, context.world);
  if (draft === undefined) return undefined;
  const headers = await signedHeaders(draft, step, context);
  const response = responseOf(step, draft, output);
  const query = draft.query.map(([name, value]) => (value === '' ? name : `${name}=${encodeURIComponent(value)}`)).join('&');
  const language = languageOf(response);
  return {
    request: {
      method: draft.method,
      host: draft.host,
      path: query === '' ? draft.path : `${draft.path}?${query}`,
      headers: Object.entries(headers),
      body: pretty(draft.body, draft.language),
      language: draft.language,
    },
    response: {
      status: response.status,
      headers: [...Object.entries(response.headers), ['date', new Date(step.at * 1000).toUTCString()]],
      body: pretty(String(response.body), language),
      language,
    },
    secrets: secretsIn({ sent, output, headers }),
  };
}

async function signedHeaders(draft: Draft, step: Step, context: PresentContext): Promise<Record<string, string>> {
  const host = { host: draft.host, ...draft.headers };
  const key = keyOf(step, context);
  if (key === undefined) return host;
  const time = amzDate(step.at);
  const payloadHash = toHex(await sha256(draft.body));
  const headers: Record<string, string> = {
    ...host,
    'x-amz-date': time,
    ...(draft.service === 's3' ? { 'x-amz-content-sha256': payloadHash } : {}),
    ...(key.sessionToken === undefined ? {} : { 'x-amz-security-token': key.sessionToken }),
  };
  const scope = { date: time.slice(0, 8), region: draft.region, service: draft.service };
  const parts = { ...draft, headers, signedHeaders: Object.keys(headers).sort(), payloadHash, time, scope };
  return { ...headers, authorization: authorizationHeader(key.accessKeyId, parts, await signatureOf(parts, key.secretAccessKey)) };
}

/** The key that a step was signed with: the operator's, or one that a step before it gave out. Undefined for unsigned calls. */
function keyOf(step: Step, { trace }: PresentContext): AccessKey | undefined {
  if (step.signedBy === undefined) {
    const anonymous = operationNamed(step.operation)?.access === 'public' || step.id.includes('/') || step.error?.code.startsWith('MissingAuthentication');
    return anonymous ? undefined : demoOperatorKey;
  }
  const { accessKeyId } = step.signedBy;
  return credentialsIn(trace.steps, accessKeyId) ?? { accessKeyId, secretAccessKey: 'not given out in this run' };
}

function credentialsIn(value: unknown, accessKeyId: string): AccessKey | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { AccessKeyId, SecretKey, SecretAccessKey = SecretKey, SessionToken } = value as Readonly<Record<string, unknown>>;
  if (AccessKeyId === accessKeyId && typeof SecretAccessKey === 'string') {
    return { accessKeyId, secretAccessKey: SecretAccessKey, ...(typeof SessionToken === 'string' ? { sessionToken: SessionToken } : {}) };
  }
  for (const inner of Object.values(value)) {
    const found = credentialsIn(inner, accessKeyId);
    if (found !== undefined) return found;
  }
  return undefined;
}

function responseOf(step: Step, draft: Draft, output: Readonly<Record<string, unknown>> = {}): WireResponse {
  const requestId = uuid(`request ${step.id} ${step.at}`);
  const action = step.operation.slice(draft.service.length + 1);
  const contentType = draft.headers['content-type'] ?? 'application/json';
  const { error } = step;
  if (isHosted(step.operation)) return hostedAnswer(step.operation, step.sent, output, error);
  if (step.operation === functionUrlOperation) return functionUrlAnswer(output, error);
  switch (mannerOf(draft.service).protocol) {
    case 'json':
      return error === undefined ? jsonAnswer(output, requestId, contentType) : jsonRefusal(error, requestId, contentType);
    case 'query':
      return error === undefined ? queryAnswer(draft.service, action, output, requestId) : queryRefusal(draft.service, error, requestId);
    case 'rest-xml': {
      if (error !== undefined) return s3Refusal(error, requestId, draft.method);
      const { headers, status = 200, body = '' } = s3Operations.find((one) => one.name === action)?.answer(output) ?? {};
      return { status, headers: { ...headers, 'x-amz-request-id': requestId }, body };
    }
    case 'rest-json':
      return error === undefined ? restAnswer(restRoute(step.operation), output, requestId) : jsonRefusal(error, requestId, contentType);
  }
}

function languageOf({ headers }: WireResponse): Language {
  const type = headers['content-type'] ?? '';
  if (type.includes('json')) return 'json';
  return type.includes('xml') ? 'xml' : 'text';
}
