import type { HeadBucketRequest } from '@aws-sdk/client-s3';
import { aboutBucket, bucketRule } from '../bucket';
import { operation } from '../operation';

export const HeadBucket = operation({
  name: 's3:HeadBucket',
  says: 'Says whether a bucket is there and may be listed.',
  access: 'signed',
  rules: { bucket: { ...bucketRule.bucket, error: { code: 'NotFound', message: 'Not Found', status: 404, wording: 'documented' } } },
  asks: (input: HeadBucketRequest, context) => ({ action: 's3:ListBucket', ...aboutBucket(input.Bucket, undefined, context) }),
  perform(input: HeadBucketRequest, context) {
    context.found('bucket', context.get('AWS::S3::Bucket', input.Bucket ?? ''), `${input.Bucket}`);
    return { BucketRegion: context.region };
  },
});
