import { expect, test } from 'vitest';
import { fullCatalogue } from '../../iam/catalogue/catalogue';
import { get } from '../../world/world';
import { notes } from '../../world/accounts/notes';
import { auditedPools, judge } from '../audit';
import { signedInRole, trust } from '../examples';
import { sharedRole } from './shared-role';

test('the fix keeps guests out of the users’ role in the classic flow too', async () => {
  const world = sharedRole.examples.fails[0]?.world;
  const [pool] = auditedPools(world as NonNullable<typeof world>, { catalogue: await fullCatalogue() });
  const fixed = pool && judge(sharedRole, pool)[0]?.fix?.world;
  expect(fixed && get(fixed, 'AWS::IAM::Role', signedInRole)?.AssumeRolePolicyDocument).toEqual(trust({ aud: notes.identityPool, amr: 'authenticated' }));
  expect(fixed && get(fixed, 'AWS::IAM::Role', `${signedInRole}-guests`)?.AssumeRolePolicyDocument).toEqual(trust({ aud: notes.identityPool, amr: 'unauthenticated' }));
});
