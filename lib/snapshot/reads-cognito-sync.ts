import { z } from 'zod';
import { notRead } from './draft';
import { read, type AnyRead } from './read';

const type = 'Lifeguard::SyncConfiguration';
const input = z.looseObject({ IdentityPoolId: z.string() });

export const GetIdentityPoolConfiguration = read({
  operation: 'cognito-sync:GetIdentityPoolConfiguration',
  actions: ['cognito-sync:GetIdentityPoolConfiguration'],
  why: 'Whether a pool still sends synchronised data to a stream or to devices.',
  optional: true,
  input,
  output: z.looseObject({
    PushSync: z.looseObject({ ApplicationArns: z.array(z.string()).optional(), RoleArn: z.string().optional() }).optional(),
    CognitoStreams: z.looseObject({ StreamName: z.string().optional(), RoleArn: z.string().optional(), StreamingStatus: z.string().optional() }).optional(),
  }),
  subject: ({ IdentityPoolId }) => IdentityPoolId,
  fill: (draft, { IdentityPoolId }, output) => draft.put(type, IdentityPoolId, { Events: notRead('cognito-sync:GetCognitoEvents', IdentityPoolId), ...output, IdentityPoolId }),
  unread: (draft, { IdentityPoolId }, gap) => draft.unread(type, IdentityPoolId, gap),
});

export const GetCognitoEvents = read({
  operation: 'cognito-sync:GetCognitoEvents',
  actions: ['cognito-sync:GetCognitoEvents'],
  why: 'Whether a pool still runs a function when data is synchronised.',
  optional: true,
  input,
  output: z.looseObject({ Events: z.record(z.string(), z.string()).optional() }),
  subject: ({ IdentityPoolId }) => IdentityPoolId,
  fill: (draft, { IdentityPoolId }, { Events = {} }) => draft.amend(type, IdentityPoolId, { Events }),
  unread: (draft, { IdentityPoolId }, gap) => draft.amend(type, IdentityPoolId, { Events: gap }),
});

export const cognitoSyncReads: readonly AnyRead[] = [GetIdentityPoolConfiguration, GetCognitoEvents];
