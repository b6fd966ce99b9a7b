import type { AdminLinkProviderForUserRequest } from '@aws-sdk/client-cognito-identity-provider';
import { apiReference } from '../api-reference';
import { linkedIdentity } from '../hosted-ui-federation';
import { operation } from '../operation';
import { poolRules, poolWithId, userId, userNamed } from '../user-pool';
import { aboutPool, adminRules } from '../user-pool-admin';
import { identitiesOf } from '../user-pool-claims';
import { providerNamed, providerRules } from '../user-pool-identity-providers';

/** Lets someone at another provider in as a user whom the pool knows: from then on, both are one. */
export const AdminLinkProviderForUser = operation({
  name: 'cognito-idp:AdminLinkProviderForUser',
  says: 'Links a user of the pool to who they are at another provider.',
  access: 'signed',
  rules: {
    ...poolRules,
    user: adminRules.user,
    ...providerRules,
    unlinked: {
      says: 'Who is linked has not signed in on their own before.',
      label: 'not linked yet',
      cite: apiReference('cognito-idp', 'AdminLinkProviderForUser'),
      error: { code: 'InvalidParameterException', message: 'The provider’s user is linked already.', wording: 'unconfirmed' },
    },
  },
  asks: aboutPool,
  perform(input: Partial<AdminLinkProviderForUserRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const name = input.DestinationUser?.ProviderAttributeValue ?? '';
    const user = context.found('user', userNamed(pool, name, context), name);
    const provider = providerNamed({ UserPoolId: pool.Id, ProviderName: input.SourceUser?.ProviderName }, context);
    const subject = input.SourceUser?.ProviderAttributeValue ?? '';
    const taken = context
      .list('AWS::Cognito::UserPoolUser', pool.Id)
      .find((one) => identitiesOf(one).some(({ providerName, userId: id }) => providerName === provider.ProviderName && id === subject));
    context.hold('unlinked', taken === undefined, taken === undefined ? 'nobody is' : `${taken.Username} is`);
    const identities = JSON.stringify([...identitiesOf(user), linkedIdentity(provider, subject, false, context.now)]);
    context.put('AWS::Cognito::UserPoolUser', userId(user), { ...user, Attributes: { ...user.Attributes, identities } });
    return {};
  },
});
