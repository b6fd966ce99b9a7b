import { aboutSync, syncOf, syncRule, type SyncInput } from '../cognito-sync';
import { operation } from '../operation';

export const GetIdentityPoolConfiguration = operation({
  name: 'cognito-sync:GetIdentityPoolConfiguration',
  says: 'Returns where a pool sends synchronised data.',
  access: 'signed',
  rules: syncRule,
  asks: aboutSync,
  perform(input: SyncInput, context) {
    const { Events: _events, ...configuration } = syncOf(input, context);
    return configuration;
  },
});
