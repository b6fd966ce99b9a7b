import { aboutPool, poolNamed, poolRule } from '../identity-pool';
import { poolOfSettings, settingsRules, type PoolSettings } from '../identity-pool-settings';
import { operation } from '../operation';

/** Writes a pool's settings anew. Settings that the request leaves out are gone afterwards. */
export const UpdateIdentityPool = operation({
  name: 'cognito-identity:UpdateIdentityPool',
  says: 'Writes all settings of an identity pool anew.',
  access: 'signed',
  rules: {
    ...poolRule,
    ...settingsRules,
    developer: {
      says: 'A developer provider’s name, once set, cannot be changed.',
      label: 'developer name kept',
      cite: 'aws-facts §8',
      error: { code: 'InvalidParameterException', message: 'The developer provider name cannot be changed.', wording: 'unconfirmed' },
    },
  },
  asks: aboutPool,
  perform(input: PoolSettings, context) {
    const before = poolNamed(input.IdentityPoolId, context);
    const pool = poolOfSettings(before.IdentityPoolId, input, context);
    const [old, now] = [before.DeveloperProviderName, pool.DeveloperProviderName];
    if (old !== undefined && now !== undefined) context.hold('developer', old === now, `it is ${old}, the request says ${now}`);
    context.put('AWS::Cognito::IdentityPool', pool.IdentityPoolId, pool);
    return pool;
  },
});
