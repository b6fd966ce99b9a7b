import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import { patch } from '../../world/world';
import { run } from '../run';
import type { Call, Input } from '../scenario';
import { CreateBucket } from './create-bucket';
import { CreateTable } from './create-table';
import { DeleteBucket } from './delete-bucket';
import { DeleteBucketPolicy } from './delete-bucket-policy';
import { describeOperation } from './describe-operation.testing';
import { DescribeTable } from './describe-table';
import { GetBucketPolicy } from './get-bucket-policy';
import { GetPublicAccessBlock } from './get-public-access-block';
import { HeadBucket } from './head-bucket';
import { ListBuckets } from './list-buckets';
import { ListTables } from './list-tables';
import { byOperator, getCredentials, getId, signed, story } from './notes.testing';
import { PutBucketPolicy } from './put-bucket-policy';
import { PutPublicAccessBlock } from './put-public-access-block';

const Bucket = notes.bucket;
const op = (operation: string, input: Input) => byOperator(operation, input);
const one = (operation: string, input: Input) => story([op(operation, input)]);
const nowhere = (operation: string) => one(operation, { Bucket: 'nowhere' });
const policy = (Principal: object | string, Action = 's3:GetObject') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action, Resource: `arn:aws:s3:::${Bucket}/*` }] });
const setPolicy = op('s3:PutBucketPolicy', { Bucket, Policy: policy('*') });
const block = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };

describeOperation(ListBuckets, { allows: { 'the account’s': one('s3:ListBuckets', {}) }, refuses: {} });
describeOperation(HeadBucket, { allows: { 'a bucket': one('s3:HeadBucket', { Bucket }) }, refuses: { bucket: nowhere('s3:HeadBucket') } });
describeOperation(CreateBucket, { allows: { 'a bucket': one('s3:CreateBucket', { Bucket: 'new' }) }, refuses: { free: one('s3:CreateBucket', { Bucket }) } });
describeOperation(DeleteBucket, {
  allows: { 'an empty bucket': one('s3:DeleteBucket', { Bucket }) },
  refuses: { bucket: nowhere('s3:DeleteBucket'), empty: story([op('s3:PutObject', { Bucket, Key: 'k', Body: 'x' }), op('s3:DeleteBucket', { Bucket })]) },
});
describeOperation(PutBucketPolicy, {
  allows: { 'a bucket': story([setPolicy]) },
  refuses: { bucket: one('s3:PutBucketPolicy', { Bucket: 'nowhere', Policy: policy('*') }), document: one('s3:PutBucketPolicy', { Bucket, Policy: 'public' }) },
});
describeOperation(GetBucketPolicy, {
  allows: { 'a bucket': story([setPolicy, op('s3:GetBucketPolicy', { Bucket })]) },
  refuses: { bucket: nowhere('s3:GetBucketPolicy'), policy: one('s3:GetBucketPolicy', { Bucket }) },
});
describeOperation(DeleteBucketPolicy, { allows: { 'a bucket': one('s3:DeleteBucketPolicy', { Bucket }) }, refuses: { bucket: nowhere('s3:DeleteBucketPolicy') } });
describeOperation(PutPublicAccessBlock, { allows: { 'a bucket': one('s3:PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration: block }) }, refuses: { bucket: nowhere('s3:PutPublicAccessBlock') } });
describeOperation(GetPublicAccessBlock, {
  allows: { 'a bucket': story([op('s3:PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration: block }), op('s3:GetPublicAccessBlock', { Bucket })]) },
  refuses: { bucket: nowhere('s3:GetPublicAccessBlock'), configuration: one('s3:GetPublicAccessBlock', { Bucket }) },
});

const table = { TableName: 'new', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] };
describeOperation(CreateTable, { allows: { 'a table': one('dynamodb:CreateTable', table) }, refuses: { free: one('dynamodb:CreateTable', { ...table, TableName: notes.table }) } });
describeOperation(DescribeTable, { allows: { 'a table': one('dynamodb:DescribeTable', { TableName: notes.table }) }, refuses: { table: one('dynamodb:DescribeTable', { TableName: 'none' }) } });
describeOperation(ListTables, { allows: { 'the account’s': one('dynamodb:ListTables', {}) }, refuses: {} });

describe('what was made', () => {
  const last = (calls: Call[], world = notesWorld) => run(story(calls, { world })).steps.at(-1);

  test('is there', () => {
    expect(last([op('s3:CreateBucket', { Bucket: 'new' }), op('s3:ListBuckets', {})])?.output?.Buckets).toEqual([{ Name: Bucket }, { Name: 'new' }]);
    expect(last([op('s3:DeleteBucket', { Bucket }), op('s3:ListBuckets', {})])?.output?.Buckets).toEqual([]);
    expect(last([setPolicy, op('s3:GetBucketPolicy', { Bucket })])?.output).toEqual({ Policy: policy('*') });
    expect(last([setPolicy, op('s3:DeleteBucketPolicy', { Bucket }), op('s3:GetBucketPolicy', { Bucket })])?.error?.code).toBe('NoSuchBucketPolicy');
    expect(last([op('s3:PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration: block }), op('s3:GetPublicAccessBlock', { Bucket })])?.output).toEqual({ PublicAccessBlockConfiguration: block });
    const make = [op('dynamodb:CreateTable', table), op('dynamodb:PutItem', { TableName: 'new', Item: { id: { S: '1' } } })];
    expect(last([...make, op('dynamodb:DescribeTable', { TableName: 'new' })])?.output).toEqual({
      Table: { ...table, TableArn: `arn:aws:dynamodb:us-east-1:${notes.account}:table/new`, TableStatus: 'ACTIVE', ItemCount: 1 },
    });
    expect(last([...make, op('dynamodb:ListTables', {})])?.output).toEqual({ TableNames: [notes.table, 'new'] });
  });

  test('a bucket policy that names a guest’s session goes round the session policies, one that names the role does not', () => {
    const session = `arn:aws:sts::${notes.account}:assumed-role/notes-guest/CognitoIdentityCredentials`;
    const end = (AWS: string, Action: string) => {
      const world = patch(notesWorld, 'AWS::S3::Bucket', Bucket, { Policy: policy({ AWS }, Action) });
      return last([getId(), getCredentials(), signed('s3:PutObject', { Bucket, Key: 'anywhere', Body: 'x' })], world)?.error?.code;
    };
    expect(end(session, 's3:PutObject')).toBeUndefined();
    expect(end(notes.guestRole, 's3:PutObject')).toBeUndefined();
    expect(end(notes.signedInRole, 's3:PutObject')).toBe('AccessDenied');
    expect(end(session, 's3:DeleteObject')).toBe('AccessDenied');
  });

  test('reads of an unread policy say so', () => {
    const world = patch(notesWorld, 'AWS::S3::Bucket', Bucket, { Policy: { unread: 's3:GetBucketPolicy: AccessDenied' } });
    expect(() => last([op('s3:GetBucketPolicy', { Bucket })], world)).toThrow('s3:GetBucketPolicy: AccessDenied');
  });
});
