import { poolOfSettings, settingsRules, type PoolSettings } from '../identity-pool-settings';
import { uuid } from '../mint';
import { operation } from '../operation';

/** Makes an identity pool; its roles are set apart, by SetIdentityPoolRoles. */
export const CreateIdentityPool = operation({
  name: 'cognito-identity:CreateIdentityPool',
  says: 'Makes an identity pool, without roles.',
  access: 'signed',
  rules: settingsRules,
  perform(input: PoolSettings, context) {
    const pool = poolOfSettings(`${context.region}:${uuid(context.draw('identity-pool'))}`, input, context);
    context.put('AWS::Cognito::IdentityPool', pool.IdentityPoolId, pool);
    return pool;
  },
});
