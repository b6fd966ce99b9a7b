import type { GetOpenIdTokenForDeveloperIdentityInput } from '@aws-sdk/client-cognito-identity';
import { checkDeveloper, developerAmr, developerIdentity, developerRules, loginCount, mostLogins, withDeveloperUser } from '../developer-identity';
import { newIdentity } from '../identities';
import { aboutPool, identityCalled, identityRules, linkRule, openedWith, poolNamed, poolRule } from '../identity-pool';
import { amrOf, poolToken } from '../identity-token';
import { checkLogins, loginRules } from '../logins';
import { operation } from '../operation';

const defaultLife = 900;

/** A pool with a developer provider takes logins. */
const { providers: _takesLogins, ...rulesOfOtherLogins } = loginRules;

/** A backend vouches for its own user: who may call this can be any user of the pool. */
export const GetOpenIdTokenForDeveloperIdentity = operation({
  name: 'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
  says: 'Issues the identity pool’s token for a user whom your own backend has authenticated.',
  access: 'signed',
  rules: {
    ...poolRule,
    developer: developerRules.developer,
    duration: {
      says: 'The token lives from one second to a day.',
      label: 'TokenDuration',
      cite: 'aws-facts §2.11',
      error: { code: 'ValidationException', message: 'TokenDuration is out of range.', wording: 'unconfirmed' },
    },
    ...rulesOfOtherLogins,
    identity: identityRules.identity,
    registered: {
      says: 'The developer’s user belongs to no other identity.',
      label: 'user free',
      cite: 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdTokenForDeveloperIdentity.html',
      error: {
        code: 'DeveloperUserAlreadyRegisteredException',
        message: 'The developer user is already registered under a different identity.',
        wording: 'unconfirmed',
      },
    },
    linkCount: {
      says: 'An identity has at most twenty linked logins.',
      label: '≤ 20 linked',
      cite: 'aws-facts §4',
      error: { code: 'InvalidParameterException', message: 'The identity has more logins than are allowed.', wording: 'unconfirmed' },
    },
    ...linkRule,
  },
  asks: aboutPool,
  perform(input: GetOpenIdTokenForDeveloperIdentityInput, context) {
    const pool = poolNamed(input.IdentityPoolId, context);
    const { [pool.DeveloperProviderName ?? '']: user, ...others } = input.Logins ?? {};
    const provider = checkDeveloper(pool, user === undefined ? undefined : pool.DeveloperProviderName, context);
    const { TokenDuration = defaultLife } = input;
    context.hold('duration', TokenDuration >= 1 && TokenDuration <= 86_400, `${TokenDuration} s`);
    const logins = checkLogins(others, pool, context);
    const known = developerIdentity(pool, user as string, context);
    const asked = input.IdentityId === undefined ? undefined : identityCalled(input.IdentityId, context);
    const free = known === undefined || asked === undefined || known.IdentityId === asked.IdentityId;
    context.hold('registered', free, known === undefined ? 'the user is new' : `the user is ${known.IdentityId}`);
    const identity = openedWith(known ?? asked ?? newIdentity(pool.IdentityPoolId, context), logins, context);
    const after = withDeveloperUser(identity, provider, user as string, context);
    context.hold('linkCount', loginCount(after) <= mostLogins, `${loginCount(after)} logins`);
    const amr = amrOf([{ amr: developerAmr(pool, user as string) }, ...logins]);
    const claims = { sub: after.IdentityId, aud: pool.IdentityPoolId, amr, iat: context.now, exp: context.now + TokenDuration };
    return { IdentityId: after.IdentityId, Token: poolToken(context, claims, input.PrincipalTags) };
  },
});
