import { aboutBucket, bucketNamed, bucketRule } from '../bucket';
import { operation } from '../operation';

interface Input {
  readonly Bucket?: string;
  readonly PublicAccessBlockConfiguration?: Readonly<Record<string, boolean>>;
}

export const PutPublicAccessBlock = operation({
  name: 's3:PutPublicAccessBlock',
  says: 'Sets a bucket’s block on public access.',
  access: 'signed',
  rules: bucketRule,
  asks: (input: Input, context) => ({ action: 's3:PutBucketPublicAccessBlock', ...aboutBucket(input.Bucket, undefined, context) }),
  perform(input: Input, context) {
    const bucket = bucketNamed(input.Bucket, context);
    context.put('AWS::S3::Bucket', bucket.BucketName, { ...bucket, PublicAccessBlockConfiguration: input.PublicAccessBlockConfiguration ?? {} });
    return {};
  },
});
