import type { DeleteBucketRequest } from '@aws-sdk/client-s3';
import { aboutBucket, bucketNamed, bucketRule } from '../bucket';
import { operation } from '../operation';

export const DeleteBucket = operation({
  name: 's3:DeleteBucket',
  says: 'Deletes an empty bucket.',
  access: 'signed',
  rules: {
    ...bucketRule,
    empty: {
      says: 'The bucket is empty.',
      label: 'bucket empty',
      cite: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
      error: { code: 'BucketNotEmpty', message: 'The bucket you tried to delete is not empty.', status: 409, wording: 'documented' },
    },
  },
  asks: (input: DeleteBucketRequest, context) => aboutBucket(input.Bucket, undefined, context),
  perform(input: DeleteBucketRequest, context) {
    const { BucketName } = bucketNamed(input.Bucket, context);
    const objects = [...context.records('object')].filter(([id]) => id.startsWith(`${BucketName}/`)).length;
    context.hold('empty', objects === 0, `${objects} objects`);
    context.put('AWS::S3::Bucket', BucketName, undefined);
    return {};
  },
});
