import type { MergeDeveloperIdentitiesInput } from '@aws-sdk/client-cognito-identity';
import { checkDeveloper, developerIdentity, developerRules, loginCount, mostLogins, withDeveloperUser } from '../developer-identity';
import { forget, linked } from '../identities';
import { aboutPool, linkRule, poolNamed, poolRule } from '../identity-pool';
import { operation } from '../operation';

/** Makes one identity of two users of the developer provider: the destination's. */
export const MergeDeveloperIdentities = operation({
  name: 'cognito-identity:MergeDeveloperIdentities',
  says: 'Moves all logins of one developer’s user to the identity of another.',
  access: 'signed',
  rules: {
    ...poolRule,
    ...developerRules,
    ...linkRule,
    linkCount: {
      says: 'Together, the two have at most twenty linked logins.',
      label: '≤ 20 linked',
      cite: 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_MergeDeveloperIdentities.html',
      error: { code: 'InvalidParameterException', message: 'The merged identity would have more logins than are allowed.', wording: 'unconfirmed' },
    },
  },
  asks: aboutPool,
  perform(input: MergeDeveloperIdentitiesInput, context) {
    const pool = poolNamed(input.IdentityPoolId, context);
    const provider = checkDeveloper(pool, input.DeveloperProviderName, context);
    const named = (user = '') => context.found('user', developerIdentity(pool, user, context), user);
    const [source, destination] = [named(input.SourceUserIdentifier), named(input.DestinationUserIdentifier)];
    if (source.IdentityId === destination.IdentityId) return { IdentityId: destination.IdentityId };
    const shared = Object.keys(source.logins).filter((one) => destination.logins[one] !== undefined && destination.logins[one] !== source.logins[one]);
    context.hold('link', shared.length === 0, shared.length === 0 ? 'no provider knows them as two users' : `${shared.join(', ')} knows them as two users`);
    const total = loginCount(source) + loginCount(destination);
    context.hold('linkCount', total <= mostLogins, `${total} logins together`);
    forget(source, context);
    let merged = destination;
    for (const user of source.developerUsers ?? []) merged = withDeveloperUser(merged, provider, user, context);
    linked(merged, Object.entries(source.logins).map(([one, user]) => ({ provider: one, user })), context);
    return { IdentityId: destination.IdentityId };
  },
});
