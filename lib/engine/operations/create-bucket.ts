import type { CreateBucketRequest } from '@aws-sdk/client-s3';
import { aboutBucket } from '../bucket';
import { operation } from '../operation';

export const CreateBucket = operation({
  name: 's3:CreateBucket',
  says: 'Makes a bucket.',
  access: 'signed',
  rules: {
    free: {
      says: 'No bucket of the account has the name.',
      label: 'name free',
      cite: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
      error: {
        code: 'BucketAlreadyOwnedByYou',
        message: 'Your previous request to create the named bucket succeeded and you already own it.',
        status: 409,
        wording: 'documented',
      },
    },
  },
  asks: (input: CreateBucketRequest, context) => aboutBucket(input.Bucket, undefined, context),
  perform(input: CreateBucketRequest, context) {
    const { Bucket = '' } = input;
    context.hold('free', context.get('AWS::S3::Bucket', Bucket) === undefined, Bucket);
    context.put('AWS::S3::Bucket', Bucket, { BucketName: Bucket });
    return { Location: `/${Bucket}` };
  },
});
