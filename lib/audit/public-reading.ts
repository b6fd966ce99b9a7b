import { policyNamed } from '../engine/authorization';
import { decide } from '../iam/authorize';
import { worthOf } from '../iam/reach/capability';
import type { Grant, Reach } from '../iam/reach/question';
import { requestFor } from '../iam/reach/request';
import { isGap } from '../world/gap';
import type { Bucket } from '../world/resources';
import type { World } from '../world/world';

/** Folder names by which people say that everybody may read what is inside; `protected` is Amplify’s, for what only its owner may write. */
const publicFolders = new Set(['public', 'protected', 'assets', 'static', 'cdn', 'www']);

/** Whether a key or prefix lies in a folder whose name says that everybody may read it. */
export function isPublicFolder(key: string): boolean {
  return key.split('/').slice(0, -1).some((folder) => publicFolders.has(folder.toLowerCase()));
}

const stranger = policyNamed('a stranger’s own permissions', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

/**
 * Whether what a grant lets people read is there for everybody to read: one object by its name, a folder whose name says so,
 * or what the bucket's own policy gives to any stranger.
 */
export function isMeantForAll(action: string, grant: Grant, reach: Reach, world: World): boolean {
  if (worthOf(action, reach.question.catalogue)?.data !== 'read' || !/^s3:Get/i.test(action)) return false;
  const path = /^arn:[^:]*:s3:::([^/]+)\/(.*)$/.exec(grant.resource);
  if (path !== null) {
    const [, , key = ''] = path;
    if (!/[*?]|\$\{/.test(key)) return true;
    if (isPublicFolder(key)) return true;
  }
  return isPublic(requestFor(reach, action, grant, 'mallory').resource, action, world);
}

/** Whether the bucket's policy lets any stranger do this. */
function isPublic(resource: string, action: string, world: World): boolean {
  const name = /^arn:[^:]*:s3:::([^/]+)/.exec(resource)?.[1];
  const bucket = name === undefined ? undefined : (world.resources['AWS::S3::Bucket']?.[name] as Bucket | undefined);
  if (name === undefined || bucket?.Policy === undefined || isGap(bucket.Policy) || isBlocked(bucket)) return false;
  const request = { principal: 'arn:aws:iam::999999999999:user/stranger', action, resource, resourceAccount: world.account, context: {} };
  return decide(request, { identity: [stranger], resource: policyNamed(`bucket policy of ${name}`, bucket.Policy) }).answer === 'Allowed';
}

function isBlocked({ PublicAccessBlockConfiguration: block }: Bucket): boolean {
  return block !== undefined && !isGap(block) && block.RestrictPublicBuckets === true;
}

/** The reach without what is meant for everybody to read. */
export function withoutPublicReading(reach: Reach, world: World): Reach {
  const actions = reach.actions.flatMap((each) => {
    const grants = each.grants.filter((grant) => grant.scope === 'own' || !isMeantForAll(each.action, grant, reach, world));
    return grants.length === 0 ? [] : [{ ...each, grants }];
  });
  return { ...reach, actions };
}
