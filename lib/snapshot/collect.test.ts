import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../world/accounts/notes';
import { get } from '../world/world';
import { AwsFailure, denied, fakeAws } from './account.testing';
import { CannotCollect, collect, type CollectOptions } from './collect';
import { load } from './load';
import { policy } from './policy';
import { reads } from './reads';
import type { Progress } from './recorder';

const options = (send: CollectOptions['send']): CollectOptions => ({
  send,
  regions: ['us-east-1'],
  now: () => '2026-11-22T21:00:00Z',
  sleep: () => Promise.resolve(),
  random: () => 0,
});

const operationsIn = (snapshot: Awaited<ReturnType<typeof collect>>) => new Set(snapshot.exchanges.map(({ operation }) => operation));

describe('a whole account', () => {
  test('is read from the pool outward, and loads into the world it was', async () => {
    const world = load(await collect(options(fakeAws())));
    expect(get(world, 'AWS::Cognito::IdentityPool', notes.identityPool)).toEqual(get(notesWorld, 'AWS::Cognito::IdentityPool', notes.identityPool));
    expect(get(world, 'AWS::Cognito::IdentityPoolRoleAttachment', notes.identityPool)).toEqual(get(notesWorld, 'AWS::Cognito::IdentityPoolRoleAttachment', notes.identityPool));
    for (const name of ['notes-signed-in', 'notes-guest', 'notes-editors']) {
      const [read, was] = [get(world, 'AWS::IAM::Role', name), get(notesWorld, 'AWS::IAM::Role', name)];
      expect(JSON.parse(read?.AssumeRolePolicyDocument as string)).toEqual(was?.AssumeRolePolicyDocument);
      expect(read?.RolePolicyList).toHaveLength(1);
      expect(read).not.toHaveProperty('PermissionsBoundary');
    }
    expect(get(world, 'AWS::S3::Bucket', notes.bucket)).toEqual({ BucketName: notes.bucket, PublicAccessBlockConfiguration: { BlockPublicAcls: true } });
  });

  test('gives the same bytes every time', async () => {
    expect(JSON.stringify(await collect(options(fakeAws())))).toBe(JSON.stringify(await collect(options(fakeAws()))));
  });

  test('asks each question once', async () => {
    const aws = fakeAws();
    const { exchanges } = await collect(options(aws));
    expect(aws.sent).toHaveLength(exchanges.length + 1); // and GetCallerIdentity
  });

  test('keeps no secret', async () => {
    expect(JSON.stringify(await collect(options(fakeAws())))).not.toContain('the-client-secret');
  });

  test('tells how far it is', async () => {
    const seen: Progress[] = [];
    const { exchanges } = await collect({ ...options(fakeAws()), onProgress: (progress) => seen.push(progress) });
    expect(seen).toHaveLength(exchanges.length);
    expect(seen.at(-1)).toMatchObject({ done: exchanges.length, asked: exchanges.length });
  });

  test('asks IAM for everything at once when there are many roles', async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      RoleName: `r${index}`,
      Arn: `arn:aws:iam::${notes.account}:role/r${index}`,
      AssumeRolePolicyDocument: encodeURIComponent('{"Statement":{"Principal":{"Federated":"cognito-identity.amazonaws.com"}}}'),
    }));
    const aws = fakeAws({
      'iam:ListRoles': () => ({ Roles: many, IsTruncated: false }),
      'iam:GetAccountAuthorizationDetails': () => ({ RoleDetailList: many.map((role) => ({ ...role, RolePolicyList: [], AttachedManagedPolicies: [] })), Policies: [] }),
    });
    const world = load(await collect(options(aws)));
    expect(get(world, 'AWS::IAM::Role', 'r7')).toMatchObject({ RolePolicyList: [], AttachedManagedPolicies: [] });
    expect(aws.sent.filter((operation) => operation === 'iam:ListRolePolicies')).toHaveLength(3); // the roles that the details lack
  });
});

test('the providers that a role trusts beside the pool are read', async () => {
  const arn = `arn:aws:iam::${notes.account}:oidc-provider/ci.example.com`;
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Federated: ['cognito-identity.amazonaws.com', arn] }, Action: 'sts:AssumeRoleWithWebIdentity' }] };
  const world = load(
    await collect(
      options(
        fakeAws({
          'iam:GetRole': ({ RoleName }) => ({ Role: { RoleName, Arn: `arn:aws:iam::${notes.account}:role/${String(RoleName)}`, AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(document)) } }),
          'iam:GetOpenIDConnectProvider': () => ({ Url: 'ci.example.com', ClientIDList: ['sts.amazonaws.com'] }),
        }),
      ),
    ),
  );
  expect(get(world, 'AWS::IAM::OIDCProvider', arn)).toMatchObject({ ClientIDList: ['sts.amazonaws.com'] });
});

