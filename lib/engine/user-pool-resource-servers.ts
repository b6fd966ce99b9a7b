import type { UserPoolResourceServer } from '../world/resources';
import { apiReference } from './api-reference';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';

export const resourceServerRules = {
  server: {
    says: 'The user pool has this resource server.',
    label: 'server exists',
    cite: apiReference('cognito-idp', 'DescribeResourceServer'),
    error: { code: 'ResourceNotFoundException', message: ({ server }) => `Resource server ${server} does not exist.`, wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

export function resourceServerWithId(
  input: { readonly UserPoolId?: string; readonly Identifier?: string },
  context: OperationContext<keyof typeof resourceServerRules>,
): UserPoolResourceServer {
  const name = input.Identifier ?? '';
  const server = context.get('AWS::Cognito::UserPoolResourceServer', `${input.UserPoolId}/${name}`);
  return context.found('server', server, `${name} ${server === undefined ? 'is not there' : 'is there'}`, { server: name });
}
