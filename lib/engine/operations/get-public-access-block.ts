import type { GetPublicAccessBlockRequest } from '@aws-sdk/client-s3';
import { read } from '../../world/gap';
import { aboutBucket, bucketNamed, bucketRule } from '../bucket';
import { operation } from '../operation';

export const GetPublicAccessBlock = operation({
  name: 's3:GetPublicAccessBlock',
  says: 'Returns a bucket’s block on public access.',
  access: 'signed',
  rules: {
    ...bucketRule,
    configuration: {
      says: 'The bucket has a block on public access.',
      label: 'block set',
      cite: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html',
      error: { code: 'NoSuchPublicAccessBlockConfiguration', message: 'The public access block configuration was not found', status: 404 },
    },
  },
  asks: (input: GetPublicAccessBlockRequest, context) => ({ action: 's3:GetBucketPublicAccessBlock', ...aboutBucket(input.Bucket, undefined, context) }),
  perform(input: GetPublicAccessBlockRequest, context) {
    const { BucketName, PublicAccessBlockConfiguration } = bucketNamed(input.Bucket, context);
    return { PublicAccessBlockConfiguration: read(context.found('configuration', PublicAccessBlockConfiguration, BucketName)) };
  },
});
