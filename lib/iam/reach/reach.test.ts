import { describe, expect, it } from 'vitest';
import type { Reach } from './question';
import { reachOf } from './reach';
import { account, aliceSub, allow, ask, deny, guestSession, policy, sub, type Statements } from './reach.testing';

type More = Parameters<typeof ask>[1];

/** `verdict scope` of the action, and `on a, b` when it turns on something. */
function say(reach: Reach, action: string): string {
  const found = reach.of(action);
  if (!found) return 'unknown action';
  const turns = [...new Set(found.grants.flatMap((grant) => grant.dependsOn))];
  return [found.verdict, found.scope, ...(found.verdict === 'conditional' && turns.length ? [`on ${turns.join(', ')}`] : [])]
    .filter(Boolean)
    .join(' ');
}

const reach = (statements: Statements, more?: More): Reach => reachOf(ask(statements, more));
const table = `arn:aws:dynamodb:us-east-1:${account}:table/notes`;
const leadingKeys = (operator: string) => ({ [operator]: { 'dynamodb:LeadingKeys': [sub] } });

describe('scope', () => {
  const cases: readonly (readonly [string, Statements, string, string, More?])[] = [
    ['everything', [allow('*')], 'iam:CreateUser', 'allowed any'],
    ['everything but what is denied', [allow('*'), deny('iam:*')], 'iam:CreateUser', 'denied'],
    ['everything but what is denied', [allow('*'), deny('iam:*')], 's3:GetObject', 'allowed any'],
    ['nothing', [allow('s3:GetObject')], 's3:PutObject', 'denied'],
    ['all buckets', [allow('s3:*', 'arn:aws:s3:::*')], 's3:GetObject', 'allowed any'],
    ['one bucket’s objects', [allow('s3:*', 'arn:aws:s3:::photos/*')], 's3:GetObject', 'allowed named'],
    ['objects are no bucket', [allow('s3:*', 'arn:aws:s3:::photos/*')], 's3:ListBucket', 'denied'],
    ['a bucket is no object', [allow('s3:*', 'arn:aws:s3:::photos')], 's3:GetObject', 'denied'],
    ['a bucket is a bucket', [allow('s3:*', 'arn:aws:s3:::photos')], 's3:ListBucket', 'allowed named'],
    ['a name ending in a star', [allow('s3:*', 'arn:aws:s3:::photos*')], 's3:GetObject', 'allowed named'],
    ['the account’s tables', [allow('dynamodb:*', `arn:aws:dynamodb:us-east-1:${account}:table/*`)], 'dynamodb:GetItem', 'allowed service'],
    ['another region’s tables', [allow('dynamodb:*', `arn:aws:dynamodb:eu-west-1:${account}:table/*`)], 'dynamodb:GetItem', 'allowed service'],
    ['tables of any account', [allow('dynamodb:*', 'arn:aws:dynamodb:*:*:table/*')], 'dynamodb:GetItem', 'allowed any'],
    ['one table', [allow('dynamodb:*', table)], 'dynamodb:GetItem', 'allowed named'],
    ['an index is no table', [allow('dynamodb:*', `${table}/index/*`)], 'dynamodb:DeleteTable', 'denied'],
    ['an index can be queried', [allow('dynamodb:*', `${table}/index/*`)], 'dynamodb:Query', 'allowed named'],
    ['tables whose name begins so', [allow('dynamodb:*', `${table}-*`)], 'dynamodb:GetItem', 'allowed named'],
    ['only star grants this', [allow('dynamodb:ListTables', table)], 'dynamodb:ListTables', 'denied'],
    ['only star grants this', [allow('s3:ListAllMyBuckets')], 's3:ListAllMyBuckets', 'allowed any'],
    ['a role to pass', [allow('iam:PassRole', `arn:aws:iam::${account}:role/service/*`)], 'iam:PassRole', 'allowed named'],
    ['log groups as policies write them', [allow('logs:*', `arn:aws:logs:us-east-1:${account}:log-group:/app:*`)], 'logs:FilterLogEvents', 'allowed named'],
    ['everything not named', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }], 's3:GetObject', 'allowed any'],
    ['everything not named', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }], 'iam:CreateUser', 'denied'],
    ['every resource not named', [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::secret/*' }], 's3:GetObject', 'allowed any'],
    ['no policy needed', [], 'sts:GetCallerIdentity', 'allowed any'],
    ['not even a Deny helps', [deny('*')], 'sts:GetCallerIdentity', 'allowed any'],
    ['a trust policy decides as well', [allow('sts:AssumeRole')], 'sts:AssumeRole', 'conditional any on the trust policy of the role'],
    ['nobody signs this', [allow('sts:*')], 'sts:AssumeRoleWithWebIdentity', 'denied'],
  ];
  for (const [title, statements, action, expected, more] of cases) {
    it(`${title}: ${action} is ${expected}`, () => {
      expect(say(reach(statements, more), action)).toBe(expected);
    });
  }
});

describe('own', () => {
  const mine = `arn:aws:s3:::photos/private/${sub}/*`;
  const tag = '${aws:PrincipalTag/team}';
  const tagged: More = {
    alice: { name: 'Alice', context: { 'aws:PrincipalTag/team': 'red' } },
    mallory: { name: 'Mallory', context: { 'aws:PrincipalTag/team': 'blue' } },
  };
  const cases: readonly (readonly [string, Statements, string, string, More?])[] = [
    ['a prefix with the identity', [allow('s3:GetObject', mine)], 's3:GetObject', 'allowed own'],
    ['a prefix with a tag', [allow('s3:GetObject', `arn:aws:s3:::photos/${tag}/*`)], 's3:GetObject', 'allowed own', tagged],
    ['a shared prefix beside one’s own', [allow('s3:GetObject', [mine, 'arn:aws:s3:::photos/public/*'])], 's3:GetObject', 'allowed named'],
    ['a session name that everybody has', [allow('s3:GetObject', 'arn:aws:s3:::photos/${aws:userid}/*')], 's3:GetObject', 'allowed named'],
    ['a variable that no session has', [allow('s3:GetObject', 'arn:aws:s3:::photos/${aws:username}/*')], 's3:GetObject', 'denied'],
    ['…with a default for everybody', [allow('s3:GetObject', "arn:aws:s3:::photos/${aws:username, 'all'}/*")], 's3:GetObject', 'allowed named'],
    ['a Deny that spares one’s own', [allow('s3:GetObject', 'arn:aws:s3:::photos/*'), { Effect: 'Deny', Action: 's3:*', NotResource: mine }], 's3:GetObject', 'allowed own'],
    ['a Deny that spares one’s own, from all', [allow('*'), { Effect: 'Deny', Action: 's3:*', NotResource: mine }], 's3:GetObject', 'allowed own'],
    ['a boundary around one’s own', [allow('s3:*')], 's3:GetObject', 'allowed own', { boundary: policy('boundary', allow('s3:GetObject', mine)) }],
    ['a boundary that meets a wider prefix', [allow('s3:*', 'arn:aws:s3:::photos/*')], 's3:GetObject', 'allowed named', { boundary: policy('boundary', allow('s3:GetObject', 'arn:aws:s3:::*/public/*')) }],
    ['leading keys', [allow('dynamodb:GetItem', table, leadingKeys('ForAllValues:StringEquals'))], 'dynamodb:GetItem', 'allowed own'],
    ['leading keys on Scan, which has none', [allow('dynamodb:*', table, leadingKeys('ForAllValues:StringEquals'))], 'dynamodb:Scan', 'allowed named'],
    ['leading keys on a PartiQL select without one', [allow('dynamodb:*', table, leadingKeys('ForAllValues:StringEquals'))], 'dynamodb:PartiQLSelect', 'allowed named'],
    ['leading keys that must be there', [allow('dynamodb:*', table, leadingKeys('ForAnyValue:StringEquals'))], 'dynamodb:Query', 'allowed own'],
    ['a listing of one’s own prefix', [allow('s3:ListBucket', 'arn:aws:s3:::photos', { StringLike: { 's3:prefix': [`private/${sub}/*`] } })], 's3:ListBucket', 'allowed own'],
    ['…or without any prefix', [allow('s3:ListBucket', 'arn:aws:s3:::photos', { StringLikeIfExists: { 's3:prefix': [`private/${sub}/*`] } })], 's3:ListBucket', 'allowed named'],
    ['…or of another prefix', [allow('s3:ListBucket', 'arn:aws:s3:::photos', { StringLike: { 's3:prefix': [`private/${sub}/*`, 'protected/*'] } })], 's3:ListBucket', 'allowed own'],
    ['a condition that mirrors itself', [allow('s3:GetObject', 'arn:aws:s3:::photos/*', { StringEquals: { 'cognito-identity.amazonaws.com:sub': sub } })], 's3:GetObject', 'allowed named'],
    ['a resource tag', [allow('lambda:InvokeFunction', '*', { StringEquals: { 'aws:ResourceTag/owner': sub } })], 'lambda:InvokeFunction', 'allowed own'],
    ['what the others have is not one’s own', [allow('s3:GetObject', 'arn:aws:s3:::photos/*', { StringEquals: { 'aws:PrincipalTag/team': 'red' } })], 's3:GetObject', 'conditional named on aws:PrincipalTag/team', tagged],
    ['an old policy version', [], 's3:GetObject', 'allowed named', { identity: [{ name: 'old', policy: policy('old', allow('s3:GetObject', mine)).policy }].map((old) => ({ ...old, policy: { ...old.policy, version: '2008-10-17' } })) }],
  ];
  for (const [title, statements, action, expected, more] of cases) {
    it(`${title}: ${action} is ${expected}`, () => {
      expect(say(reach(statements, more), action)).toBe(expected);
    });
  }

  it('keeps the conditional grant of a listing that also shows others’ prefixes', () => {
    const prefixes = { StringLike: { 's3:prefix': [`private/${sub}/*`, 'protected/*'] } };
    const found = reach([allow('s3:ListBucket', 'arn:aws:s3:::photos', prefixes)]).of('s3:ListBucket');
    expect(found?.grants.map(({ scope, verdict, dependsOn }) => [scope, verdict, dependsOn])).toEqual([
      ['named', 'conditional', ['s3:prefix']],
      ['own', 'allowed', []],
    ]);
    expect(found?.grants[0]?.witness.given).toEqual({ 's3:prefix': 'protected/x' });
  });
});

describe('conditions', () => {
  it('names the unknown keys that an answer turns on', () => {
    const ip = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    expect(say(reach([allow('s3:GetObject', '*', ip)]), 's3:GetObject')).toBe('conditional any on aws:SourceIp');
    expect(say(reach([allow('*'), deny('*', '*', ip)]), 's3:GetObject')).toBe('conditional any on aws:SourceIp');
  });

  it('takes known keys as they are', () => {
    const ip = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    const from = (address: string) => ({ context: { 'aws:SourceIp': address } });
    expect(say(reach([allow('s3:GetObject', '*', ip)], from('203.0.113.9')), 's3:GetObject')).toBe('allowed any');
    expect(say(reach([allow('s3:GetObject', '*', ip)], from('198.51.100.9')), 's3:GetObject')).toBe('denied');
  });

  it('does not rely on the catalogue alone to refuse: a key it does not list leaves the answer open', () => {
    const statement = allow('s3:GetObject', '*', { StringEquals: { 's3:prefix': 'public' } });
    expect(say(reach([statement]), 's3:GetObject')).toBe('conditional any on s3:prefix');
  });

  it('takes a key as absent when told so', () => {
    const statement = allow('s3:GetObject', '*', { StringEquals: { 'aws:PrincipalTag/team': 'red' } });
    expect(say(reach([statement]), 's3:GetObject')).toBe('conditional any on aws:PrincipalTag/team');
    expect(say(reach([statement], { absent: ['aws:principaltag/*'] }), 's3:GetObject')).toBe('denied');
  });
});

describe('layers', () => {
  it('limits a guest to what a session policy allows as well', () => {
    const guest = reach([allow('*')], { sessions: [guestSession] });
    expect(say(guest, 's3:GetObject')).toBe('allowed any');
    expect(say(guest, 'rum:PutRumEvents')).toBe('allowed any');
    expect(say(guest, 'kms:Decrypt')).toBe('allowed any');
    expect(say(guest, 'geo:GetMapTile')).toBe('allowed any');
    for (const outside of ['ssm:GetParameter', 'secretsmanager:GetSecretValue', 'iam:CreateUser', 'sts:AssumeRole', 'kms:CreateKey']) {
      expect(say(guest, outside), outside).toBe('denied');
    }
  });

  it('asks every level of the organisation', () => {
    const levels = [[policy('root', allow('*'))], [policy('unit', allow('s3:*'))]];
    const limited = reach([allow('*')], { serviceControl: levels });
    expect(say(limited, 's3:GetObject')).toBe('allowed any');
    expect(say(limited, 'dynamodb:GetItem')).toBe('denied');
  });

  it('asks every call of a role chain', () => {
    const calls = [[policy('first', allow('s3:*'))], [policy('second', allow('*:Get*'))]];
    const limited = reach([allow('*')], { sessions: calls });
    expect(say(limited, 's3:GetObject')).toBe('allowed any');
    expect(say(limited, 's3:PutObject')).toBe('denied');
    expect(say(limited, 'dynamodb:GetItem')).toBe('denied');
  });
});

describe('grants', () => {
  it('name the statement, its place in the text, and the request that was asked', () => {
    const question = ask([allow('logs:PutLogEvents'), { Sid: 'Mine', ...allow('s3:GetObject', `arn:aws:s3:::photos/${sub}/*`) }]);
    const [grant] = reachOf(question).of('s3:GetObject')?.grants ?? [];
    expect(grant).toMatchObject({
      scope: 'own',
      resource: `arn:aws:s3:::photos/${sub}/*`,
      resourceType: 'object',
      by: { policy: 'app', statement: 1, sid: 'Mine' },
      witness: { as: 'alice', resource: `arn:aws:s3:::photos/${aliceSub}/x` },
    });
    const { text } = question.policies.identity[0]!.policy;
    expect(text.slice(grant?.by?.span.start, grant?.by?.span.end)).toContain('"Sid": "Mine"');
  });

  it('lists each resource once, with its own scope', () => {
    const resources = ['arn:aws:s3:::a/*', `arn:aws:s3:::b/${sub}/*`, 'arn:aws:s3:::c/*'];
    const found = reach([allow('s3:GetObject', resources)]).of('s3:GetObject');
    expect(found?.grants.map(({ scope, resource }) => [scope, resource])).toEqual([
      ['named', resources[0]],
      ['own', resources[1]],
      ['named', resources[2]],
    ]);
  });

  it('name the wider statement when two cover the same', () => {
    const found = reach([allow('s3:GetObject', 'arn:aws:s3:::a/*'), allow('s3:Get*')]).of('s3:GetObject');
    expect(found?.grants.map(({ scope, by }) => [scope, by?.statement])).toEqual([['any', 1]]);
  });

  it('say which resource types are missing when a request has to name several', () => {
    const found = (...types: readonly string[]) =>
      reach([allow('iot:AddThingToThingGroup', types.map((type) => `arn:aws:iot:us-east-1:${account}:${type}/x`))]).of('iot:AddThingToThingGroup');
    expect(found('thing')).toMatchObject({ verdict: 'conditional', scope: 'named', missing: ['thinggroup'] });
    expect(found('thing', 'thinggroup')).toMatchObject({ verdict: 'allowed', missing: [] });
  });
});

describe('resource policies', () => {
  it('are left aside: they belong to a resource, and a reach is about all of them', () => {
    const resource = policy('a bucket’s', { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' });
    expect(say(reach([], { resource }), 's3:GetObject')).toBe('denied');
    expect(say(reach([allow('s3:GetObject')], { resource }), 's3:GetObject')).toBe('allowed any');
    const refusing = policy('a bucket’s', { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' });
    expect(say(reach([allow('s3:GetObject', 'arn:aws:s3:::photos/*')], { resource: refusing }), 's3:GetObject')).toBe('allowed named');
  });
});

describe('the list', () => {
  it('holds what is allowed or conditional, and no more', () => {
    const found = reach([allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::a/*'), deny('s3:PutObject')]);
    expect(found.actions.map(({ action }) => action)).toEqual(['s3:GetObject', 'sts:GetCallerIdentity']);
    expect(found.of('s3:putobject')?.verdict).toBe('denied');
    expect(found.of('s3:NoSuchThing')).toBeUndefined();
  });
});

describe('policies that nobody would write', { timeout: 60_000 }, () => {
  const photos = (i: number): string => `arn:aws:s3:::photos${i}/*`;
  const many = (text: (i: number) => string): readonly string[] => Array.from({ length: 150 }, (_, i) => text(i));
  /** Idle, each takes half a second at most; before resources were told apart by their heads, they took half a minute. */
  const quickly = (limit: number, work: () => void): void => {
    const started = performance.now();
    work();
    expect(performance.now() - started).toBeLessThan(limit);
  };

  it('are judged in the time of others, however many resources they name', () => {
    quickly(15_000, () => expect(say(reach([allow('*', many(photos))]), 's3:GetObject')).toBe('allowed named'));
    quickly(15_000, () => {
      const boundary = policy('boundary', allow('*', many((i) => `arn:aws:s3:::*${i}/private/*`)));
      expect(say(reach([allow('s3:*', many(photos))], { boundary }), 's3:GetObject')).toBe('allowed named');
    });
  });

  it('leave the answer open where their patterns are too long to compare', () => {
    const boundary = policy('boundary', allow('s3:*', `arn:aws:s3:::${'*b'.repeat(2900)}`));
    quickly(15_000, () => {
      const found = reach([allow('s3:GetObject', `arn:aws:s3:::${'*a'.repeat(2900)}`)], { boundary });
      expect(say(found, 's3:GetObject')).toBe('conditional named on a resource that these patterns have in common');
    });
  });
});
