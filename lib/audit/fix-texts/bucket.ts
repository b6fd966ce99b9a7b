import { isGap } from '../../world/gap';
import type { Bucket } from '../../world/resources';
import type { Change } from '../verdict';
import { command, hcl, logicalName, shell, shellJson, terraformName, yaml, type Texts } from './write';

/** A bucket's policy, as a whole: there is only one, and it is replaced. */
export function bucketTexts({ after }: Change): Texts {
  const { BucketName, Policy } = after as Bucket;
  if (Policy === undefined) return removed(BucketName);
  if (isGap(Policy)) return { 'AWS CLI': '', CloudFormation: '', CDK: '', Terraform: '' };
  const document = typeof Policy === 'string' ? (JSON.parse(Policy) as object) : Policy;
  const name = logicalName(BucketName);
  return {
    'AWS CLI': command('aws s3api put-bucket-policy', `--bucket ${shell(BucketName)}`, `--policy ${shellJson(document)}`),
    CloudFormation: [`${name}Policy:`, '  Type: AWS::S3::BucketPolicy', '  Properties:', `    Bucket: ${yaml(BucketName, 0)}`, `    PolicyDocument: ${yaml(document, 6)}`].join('\n'),
    CDK: [`new s3.CfnBucketPolicy(this, '${name}Policy', {`, `  bucket: ${JSON.stringify(BucketName)},`, `  policyDocument: ${JSON.stringify(document, undefined, 2).split('\n').join('\n  ')},`, '});'].join('\n'),
    Terraform: [`resource "aws_s3_bucket_policy" "${terraformName(BucketName)}" {`, `  bucket = ${hcl(BucketName)}`, `  policy = jsonencode(${hcl(document, 2)})`, '}'].join('\n'),
  };
}

function removed(bucket: string): Texts {
  const say = (mark: string, what: string): string => `${mark} Remove the ${what} of ${JSON.stringify(bucket)}.`;
  return {
    'AWS CLI': command('aws s3api delete-bucket-policy', `--bucket ${shell(bucket)}`),
    CloudFormation: say('#', 'AWS::S3::BucketPolicy'),
    CDK: say('//', 'bucket policy'),
    Terraform: say('#', 'aws_s3_bucket_policy'),
  };
}
