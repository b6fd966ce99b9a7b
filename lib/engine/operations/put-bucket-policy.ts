import type { PutBucketPolicyRequest } from '@aws-sdk/client-s3';
import { parsePolicy } from '../../iam/parse';
import { aboutBucket, bucketNamed, bucketRule } from '../bucket';
import { operation } from '../operation';

export const PutBucketPolicy = operation({
  name: 's3:PutBucketPolicy',
  says: 'Writes a bucket’s policy.',
  access: 'signed',
  rules: {
    ...bucketRule,
    document: {
      says: 'The document is a policy in IAM’s language.',
      label: 'policy readable',
      cite: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
      error: { code: 'MalformedPolicy', message: 'This policy contains invalid Json', wording: 'unconfirmed' },
    },
  },
  asks: (input: PutBucketPolicyRequest, context) => aboutBucket(input.Bucket, undefined, context),
  perform(input: PutBucketPolicyRequest, context) {
    const bucket = bucketNamed(input.Bucket, context);
    const { Policy = '' } = input;
    const wrong = parsePolicy(Policy).findings.filter((finding) => finding.level === 'error');
    context.hold('document', wrong.length === 0, wrong[0]?.message ?? 'a policy');
    context.put('AWS::S3::Bucket', bucket.BucketName, { ...bucket, Policy });
    return {};
  },
});
