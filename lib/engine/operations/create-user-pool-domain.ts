import type { CreateUserPoolDomainRequest } from '@aws-sdk/client-cognito-identity-provider';
import type { UserPoolDomain } from '../../world/resources';
import { apiReference } from '../api-reference';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';

/** Gives a user pool a domain for its sign-in pages and OAuth endpoints. */
export const CreateUserPoolDomain = operation({
  name: 'cognito-idp:CreateUserPoolDomain',
  says: 'Gives a user pool a domain for its sign-in pages.',
  access: 'signed',
  rules: {
    ...poolRules,
    domainFree: {
      says: 'Nobody has this domain yet.',
      label: 'domain is free',
      cite: apiReference('cognito-idp', 'CreateUserPoolDomain'),
      error: { code: 'InvalidParameterException', message: 'Domain already exists.', wording: 'unconfirmed' },
    },
  },
  asks: aboutPool,
  perform(input: Partial<CreateUserPoolDomainRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const { Domain = '', CustomDomainConfig, ManagedLoginVersion } = input;
    const other = context.get('AWS::Cognito::UserPoolDomain', Domain);
    context.hold('domainFree', other === undefined, other === undefined ? 'it is free' : `it belongs to ${other.UserPoolId}`);
    context.put('AWS::Cognito::UserPoolDomain', Domain, { Domain, UserPoolId: pool.Id, CustomDomainConfig, ManagedLoginVersion } as UserPoolDomain);
    context.put('AWS::Cognito::UserPool', pool.Id, { ...pool, ...(CustomDomainConfig === undefined ? { Domain } : { CustomDomain: Domain }) });
    return { ManagedLoginVersion: ManagedLoginVersion ?? 1 };
  },
});
