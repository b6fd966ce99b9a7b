import { expect, it } from 'vitest';
import { notes } from '../../lib/world/accounts/notes';
import { fieldKey, thingsOf } from '../../lib/world/edit';
import type { Field } from '../../lib/world/edit-field';
import { appKey } from './app-key';
import { rooms } from './index';
import { newClientRoom } from './new-client';
import { play, sceneOfAttempt } from './play';
import { tokenAsKey } from './token-as-key';
import { wideOpenRole } from './wide-open-role';

const providers = `AWS::Cognito::IdentityPool ${notes.identityPool} CognitoIdentityProviders`;

it('counts what changes something, and nothing that cannot be used', () => {
  const { changes, problems, solved, edits } = play(newClientRoom, {
    [providers]: '[{"ProviderName":"https://example.com","ClientId":"x"}]',
    [`AWS::Cognito::IdentityPool ${notes.identityPool} AllowUnauthenticatedIdentities`]: 'true',
    'AWS::Cognito::IdentityPool nobody AllowClassicFlow': 'true',
  });
  expect(Object.keys(problems)).toEqual([providers]);
  expect(Object.keys(edits)).toEqual([providers]);
  expect(changes).toBe(0);
  expect(solved).toBe(false);
});

it('passes over a choice of the app’s that there is none of', () => {
  const signs = appKey({ id: 'signs' });
  expect(play(tokenAsKey, { [signs]: 'magic' })).toMatchObject({ app: { signs: 'IdToken' }, changes: 0 });
  expect(play(tokenAsKey, { [signs]: 'enhanced' })).toMatchObject({ app: { signs: 'enhanced' }, changes: 1 });
  expect(play(tokenAsKey, { [signs]: 'IdToken' }).changes).toBe(0);
});

it('tells what the caller is told, of the call that ended it', () => {
  const [save] = play(newClientRoom, {}).attempts;
  expect(save?.outcome).toEqual({
    kind: 'fails',
    says: 'GetId is refused.',
    error: { code: 'NotAuthorizedException', message: 'Token is not from a supported provider of this identity pool.', status: 400, wording: 'observed' },
  });
});

it('calls an attack stopped only when nothing of it is to be had', () => {
  const policy = 'AWS::IAM::Role notes-signed-in RolePolicyList.OwnPhotos';
  const denyButList = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], NotResource: 'arn:aws:s3:::notes-photos/users/${cognito-identity.amazonaws.com:sub}/*' } });
  const snoop = play(wideOpenRole, { [policy]: denyButList }).attempts.find(({ attempt }) => attempt.id === 'snoop');
  expect(snoop?.trace.steps.filter(({ error }) => error !== undefined).map(({ id }) => id)).toEqual(['open', 'overwrite', 'delete']);
  expect(snoop?.outcome).toEqual({ kind: 'works' });
});

it('tells what was refused of an attack that goes on after each refusal', () => {
  const snoop = play(wideOpenRole, { 'AWS::IAM::Role notes-signed-in AttachedManagedPolicies': '' }).attempts.find(({ attempt }) => attempt.id === 'snoop');
  expect(snoop).toMatchObject({ asWanted: true, outcome: { kind: 'fails', says: 'DeleteObject is refused.', error: { code: 'AccessDenied' } } });
});

it('claims nothing of an attempt that cannot begin, and shows an empty stage for it', () => {
  const nobody = { [`AWS::Cognito::UserPoolUser ${notes.userPool}/${notes.ana} Enabled`]: 'false' };
  const snoop = play(wideOpenRole, nobody).attempts.find(({ attempt }) => attempt.id === 'snoop');
  expect(snoop).toMatchObject({ outcome: { kind: 'unknown', what: 'InitiateAuth is refused before it begins' }, asWanted: false });
  expect(snoop === undefined ? undefined : sceneOfAttempt(snoop).beats).toEqual([]);
});

/** What somebody may do to one field without thinking: each other choice, nothing, or nonsense. */
function strokes({ input, raw }: Field): readonly string[] {
  switch (input.kind) {
    case 'flag':
      return [raw === 'true' ? 'false' : 'true'];
    case 'choice':
      return input.options.map(({ value }) => value);
    case 'set':
      return ['', input.options.map(({ value }) => value).join('\n'), ...input.options.map(({ value }) => value)];
    case 'rows':
      return ['[]', 'nonsense'];
    case 'policy':
      return ['', '{', everything, nothing];
    default:
      return ['', '1', 'nonsense'];
  }
}

const policyOf = (Effect: string): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action: '*', Resource: '*' }] });
const [everything, nothing] = [policyOf('Allow'), policyOf('Deny')];

it.each(Object.entries(rooms))('%s can be told, or is said not to be, after any one stroke; and none but a repair wins it', async (_slug, load) => {
  const room = await load();
  const fields = thingsOf(room.world).flatMap((thing) => thing.fields.flatMap((field) => strokes(field).map((raw) => [fieldKey(thing, field), raw] as const)));
  const choices = room.app.flatMap((setting) => setting.options.map(({ value }) => [appKey(setting), value] as const));
  const winning = [...fields, ...choices].filter(([key, raw]) => {
    const played = play(room, { [key]: raw });
    for (const one of played.attempts) sceneOfAttempt(one);
    return played.solved;
  });
  expect(winning).toEqual(room.slug === 'new-client' ? [[appKey({ id: 'client' }), notes.client]] : []);
}, 60_000);
