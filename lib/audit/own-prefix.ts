import { foldersPerIdentity, identityVariable } from './own-folder';
import { listOf, type Edit } from './policy-edits';
import type { AuditedPool } from './pool';

/** By these somebody learns what is in a bucket. */
export const listingActions = ['s3:ListBucket', 's3:ListBucketVersions'];

/** The prefixes per identity that the role’s object permissions speak of. */
export function ownPrefixes({ world }: AuditedPool, roleArn: string): readonly string[] {
  const buckets = Object.keys(world.resources['AWS::S3::Bucket'] ?? {});
  const folders = buckets.flatMap((bucket) => foldersPerIdentity(world, roleArn, bucket));
  return [...new Set(folders.length > 0 ? folders : ['private'])].map((folder) => `${folder}/${identityVariable}/*`);
}

/** A statement that names the listing asks for the prefix; beside one that means more, a listing of anything else is denied. */
export function toOwnPrefix(prefixes: readonly string[]): Edit {
  return (statement) => {
    const named = listOf(statement.Action);
    const isListing = (action: string): boolean => listingActions.some((one) => one.toLowerCase() === action.toLowerCase());
    if (statement.NotAction !== undefined || !named.some(isListing)) {
      return [statement, { Effect: 'Deny', Action: listingActions, Resource: '*', Condition: { StringNotLike: { 's3:prefix': prefixes } } }];
    }
    const others = named.filter((action) => !isListing(action));
    const bound = { ...statement, Action: named.filter(isListing), Condition: { ...withoutPrefix(statement.Condition), StringLike: { 's3:prefix': prefixes } } };
    return others.length === 0 ? [bound] : [{ ...statement, Action: others }, bound];
  };
}

/** A statement’s conditions but those on the prefix. */
function withoutPrefix(Condition: unknown): object {
  const blocks = Object.entries((Condition ?? {}) as Readonly<Record<string, object>>);
  const kept = blocks.map(([operator, block]) => [operator, Object.fromEntries(Object.entries(block).filter(([key]) => key.toLowerCase() !== 's3:prefix'))] as const);
  return Object.fromEntries(kept.filter(([, block]) => Object.keys(block).length > 0));
}
