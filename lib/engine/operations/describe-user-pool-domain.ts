import type { DescribeUserPoolDomainRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';

/** Returns what a domain belongs to; nothing where there is no such domain, and no error. */
export const DescribeUserPoolDomain = operation({
  name: 'cognito-idp:DescribeUserPoolDomain',
  says: 'Returns what a domain belongs to.',
  access: 'signed',
  rules: {},
  perform(input: Partial<DescribeUserPoolDomainRequest>, context) {
    const domain = context.get('AWS::Cognito::UserPoolDomain', input.Domain ?? '');
    if (domain === undefined) return { DomainDescription: {} };
    return { DomainDescription: { ...domain, AWSAccountId: context.account, Status: 'ACTIVE' } };
  },
});
