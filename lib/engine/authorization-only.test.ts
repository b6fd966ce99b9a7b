import { expect, test } from 'vitest';
import { notes, notesWorld } from '../world/accounts/notes';
import { put } from '../world/world';
import { call, getCredentials, getId, login, signed, story, withRole } from './operations/notes.testing';
import { run } from './run';
import { from, join } from './scenario';

const asGuest = [getId(), getCredentials()];

test('IAM alone decides about an operation that is not emulated', () => {
  const { steps, ended } = run(story([...asGuest, signed('lambda:UpdateFunctionCode', {}, { asks: { resource: 'arn:aws:lambda:us-east-1:111122223333:function:f' } })]));
  expect(ended).toBe('AccessDeniedException');
  expect(steps.at(-1)).toMatchObject({ authorizationOnly: true, error: { message: expect.stringContaining('because no identity-based policy allows the lambda:UpdateFunctionCode action') } });
});

test('what it allows has no output', () => {
  const asks = { resource: `arn:aws:s3:::${notes.bucket}/public/logo.png` };
  const { steps, ended } = run(story([...asGuest, signed('s3:GetObject', {}, { asks })]));
  expect(ended).toBe('ok');
  expect(steps.at(-1)).toMatchObject({ authorizationOnly: true, output: {}, reasons: [{ rule: 'authorized', holds: true }] });
});

test('the resource may be put together from earlier answers', () => {
  const own = join(`arn:aws:s3:::${notes.bucket}/users/`, from('GetId', 'IdentityId'), '/a.jpg');
  const calls = [getId(login()), getCredentials(login()), signed('s3:GetObject', {}, { asks: { resource: own } })];
  expect(run(story(calls)).ended).toBe('ok');
});

test('a bucket policy has its say', () => {
  const Policy = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: `arn:aws:s3:::${notes.bucket}/*` }] };
  const world = put(notesWorld, 'AWS::S3::Bucket', notes.bucket, { BucketName: notes.bucket, Policy });
  const asks = { resource: `arn:aws:s3:::${notes.bucket}/public/logo.png` };
  const { steps } = run(story([...asGuest, signed('s3:GetObject', {}, { asks })], { world }));
  expect(steps.at(-1)?.error?.message).toContain('explicit deny in a resource-based policy');
});

test('an access point is no bucket, whose policy would have to be read', () => {
  const asks = { resource: 'arn:aws:s3:us-east-1:111122223333:accesspoint/photos' };
  const world = { ...notesWorld, complete: {} };
  const { steps } = run(story([...asGuest, signed('s3:ListBucket', {}, { asks })], { world }));
  expect(steps.at(-1)?.error?.code).toBe('AccessDenied');
});

test('nobody gets anything unsigned', () => {
  expect(run(story([call('s3:GetObject', {}, { asks: { resource: 'arn:aws:s3:::b/k' } })])).ended).toBe('AccessDenied');
});

test('a function’s own policy has its say', () => {
  const arn = `arn:aws:lambda:us-east-1:${notes.account}:function:resize`;
  const Policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: notes.guestRole }, Action: 'lambda:InvokeFunction', Resource: arn }] };
  const world = put(notesWorld, 'AWS::Lambda::Function', 'resize', { FunctionName: 'resize', Role: notes.editorsRole, Policy });
  const invoke = signed('lambda:InvokeFunction', {}, { asks: { resource: arn } });
  expect(run(story([...asGuest, invoke])).ended).toBe('AccessDeniedException');
  expect(run(story([...asGuest, invoke], { world })).ended).toBe('ok');
});

test('a role’s trust policy has its say about who takes the role', () => {
  const resource = notes.editorsRole;
  const take = signed('sts:AssumeRole', {}, { asks: { resource } });
  const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: notes.guestRole }, Action: 'sts:AssumeRole' }] };
  const able = withRole('notes-guest', { RolePolicyList: [] });
  expect(run(story([...asGuest, take], { world: able })).ended).toBe('AccessDenied');
  expect(() => run(story([...asGuest, take], { world: withRole('notes-editors', { AssumeRolePolicyDocument: { unread: 'iam:GetRole: AccessDenied' } }) }))).toThrow('iam:GetRole: AccessDenied');
  // AWS’s session policies would stop a guest, so somebody signs in.
  const trusting = withRole('notes-editors', { AssumeRolePolicyDocument: { ...AssumeRolePolicyDocument, Statement: [{ ...AssumeRolePolicyDocument.Statement[0], Principal: { AWS: notes.signedInRole } }] } });
  expect(run(story([getId(login()), getCredentials(login()), take], { world: trusting })).ended).toBe('ok');
});

test('an answer that turns on what nobody knows is not known', () => {
  const statement = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*', Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } };
  const world = withRole('notes-guest', { RolePolicyList: [{ PolicyName: 'Own', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } }] });
  const ask = (unknown?: readonly string[]) => run(story([...asGuest, signed('sqs:SendMessage', {}, { asks: { resource: '*', ...(unknown ? { unknown } : {}) } })], { world }));
  expect(ask().ended).toBe('AccessDeniedException');
  expect(() => ask(['aws:SourceVpce'])).toThrow('Not read: sqs:SendMessage depends on aws:SourceVpce');
});

test('IAM has no say about what nobody signs', () => {
  expect(() => run(story([...asGuest, signed('cognito-identity:UnlinkIdentity', {}, { asks: { resource: '*' } })]))).toThrow(/Not emulated/);
});
