import type { GetIdInput } from '@aws-sdk/client-cognito-identity';
import { identityNamed, linkedTo, newGuest, newIdentity } from '../identities';
import { checkGuests, guestsRule, linkRule, openedWith, poolNamed, poolRule } from '../identity-pool';
import { checkLogins, loginRules } from '../logins';
import { operation } from '../operation';

/** Gives the caller an identity in the pool: always the same one for the same login, a new one for each guest. */
export const GetId = operation({
  name: 'cognito-identity:GetId',
  says: 'Returns the identity that belongs to a login, or a new guest identity.',
  access: 'public',
  rules: { ...poolRule, ...guestsRule, ...loginRules, ...linkRule },
  perform(input: GetIdInput, context) {
    const pool = poolNamed(input.IdentityPoolId, context);
    const logins = checkLogins(input.Logins ?? {}, pool, context);
    if (logins.length === 0) {
      checkGuests(pool, context);
      return { IdentityId: newGuest(pool.IdentityPoolId, context).IdentityId };
    }
    const known = logins.map((login) => linkedTo(pool.IdentityPoolId, login, context)).find((id) => id !== undefined);
    const identity = (known === undefined ? undefined : identityNamed(known, context)) ?? newIdentity(pool.IdentityPoolId, context);
    return { IdentityId: openedWith(identity, logins, context).IdentityId };
  },
});
