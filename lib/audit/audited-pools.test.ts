import { expect, test } from 'vitest';
import { coreCatalogue } from '../iam/catalogue/catalogue';
import { notes, notesWorld } from '../world/accounts/notes';
import { put } from '../world/world';
import { audit, auditedPools } from './audit';

test('a pool that is known not to exist is no pool to audit, and does not stop the audit of the others', () => {
  const world = put(notesWorld, 'AWS::Cognito::IdentityPool', 'us-east-1:gone', { absent: true });
  expect(auditedPools(world, { catalogue: coreCatalogue }).map(({ id }) => id)).toEqual([notes.identityPool]);
  expect(audit(world, { catalogue: coreCatalogue, checks: [] })).toEqual([]);
});

test('a pool that was not read is audited, and nothing about it passes', () => {
  const world = put(notesWorld, 'AWS::Cognito::IdentityPool', 'us-east-1:hidden', { unread: 'cognito-identity:DescribeIdentityPool us-east-1:hidden: AccessDenied' });
  const verdicts = audit(world, { catalogue: coreCatalogue }).filter(({ pool }) => pool === 'us-east-1:hidden');
  expect(verdicts.length).toBeGreaterThan(0);
  expect(verdicts.filter(({ verdict }) => verdict === 'pass')).toEqual([]);
});
