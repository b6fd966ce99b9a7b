import type { GetObjectRequest } from '@aws-sdk/client-s3';
import { aboutBucket, bucketNamed, bucketRule, describeObject } from '../bucket';
import { operation } from '../operation';

/** Reads an object. Who may not list the bucket is not told that a key is missing. */
export const GetObject = operation({
  name: 's3:GetObject',
  says: 'Returns an object of a bucket.',
  access: 'signed',
  rules: {
    ...bucketRule,
    hidden: {
      says: 'That a key is missing is told only to those who may list the bucket.',
      label: 'key or s3:ListBucket',
      cite: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html',
      error: { code: 'AccessDenied', message: 'Access Denied', status: 403, wording: 'documented' },
    },
    key: {
      says: 'The object exists.',
      label: 'key exists',
      cite: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
      error: { code: 'NoSuchKey', message: 'The specified key does not exist.', status: 404, wording: 'documented' },
    },
  },
  asks: (input: GetObjectRequest, context) => aboutBucket(input.Bucket, input.Key, context),
  perform(input: GetObjectRequest, context) {
    const { BucketName } = bucketNamed(input.Bucket, context);
    const object = context.record('object', `${BucketName}/${input.Key}`);
    if (object === undefined) {
      const listing = context.asks({ action: 's3:ListBucket', ...aboutBucket(BucketName, undefined, context) });
      context.hold('hidden', listing === undefined || listing.answer === 'Allowed', listing?.because ?? 'the caller may list the bucket');
    }
    return describeObject(context.found('key', object, `${input.Key}`));
  },
});
