import { NotRead } from '../world/gap';
import type { Bucket } from '../world/resources';
import { digest } from './mint';
import type { OperationContext, Question } from './operation';
import type { Rule } from './refusal';
import type { Records } from './state';

export const bucketRule = {
  bucket: {
    says: 'The bucket exists.',
    label: 'bucket exists',
    cite: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
    error: { code: 'NoSuchBucket', message: 'The specified bucket does not exist', status: 404, wording: 'documented' },
  },
} as const satisfies Record<string, Rule>;

export function bucketNamed(name: string | undefined, context: OperationContext<'bucket'>): Bucket {
  return context.found('bucket', context.get('AWS::S3::Bucket', name ?? ''), name ?? 'no name');
}

/** What a request for objects asks IAM: `key` is left out for the bucket itself. */
export function aboutBucket(name: string | undefined, key: string | undefined, context: Pick<OperationContext, 'get' | 'partition'>): Question {
  const bucket = name ?? '';
  const arn = `arn:${context.partition}:s3:::${bucket}`;
  const resourcePolicy = bucketPolicy(bucket, context);
  return { resource: key === undefined ? arn : `${arn}/${key}`, ...(resourcePolicy === undefined ? {} : { resourcePolicy }) };
}

/** The bucket's policy; a gap when nobody has read the bucket. */
export function bucketPolicy(bucket: string, context: Pick<OperationContext, 'get'>): Question['resourcePolicy'] {
  const name = `bucket policy of ${bucket}`;
  try {
    const document = context.get('AWS::S3::Bucket', bucket)?.Policy;
    return document === undefined ? undefined : { name, document };
  } catch (thrown) {
    if (!(thrown instanceof NotRead)) throw thrown;
    return { name, document: { unread: thrown.unread } };
  }
}

/** An object as S3 answers with it. */
export function describeObject({ body, contentType = 'binary/octet-stream', at }: Records['object']) {
  return { Body: body, ContentType: contentType, ContentLength: body.length, ETag: etagOf(body), LastModified: at };
}

/** Stands for the MD5 that S3 gives: the same for the same contents. */
export function etagOf(body: string): string {
  return `"${digest(body)}"`;
}
