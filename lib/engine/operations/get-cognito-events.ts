import { read } from '../../world/gap';
import { aboutSync, syncOf, syncRule, type SyncInput } from '../cognito-sync';
import { operation } from '../operation';

export const GetCognitoEvents = operation({
  name: 'cognito-sync:GetCognitoEvents',
  says: 'Returns the functions that a pool runs when data is synchronised.',
  access: 'signed',
  rules: syncRule,
  asks: aboutSync,
  perform: (input: SyncInput, context) => ({ Events: read(syncOf(input, context).Events ?? {}) }),
});
