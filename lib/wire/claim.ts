import { splitOnce, type WireRequest } from './message';
import { algorithm, amzDate, type CredentialScope } from './sigv4';

/** What a request says of its own signature. */
export interface Claim {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly time: string;
  readonly token: string | undefined;
  /** A presigned address and the seconds for which it is good. */
  readonly presigned?: { readonly expires: number };
}

/** The signature that a request carries in its `authorization` header or in its address; undefined when it carries none. */
export function claimOf(request: WireRequest): Claim | undefined {
  const query = signedQueryOf(request);
  if (query.get('X-Amz-Algorithm') === algorithm) {
    return claim(query.get('X-Amz-Credential'), query.get('X-Amz-SignedHeaders'), query.get('X-Amz-Signature'), {
      time: query.get('X-Amz-Date') ?? '',
      token: query.get('X-Amz-Security-Token') ?? undefined,
      presigned: { expires: Number(query.get('X-Amz-Expires') ?? 900) },
    });
  }
  const { authorization } = request.headers;
  if (authorization === undefined || !authorization.startsWith(`${algorithm} `)) return undefined;
  const fields = new Map(authorization.slice(algorithm.length).split(',').map((field) => splitOnce(field.trim(), '=')));
  return claim(fields.get('Credential'), fields.get('SignedHeaders'), fields.get('Signature'), {
    time: request.headers['x-amz-date'] ?? timeOfDate(request.headers.date),
    token: request.headers['x-amz-security-token'],
  });
}

/** Whether a request is signed as S3's was before Signature Version 4. */
export function isVersion2(request: WireRequest): boolean {
  return request.headers.authorization?.startsWith('AWS ') === true || signedQueryOf(request).has('AWSAccessKeyId');
}

function claim(
  credential: string | null | undefined,
  signedHeaders: string | null | undefined,
  signature: string | null | undefined,
  rest: Pick<Claim, 'time' | 'token' | 'presigned'>,
): Claim {
  const [accessKeyId = '', date = '', region = '', service = ''] = (credential ?? '').split('/');
  return { accessKeyId, scope: { date, region, service }, signedHeaders: (signedHeaders ?? '').split(';'), signature: signature ?? '', ...rest };
}

/** The query as it is signed, where `+` stands for itself. */
export function signedQueryOf({ url }: WireRequest): URLSearchParams {
  return new URLSearchParams((splitOnce(url, '?')[1] ?? '').replaceAll('+', '%2B'));
}

function timeOfDate(date: string | undefined): string {
  const milliseconds = Date.parse(date ?? '');
  return Number.isNaN(milliseconds) ? '' : amzDate(milliseconds / 1000);
}