describe('an account that does not answer everything', () => {
  test('a refusal is recorded, and the rest is read', async () => {
    const snapshot = await collect(options(fakeAws({ 'cognito-idp:DescribeUserPool': denied, 'iam:GetRolePolicy': denied })));
    const world = load(snapshot);
    expect(() => get(world, 'AWS::Cognito::UserPool', notes.userPool)).toThrow(`cognito-idp:DescribeUserPool ${notes.userPool}: AccessDeniedException`);
    expect(get(world, 'AWS::Cognito::UserPoolClient', notes.client)?.ClientName).toBe('notes-web');
  });

  test('throttling and dropped connections are waited out', async () => {
    let turn = 0;
    const aws = fakeAws();
    const flaky: CollectOptions['send'] = async (operation, region, input) => {
      turn++;
      if (operation !== 'sts:GetCallerIdentity' && turn % 3 === 0) throw new AwsFailure('ThrottlingException');
      if (operation !== 'sts:GetCallerIdentity' && turn % 7 === 0) throw Object.assign(new Error('socket'), { code: 'ECONNRESET' });
      return aws(operation, region, input);
    };
    expect(await collect(options(flaky))).toEqual(await collect(options(fakeAws())));
  });

  test('endless throttling ends as a gap', async () => {
    const world = load(await collect(options(fakeAws({ 'cognito-idp:ListGroups': () => { throw new AwsFailure('TooManyRequestsException', 429); } }))));
    expect(world.complete).toMatchObject({ [`AWS::Cognito::UserPoolGroup ${notes.userPool}`]: { unread: `cognito-idp:ListGroups ${notes.userPool}: TooManyRequestsException` } });
  });

  test('an answer of another form is not taken', async () => {
    const world = load(await collect(options(fakeAws({ 'cognito-idp:DescribeUserPool': () => ({ UserPool: 'what?' }) }))));
    expect(() => get(world, 'AWS::Cognito::UserPool', notes.userPool)).toThrow('MalformedAnswer');
  });

  test('pages that go round in a circle end', async () => {
    const world = load(await collect(options(fakeAws({ 'cognito-idp:ListGroups': () => ({ Groups: [], NextToken: 'again' }) }))));
    expect(world.complete).toMatchObject({ [`AWS::Cognito::UserPoolGroup ${notes.userPool}`]: { unread: expect.stringContaining('circle') } });
  });

  test('an interrupted run leaves what it had, and goes on from there', async () => {
    const stop = new AbortController();
    const aws = fakeAws();
    const half: CollectOptions['send'] = async (operation, region, input) => {
      if (aws.sent.length === 12) stop.abort();
      return aws(operation, region, input);
    };
    const partial = await collect({ ...options(half), signal: stop.signal });
    expect(partial.exchanges.length).toBeGreaterThan(5);
    expect(partial.exchanges.every(({ error }) => error === undefined)).toBe(true);
    expect(() => load(partial)).not.toThrow();

    const again = fakeAws();
    const whole = await collect({ ...options(again), earlier: partial });
    expect(whole).toEqual(await collect(options(fakeAws())));
    expect(again.sent.length).toBeLessThan(whole.exchanges.length);
  });

  test.each([
    ['CredentialsProviderError', /No AWS credentials were found.*--profile/],
    ['ExpiredToken', /does not take these credentials.*sign in anew/],
    ['ECONNREFUSED', /could not be reached in us-east-1.*AWS_ENDPOINT_URL/],
  ])('with %s there is nothing to collect, and a sentence says what to do', async (code, sentence) => {
    const failing = fakeAws({ 'sts:GetCallerIdentity': () => { throw new AwsFailure(code); } });
    await expect(collect(options(failing))).rejects.toThrow(CannotCollect);
    await expect(collect(options(failing))).rejects.toThrow(sentence);
  });
});

describe('whose account it is', () => {
  const failing = (times: number, failure: () => Error) => {
    let left = times;
    return fakeAws({
      'sts:GetCallerIdentity': () => {
        if (left-- > 0) throw failure();
        return { Account: notes.account };
      },
    });
  };

  test.each([
    ['throttled', () => new AwsFailure('Throttling')],
    ['dropped', () => Object.assign(new Error('socket'), { code: 'ECONNRESET' })],
  ])('is asked again when the question is %s, but not for ever', async (_what, failure) => {
    const soon = failing(3, failure);
    expect((await collect(options(soon))).account).toBe(notes.account);
    const never = failing(Infinity, failure);
    await expect(collect(options(never))).rejects.toThrow(CannotCollect);
    expect(never.sent.filter((operation) => operation === 'sts:GetCallerIdentity')).toHaveLength(6);
  });

  test('with credentials that AWS does not take, hardly anything else is asked', async () => {
    const aws = failing(1, () => new AwsFailure('ExpiredToken'));
    await expect(collect(options(aws))).rejects.toThrow(CannotCollect);
    expect(aws.sent.length).toBeLessThan(8);
  });

  test('comes before all else when there is an earlier snapshot, which may be of another account', async () => {
    const aws = fakeAws();
    const earlier = { ...(await collect(options(fakeAws()))), account: '999988887777' };
    await expect(collect({ ...options(aws), earlier })).rejects.toThrow('is of account 999988887777');
    expect(aws.sent).toEqual(['sts:GetCallerIdentity']);
  });
});

