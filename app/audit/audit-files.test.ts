import { expect, test } from 'vitest';
import { auditFiles } from './audit-files';

const pool = { IdentityPoolId: 'us-east-1:11111111-2222-4333-8444-555555555555', IdentityPoolName: 'from-a-file', AllowUnauthenticatedIdentities: true };

test('what the AWS CLI printed of one pool is judged as far as it goes', async () => {
  const { view } = await auditFiles([{ name: 'pool.json', text: JSON.stringify(pool) }]);
  expect(view.maps[0]?.pool.name).toBe('from-a-file');
  expect(view.counts.unknown).toBeGreaterThan(0);
});

test('a file that is none of ours is named in one sentence', async () => {
  await expect(auditFiles([{ name: 'holiday.json', text: '{"sea":"calm"}' }])).rejects.toThrow(/^holiday\.json is neither/);
});

test('an app’s configuration alone tells nothing of an account', async () => {
  const config = { auth: { user_pool_id: 'us-east-1_abc', user_pool_client_id: 'c', identity_pool_id: pool.IdentityPoolId } };
  await expect(auditFiles([{ name: 'amplify_outputs.json', text: JSON.stringify(config) }])).rejects.toThrow(/add a snapshot/);
});
