import type { AddCustomAttributesRequest } from '@aws-sdk/client-cognito-identity-provider';
import type { SchemaAttribute } from '../../world/resources';
import { apiReference } from '../api-reference';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { schemaOf } from '../user-pool-attributes';
import { schemaAttribute } from '../user-pool-settings';

/** Adds attributes of your own to a pool’s schema; none is ever taken away again. */
export const AddCustomAttributes = operation({
  name: 'cognito-idp:AddCustomAttributes',
  says: 'Adds attributes of your own to a user pool’s schema.',
  access: 'signed',
  rules: {
    ...poolRules,
    newAttribute: {
      says: 'The schema has no attribute of this name yet.',
      label: 'new attribute',
      cite: apiReference('cognito-idp', 'AddCustomAttributes'),
      error: { code: 'InvalidParameterException', message: ({ name }) => `${name}: Existing attribute already has name ${name}.`, wording: 'unconfirmed' },
    },
  },
  asks: aboutPool,
  perform(input: Partial<AddCustomAttributesRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const added = (input.CustomAttributes ?? []).map((attribute) => schemaAttribute(attribute as Partial<SchemaAttribute>));
    const again = added.find(({ Name }) => schemaOf(pool, Name) !== undefined);
    context.hold('newAttribute', again === undefined, again === undefined ? 'all are new' : `${again.Name} is there already`, { name: again?.Name ?? '' });
    context.put('AWS::Cognito::UserPool', pool.Id, { ...pool, SchemaAttributes: [...(pool.SchemaAttributes ?? []), ...added] });
    return {};
  },
});
