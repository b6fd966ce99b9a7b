import type { UnlinkIdentityInput } from '@aws-sdk/client-cognito-identity';
import { keepUnlinked } from '../developer-identity';
import { loginKey } from '../identities';
import { identityCalled, identityRules, openIdentity, poolOf } from '../identity-pool';
import { checkAnyLogins, loginRules, ownTokenRule } from '../logins';
import { operation } from '../operation';

/** The user takes logins away from their identity; a login taken away gets a new identity when it comes back. */
export const UnlinkIdentity = operation({
  name: 'cognito-identity:UnlinkIdentity',
  says: 'Takes logins away from an identity, on the word of one of its logins.',
  access: 'public',
  rules: { ...identityRules, ...loginRules, ...ownTokenRule },
  perform(input: UnlinkIdentityInput, context) {
    const asked = identityCalled(input.IdentityId, context);
    const logins = checkAnyLogins(input.Logins ?? {}, poolOf(asked, context), context);
    const identity = openIdentity(asked, logins, context);
    const removed = input.LoginsToRemove ?? [];
    for (const provider of removed) {
      const user = identity.logins[provider];
      if (user !== undefined) context.keep('login', loginKey(identity.IdentityPoolId, { provider, user }), undefined);
    }
    const left = Object.entries(identity.logins).filter(([provider]) => !removed.includes(provider));
    keepUnlinked({ ...identity, logins: Object.fromEntries(left) }, context);
    return {};
  },
});
