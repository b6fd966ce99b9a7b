import { describe, expect, it } from 'vitest';
import { notes } from '../../lib/world/accounts/notes';
import { fieldKey, thingsOf, type Edits } from '../../lib/world/edit';
import type { ResourceType } from '../../lib/world/resources';
import { glossary } from '../glossary';
import { parseMarkup } from '../../lib/stage/markup';
import { appKey } from './app-key';
import { membersTrust, visitors } from './club';
import { rooms } from './index';
import { quizClient, newClient } from './new-client';
import { play, sceneOfAttempt } from './play';
import { series, type Room } from './room';
import { byUsername, everyPhoto } from './wide-open-role';

const all: readonly Room[] = await Promise.all(Object.values(rooms).map((load) => load()));

const pool = notes.identityPool;
const at = (type: ResourceType, id: string, field: string): string => `${type} ${id} ${field}`;
const policy = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const trusted = (...clients: readonly string[]): string => JSON.stringify(clients.map((ClientId) => ({ ProviderName: notes.provider, ClientId })));

const providers = at('AWS::Cognito::IdentityPool', pool, 'CognitoIdentityProviders');
const usersRole = at('AWS::Cognito::IdentityPoolRoleAttachment', pool, 'Roles.authenticated');
const client = 'AWS::Cognito::UserPoolClient';
const app = (id: string): string => appKey({ id });
const ofRole = (role: string, field: string): string => at('AWS::IAM::Role', role, field);

const bucket = `arn:aws:s3:::${notes.bucket}`;
const own = JSON.parse(JSON.stringify(byUsername).replaceAll('aws:username', 'cognito-identity.amazonaws.com:sub')) as readonly object[];
const notOwn = [
  { Effect: 'Deny', Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], NotResource: `${bucket}/users/\${cognito-identity.amazonaws.com:sub}/*` },
  { Effect: 'Deny', Action: 's3:ListBucket', Resource: bucket, Condition: { StringNotLike: { 's3:prefix': 'users/${cognito-identity.amazonaws.com:sub}/*' } } },
];
const denyAll = policy({ Effect: 'Deny', Action: '*', Resource: '*' });

const classic = at('AWS::Cognito::IdentityPool', pool, 'AllowClassicFlow');
const writable = at(client, notes.client, 'WriteAttributes');
const visitorsPolicy = ofRole('notes-guest', 'RolePolicyList.Visitors');
const clubsOwn = { [at('AWS::Cognito::UserPool', notes.userPool, 'AdminCreateUserConfig.AllowAdminCreateUserOnly')]: 'true', [writable]: 'email\nname' };

interface Tries {
  /** The first takes as many changes as par. */
  readonly repairs: Readonly<Record<string, Edits>>;
  readonly overreaches: Readonly<Record<string, Edits>>;
}

