import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import { patch } from '../../world/world';
import { run } from '../run';
import { from, join, type Call, type Input } from '../scenario';
import { DeleteObject } from './delete-object';
import { describeOperation } from './describe-operation.testing';
import { GetObject } from './get-object';
import { HeadObject } from './head-object';
import { ListObjectsV2 } from './list-objects-v2';
import { byOperator, getCredentials, getId, login, signed, story } from './notes.testing';
import { PutObject } from './put-object';

const own = (name: string) => join('users/', from('GetId', 'IdentityId'), `/${name}`);
const signIn: Call[] = [getId(login()), getCredentials(login())];
const put = (Key: Input[string], Body = 'waves', more: Partial<Call> = {}) => signed('s3:PutObject', { Bucket: notes.bucket, Key, Body }, more);
const nowhere = { Bucket: 'nowhere', Key: 'k' };

describeOperation(PutObject, {
  allows: { 'into the user’s own folder': story([...signIn, put(own('a.jpg'))]) },
  refuses: { bucket: story([byOperator('s3:PutObject', nowhere)]) },
});

describeOperation(GetObject, {
  allows: {
    'what the user put there': story([...signIn, put(own('a.jpg')), signed('s3:GetObject', { Bucket: notes.bucket, Key: own('a.jpg') })]),
    'a public photo, to a guest': story([
      byOperator('s3:PutObject', { Bucket: notes.bucket, Key: 'public/beach.jpg', Body: 'sand' }),
      getId(),
      getCredentials(),
      signed('s3:GetObject', { Bucket: notes.bucket, Key: 'public/beach.jpg' }),
    ]),
  },
  refuses: {
    bucket: story([byOperator('s3:GetObject', nowhere)]),
    hidden: story([getId(), getCredentials(), signed('s3:GetObject', { Bucket: notes.bucket, Key: 'public/none.jpg' })]),
    key: story([byOperator('s3:GetObject', { Bucket: notes.bucket, Key: 'none' })]),
  },
});

describeOperation(HeadObject, {
  allows: { 'what the user put there': story([...signIn, put(own('a.jpg')), signed('s3:HeadObject', { Bucket: notes.bucket, Key: own('a.jpg') })]) },
  refuses: {
    bucket: story([byOperator('s3:HeadObject', nowhere)]),
    key: story([byOperator('s3:HeadObject', { Bucket: notes.bucket, Key: 'none' })]),
  },
});

describeOperation(DeleteObject, {
  allows: { 'what the user put there': story([...signIn, put(own('a.jpg')), signed('s3:DeleteObject', { Bucket: notes.bucket, Key: own('a.jpg') })]) },
  refuses: { bucket: story([byOperator('s3:DeleteObject', nowhere)]) },
});

describeOperation(ListObjectsV2, {
  allows: { 'the user’s own folder': story([...signIn, signed('s3:ListObjectsV2', { Bucket: notes.bucket, Prefix: own('') })]) },
  refuses: { bucket: story([byOperator('s3:ListObjectsV2', nowhere)]) },
});

describe('S3 as a user meets it', () => {
  const last = (calls: Call[], world = notesWorld) => run(story(calls, { world })).steps.at(-1);

  test('gives back what was put', () => {
    expect(last([...signIn, put(own('a.jpg'), 'waves'), signed('s3:GetObject', { Bucket: notes.bucket, Key: own('a.jpg') })])?.output).toMatchObject({
      Body: 'waves',
      ContentLength: 5,
    });
    const gone = [...signIn, put(own('a')), signed('s3:DeleteObject', { Bucket: notes.bucket, Key: own('a') }), byOperator('s3:GetObject', { Bucket: notes.bucket, Key: own('a') })];
    expect(last(gone)?.error?.code).toBe('NoSuchKey');
  });

  test('refuses another user’s folder with the resource in quotation marks', () => {
    const { error } = last([...signIn, signed('s3:GetObject', { Bucket: notes.bucket, Key: 'users/someone/a.jpg' })]) ?? {};
    expect(error).toEqual({
      code: 'AccessDenied',
      status: 403,
      wording: 'observed',
      message: `User: arn:aws:sts::${notes.account}:assumed-role/notes-signed-in/CognitoIdentityCredentials is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::notes-photos/users/someone/a.jpg" because no identity-based policy allows the s3:GetObject action`,
    });
  });

  test('lists by prefix, by folder and by page', () => {
    const keys = ['a/1', 'a/2', 'b/1', 'c'];
    const puts = keys.map((Key) => byOperator('s3:PutObject', { Bucket: notes.bucket, Key, Body: 'x' }, { id: `put ${Key}` }));
    const list = (fields: Input) => last([...puts, byOperator('s3:ListObjectsV2', { Bucket: notes.bucket, ...fields })])?.output as Record<string, unknown>;
    const keysIn = (output: Record<string, unknown>) => (output.Contents as { Key: string }[]).map((one) => one.Key);
    expect(keysIn(list({}))).toEqual(keys);
    expect(keysIn(list({ Prefix: 'a/' }))).toEqual(['a/1', 'a/2']);
    const folders = list({ Delimiter: '/' });
    expect(keysIn(folders)).toEqual(['c']);
    expect(folders.CommonPrefixes).toEqual([{ Prefix: 'a/' }, { Prefix: 'b/' }]);
    const first = list({ MaxKeys: 3 });
    expect(first).toMatchObject({ IsTruncated: true, KeyCount: 3 });
    expect(keysIn(list({ MaxKeys: 3, ContinuationToken: String(first.NextContinuationToken) }))).toEqual(['c']);
  });

  test('heeds the bucket’s own policy', () => {
    const statement = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::notes-photos/*' };
    const world = patch(notesWorld, 'AWS::S3::Bucket', notes.bucket, { Policy: { Version: '2012-10-17', Statement: [statement] } });
    expect(last([...signIn, put(own('a.jpg'))], world)?.error?.message).toContain('with an explicit deny in a resource-based policy');
  });

  test('does not know what an unread bucket policy would have allowed, but what it allows regardless', () => {
    const world = patch(notesWorld, 'AWS::S3::Bucket', notes.bucket, { Policy: { unread: 's3:GetBucketPolicy notes-photos: AccessDenied' } });
    const allowed = last([...signIn, put(own('a.jpg'))], world);
    expect(allowed?.error).toBeUndefined();
    expect(allowed?.decisions[0]?.notes.join()).toContain('was not read');
    expect(() => last([...signIn, put('elsewhere')], world)).toThrow(/GetBucketPolicy notes-photos: AccessDenied/);
  });
});
