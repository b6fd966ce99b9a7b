import type { HeadObjectRequest } from '@aws-sdk/client-s3';
import { aboutBucket, bucketNamed, bucketRule, describeObject } from '../bucket';
import { operation } from '../operation';

/** Says what an object is without its contents; S3 asks for `s3:GetObject`. */
export const HeadObject = operation({
  name: 's3:HeadObject',
  says: 'Returns what is known of an object, without its contents.',
  access: 'signed',
  rules: {
    ...bucketRule,
    key: {
      says: 'The object exists.',
      label: 'key exists',
      cite: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html',
      error: { code: 'NotFound', message: 'Not Found', status: 404, wording: 'documented' },
    },
  },
  asks: (input: HeadObjectRequest, context) => ({ action: 's3:GetObject', ...aboutBucket(input.Bucket, input.Key, context) }),
  perform(input: HeadObjectRequest, context) {
    const { BucketName } = bucketNamed(input.Bucket, context);
    const object = context.found('key', context.record('object', `${BucketName}/${input.Key}`), `${input.Key}`);
    const { Body: _contents, ...about } = describeObject(object);
    return about;
  },
});
