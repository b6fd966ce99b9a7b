import type { UpdateUserPoolDomainRequest } from '@aws-sdk/client-cognito-identity-provider';
import type { UserPoolDomain } from '../../world/resources';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { domainOfPool, domainRules } from '../user-pool-domains';

/** Changes a domain’s certificate, or the version of its sign-in pages. */
export const UpdateUserPoolDomain = operation({
  name: 'cognito-idp:UpdateUserPoolDomain',
  says: 'Changes a domain’s certificate or sign-in pages.',
  access: 'signed',
  rules: { ...poolRules, ...domainRules },
  asks: aboutPool,
  perform(input: Partial<UpdateUserPoolDomainRequest>, context) {
    poolWithId(input.UserPoolId, context);
    const domain = domainOfPool(input, context);
    const { CustomDomainConfig = domain.CustomDomainConfig, ManagedLoginVersion = domain.ManagedLoginVersion } = input;
    context.put('AWS::Cognito::UserPoolDomain', domain.Domain, { ...domain, CustomDomainConfig, ManagedLoginVersion } as UserPoolDomain);
    return { ManagedLoginVersion: ManagedLoginVersion ?? 1 };
  },
});
