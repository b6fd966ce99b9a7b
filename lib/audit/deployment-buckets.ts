import { policyNamed } from '../engine/authorization';
import { testOf, wildcards } from '../iam/match';
import { isAbsent, read } from '../world/gap';
import { get, type World } from '../world/world';
import type { Capability } from '../iam/reach/capability';

/** What is made of the objects in a bucket, as far as its name or its policy tells. */
export interface Deployment {
  readonly bucket: string;
  /** Completes “a bucket from which …”. */
  readonly which: string;
  readonly capability: Capability;
  /** What only somebody who knows the account can tell. */
  readonly unread: string;
}

/** Names that tools give to the buckets from which they deploy: what runs from there runs with roles of the account. */
const toolsBuckets: readonly (readonly [RegExp, string])[] = [
  [/^cdk-[a-z0-9]+-assets-\d{12}-/, 'the CDK deploys'],
  [/^cf-templates-/, 'CloudFormation takes templates'],
  [/^codepipeline-[a-z]{2}-/, 'CodePipeline takes what it deploys'],
  [/^aws-sam-cli-managed-/, 'AWS SAM deploys'],
  [/serverlessdeploymentbucket/, 'the Serverless Framework deploys'],
  [/^amplify-.*-deployment$/, 'Amplify deploys'],
  [/^elasticbeanstalk-[a-z0-9-]+-\d{12}$/, 'Elastic Beanstalk deploys'],
  [/^sst-asset-/, 'SST deploys'],
];

const saysCode = /(^|[-.])(artifacts?|deploy(ments?)?|lambda-?code|codebuild|pipelines?)([-.]|$)/;

/** What a bucket is for, if something is deployed or served from it. @throws NotRead */
export function deploymentFrom(bucket: string, world: World): Deployment | undefined {
  const tool = toolsBuckets.find(([name]) => name.test(bucket));
  if (tool !== undefined) return { bucket, which: tool[1], capability: 'K5', unread: `what is deployed from ${bucket} next, and as whom` };
  if (saysCode.test(bucket)) return { bucket, which: 'something is deployed, by its name', capability: 'K4', unread: `what is deployed from ${bucket}` };
  return isSite(bucket, world) ? { bucket, which: 'pages are served, by its policy', capability: 'K4', unread: `which pages are served from ${bucket}` } : undefined;
}

/** The buckets that are known to be there whose name a pattern of a policy covers. */
export function bucketsCovered(pattern: string, world: World): readonly string[] {
  const covers = testOf(wildcards(pattern));
  return Object.entries(world.resources['AWS::S3::Bucket'] ?? {}).flatMap(([name, bucket]) => (isAbsent(bucket) || !covers(name) ? [] : [name]));
}

/** Whether CloudFront, or everybody, reads all of a bucket. @throws NotRead */
function isSite(name: string, world: World): boolean {
  const policy = get(world, 'AWS::S3::Bucket', name)?.Policy;
  if (policy === undefined) return false;
  return policyNamed(name, read(policy)).policy.statements.some(({ effect, everyone, principals, resources, actions }) => {
    const served = everyone || principals.some(({ kind, value }) => (kind === 'Service' && value === 'cloudfront.amazonaws.com') || /cloudfront:user\/CloudFront Origin Access Identity/.test(value));
    return effect === 'Allow' && served && actions.some(({ value }) => /^(\*|s3:(\*|Get.*))$/i.test(value)) && resources.some(({ value }) => value.endsWith(`:::${name}/*`));
  });
}
