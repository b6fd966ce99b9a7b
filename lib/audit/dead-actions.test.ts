import { expect, it } from 'vitest';
import { fullCatalogue } from '../iam/catalogue/catalogue';
import { auditedPools } from './audit';
import { deadActions } from './dead-actions';
import { allow, notes, signedInRole, sub, withPolicy } from './examples';

const catalogue = await fullCatalogue();

/** What the users' role says in vain: what is written, what it seems to be about, and what was probably meant. */
function inVain(...statements: readonly object[]): readonly unknown[] {
  const [pool] = auditedPools(withPolicy(signedInRole, statements), { catalogue });
  const way = pool?.reachedRoles.find(({ arn }) => arn === notes.signedInRole)?.ways[0];
  if (pool === undefined || way === undefined) throw new Error('Nobody gets the role.');
  return deadActions(pool.reach(way), 'us-east-1:me').map(({ written, wanted, meant }) => [written, `${wanted.action} ${wanted.resource}`, meant]);
}

it('knows a misspelt service, and suggests no wildcard in its place', () => {
  expect(inVain(allow('cognitoidp:*'))).toEqual([['cognitoidp:*', expect.stringMatching(/^cognito-idp:\w+ /), undefined]]);
});

it('knows a misspelt action, and the names of APIs', () => {
  expect(inVain(allow(['glue:UpdateDevEndpoints', 's3:HeadObject', 'lambda:Invoke']))).toMatchObject([
    ['glue:UpdateDevEndpoints', expect.stringContaining('glue:UpdateDevEndpoint '), { action: 'glue:UpdateDevEndpoint' }],
    ['s3:HeadObject', expect.stringContaining('s3:GetObject '), { action: 's3:GetObject' }],
    ['lambda:Invoke', expect.stringContaining('lambda:InvokeFunction '), { action: 'lambda:InvokeFunction' }],
  ]);
});

it('says nothing of what has no name nearly like it', () => {
  expect(inVain(allow(['tomorrow:BringSunshine', 's3:BringSunshine']))).toEqual([]);
});

it('knows resources that an action cannot have', () => {
  const photos = 'arn:aws:s3:::notes-photos';
  expect(inVain(allow('s3:GetObject', photos))).toEqual([['s3:GetObject', `s3:GetObject ${photos}/x`, { resource: `${photos}/*` }]]);
  expect(inVain(allow('s3:ListAllMyBuckets', photos))).toMatchObject([['s3:ListAllMyBuckets', 's3:ListAllMyBuckets *', { resource: '*' }]]);
  expect(inVain(allow(['s3:GetObject', 's3:ListBucket'], [photos, `${photos}/*`]))).toEqual([]);
});

it('knows keys that an action’s requests never carry, where a condition needs them', () => {
  const photos = 'arn:aws:s3:::notes-photos/*';
  const [found] = inVain(allow('s3:GetObject', photos, { StringLike: { 's3:prefix': `users/${sub}/*` } }));
  expect(found).toEqual(['s3:GetObject', 's3:GetObject arn:aws:s3:::notes-photos/users/us-east-1:me/x', { resource: `arn:aws:s3:::notes-photos/users/${sub}/*`, withoutKey: 's3:prefix' }]);
  expect(inVain(allow('s3:GetObject', photos, { StringLikeIfExists: { 's3:prefix': 'x' } }), allow('s3:GetObject', photos, { StringNotLike: { 's3:prefix': 'x' } }))).toEqual([]);
});
