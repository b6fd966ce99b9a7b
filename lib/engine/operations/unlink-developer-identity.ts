import type { UnlinkDeveloperIdentityInput } from '@aws-sdk/client-cognito-identity';
import { checkDeveloper, developerRules, keepUnlinked } from '../developer-identity';
import { loginKey } from '../identities';
import { aboutPool, identityCalled, identityRules, poolNamed, poolRule } from '../identity-pool';
import { operation } from '../operation';

export const UnlinkDeveloperIdentity = operation({
  name: 'cognito-identity:UnlinkDeveloperIdentity',
  says: 'Takes a developer’s user away from an identity.',
  access: 'signed',
  rules: { ...poolRule, identity: identityRules.identity, ...developerRules },
  asks: aboutPool,
  perform(input: UnlinkDeveloperIdentityInput, context) {
    const pool = poolNamed(input.IdentityPoolId, context);
    const identity = identityCalled(input.IdentityId, context);
    const provider = checkDeveloper(pool, input.DeveloperProviderName, context);
    const { DeveloperUserIdentifier: user = '' } = input;
    const users = identity.developerUsers ?? [];
    context.hold('user', users.includes(user), `its users are ${users.join(', ') || 'none'}`);
    context.keep('login', loginKey(pool.IdentityPoolId, { provider, user }), undefined);
    keepUnlinked({ ...identity, developerUsers: users.filter((one) => one !== user) }, context);
    return {};
  },
});
