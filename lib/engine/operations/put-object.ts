import type { PutObjectRequest } from '@aws-sdk/client-s3';
import { aboutBucket, bucketNamed, bucketRule, etagOf } from '../bucket';
import { operation } from '../operation';

type Input = Omit<PutObjectRequest, 'Body'> & { readonly Body?: string };

/** Writes an object. */
export const PutObject = operation({
  name: 's3:PutObject',
  says: 'Writes an object into a bucket.',
  access: 'signed',
  rules: bucketRule,
  asks: (input: Input, context) => ({
    ...aboutBucket(input.Bucket, input.Key, context),
    context: {
      ...(input.ACL === undefined ? {} : { 's3:x-amz-acl': input.ACL }),
      ...(input.ServerSideEncryption === undefined ? {} : { 's3:x-amz-server-side-encryption': input.ServerSideEncryption }),
    },
  }),
  perform(input: Input, context) {
    const { BucketName } = bucketNamed(input.Bucket, context);
    const body = input.Body ?? '';
    const contentType = input.ContentType === undefined ? {} : { contentType: input.ContentType };
    context.keep('object', `${BucketName}/${input.Key}`, { body, ...contentType, at: context.now });
    return { ETag: etagOf(body) };
  },
});
