import type { CreateResourceServerRequest } from '@aws-sdk/client-cognito-identity-provider';
import type { UserPoolResourceServer } from '../../world/resources';
import { apiReference } from '../api-reference';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';

/** Registers an API of yours, with the scopes that access tokens can carry for it. */
export const CreateResourceServer = operation({
  name: 'cognito-idp:CreateResourceServer',
  says: 'Registers an API of yours with scopes of its own.',
  access: 'signed',
  rules: {
    ...poolRules,
    nameFree: {
      says: 'The pool has no resource server with this identifier yet.',
      label: 'name is free',
      cite: apiReference('cognito-idp', 'CreateResourceServer'),
      error: { code: 'InvalidParameterException', message: ({ server, pool }) => `${server} already exists in user pool ${pool}.`, wording: 'unconfirmed' },
    },
  },
  asks: aboutPool,
  perform(input: Partial<CreateResourceServerRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const { Identifier = '', Name, Scopes } = input;
    const id = `${pool.Id}/${Identifier}`;
    const there = context.get('AWS::Cognito::UserPoolResourceServer', id) !== undefined;
    context.hold('nameFree', !there, `${Identifier} ${there ? 'is there already' : 'is free'}`, { server: Identifier, pool: pool.Id });
    const ResourceServer = { UserPoolId: pool.Id, Identifier, Name, Scopes } as UserPoolResourceServer;
    context.put('AWS::Cognito::UserPoolResourceServer', id, ResourceServer);
    return { ResourceServer };
  },
});
