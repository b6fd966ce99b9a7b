import { isGap } from '../world/gap';
import { get, type World } from '../world/world';
import { policyNamed, roleNameOf } from '../engine/authorization';
import type { Edit, StatementObject } from './policy-edits';
import { withoutActions } from './policy-edits';

/** What stands for the identity in policies. */
export const identityVariable = '${cognito-identity.amazonaws.com:sub}';

const usualFolder = 'private';

/**
 * Object reads or writes narrowed to the identity's own folder of the same bucket: the folder that other statements of the role
 * already keep per identity, else `private/`. A statement that is about more than objects only loses the actions.
 */
export function toOwnFolder(world: World, roleArn: string, actions: readonly string[], keeps: (resource: string) => boolean): Edit {
  return (statement, blame) => {
    const resources = listOf(statement.Resource);
    if (statement.NotResource !== undefined || resources.length === 0 || !resources.every((resource) => bucketIn(resource) !== undefined)) {
      return withoutActions(actions)(statement, blame);
    }
    const narrowed = resources.map((resource) => (keeps(resource) || resource.includes(identityVariable) ? resource : own(resource, world, roleArn)));
    const Resource = [...new Set(narrowed)];
    return [{ ...statement, Resource: Resource.length === 1 ? Resource[0] : Resource } as StatementObject];
  };
}

function own(resource: string, world: World, roleArn: string): string {
  const bucket = bucketIn(resource) as string;
  const folder = foldersPerIdentity(world, roleArn, bucket)[0] ?? usualFolder;
  return `${resource.slice(0, resource.indexOf(':::') + 3)}${bucket}/${folder}/${identityVariable}/*`;
}

/** The bucket of an object's ARN, if it names one bucket. */
function bucketIn(resource: string): string | undefined {
  return /^arn:[^:]*:s3:::([^/*?$]+)\/./.exec(resource)?.[1];
}

/** The folders of a bucket that a role’s own policies keep per identity. */
export function foldersPerIdentity(world: World, roleArn: string, bucket: string): readonly string[] {
  const role = get(world, 'AWS::IAM::Role', roleNameOf(roleArn));
  if (role === undefined || isGap(role.RolePolicyList)) return [];
  const texts = role.RolePolicyList.flatMap(({ PolicyDocument }) => (isGap(PolicyDocument) ? [] : policyNamed('', PolicyDocument).policy.statements)).flatMap(({ resources }) => resources.map(({ value }) => value));
  return texts.flatMap((text) => {
    const at = text.indexOf(`/${identityVariable}`);
    const start = text.indexOf(`:::${bucket}/`);
    return at < 0 || start < 0 ? [] : [text.slice(start + bucket.length + 4, at)];
  });
}

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as readonly string[]) : value === undefined ? [] : [String(value)]);
