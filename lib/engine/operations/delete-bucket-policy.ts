import type { DeleteBucketPolicyRequest } from '@aws-sdk/client-s3';
import { aboutBucket, bucketNamed, bucketRule } from '../bucket';
import { operation } from '../operation';

export const DeleteBucketPolicy = operation({
  name: 's3:DeleteBucketPolicy',
  says: 'Deletes a bucket’s policy.',
  access: 'signed',
  rules: bucketRule,
  asks: (input: DeleteBucketPolicyRequest, context) => aboutBucket(input.Bucket, undefined, context),
  perform(input: DeleteBucketPolicyRequest, context) {
    const { Policy: _gone, ...bucket } = bucketNamed(input.Bucket, context);
    context.put('AWS::S3::Bucket', bucket.BucketName, bucket);
    return {};
  },
});
