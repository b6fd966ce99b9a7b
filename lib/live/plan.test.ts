import { describe, expect, test } from 'vitest';
import { signToken } from '../engine/token';
import { notes } from '../world/accounts/notes';
import { filledIn, planOf } from './filled-in.testing';
import { holdsLongLivedKey } from './long-lived-key';
import { hostsOf } from './hosts';
import { readPlan, type LiveFields } from './plan';

describe('the form', () => {
  test.each<[string, Partial<LiveFields>, string]>([
    ['no identity pool', { identityPoolId: '' }, 'identityPoolId'],
    ['a user pool’s id instead of an identity pool’s', { identityPoolId: notes.userPool }, 'identityPoolId'],
    ['an identity pool’s id instead of a user pool’s', { asker: 'user', userPoolId: notes.identityPool }, 'userPoolId'],
    ['an app client with a space', { asker: 'user', clientId: '4a7b 2c9d' }, 'clientId'],
    ['nobody', { asker: 'user', username: '' }, 'username'],
    ['no password', { asker: 'user', password: false }, 'password'],
    ['a token that is none', { asker: 'token', idToken: 'eyJ.eyJ' }, 'idToken'],
    ['a token that nobody issued', { asker: 'token', idToken: signToken({ kid: 'k' }, { sub: 's' }) }, 'idToken'],
    ['a user’s ARN instead of a role’s', { flow: 'classic', roleArn: 'arn:aws:iam::111122223333:user/ana' }, 'roleArn'],
    ['a bucket’s ARN instead of its name', { reading: 's3:ListObjectsV2', bucket: 'arn:aws:s3:::notes-photos' }, 'bucket'],
    ['no object', { reading: 's3:GetObject', bucket: 'notes-photos' }, 'path'],
    ['a bucket’s region that is none', { reading: 's3:ListObjectsV2', bucket: 'notes-photos', bucketRegion: 'Ireland' }, 'bucketRegion'],
  ])('with %s says which field is at fault', (_what, fields, field) => {
    const read = readPlan(filledIn(fields));
    expect('problems' in read && Object.keys(read.problems)).toEqual([field]);
  });

  test('asks for nothing that the chosen way does not need', () => {
    expect(readPlan(filledIn({ userPoolId: '', clientId: '', username: '' }))).toHaveProperty('plan');
  });

  test('takes the key in Logins from the token’s issuer', () => {
    const idToken = signToken({ kid: 'k' }, { iss: 'https://accounts.google.com', sub: 's' });
    expect(planOf({ asker: 'token', idToken }).asker).toEqual({ kind: 'token', provider: 'accounts.google.com' });
  });

  test('keeps no token in the plan', () => {
    const idToken = signToken({ kid: 'k' }, { iss: 'https://accounts.google.com', sub: 's' });
    expect(JSON.stringify(planOf({ asker: 'token', idToken }))).not.toContain(idToken);
  });
});

describe('another target', () => {
  test.each(['http://127.0.0.1:3000/aws', 'http://localhost:4566', 'https://sts.eu-west-1.amazonaws.com', 'https://sts.cn-north-1.amazonaws.com.cn/'])('may be %s', (endpoint) => {
    expect(readPlan(filledIn({}, endpoint))).toHaveProperty('plan');
  });

  test.each([
    'https://aws.example',
    'https://sts.amazonaws.com.evil.example',
    'http://sts.eu-west-1.amazonaws.com',
    'https://127.0.0.1:3000',
    'http://127.0.0.1.evil.example',
    'http://ana:secret@127.0.0.1:3000',
    'http://127.0.0.1:3000/?to=elsewhere',
    'javascript:alert(1)',
    '127.0.0.1:3000',
  ])('may not be %s', (endpoint) => {
    const read = readPlan(filledIn({}, endpoint));
    expect('problems' in read && Object.keys(read.problems)).toEqual(['cognito-idp', 'cognito-identity', 'sts', 's3']);
  });
});

describe('the hosts that are named before anything is sent', () => {
  const named = (fields: Partial<LiveFields>, endpoint?: string) => hostsOf(planOf(fields, endpoint)).map(({ host, operations }) => `${host}: ${operations.join(' ')}`);

  test('are those of a guest', () => {
    expect(named({})).toEqual(['cognito-identity.us-east-1.amazonaws.com: GetId GetCredentialsForIdentity', 'sts.us-east-1.amazonaws.com: GetCallerIdentity']);
  });

  test('are in the region of each pool and bucket', () => {
    expect(named({ asker: 'user', userPoolId: 'eu-west-1_Ab12Cd34E', flow: 'classic', roleArn: notes.editorsRole, reading: 's3:GetObject', bucket: 'notes-photos', path: 'k', bucketRegion: 'eu-central-1' })).toEqual([
      'cognito-idp.eu-west-1.amazonaws.com: InitiateAuth RespondToAuthChallenge',
      'cognito-identity.us-east-1.amazonaws.com: GetId GetOpenIdToken',
      'sts.us-east-1.amazonaws.com: AssumeRoleWithWebIdentity GetCallerIdentity',
      'notes-photos.s3.eu-central-1.amazonaws.com: GetObject',
    ]);
  });

  test('end otherwise in China, and a bucket with dots is a path', () => {
    const fields = { identityPoolId: 'cn-north-1:3f6a91d2-0c1e-4c55-9a10-5be27d4417aa', reading: 's3:ListObjectsV2', bucket: 'notes.photos' } as const;
    expect(named(fields).map((line) => line.split(':')[0])).toEqual(['cognito-identity.cn-north-1.amazonaws.com.cn', 'sts.cn-north-1.amazonaws.com.cn', 's3.cn-north-1.amazonaws.com.cn']);
  });

  test('are the typed ones where some were typed', () => {
    expect(new Set(hostsOf(planOf({ asker: 'user' }, 'http://127.0.0.1:3000/aws')).map(({ host, aws }) => `${host} ${aws}`))).toEqual(new Set(['127.0.0.1:3000 false']));
  });
});

test('a long-lived key is known by its id, a temporary one is not taken for it', () => {
  expect(holdsLongLivedKey('export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE')).toBe(true);
  expect(holdsLongLivedKey('ASIAIOSFODNN7EXAMPLE')).toBe(false);
  expect(holdsLongLivedKey('AKIA')).toBe(false);
});
