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
  /** What one call too many within a second is told. */
  readonly throttled: AwsError;
  /** Set where a denial does not say why. */
  readonly terse?: true;
}

const throttled: AwsError = { code: 'TooManyRequestsException', message: 'Rate exceeded', status: 400, wording: 'observed' };
const throttling: AwsError = { code: 'Throttling', message: 'Rate exceeded', status: 400, wording: 'unconfirmed' };

const json: ServiceManner = {
  protocol: 'json',
  accessDenied: { code: 'AccessDeniedException', status: 400 },
  expired: { code: 'ExpiredTokenException', message: 'The security token included in the request is expired', status: 400 },
  unsigned: { code: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token', status: 400, wording: 'unconfirmed' },
  unknownKey: { code: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.', status: 400 },
  throttled,
};

const query: ServiceManner = {
  protocol: 'query',
  accessDenied: { code: 'AccessDenied', status: 403 },
  expired: { code: 'ExpiredToken', message: 'The security token included in the request is expired', status: 403 },
  unsigned: { code: 'MissingAuthenticationToken', message: 'Request is missing Authentication Token', status: 403, wording: 'unconfirmed' },
  unknownKey: { code: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.', status: 403 },
  throttled: throttling,
};

const s3: ServiceManner = {
  protocol: 'rest-xml',
  accessDenied: { code: 'AccessDenied', status: 403 },
  expired: { code: 'ExpiredToken', message: 'The provided token has expired.', status: 400 },
  unsigned: { code: 'AccessDenied', message: 'Access Denied', status: 403, wording: 'observed' },
  unknownKey: { code: 'InvalidAccessKeyId', message: 'The AWS Access Key Id you provided does not exist in our records.', status: 403 },
  throttled: { code: 'SlowDown', message: 'Please reduce your request rate.', status: 503, wording: 'documented' },
};

const ec2: ServiceManner = { ...query, accessDenied: { code: 'UnauthorizedOperation', status: 403 }, terse: true };
const cloudwatch: ServiceManner = { ...query, terse: true };

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
  ec2,
  cloudwatch,
  'access-analyzer': restJson,
  lambda: restJson,
  'cognito-sync': restJson,
  iot: restJson,
};

/** The manner of a service by its IAM prefix; services that we do not know by name are taken to speak JSON. */
export function mannerOf(service: string): ServiceManner {
  return manners[service] ?? json;
}

export function serviceOf(operation: string): string {
  return operation.slice(0, operation.indexOf(':'));
}

/** AccessDenied as the service of this operation words it; S3 puts the resource in quotation marks, some do not say why. */
export function accessDenied(operation: string, denied: Pick<Explanation, 'message' | 'because' | 'request'>): AwsError {
  const service = serviceOf(operation);
  const manner = mannerOf(service);
  const { message = 'Access Denied', because, request } = denied;
  const quoted = service === 's3' ? message.replace(`on resource: ${request.resource}`, `on resource: "${request.resource}"`) : message;
  const sentence = manner.terse && because !== undefined ? quoted.replace(` ${because}`, '') : quoted;
  return { ...manner.accessDenied, message: sentence, wording: manner.terse ? 'unconfirmed' : 'observed' };
}