const tries: Readonly<Record<string, Tries>> = {
  'new-client': {
    repairs: {
      'trusts the new client too': { [providers]: trusted(notes.client, newClient) },
      'trusts the new client instead': { [providers]: trusted(newClient) },
      'the app signs in as before': { [app('client')]: notes.client },
    },
    overreaches: {
      'trusts every client': { [providers]: trusted(notes.client, newClient, quizClient) },
      'trusts nobody': { [providers]: '[]' },
      'lets guests save': {
        [ofRole('notes-guest', 'RolePolicyList.PublicPhotos')]: policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' }),
        [providers]: trusted(newClient),
      },
      'closes the guests out': { [providers]: trusted(newClient), [at('AWS::Cognito::IdentityPool', pool, 'AllowUnauthenticatedIdentities')]: 'false' },
    },
  },
  'token-as-key': {
    repairs: {
      'the enhanced flow with the ID token': { [app('signs')]: 'enhanced', [app('login')]: 'IdToken' },
      'the basic (classic) flow with the ID token': { [app('signs')]: 'classic', [app('login')]: 'IdToken', [at('AWS::Cognito::IdentityPool', pool, 'AllowClassicFlow')]: 'true' },
    },
    overreaches: {
      'the other token as key': { [app('signs')]: 'AccessToken' },
      'the exchange with the access token': { [app('signs')]: 'enhanced' },
      'as a guest who may save': { [app('signs')]: 'enhanced', [app('login')]: 'none', [ofRole('notes-guest', 'RolePolicyList.PublicPhotos')]: policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' }) },
      'a bucket for everybody': { [at('AWS::S3::Bucket', notes.bucket, 'Policy')]: policy({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: [bucket, `${bucket}/*`] }) },
    },
  },
  'no-refresh': {
    repairs: {
      'InitiateAuth, and a refresh token of 30 days': { [app('renews')]: 'InitiateAuth', [at(client, notes.client, 'RefreshTokenValidity')]: String(30 * 24 * 60) },
      'GetTokensFromRefreshToken, and 60 days': { [app('renews')]: 'GetTokensFromRefreshToken', [at(client, notes.client, 'TokenValidityUnits.RefreshToken')]: 'days' },
      'with rotation as well': {
        [app('renews')]: 'GetTokensFromRefreshToken',
        [at(client, notes.client, 'TokenValidityUnits.RefreshToken')]: 'days',
        [at(client, notes.client, 'RefreshTokenRotation.Feature')]: 'ENABLED',
      },
    },
    overreaches: {
      'an ID token of a day': { [at(client, notes.client, 'IdTokenValidity')]: '24', [at(client, notes.client, 'TokenValidityUnits.IdToken')]: 'hours' },
      'the password each time': { [app('renews')]: 'password' },
      'a refresh token of ten years': { [app('renews')]: 'InitiateAuth', [at(client, notes.client, 'RefreshTokenValidity')]: '3650', [at(client, notes.client, 'TokenValidityUnits.RefreshToken')]: 'days' },
      'a refresh token that is dead by then': { [app('renews')]: 'InitiateAuth' },
    },
  },
  'stale-credentials': {
    repairs: {
      'until they expire, and everything forgotten': { [app('keeps')]: 'expiration', [app('forgets')]: 'everything' },
      'asked for each time, and everything forgotten': { [app('keeps')]: 'nothing', [app('forgets')]: 'everything' },
    },
    overreaches: {
      'asked for each time, for the identity of whoever was there before': { [app('keeps')]: 'nothing' },
      'everything forgotten, and credentials of the first hour': { [app('forgets')]: 'everything' },
      'a role that denies everything': { [app('keeps')]: 'expiration', [app('forgets')]: 'everything', [ofRole('notes-signed-in', 'RolePolicyList.OwnNotes')]: denyAll },
      'a shorter session': { [ofRole('notes-signed-in', 'MaxSessionDuration')]: '3600' },
    },
  },
  'wide-open-role': {
    repairs: {
      'own folder by identity, and the lent policy given back': {
        [ofRole('notes-signed-in', 'RolePolicyList.OwnPhotos')]: policy(...own),
        [ofRole('notes-signed-in', 'AttachedManagedPolicies')]: '',
      },
      'denies what is not one’s own': { [ofRole('notes-signed-in', 'RolePolicyList.OwnPhotos')]: policy(...notOwn) },
      'the managed policy for editors alone': {
        [ofRole('notes-signed-in', 'RolePolicyList.OwnPhotos')]: policy(...own),
        [at('AWS::IAM::ManagedPolicy', everyPhoto.PolicyArn, 'Document')]: policy({ Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: { ArnLike: { 'aws:PrincipalArn': notes.editorsRole } } }),
      },
    },
    overreaches: {
      'takes the lent policy away and nothing else': { [ofRole('notes-signed-in', 'AttachedManagedPolicies')]: '' },
      'takes it from the editors as well': {
        [ofRole('notes-signed-in', 'RolePolicyList.OwnPhotos')]: policy(...own),
        [ofRole('notes-signed-in', 'AttachedManagedPolicies')]: '',
        [ofRole('notes-editors', 'AttachedManagedPolicies')]: '',
      },
      'denies everything': { [ofRole('notes-signed-in', 'RolePolicyList.OwnPhotos')]: denyAll },
      'locks Ben out': { [ofRole('notes-signed-in', 'RolePolicyList.OwnPhotos')]: policy(...own), [at('AWS::Cognito::UserPoolUser', `${notes.userPool}/${notes.ben}`, 'Enabled')]: 'false' },
      'closes the bucket': { [at('AWS::S3::Bucket', notes.bucket, 'Policy')]: policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [bucket, `${bucket}/*`] }) },
    },
  },
  club: {
    repairs: {
      'small guests, no classic flow, no sign-up, no say over one’s team': { ...clubsOwn, [visitorsPolicy]: policy(visitors.photos), [classic]: 'false' },
      'the trust policy instead of the flow': { ...clubsOwn, [visitorsPolicy]: policy(visitors.photos), [ofRole('notes-signed-in', 'AssumeRolePolicyDocument')]: JSON.stringify(membersTrust('authenticated')) },
      'all of it': { ...clubsOwn, [visitorsPolicy]: policy(visitors.photos), [classic]: 'false', [ofRole('notes-signed-in', 'AssumeRolePolicyDocument')]: JSON.stringify(membersTrust('authenticated')) },
      'a setting for guests that no flow brings out': { ...clubsOwn, [visitorsPolicy]: policy(visitors.photos, visitors.settings), [classic]: 'false' },
    },
    overreaches: {
      'no guests at all': { ...clubsOwn, [visitorsPolicy]: policy(visitors.photos), [classic]: 'false', [at('AWS::Cognito::IdentityPool', pool, 'AllowUnauthenticatedIdentities')]: 'false' },
      'nothing that users may write': { ...clubsOwn, [visitorsPolicy]: policy(visitors.photos), [classic]: 'false', [writable]: '' },
      'no tags any more': { ...clubsOwn, [visitorsPolicy]: policy(visitors.photos), [classic]: 'false', [at('AWS::Cognito::IdentityPoolPrincipalTag', `${pool}/${notes.provider}`, 'PrincipalTags')]: '[]' },
      'a guest role that may do nothing': { ...clubsOwn, [visitorsPolicy]: denyAll, [classic]: 'false' },
      'members’ pages for guests': { ...clubsOwn, [visitorsPolicy]: policy(visitors.photos, { Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucket}/members/*` }), [classic]: 'false' },
      'locks Ben out': { ...clubsOwn, [visitorsPolicy]: policy(visitors.photos), [classic]: 'false', [at('AWS::Cognito::UserPoolUser', `${notes.userPool}/${notes.ben}`, 'Enabled')]: 'false' },
      'listing alone taken away': { ...clubsOwn, [visitorsPolicy]: policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucket}/*` }), [classic]: 'false' },
    },
  },
};

it('has tries for every room, and rooms in the order of their series', () => {
  expect(Object.keys(tries)).toEqual(Object.keys(rooms));
  expect(all.map(({ slug }) => slug)).toEqual(Object.keys(rooms));
  for (const id of Object.keys(series)) {
    const numbers = all.filter((room) => room.series === id).map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_number, index) => index + 1));
  }
});

describe.each(all.map((room) => [room.slug, room] as const))('%s', (slug, room) => {
  const { repairs, overreaches } = tries[slug] as Tries;

  it('is broken when one comes in, and in a way that can be told', () => {
    const { solved, changes, attempts } = play(room, {});
    expect(solved).toBe(false);
    expect(changes).toBe(0);
    expect(attempts.filter(({ outcome }) => outcome.kind === 'unknown')).toEqual([]);
  });

  it.each(Object.entries(repairs))('is repaired: %s', (_name, edits) => {
    const { goals, problems, solved, changes } = play(room, edits);
    expect(problems).toEqual({});
    expect(goals.filter(({ met }) => !met).map(({ goal }) => goal.says)).toEqual([]);
    expect(solved).toBe(true);
    expect(changes).toBe(Object.keys(edits).length);
  });

  it('has two repairs at least, and the first takes as many changes as par', () => {
    expect(Object.keys(repairs).length).toBeGreaterThan(1);
    expect(Object.keys(Object.values(repairs)[0] as Edits)).toHaveLength(room.par);
  });

  it.each([...Object.entries(overreaches), ['no role for users', { [usersRole]: '' }] as const])('is not repaired: %s', (_name, edits) => {
    const { problems, solved, changes } = play(room, edits);
    expect(problems).toEqual({});
    expect(changes).toBe(Object.keys(edits).length);
    expect(solved).toBe(false);
  });

  it('loses no repair to a detached role', () => {
    for (const edits of Object.values(repairs)) expect(play(room, { ...edits, [usersRole]: '' }).solved).toBe(false);
  });

  it('shows each flaw of its own: no change of a repair is idle', () => {
    const [edits] = Object.values(repairs) as [Edits];
    for (const key of Object.keys(edits)) {
      const { [key]: _without, ...others } = edits;
      expect(play(room, others).solved, key).toBe(false);
    }
  });

  it('has a scene for every attempt that the emulator can tell', () => {
    for (const one of play(room, {}).attempts) expect(sceneOfAttempt(one).beats.length).toBeGreaterThan(1);
  });

  it('has words that lead somewhere', () => {
    const words = [...room.symptom, ...room.hints, ...room.after, room.unseen ?? ''].flatMap((text) => parseMarkup(text));
    for (const part of words) if (part.kind === 'term') expect(glossary.map((entry) => entry.slug)).toContain(part.term);
    for (const text of room.symptom) expect(text).not.toMatch(/!|\bsimply\b/);
    expect(new Set(room.attempts.map(({ id }) => id)).size).toBe(room.attempts.length);
  });

  it('offers every field that its repairs change', () => {
    const keys = [...thingsOf(room.world).flatMap((thing) => thing.fields.map((field) => fieldKey(thing, field))), ...room.app.map(appKey)];
    for (const edits of Object.values(repairs)) expect(keys).toEqual(expect.arrayContaining(Object.keys(edits)));
  });
});
