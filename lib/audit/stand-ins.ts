import { put, type World } from '../world/world';
import { nameOf } from './roles';

/** Begins the names of what is made up for a probe, where an account names nothing that could be asked for. */
const madeUp = 'lifeguard-';

/** Reach makes up names as well: `some-bucketname`. */
const isMadeUp = (name: string): boolean => name.startsWith(madeUp) || name.startsWith('some-');

/** ARNs of things that nobody has, with which a probe asks what a role would be allowed on anything. */
export function standIns({ partition, region, account }: Pick<World, 'partition' | 'region' | 'account'>) {
  return {
    object: `arn:${partition}:s3:::${madeUp}some-bucket/some-key`,
    table: `arn:${partition}:dynamodb:${region}:${account}:table/${madeUp}some-table`,
    function: `arn:${partition}:lambda:${region}:${account}:function:${madeUp}some-function`,
    user: `arn:${partition}:iam::${account}:user/${madeUp}some-user`,
    role: `arn:${partition}:iam::${account}:role/${madeUp}some-role`,
  } as const;
}

/** The account with the made-up buckets, functions and roles in it, none of which has a policy of its own that would have to be read. */
export function withStandIns(world: World, arns: readonly string[]): World {
  return arns.reduce((ready, arn) => {
    const [, , service, , , kind = '', name = ''] = arn.split(':');
    const bucket = kind.split('/')[0] ?? '';
    if (service === 's3' && isMadeUp(bucket) && ready.resources['AWS::S3::Bucket']?.[bucket] === undefined) {
      return put(ready, 'AWS::S3::Bucket', bucket, { BucketName: bucket });
    }
    if (service === 'lambda' && isMadeUp(name) && ready.resources['AWS::Lambda::Function']?.[name] === undefined) {
      return put(ready, 'AWS::Lambda::Function', name, { FunctionName: name, FunctionArn: arn, Role: standIns(world).role });
    }
    // It trusts nobody.
    if (service === 'iam' && kind.startsWith('role/') && isMadeUp(nameOf(arn)) && ready.resources['AWS::IAM::Role']?.[nameOf(arn)] === undefined) {
      const trust = { Version: '2012-10-17', Statement: [] };
      return put(ready, 'AWS::IAM::Role', nameOf(arn), { RoleName: nameOf(arn), Arn: arn, AssumeRolePolicyDocument: trust, RolePolicyList: [], AttachedManagedPolicies: [] });
    }
    return ready;
  }, world);
}
