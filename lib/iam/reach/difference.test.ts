import { describe, expect, it } from 'vitest';
import { policy, account, aliceSub, allow, ask, deny, guestSession, sub, type Statements } from './reach.testing';
import { reachBeyond, reachDifference } from './difference';
import { reachOf } from './reach';
import { capabilityOf } from './capability';

const reach = (statements: Statements, more?: Parameters<typeof ask>[1]) => reachOf(ask(statements, more));
const names = (differences: readonly { readonly action: string }[]) => differences.map(({ action }) => action);

describe('the difference of two reaches', () => {
  it('is nothing between equals, however they are written', () => {
    const one = reach([allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::a/*')]);
    const other = reach([allow('s3:PutObject', 'arn:aws:s3:::a/*'), allow('S3:getobject', 'arn:aws:s3:::a/*')]);
    expect(reachDifference(one, other)).toEqual({ gained: [], lost: [] });
    const wide = reach([allow('*')]);
    const bounded = reach([allow('*')], { boundary: policy('boundary', allow('*')) });
    expect(reachDifference(wide, bounded)).toEqual({ gained: [], lost: [] });
  });

  it('sees that every resource type given one by one is every resource', () => {
    const typed = reach([allow('s3:*'), deny('s3:*', 'arn:aws:s3:::secret/*')]);
    expect(reachDifference(reach([allow('s3:*')]), typed)).toEqual({ gained: [], lost: [] });
  });

  it('finds actions, wider scopes, other resources and surer answers', () => {
    const narrow = reach([allow('s3:GetObject', `arn:aws:s3:::a/${sub}/*`), allow('dynamodb:Scan', '*', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })]);
    const wide = reach([allow('s3:GetObject', ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*']), allow(['dynamodb:Scan', 'sqs:SendMessage'])]);
    const { gained, lost } = reachDifference(narrow, wide);
    expect(gained.map(({ action, grants }) => [action, grants.map(({ resource }) => resource)])).toEqual([
      ['dynamodb:Scan', ['*']],
      ['s3:GetObject', ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*']],
      ['sqs:SendMessage', ['*']],
    ]);
    expect(names(lost)).toEqual(['s3:GetObject']);
  });

  it('tells what is named from what is one’s own, though it be the same object', () => {
    const own = reach([allow('s3:GetObject', `arn:aws:s3:::a/${sub}/*`)]);
    const shared = reach([allow('s3:GetObject', `arn:aws:s3:::a/${aliceSub}/*`)]);
    expect(names(reachDifference(own, shared).gained)).toEqual(['s3:GetObject']);
  });

  it('is what a guest gains past the session policies, and nothing when all is inside them', () => {
    const statements = [allow(['s3:GetObject', 'ssm:GetParameter'], '*')];
    const ceiling = { sessions: [guestSession] };
    expect(names(reachDifference(reach(statements, ceiling), reach(statements)).gained)).toEqual(['ssm:GetParameter']);
    const inside = [allow('s3:GetObject')];
    expect(reachDifference(reach(inside, ceiling), reach(inside))).toEqual({ gained: [], lost: [] });
  });

  it('can be judged as a reach of its own', () => {
    const statements = [allow(['dynamodb:Scan', 'ssm:GetParameter'])];
    const beyond = reachBeyond(reach(statements), reach(statements, { sessions: [guestSession] }));
    expect(names(beyond.actions)).toEqual(['ssm:GetParameter']);
    expect(beyond.of('dynamodb:Scan')?.verdict).toBe('denied');
    expect(beyond.of('SSM:getparameter')?.verdict).toBe('allowed');
    expect(capabilityOf(beyond)).toMatchObject({ capability: 'K3', because: { action: 'ssm:GetParameter' } });
    expect(reachBeyond(reach(statements), reach(statements)).actions).toEqual([]);
  });

  it('is quick to find that one table is not another', () => {
    const table = (name: string) => reach([allow('dynamodb:*', `arn:aws:dynamodb:us-east-1:${account}:table/${name}`)]);
    const { gained, lost } = reachDifference(table('a'), table('b'));
    expect(names(gained)).toEqual(names(lost));
    expect(gained.length).toBeGreaterThan(20);
  });
});
