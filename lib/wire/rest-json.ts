import { textOf } from './bytes';
import { decodeJson, jsonAnswer, jsonRefusal } from './json-protocol';
import { addressOf, type WireRequest, type WireResponse } from './message';
import type { WireCall } from './wire-call';

/** The route of an operation, or undefined when it has none. */
export function restRoute(operation: string): Route | undefined {
  return routes.find((route) => route.operation === operation);
}

/** One REST-JSON route: `{name}` in the path becomes a field of the input, and so does the query. */
export interface Route {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** The field that takes the whole body; its fields are the input's own when left out. */
  readonly payload?: string;
  readonly status?: number;
  /** Fields of the output that travel as headers, by their names there. */
  readonly headers?: Readonly<Record<string, string>>;
}

const routes: readonly Route[] = [
  {
    operation: 'lambda:InvokeFunction',
    method: 'POST',
    path: '/2015-03-31/functions/{FunctionName}/invocations',
    payload: 'Payload',
    headers: { FunctionError: 'x-amz-function-error', ExecutedVersion: 'x-amz-executed-version' },
  },
  { operation: 'lambda:ListFunctions', method: 'GET', path: '/2015-03-31/functions' },
  { operation: 'lambda:CreateFunction', method: 'POST', path: '/2015-03-31/functions', status: 201 },
  { operation: 'lambda:GetFunction', method: 'GET', path: '/2015-03-31/functions/{FunctionName}' },
  { operation: 'lambda:GetFunctionConfiguration', method: 'GET', path: '/2015-03-31/functions/{FunctionName}/configuration' },
  { operation: 'lambda:UpdateFunctionCode', method: 'PUT', path: '/2015-03-31/functions/{FunctionName}/code' },
  { operation: 'lambda:UpdateFunctionConfiguration', method: 'PUT', path: '/2015-03-31/functions/{FunctionName}/configuration' },
  { operation: 'lambda:DeleteFunction', method: 'DELETE', path: '/2015-03-31/functions/{FunctionName}', status: 204 },
  { operation: 'lambda:GetPolicy', method: 'GET', path: '/2015-03-31/functions/{FunctionName}/policy' },
  { operation: 'lambda:AddPermission', method: 'POST', path: '/2015-03-31/functions/{FunctionName}/policy', status: 201 },
  { operation: 'access-analyzer:ValidatePolicy', method: 'POST', path: '/policy/validation' },
  { operation: 'cognito-sync:GetIdentityPoolConfiguration', method: 'GET', path: '/identitypools/{IdentityPoolId}/configuration' },
  { operation: 'cognito-sync:GetCognitoEvents', method: 'GET', path: '/identitypools/{IdentityPoolId}/events' },
  { operation: 'iot:AttachPolicy', method: 'PUT', path: '/target-policies/{policyName}' },
  { operation: 'iot:DetachPolicy', method: 'POST', path: '/target-policies/{policyName}' },
  { operation: 'iot:ListAttachedPolicies', method: 'POST', path: '/attached-policies/{target}' },
  { operation: 'iot:CreatePolicy', method: 'POST', path: '/policies/{policyName}' },
  { operation: 'iot:GetPolicy', method: 'GET', path: '/policies/{policyName}' },
  { operation: 'iot:ListPolicies', method: 'GET', path: '/policies' },
  { operation: 'iot:DescribeEndpoint', method: 'GET', path: '/endpoint' },
  { operation: 'iot:Publish', method: 'POST', path: '/topics/{topic}', payload: 'payload' },
];

/** The names under which requests are signed where they are not the service's own. */
const signingNames: Readonly<Record<string, string>> = { iotdata: 'iot', iotdevicegateway: 'iot' };

/** Reads a request to a REST-JSON service, or undefined when the service is none of them. */
export function readRestJson(request: WireRequest, signedFor: string): WireCall | undefined {
  const service = signingNames[signedFor] ?? signedFor;
  if (!routes.some((route) => route.operation.startsWith(`${service}:`))) return undefined;
  const { path, query } = addressOf(request);
  for (const route of routes) {
    const fields = route.operation.startsWith(`${service}:`) && route.method === request.method ? match(route.path, path) : undefined;
    if (fields !== undefined) return call(route, service, { ...Object.fromEntries(query), ...bodyOf(request, route), ...fields });
  }
  return call(undefined, service, {}, `${service}:${request.method} ${path}`);
}

function call(route: Route | undefined, service: string, input: Record<string, unknown>, operation = route?.operation ?? ''): WireCall {
  return {
    service,
    operation,
    input,
    output: (output, requestId) => restAnswer(route, output, requestId),
    refusal: (error, requestId) => jsonRefusal(error, requestId, 'application/json'),
  };
}

function bodyOf({ body }: WireRequest, { payload }: Route): Record<string, unknown> {
  const text = textOf(body);
  if (payload !== undefined) return { [payload]: text };
  return decodeJson(text) ?? {};
}

/** The answer of a REST-JSON service: the payload alone, where the operation has one, or the output's fields. */
export function restAnswer(route: Route | undefined, output: Readonly<Record<string, unknown>>, requestId: string): WireResponse {
  const { payload, status = 200, headers = {} } = route ?? {};
  const inHeaders = Object.entries(headers).flatMap(([field, name]) => (output[field] === undefined ? [] : [[name, String(output[field])]]));
  const answer = { ...jsonAnswer(output, requestId, 'application/json'), status };
  return { ...answer, headers: { ...answer.headers, ...Object.fromEntries(inHeaders) }, ...(payload === undefined ? {} : { body: payloadText(output[payload]) }) };
}

function payloadText(payload: unknown): string {
  return typeof payload === 'string' ? payload : JSON.stringify(payload ?? null);
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split('/'), path.replace(/\/$/, '').split('/')];
  if (wanted.length !== given.length) return undefined;
  const fields: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const actual = given[index] as string;
    if (part.startsWith('{')) fields[part.slice(1, -1)] = decodeURIComponent(actual);
    else if (part !== actual) return undefined;
  }
  return fields;
}
