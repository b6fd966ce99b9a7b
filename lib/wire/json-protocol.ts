import type { AwsError } from '../engine/refusal';
import { textOf } from './bytes';
import { headerText, type WireRequest, type WireResponse } from './message';
import type { WireCall } from './wire-call';

/** The services behind the names in `x-amz-target`. */
const targets: Readonly<Record<string, string>> = {
  AWSCognitoIdentityProviderService: 'cognito-idp',
  AWSCognitoIdentityService: 'cognito-identity',
  DynamoDB_20120810: 'dynamodb',
  TrentService: 'kms',
  AmazonSSM: 'ssm',
  Logs_20140328: 'logs',
  AmazonSQS: 'sqs',
  AWSOrganizationsV20161128: 'organizations',
  AWSWAF_20190729: 'wafv2',
  // The SDK for JavaScript leaves the package out.
  CloudTrail_20131101: 'cloudtrail',
  'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101': 'cloudtrail',
};

/** The name by which `x-amz-target` calls a service. */
export function targetPrefix(service: string): string | undefined {
  return Object.entries(targets).find(([, one]) => one === service)?.[0];
}

/** Reads a request of the AWS JSON protocol, or undefined when it is none. */
export function readJson(request: WireRequest): WireCall | undefined {
  const target = request.headers['x-amz-target'];
  if (target === undefined) return undefined;
  const { service, action } = readTarget(target);
  const contentType = request.headers['content-type'] ?? 'application/x-amz-json-1.1';
  return {
    service,
    operation: `${service}:${action}`,
    input: decodeJson(textOf(request.body)),
    output: (output, requestId) => jsonAnswer(output, requestId, contentType),
    refusal: (error, requestId) => jsonRefusal(error, requestId, contentType),
  };
}

/** The service and operation in `x-amz-target`; a service that we do not know goes by its name there. */
function readTarget(target: string): { readonly service: string; readonly action: string } {
  const dot = target.lastIndexOf('.');
  const name = target.slice(0, Math.max(dot, 0));
  const action = target.slice(dot + 1);
  // The engine names the pages of the hosted UI as CloudTrail does; they are no operations of the API.
  const isPage = action.includes('_') || action === 'Logout';
  return { service: isPage ? `page ${name}` : (targets[name] ?? `target ${name}`), action };
}

/** The input in a JSON body, or undefined when it is no JSON object. */
export function decodeJson(body: string): Record<string, unknown> | undefined {
  if (body === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

export function jsonAnswer(output: object, requestId: string, contentType: string): WireResponse {
  return { status: 200, headers: { 'content-type': contentType, 'x-amzn-requestid': requestId }, body: JSON.stringify(output) };
}

/** AWS's refusal of a JSON request: the code in the body and, with a colon after it, in a header (aws-facts §2.0). */
export function jsonRefusal({ code, message, status }: AwsError, requestId: string, contentType: string): WireResponse {
  return {
    status,
    headers: {
      'content-type': contentType,
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': `${code}:`,
      'x-amzn-errormessage': headerText(message),
    },
    body: JSON.stringify({ __type: code, message }),
  };
}
