import type { DeleteObjectRequest } from '@aws-sdk/client-s3';
import { aboutBucket, bucketNamed, bucketRule } from '../bucket';
import { operation } from '../operation';

/** Deletes an object; that it is not there is no error. */
export const DeleteObject = operation({
  name: 's3:DeleteObject',
  says: 'Deletes an object of a bucket.',
  access: 'signed',
  rules: bucketRule,
  asks: (input: DeleteObjectRequest, context) => aboutBucket(input.Bucket, input.Key, context),
  perform(input: DeleteObjectRequest, context) {
    const { BucketName } = bucketNamed(input.Bucket, context);
    context.keep('object', `${BucketName}/${input.Key}`, undefined);
    return {};
  },
});
