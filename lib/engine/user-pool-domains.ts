import type { UserPoolDomain } from '../world/resources';
import { apiReference } from './api-reference';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';

export const domainRules = {
  domain: {
    says: 'The domain belongs to this user pool.',
    label: 'domain exists',
    cite: apiReference('cognito-idp', 'DeleteUserPoolDomain'),
    error: { code: 'InvalidParameterException', message: 'The pool has no such domain.', wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

export function domainOfPool(
  input: { readonly UserPoolId?: string; readonly Domain?: string },
  context: OperationContext<keyof typeof domainRules>,
): UserPoolDomain {
  const domain = context.get('AWS::Cognito::UserPoolDomain', input.Domain ?? '');
  const its = domain?.UserPoolId === input.UserPoolId ? domain : undefined;
  return context.found('domain', its, domain === undefined ? 'there is no such domain' : `it belongs to ${domain.UserPoolId}`);
}

/** Where a domain's pages are: a prefix below AWS's name, or a name of your own. */
export function hostOf(domain: Pick<UserPoolDomain, 'Domain' | 'UserPoolId'>): string {
  return domain.Domain.includes('.') ? domain.Domain : `${domain.Domain}.auth.${domain.UserPoolId.split('_')[0]}.amazoncognito.com`;
}
