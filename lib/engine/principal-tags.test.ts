import { expect, test } from 'vitest';
import { notes, notesWorld } from '../world/accounts/notes';
import type { IdentityPoolPrincipalTag } from '../world/resources';
import { get, put } from '../world/world';
import { principalTags } from './principal-tags';

const arn = `arn:aws:iam::${notes.account}:oidc-provider/login.example.com`;
const map = (IdentityProviderName: string, PrincipalTags: Readonly<Record<string, string>>): IdentityPoolPrincipalTag => ({ IdentityPoolId: notes.identityPool, IdentityProviderName, PrincipalTags });
const login = (provider: string, mapping: string) => ({ provider, mapping, user: 'u', claims: { team: 'crew', groups: ['a'] }, amr: [] });

/** The tags of a login in an account where only this provider's map is known, so that looking for another throws. */
function tagsOf(name: string, one: ReturnType<typeof login>) {
  const known = put(notesWorld, 'AWS::Cognito::IdentityPoolPrincipalTag', `${notes.identityPool}/${name}`, map(name, { team: 'team', groups: 'groups' }));
  const world = { ...known, complete: {} };
  return principalTags(notes.identityPool, [one], { get: (type, id) => get(world, type, id) });
}

test('a user pool’s map goes by the user pool, without the app client', () => {
  expect(tagsOf(notes.provider, login(notes.provider, `${notes.provider}:${notes.client}`))).toEqual({ team: 'crew' });
});

test('an OpenID provider’s map goes by its ARN, as the account is asked for it', () => {
  expect(tagsOf(arn, login('login.example.com', arn))).toEqual({ team: 'crew' });
});
