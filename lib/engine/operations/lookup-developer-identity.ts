import type { LookupDeveloperIdentityInput } from '@aws-sdk/client-cognito-identity';
import { developerIdentity, developerRules } from '../developer-identity';
import { identityNamed } from '../identities';
import { aboutPool, poolNamed, poolRule } from '../identity-pool';
import { operation } from '../operation';
import { pageOf } from '../page';

export const LookupDeveloperIdentity = operation({
  name: 'cognito-identity:LookupDeveloperIdentity',
  says: 'Finds the identity of a developer’s user, or the users of an identity.',
  access: 'signed',
  rules: {
    ...poolRule,
    user: developerRules.user,
    both: {
      says: 'When both the identity and the user are given, they belong together.',
      label: 'belong together',
      cite: 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_LookupDeveloperIdentity.html',
      error: { code: 'ResourceConflictException', message: 'The developer user belongs to another identity.', wording: 'unconfirmed' },
    },
  },
  asks: aboutPool,
  perform(input: LookupDeveloperIdentityInput, context) {
    const pool = poolNamed(input.IdentityPoolId, context);
    const { IdentityId, DeveloperUserIdentifier: user } = input;
    const found = user === undefined ? identityNamed(IdentityId ?? '', context) : developerIdentity(pool, user, context);
    const here = found?.IdentityPoolId === pool.IdentityPoolId ? found : undefined;
    const identity = context.found('user', here, user ?? IdentityId ?? 'nobody named');
    if (user !== undefined && IdentityId !== undefined) context.hold('both', identity.IdentityId === IdentityId, `${user} is ${identity.IdentityId}`);
    const { page, next } = pageOf(identity.developerUsers ?? [], input.MaxResults ?? 60, input.NextToken);
    return { IdentityId: identity.IdentityId, DeveloperUserIdentifierList: page, ...(next === undefined ? {} : { NextToken: next }) };
  },
});
