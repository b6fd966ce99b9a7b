import type { Explanation } from '../iam/decision';
import type { AwsError, Wording } from './refusal';

export type Protocol = 'json' | 'query' | 'rest-xml' | 'rest-json';

/** How a service speaks, and how it words the refusals that every signed operation shares. */
export interface ServiceManner {
  readonly protocol: Protocol;
  readonly accessDenied: { readonly code: string; readonly status: number };
  readonly expired: { readonly code: string; readonly message: string; readonly status: number };
  readonly unsigned: { readonly code: string; readonly message: string; readonly status: number; readonly wording: Wording };
  readonly unknownKey: { readonly code: string; readonly message: string; readonly status: number };
}

const json: ServiceManner = {
  protocol: 'json',
  accessDenied: { code: 'AccessDeniedException', status: 400 },
  expired: { code: 'ExpiredTokenException', message: 'The security token included in the request is expired', status: 400 },
  unsigned: { code: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token', status: 400, wording: 'unconfirmed' },
  unknownKey: { code: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.', status: 400 },
};

const query: ServiceManner = {
  protocol: 'query',
  accessDenied: { code: 'AccessDenied', status: 403 },
  expired: { code: 'ExpiredToken', message: 'The security token included in the request is expired', status: 403 },
  unsigned: { code: 'MissingAuthenticationToken', message: 'Request is missing Authentication Token', status: 403, wording: 'unconfirmed' },
  unknownKey: { code: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.', status: 403 },
};

const s3: ServiceManner = {
  protocol: 'rest-xml',
  accessDenied: { code: 'AccessDenied', status: 403 },
  expired: { code: 'ExpiredToken', message: 'The provided token has expired.', status: 400 },
  unsigned: { code: 'AccessDenied', message: 'Access Denied', status: 403, wording: 'observed' },
  unknownKey: { code: 'InvalidAccessKeyId', message: 'The AWS Access Key Id you provided does not exist in our records.', status: 403 },
};

const restJson: ServiceManner = { ...json, protocol: 'rest-json', accessDenied: { code: 'AccessDeniedException', status: 403 } };

const manners: Readonly<Record<string, ServiceManner>> = {
  'cognito-identity': json,
  'cognito-idp': json,
  dynamodb: json,
  kms: json,
  ssm: json,
  logs: json,
  sts: query,
  iam: query,
  sns: query,
  sqs: json,
  ses: query,
  s3,
  lambda: restJson,
  iot: restJson,
};

/** The manner of a service by its IAM prefix; services that we do not know by name are taken to speak JSON. */
export function mannerOf(service: string): ServiceManner {
  return manners[service] ?? json;
}

export function serviceOf(operation: string): string {
  return operation.slice(0, operation.indexOf(':'));
}

/** AccessDenied as the service of this operation words it; S3 puts the resource in quotation marks. */
export function accessDenied(operation: string, { message = 'Access Denied', request }: Pick<Explanation, 'message' | 'request'>): AwsError {
  const service = serviceOf(operation);
  const sentence = service === 's3' ? message.replace(`on resource: ${request.resource}`, `on resource: "${request.resource}"`) : message;
  return { ...mannerOf(service).accessDenied, message: sentence, wording: 'observed' };
}
