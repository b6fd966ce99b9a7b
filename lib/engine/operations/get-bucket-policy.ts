import type { GetBucketPolicyRequest } from '@aws-sdk/client-s3';
import { read } from '../../world/gap';
import { aboutBucket, bucketNamed, bucketRule } from '../bucket';
import { operation } from '../operation';

export const GetBucketPolicy = operation({
  name: 's3:GetBucketPolicy',
  says: 'Returns a bucket’s policy.',
  access: 'signed',
  rules: {
    ...bucketRule,
    policy: {
      says: 'The bucket has a policy.',
      label: 'policy set',
      cite: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
      error: { code: 'NoSuchBucketPolicy', message: 'The bucket policy does not exist', status: 404 },
    },
  },
  asks: (input: GetBucketPolicyRequest, context) => aboutBucket(input.Bucket, undefined, context),
  perform(input: GetBucketPolicyRequest, context) {
    const { BucketName, Policy } = bucketNamed(input.Bucket, context);
    const document = read(context.found('policy', Policy, BucketName));
    return { Policy: typeof document === 'string' ? document : JSON.stringify(document) };
  },
});
