import type { DeleteUserPoolDomainRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { domainOfPool, domainRules } from '../user-pool-domains';

/** Takes a user pool’s domain away, and with it the sign-in pages. */
export const DeleteUserPoolDomain = operation({
  name: 'cognito-idp:DeleteUserPoolDomain',
  says: 'Takes a user pool’s domain away.',
  access: 'signed',
  rules: { ...poolRules, ...domainRules },
  asks: aboutPool,
  perform(input: Partial<DeleteUserPoolDomainRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const { Domain } = domainOfPool(input, context);
    const { Domain: prefix, CustomDomain, ...others } = pool;
    context.put('AWS::Cognito::UserPoolDomain', Domain, undefined);
    context.put('AWS::Cognito::UserPool', pool.Id, {
      ...others,
      ...(prefix === undefined || prefix === Domain ? {} : { Domain: prefix }),
      ...(CustomDomain === undefined || CustomDomain === Domain ? {} : { CustomDomain }),
    });
    return {};
  },
});