describe('the public keys of a user pool', () => {
  const gone = { 'cognito-idp:DescribeUserPool': () => { throw new AwsFailure('ResourceNotFoundException'); } };
  const url = `https://cognito-idp.us-east-1.amazonaws.com/${notes.userPool}/.well-known/jwks.json`;

  test('are asked for only when that is wanted, and the user pool is not in the account', async () => {
    const asked = async (instead: Parameters<typeof fakeAws>[0], publicKeys?: boolean) => {
      const aws = fakeAws({ ...instead, 'https:GetJwks': () => ({ Status: 200 }) });
      const world = load(await collect({ ...options(aws), publicKeys }));
      return { world, sent: aws.sent.filter((operation) => operation === 'https:GetJwks') };
    };
    expect((await asked({}, true)).sent).toEqual([]);
    const unasked = await asked(gone);
    expect(unasked.sent).toEqual([]);
    expect(() => get(unasked.world, 'Lifeguard::PublicKeySet', url)).toThrow(`https:GetJwks ${url}: not read`);
    expect(get((await asked(gone, true)).world, 'Lifeguard::PublicKeySet', url)).toEqual({ Url: url, Status: 200 });
  });

  test('are not asked for when nobody may tell whether the user pool exists', async () => {
    const aws = fakeAws({ 'cognito-idp:DescribeUserPool': denied });
    await collect({ ...options(aws), publicKeys: true });
    expect(aws.sent).not.toContain('https:GetJwks');
  });
});

test('the functions of a user pool and its second factors are asked for, but not those of another account', async () => {
  const [own, others] = [`arn:aws:lambda:us-east-1:${notes.account}:function:greet`, 'arn:aws:lambda:us-east-1:999988887777:function:greet'];
  const UserPool = { ...get(notesWorld, 'AWS::Cognito::UserPool', notes.userPool), MfaConfiguration: 'OPTIONAL', LambdaConfig: { PostConfirmation: own, PreSignUp: others } };
  const asked: unknown[] = [];
  const aws = fakeAws({
    'cognito-idp:DescribeUserPool': () => ({ UserPool }),
    'cognito-idp:GetUserPoolMfaConfig': () => ({ MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } }),
    'lambda:GetFunctionConfiguration': (input) => {
      asked.push(input.FunctionName);
      return { FunctionName: 'greet', FunctionArn: own, Role: notes.editorsRole };
    },
  });
  const world = load(await collect(options(aws)));
  expect(asked).toEqual([own]);
  expect(get(world, 'AWS::Cognito::UserPool', notes.userPool)).toMatchObject({ SoftwareTokenMfaConfiguration: { Enabled: true } });
  expect(get(world, 'AWS::Lambda::Function', 'greet')).toMatchObject({ Role: notes.editorsRole, Policy: { unread: 'lambda:GetPolicy greet: AccessDeniedException' } });
});

test('who is at a user pool’s own domain is asked only when that is wanted', async () => {
  const UserPool = { ...get(notesWorld, 'AWS::Cognito::UserPool', notes.userPool), CustomDomain: 'auth.notes.example' };
  for (const publicKeys of [true, false]) {
    const aws = fakeAws({ 'cognito-idp:DescribeUserPool': () => ({ UserPool }), 'https:GetOpenIdConfiguration': () => ({ Status: 404 }) });
    const world = load(await collect({ ...options(aws), publicKeys }));
    expect(aws.sent.filter((operation) => operation === 'https:GetOpenIdConfiguration')).toHaveLength(publicKeys ? 1 : 0);
    expect(Object.values(world.resources['Lifeguard::OpenIdConfiguration'] ?? {})).toHaveLength(publicKeys ? 1 : 0);
  }
});

describe('the least-privilege policy', () => {
  test('allows every read that is sent and nothing else', async () => {
    const allowed = new Set(policy().Statement.flatMap(({ Action }) => Action));
    const needed = reads.flatMap(({ actions }) => actions);
    expect(allowed).toEqual(new Set(needed));
    const sent = operationsIn(await collect(options(fakeAws())));
    for (const operation of sent) expect(reads.some((read) => read.operation === operation)).toBe(true);
  });

  test('names reads, each in full', () => {
    for (const action of policy().Statement.flatMap(({ Action }) => Action)) {
      expect(action).toMatch(/^[a-z0-9-]+:(Get|List|Describe)[A-Za-z]+$/);
      expect(action).not.toContain('GetOpenIdToken');
    }
  });
});
