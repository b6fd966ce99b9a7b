import { describe, expect, it } from 'vitest';
import { account, aliceSub, allow, ask, deny, policy, sub, type Statements } from './reach.testing';
import { isolation } from './isolation';
import { reachOf } from './reach';

const matrix = (statements: Statements, more?: Parameters<typeof ask>[1]) =>
  isolation(reachOf(ask(statements, more))).map(({ statement, use, action, answer }) => `${statement.statement} ${use} ${action} ${answer}`);

const table = `arn:aws:dynamodb:us-east-1:${account}:table/notes`;

describe('isolation', () => {
  it('asks of each statement what Mallory can do to what is Alice’s', () => {
    const statements = [
      allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], `arn:aws:s3:::photos/private/${sub}/*`),
      allow(['s3:GetObject', 's3:DeleteObject'], 'arn:aws:s3:::photos/public/*'),
      allow('s3:ListBucket', 'arn:aws:s3:::photos', { StringLike: { 's3:prefix': `private/${sub}/*` } }),
      allow('rum:PutRumEvents'),
    ];
    expect(matrix(statements)).toEqual([
      '0 read s3:GetObject isolated',
      '0 write s3:PutObject isolated',
      '0 delete s3:DeleteObject isolated',
      '1 read s3:GetObject crossed',
      '1 delete s3:DeleteObject crossed',
      '2 list s3:ListBucket isolated',
    ]);
  });

  it('takes the worst action of a statement: Scan passes a gate that items do not', () => {
    const statements = [allow(['dynamodb:GetItem', 'dynamodb:Scan'], table, { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [sub] } })];
    expect(matrix(statements)).toEqual(['0 read dynamodb:Scan crossed']);
  });

  it('says on what it depends when a key is not known', () => {
    const [question] = isolation(reachOf(ask([allow('s3:GetObject', '*', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })])));
    expect(question?.answer).toBe('depends');
    expect(question?.proof.dependsOn.map(({ key }) => key)).toEqual(['aws:SourceIp']);
  });

  it('shows a statement made superfluous by a wider one, and none that gives nothing', () => {
    const own = allow('s3:GetObject', `arn:aws:s3:::photos/${sub}/*`);
    expect(matrix([own, allow('s3:GetObject')])).toEqual(['0 read s3:GetObject crossed', '1 read s3:GetObject crossed']);
    expect(matrix([own, deny('s3:*')])).toEqual([]);
  });

  it('proves each answer with Mallory’s request on Alice’s resource', () => {
    const [question] = isolation(reachOf(ask([allow('s3:GetObject', `arn:aws:s3:::photos/${sub}/*`)])));
    expect(question?.proof.request.resource).toBe(`arn:aws:s3:::photos/${aliceSub}/x`);
    expect(question?.proof.answer).toBe('ImplicitlyDenied');
    expect(question?.proof.layers[0]?.statements[0]?.elements.find(({ element }) => element === 'Resource')?.matched).toBe('no');
  });

  it('counts a boundary that keeps people apart', () => {
    const boundary = policy('boundary', allow('s3:*', `arn:aws:s3:::photos/${sub}/*`));
    expect(matrix([allow('s3:GetObject', 'arn:aws:s3:::photos/*')], { boundary })).toEqual(['0 read s3:GetObject isolated']);
  });
});
