import type { AnyRead } from './read';
import { cloudtrailReads } from './reads-cloudtrail';
import { cognitoIdentityReads } from './reads-cognito-identity';
import { cognitoIdpReads } from './reads-cognito-idp';
import { cognitoSyncReads } from './reads-cognito-sync';
import { iamReads } from './reads-iam';
import { organizationsReads } from './reads-organizations';
import { resourceReads } from './reads-resources';

/** Every read that an audit makes, from the identity pools outward. */
export const reads: readonly AnyRead[] = [...cognitoIdentityReads, ...cognitoIdpReads, ...iamReads, ...resourceReads, ...cloudtrailReads, ...cognitoSyncReads, ...organizationsReads];

const byOperation = new Map(reads.map((read) => [read.operation, read]));

export function readNamed(operation: string): AnyRead | undefined {
  return byOperation.get(operation);
}
