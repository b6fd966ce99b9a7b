import type { DeleteUserPoolRequest } from '@aws-sdk/client-cognito-identity-provider';
import { apiReference } from '../api-reference';
import { operation } from '../operation';
import { poolRules, poolWithId, userId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';

/** Deletes a user pool with its users, groups, app clients and providers. Identity pools go on naming it. */
export const DeleteUserPool = operation({
  name: 'cognito-idp:DeleteUserPool',
  says: 'Deletes a user pool with all that is in it.',
  access: 'signed',
  rules: {
    ...poolRules,
    unprotected: {
      says: 'The pool is not protected from deletion.',
      label: 'unprotected',
      cite: apiReference('cognito-idp', 'DeleteUserPool'),
      error: {
        code: 'InvalidParameterException',
        message: 'The user pool is protected from deletion.',
        wording: 'unconfirmed',
      },
    },
  },
  asks: aboutPool,
  perform(input: Partial<DeleteUserPoolRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const guarded = pool.DeletionProtection === 'ACTIVE';
    context.hold('unprotected', !guarded, `DeletionProtection is ${pool.DeletionProtection ?? 'INACTIVE'}`);
    for (const { ClientId, UserPoolId } of context.list('AWS::Cognito::UserPoolClient')) {
      if (UserPoolId === pool.Id) context.put('AWS::Cognito::UserPoolClient', ClientId, undefined);
    }
    for (const user of context.list('AWS::Cognito::UserPoolUser', pool.Id)) context.put('AWS::Cognito::UserPoolUser', userId(user), undefined);
    for (const { GroupName } of context.list('AWS::Cognito::UserPoolGroup', pool.Id)) {
      context.put('AWS::Cognito::UserPoolGroup', `${pool.Id}/${GroupName}`, undefined);
    }
    for (const { ProviderName } of context.list('AWS::Cognito::UserPoolIdentityProvider', pool.Id)) {
      context.put('AWS::Cognito::UserPoolIdentityProvider', `${pool.Id}/${ProviderName}`, undefined);
    }
    for (const { Identifier } of context.list('AWS::Cognito::UserPoolResourceServer', pool.Id)) {
      context.put('AWS::Cognito::UserPoolResourceServer', `${pool.Id}/${Identifier}`, undefined);
    }
    for (const { Domain, UserPoolId } of context.list('AWS::Cognito::UserPoolDomain')) {
      if (UserPoolId === pool.Id) context.put('AWS::Cognito::UserPoolDomain', Domain, undefined);
    }
    context.put('AWS::Cognito::UserPool', pool.Id, undefined);
    return {};
  },
});
