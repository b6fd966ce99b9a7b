import { describe, expect, it } from 'vitest';
import { decide, explain } from './authorize';
import type { AccessRequest, Explanation, PolicySet } from './decision';
import { namedPolicy } from './named';
import type { NamedPolicy } from './policy';

const SESSION = 'arn:aws:sts::111122223333:assumed-role/notes-guest/CognitoIdentityCredentials';
const ROLE = 'arn:aws:iam::111122223333:role/notes-guest';
const POOL = 'cognito-identity.amazonaws.com';
const SUB = `${POOL}:sub`;

type Part = Readonly<Record<string, unknown>>;

const policy = (name: string, ...Statement: Part[]): NamedPolicy => namedPolicy(name, { Version: '2012-10-17', Statement });
const allow = (Action: string | string[], Resource: string | string[] = '*', more: Part = {}): Part => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (Action: string, Resource = '*', more: Part = {}): Part => ({ Effect: 'Deny', Action, Resource, ...more });

const asked = (more: Partial<AccessRequest> = {}): AccessRequest => ({ principal: SESSION, action: 's3:GetObject', resource: 'arn:aws:s3:::b/x', context: {}, ...more });
const everything = policy('everything', allow('*'));
const ask = (policies: Partial<PolicySet>, more: Partial<AccessRequest> = {}): Explanation => explain(asked(more), { identity: [], ...policies });

describe('AWS’s sentence', () => {
  const nothing = policy('nothing');
  const denies = policy('denies', allow('*'), deny('*'));
  const user = `User: ${SESSION} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/x"`;

  it.each<[string, Partial<PolicySet>, string]>([
    ['no identity-based policy', {}, 'because no identity-based policy allows the s3:GetObject action'],
    ['no session policy', { identity: [everything], sessions: [[nothing]] }, 'because no session policy allows the s3:GetObject action'],
    ['no permissions boundary', { identity: [everything], boundary: nothing }, 'because no permissions boundary allows the s3:GetObject action'],
    ['no service control policy', { identity: [everything], serviceControl: [[nothing]] }, 'because no service control policy allows the s3:GetObject action'],
    ['an explicit deny in an identity-based policy', { identity: [denies] }, 'with an explicit deny in an identity-based policy'],
    ['one in a session policy', { identity: [everything], sessions: [[denies]] }, 'with an explicit deny in a session policy'],
    ['one in a permissions boundary', { identity: [everything], boundary: denies }, 'with an explicit deny in a permissions boundary'],
    ['one in a service control policy', { identity: [everything], serviceControl: [[denies]] }, 'with an explicit deny in a service control policy'],
    ['one in a resource control policy', { identity: [everything], resourceControl: [[denies]] }, 'with an explicit deny in a resource control policy'],
    ['one in a resource-based policy', { identity: [everything], resource: policy('bucket', deny('*', '*', { Principal: '*' })) }, 'with an explicit deny in a resource-based policy'],
  ])('names %s', (_, policies, because) => {
    expect(ask(policies)).toMatchObject({ because, message: `${user} ${because}` });
  });

  it('names no resource-based policy across accounts', () => {
    expect(ask({ identity: [everything] }, { resourceAccount: '444455556666' }).because).toBe('because no resource-based policy allows the s3:GetObject action');
  });

  it('puts the resource between quotation marks for S3 only', () => {
    expect(ask({}, { action: 'dynamodb:Scan', resource: 'arn:aws:dynamodb:us-east-1:111122223333:table/T' }).message).toBe(
      `User: ${SESSION} is not authorized to perform: dynamodb:Scan on resource: arn:aws:dynamodb:us-east-1:111122223333:table/T because no identity-based policy allows the dynamodb:Scan action`,
    );
  });

  it('leaves the resource out when there is none', () => {
    expect(ask({}, { action: 's3:ListAllMyBuckets', resource: '*' }).message).toBe(
      `User: ${SESSION} is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action`,
    );
  });

  it('is short for a web identity', () => {
    const trust = policy('trust policy', { Effect: 'Allow', Principal: { Federated: 'accounts.google.com' }, Action: 'sts:AssumeRoleWithWebIdentity' });
    const { message, because } = ask({ resource: trust }, { principal: POOL, action: 'sts:AssumeRoleWithWebIdentity', resource: ROLE });
    expect(message).toBe('Not authorized to perform sts:AssumeRoleWithWebIdentity');
    expect(because).toBe('because no role trust policy allows the sts:AssumeRoleWithWebIdentity action');
  });

  it('is not there when the request is allowed, or may be', () => {
    expect(ask({ identity: [everything] })).toMatchObject({ message: undefined, because: undefined });
    const may = ask({ identity: [policy('p', allow('*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }))] }, { unknown: ['aws:SecureTransport'] });
    expect(may).toMatchObject({ answer: 'Depends', message: undefined });
  });

  it('blames an explicit deny before a missing allow, and the first layer in AWS’s order', () => {
    expect(ask({ sessions: [[denies]] }).because).toBe('with an explicit deny in a session policy');
    expect(ask({ identity: [denies], sessions: [[denies]], serviceControl: [[denies]] }).because).toBe('with an explicit deny in a service control policy');
    expect(ask({ boundary: nothing, sessions: [[nothing]] }).because).toBe('because no identity-based policy allows the s3:GetObject action');
    expect(ask({ identity: [everything], boundary: nothing, sessions: [[nothing]] }).because).toBe('because no permissions boundary allows the s3:GetObject action');
  });

  it('blames the identity-based policies across accounts, whatever the resource policy gives', () => {
    const bucket = policy('bucket', allow('s3:*', '*', { Principal: { AWS: ROLE } }));
    expect(ask({ resource: bucket }, { resourceAccount: '444455556666' }).because).toBe('because no identity-based policy allows the s3:GetObject action');
  });

  it('blames the boundary where a resource policy gives to the role', () => {
    const bucket = policy('bucket', allow('s3:*', '*', { Principal: { AWS: ROLE } }));
    expect(ask({ resource: bucket, boundary: nothing }).because).toBe('because no permissions boundary allows the s3:GetObject action');
  });
});

describe('what decides', () => {
  it('is the statement that allows, by its policy, index and Sid', () => {
    const { decidedBy } = ask({ identity: [policy('a', allow('sqs:*')), policy('b', allow('sqs:*'), allow('s3:*', '*', { Sid: 'Read' }))] });
    expect(decidedBy).toEqual({ layer: 'identity', policy: 'b', statement: 1, sid: 'Read' });
  });

  it('is the statement that denies, though others allow', () => {
    const { decidedBy } = ask({ identity: [policy('a', allow('*'), deny('s3:GetObject', '*', { Sid: 'No' }))] });
    expect(decidedBy).toEqual({ layer: 'identity', policy: 'a', statement: 1, sid: 'No' });
  });

  it('is the layer alone when nothing allows', () => {
    expect(ask({ identity: [everything], sessions: [[policy('s')]] }).decidedBy).toEqual({ layer: 'session' });
  });

  it('is the resource policy when it alone allows, and there the most direct statement', () => {
    const bucket = policy('bucket', allow('s3:*', '*', { Principal: { AWS: '111122223333' } }), allow('s3:*', '*', { Principal: { AWS: SESSION } }));
    expect(ask({ resource: bucket }).decidedBy).toEqual({ layer: 'resource', policy: 'bucket', statement: 1 });
  });

  it('is nothing when the answer is open, or needs no permission', () => {
    expect(ask({ identity: [everything] }, { action: 'sts:GetCallerIdentity', resource: '*' })).toMatchObject({ answer: 'Allowed', decidedBy: undefined, layers: [] });
  });

  it('lights one of two equal policies in a layer', () => {
    const lit = ask({ identity: [everything, everything] }).layers.flatMap(({ statements }) => statements.map(({ decides }) => decides));
    expect(lit).toEqual([true, false]);
  });
});

describe('the layers', () => {
  it('come in the order in which AWS looks at them, one per STS call and per level of the organisation', () => {
    const { layers } = ask({
      identity: [everything], boundary: everything, sessions: [[everything], [everything]], resource: policy('bucket', allow('*', '*', { Principal: '*' })),
      serviceControl: [[everything], [everything]], resourceControl: [[everything]],
    });
    expect(layers.map(({ layer }) => layer)).toEqual(['resource-control', 'service-control', 'service-control', 'resource', 'identity', 'boundary', 'session', 'session']);
  });

  it('leave out what has no say: a web identity has no policies of its own', () => {
    const trust = policy('trust policy', { Effect: 'Allow', Principal: { Federated: POOL }, Action: 'sts:AssumeRoleWithWebIdentity' });
    const { layers } = ask({ identity: [everything], boundary: everything, resource: trust, serviceControl: [[everything]] }, { principal: POOL, action: 'sts:AssumeRoleWithWebIdentity', resource: ROLE });
    expect(layers.map(({ layer }) => layer)).toEqual(['resource']);
  });

  it.each<[string, Partial<PolicySet>, string]>([
    ['a statement that allows', { identity: [policy('p', allow('s3:*', '*', { Sid: 'Read' }))] }, '“Read” of p allows s3:GetObject.'],
    ['no policy', {}, 'There is no identity-based policy, so nothing is allowed here.'],
    ['no statement that allows', { identity: [policy('p', allow('sqs:*'))] }, 'No statement of an identity-based policy allows s3:GetObject.'],
    ['a statement that denies', { identity: [policy('p', allow('*'), deny('*'))] }, 'Statement 2 of p denies s3:GetObject explicitly.'],
  ])('say in a sentence what they come to: %s', (_, policies, why) => {
    expect(ask(policies).layers.map((each) => each.why)).toEqual([why]);
  });

  it('say how far a resource policy reaches', () => {
    const why = (AWS: string, more: Partial<AccessRequest> = {}): string | undefined => ask({ resource: policy('bucket', allow('s3:*', '*', { Principal: { AWS } })) }, more).layers[0]?.why;
    expect(why(SESSION)).toBe('Statement 1 of bucket allows s3:GetObject.');
    expect(why(ROLE)).toBe('Statement 1 of bucket allows s3:GetObject to the role, as far as its permissions boundary and session policies let it.');
    expect(why('111122223333')).toBe('Statement 1 of bucket allows s3:GetObject to the account, whose identity-based policies must allow it too.');
    expect(why('111122223333', { resourceAccount: '444455556666' })).toBe('Statement 1 of bucket allows s3:GetObject, as far as the policies in the caller’s own account allow it too.');
  });
});

describe('notes', () => {
  it('say that an unseen key policy is taken for the default one', () => {
    const key = { action: 'kms:Decrypt', resource: 'arn:aws:kms:us-east-1:111122223333:key/k' };
    expect(ask({ identity: [everything] }, key).notes).toEqual([expect.stringContaining('The key policy is not known.')]);
    expect(ask({ identity: [everything], resource: policy('key policy', allow('kms:*', '*', { Principal: { AWS: '111122223333' } })) }, key).notes).toEqual([]);
  });

  it('say that GetCallerIdentity needs no permission', () => {
    expect(ask({ identity: [policy('p', deny('*'))] }, { action: 'sts:GetCallerIdentity', resource: '*' })).toMatchObject({ answer: 'Allowed', notes: [expect.stringContaining('no permission')] });
  });
});

describe('a statement’s explanation', () => {
  const only = (statement: Part, more: Partial<AccessRequest> = {}, version = '2012-10-17') =>
    explain(asked(more), { identity: [namedPolicy('p', { Version: version, Statement: statement })] }).layers[0]?.statements[0];
  const element = (name: string, statement: Part, more: Partial<AccessRequest> = {}, version?: string) => only(statement, more, version)?.elements.find((each) => each.element === name);

  it.each<[string, string, Part, string]>([
    ['Action', 'yes', allow('s3:GetObject'), '“s3:GetObject” is the action asked for.'],
    ['Action', 'yes', allow('s3:Get*'), '“s3:Get*” covers s3:GetObject.'],
    ['Action', 'no', allow('s3:PutObject'), '“s3:PutObject” does not cover s3:GetObject.'],
    ['Action', 'no', allow(['s3:PutObject', 'sqs:*']), 'None of the 2 actions listed covers s3:GetObject.'],
    ['NotAction', 'yes', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, '“iam:*” does not cover s3:GetObject, so the statement takes it in.'],
    ['NotAction', 'no', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }, '“s3:*” covers s3:GetObject, so the statement leaves it out.'],
    ['Action', 'no', { Effect: 'Allow', Resource: '*' }, 'The statement lists no action, so it covers none.'],
    ['Resource', 'yes', allow('*', 'arn:aws:s3:::b/x'), '“arn:aws:s3:::b/x” is the resource asked for.'],
    ['Resource', 'yes', allow('*', 'arn:aws:s3:::b/*'), '“arn:aws:s3:::b/*” covers arn:aws:s3:::b/x.'],
    ['Resource', 'no', allow('*', 'arn:aws:s3:::b'), '“arn:aws:s3:::b” does not cover arn:aws:s3:::b/x.'],
    ['Resource', 'no', { Effect: 'Allow', Action: '*' }, 'The statement names no resource, so it covers none.'],
    ['NotResource', 'no', { Effect: 'Allow', Action: '*', NotResource: '*' }, '“*” covers arn:aws:s3:::b/x, so the statement leaves it out.'],
    ['Resource', 'no', allow('*', 'arn:aws:s3:::b/${aws:username}/*'), '`${aws:username}` has no value in this session, so this resource matches nothing.'],
    ['NotResource', 'yes', { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::b/${aws:username}/*' }, '`${aws:username}` has no value in this session, so this resource matches nothing, and the statement takes every resource in.'],
  ])('%s %s', (name, matched, statement, why) => {
    expect(element(name, statement)).toMatchObject({ matched, why });
  });

  it('shows what a variable reads', () => {
    const own = allow('*', 'arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*');
    const read = element('Resource', own, { context: { [SUB]: 'id-1' } });
    expect(read?.entries[0]).toMatchObject({ written: 'arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*', here: 'arn:aws:s3:::b/id-1/*' });
    expect(read?.why).toBe('“arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*” reads “arn:aws:s3:::b/id-1/*” here, and does not cover arn:aws:s3:::b/x.');
    expect(element('Resource', own)?.entries[0]?.here).toBeUndefined();
    expect(element('Resource', own, { unknown: [SUB] })).toMatchObject({ matched: 'unknown', why: 'It is not known what `${cognito-identity.amazonaws.com:sub}` reads, so it is open whether this covers arn:aws:s3:::b/x.' });
  });

  it('says that a variable is plain text in a policy of 2008', () => {
    const why = '`${aws:username}` is plain text here, for the policy’s Version is not 2012-10-17. “arn:aws:s3:::b/${aws:username}” does not cover arn:aws:s3:::b/x.';
    expect(element('Resource', allow('*', 'arn:aws:s3:::b/${aws:username}'), {}, '2008-10-17')?.why).toBe(why);
  });

  it('points into the text', () => {
    const given = namedPolicy('p', { Version: '2012-10-17', Statement: [allow(['s3:Put*', 's3:Get*'], '*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } })] });
    const statement = explain(asked(), { identity: [given] }).layers[0]?.statements[0];
    const at = (span: { start: number; end: number } | undefined): string => given.policy.text.slice(span?.start, span?.end);
    expect(at(statement?.elements[0]?.by?.span)).toBe('"s3:Get*"');
    expect(at(statement?.conditions[0]?.span)).toBe('"aws:SecureTransport": "true"');
    expect(at(statement?.conditions[0]?.expected[0]?.span)).toBe('"true"');
    expect(JSON.parse(at(statement?.span))).toMatchObject({ Effect: 'Allow' });
  });

  describe('of a principal', () => {
    const principal = (Principal: unknown, more: Partial<AccessRequest> = {}, extra: Part = {}, set: Partial<PolicySet> = {}) =>
      ask({ resource: policy('bucket', { ...allow('*'), ...(Principal === undefined ? {} : { Principal }), ...extra }), ...set }, more).layers[0]?.statements[0]?.elements[0];

    it.each<[string, unknown, string]>([
      ['yes', '*', '“*” is everyone.'],
      ['yes', { AWS: SESSION }, `“${SESSION}” is the caller.`],
      ['yes', { AWS: ROLE }, `${SESSION} is a session of “${ROLE}”.`],
      ['yes', { AWS: '111122223333' }, `“111122223333” stands for the account to which ${SESSION} belongs.`],
      ['no', { AWS: '444455556666' }, `“444455556666” is not ${SESSION}.`],
      ['no', { AWS: ['444455556666', '555566667777'] }, `None of the 2 principals listed is ${SESSION}.`],
      ['no', undefined, 'The statement names no principal, so it applies to nobody.'],
    ])('%s: %j', (matched, who, why) => {
      expect(principal(who)).toMatchObject({ element: 'Principal', matched, why });
    });

    it('explains NotPrincipal', () => {
      const spare = { Effect: 'Deny', NotPrincipal: { AWS: [SESSION, ROLE, 'arn:aws:iam::111122223333:root'] } };
      expect(principal(undefined, {}, spare)).toMatchObject({ element: 'NotPrincipal', matched: 'no', why: `The list leaves ${SESSION} out.` });
      expect(principal(undefined, {}, { Effect: 'Deny', NotPrincipal: { AWS: SESSION } })?.why).toContain('would each have to be in it');
      expect(principal(undefined, {}, spare, { boundary: everything })).toMatchObject({ matched: 'yes', why: expect.stringContaining('has a permissions boundary') as string });
    });
  });
});

describe('a condition’s explanation', () => {
  const condition = (operator: string, key: string, values: unknown, more: Partial<AccessRequest> = {}, Version = '2012-10-17') =>
    explain(asked(more), { identity: [namedPolicy('p', { Version, Statement: allow('*', '*', { Condition: { [operator]: { [key]: values } } }) })] }).layers[0]?.statements[0]?.conditions[0];
  const amr = `${POOL}:amr`;

  it.each<[operator: string, key: string, values: unknown, actual: string | string[] | undefined, matched: string, why: string]>([
    ['StringEquals', 's3:prefix', 'a', 'a', 'yes', 's3:prefix is “a”.'],
    ['StringEquals', 's3:prefix', 'a', 'b', 'no', 's3:prefix is “b”, not “a”.'],
    ['StringEquals', 's3:prefix', ['a', 'c'], 'b', 'no', 's3:prefix is “b”, which is none of the 2 values listed.'],
    ['StringNotEquals', 's3:prefix', 'a', 'a', 'no', 's3:prefix is “a”, and StringNotEquals rules that out.'],
    ['StringNotEquals', 's3:prefix', 'a', 'b', 'yes', 's3:prefix is “b”, not “a”.'],
    ['StringLike', 's3:prefix', 'a*', 'ab', 'yes', 's3:prefix is “ab”, which is like “a*”.'],
    ['StringLike', 's3:prefix', 'a*', 'b', 'no', 's3:prefix is “b”, which is not like “a*”.'],
    ['StringNotLike', 's3:prefix', 'a*', 'ab', 'no', 's3:prefix is “ab”, which is like “a*”, and StringNotLike rules that out.'],
    ['StringEqualsIgnoreCase', 's3:prefix', 'A', 'a', 'yes', 's3:prefix is “a”, which is the same, but for case, as “A”.'],
    ['NumericLessThan', 's3:max-keys', '10', '11', 'no', 's3:max-keys is “11”, which is not less than “10”.'],
    ['DateLessThanEquals', 'aws:CurrentTime', '2026-01-01', '2025-01-01T00:00:00Z', 'yes', 'aws:CurrentTime is “2025-01-01T00:00:00Z”, which is at or before “2026-01-01”.'],
    ['IpAddress', 'aws:SourceIp', '10.0.0.0/8', '11.0.0.1', 'no', 'aws:SourceIp is “11.0.0.1”, which is not within “10.0.0.0/8”.'],
    ['StringEquals', 's3:prefix', 'a', undefined, 'no', 'The request does not carry s3:prefix, so no value of it can match.'],
    ['StringNotEquals', 's3:prefix', 'a', undefined, 'yes', 'The request does not carry s3:prefix, and a negated operator holds without it.'],
    ['StringEqualsIfExists', 's3:prefix', 'a', undefined, 'yes', 'The request does not carry s3:prefix, and …IfExists holds without it.'],
    ['ForAllValues:StringEquals', 's3:prefix', 'a', undefined, 'yes', 'The request does not carry s3:prefix, and ForAllValues holds without it.'],
    ['Null', 's3:prefix', 'true', undefined, 'yes', 'The request does not carry s3:prefix, as the condition asks.'],
    ['Null', 's3:prefix', 'true', 'a', 'no', 'The request carries s3:prefix, which is not what the condition asks.'],
    ['StringIs', 's3:prefix', 'a', 'a', 'no', '“StringIs” is not an operator that IAM knows, so this condition never holds.'],
    ['ForAnyValue:StringLike', amr, 'authenticated', ['authenticated', 'x'], 'yes', '“authenticated” is among the token’s amr values.'],
    ['ForAnyValue:StringLike', amr, 'authenticated', ['unauthenticated'], 'no', 'None of the token’s amr values (“unauthenticated”) is like “authenticated”.'],
    ['ForAnyValue:StringEquals', amr, 'authenticated', ['unauthenticated'], 'no', '“authenticated” is not among the token’s amr values (“unauthenticated”).'],
    ['ForAnyValue:StringLike', amr, 'cognito-idp*', ['authenticated', 'cognito-idp.x'], 'yes', '“cognito-idp.x”, among the token’s amr values, is like “cognito-idp*”.'],
    ['ForAnyValue:StringEquals', amr, ['a', 'b'], ['x', 'y'], 'no', 'None of the 2 values listed covers any of the token’s amr values (“x”, “y”).'],
    ['ForAnyValue:StringNotEquals', 'aws:TagKeys', 'a', ['a', 'b'], 'yes', '“b” is among the values of aws:TagKeys, not “a”.'],
    ['ForAnyValue:StringNotEquals', 'aws:TagKeys', 'a', ['a'], 'no', 'Every value of aws:TagKeys (“a”) is covered by the values listed, and ForAnyValue:StringNotEquals rules that out.'],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', 'a', [''], 'no', 'aws:TagKeys is empty, and ForAnyValue needs a value.'],
    ['ForAllValues:StringEquals', 'aws:TagKeys', ['a', 'b'], ['b', 'a'], 'yes', 'Every value of aws:TagKeys (“b”, “a”) is covered by the values listed.'],
    ['ForAllValues:StringEquals', 'aws:TagKeys', 'a', ['a', 'b'], 'no', '“b” is among the values of aws:TagKeys, not “a”.'],
    ['ForAllValues:StringNotEquals', 'aws:TagKeys', 'a', ['x'], 'yes', 'No value of aws:TagKeys (“x”) is among the values listed.'],
    ['ForAllValues:StringNotEquals', 'aws:TagKeys', 'a', ['x', 'a'], 'no', '“a” is among the values of aws:TagKeys, and ForAllValues:StringNotEquals rules it out.'],
    ['ForAllValues:StringEquals', 'aws:TagKeys', 'a', [''], 'yes', 'aws:TagKeys is empty, and ForAllValues holds where there is no value.'],
    ['StringEquals', amr, 'authenticated', ['authenticated', 'x'], 'no', `${amr} has 2 values here, and StringEquals compares only one; with several, use ForAnyValue or ForAllValues.`],
    ['StringEquals', 's3:prefix', '${aws:username}', 'a', 'no', 's3:prefix is “a”, and `${aws:username}` has no value in this session, so nothing matches it.'],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', '${aws:username}', ['a'], 'no', '`${aws:username}` has no value in this session, so nothing matches it.'],
  ])('%s %s %j against %j', (operator, key, values, actual, matched, why) => {
    const explained = condition(operator, key, values, { context: actual === undefined ? {} : { [key]: actual } });
    expect(explained).toMatchObject({ operator, key, matched, why });
    expect(explained?.actual).toEqual(typeof actual === 'string' ? [actual] : actual);
  });

  it('says what is not known', () => {
    expect(condition('StringEquals', 's3:prefix', 'a', { unknown: ['s3:prefix'] })).toMatchObject({ matched: 'unknown', why: 'It is not known whether the request carries s3:prefix, nor with what value.' });
    expect(condition('StringEquals', 's3:prefix', '${aws:username}', { context: { 's3:prefix': 'a' }, unknown: ['aws:username'] })).toMatchObject({ matched: 'unknown', why: 'Whether s3:prefix matches turns on a policy variable whose value is not known.' });
  });

  it('says that a variable is plain text in a policy of 2008', () => {
    expect(condition('StringEquals', 's3:prefix', '${aws:username}', { context: { 's3:prefix': 'a' } }, '2008-10-17')?.why).toBe(
      's3:prefix is “a”, not “${aws:username}”; `${aws:username}` is plain text here, for the policy’s Version is not 2012-10-17.',
    );
  });
});

describe('on what an answer depends', () => {
  const dependsOn = (statements: readonly Part[], more: Partial<AccessRequest>) => explain(asked(more), { identity: [policy('p', ...statements)] }).dependsOn;

  it('says which way each value and the absence of the key would turn it', () => {
    const vpce = { Condition: { StringNotEquals: { 'aws:SourceVpce': ['vpce-1', 'vpce-2'] } } };
    expect(dependsOn([allow('*'), deny('*', '*', vpce)], { unknown: ['aws:SourceVpce'] })).toEqual([
      {
        key: 'aws:SourceVpce',
        when: [{ value: undefined, answer: 'ExplicitlyDenied' }, { value: 'vpce-1', answer: 'Allowed' }, { value: 'vpce-2', answer: 'Allowed' }],
        otherwise: 'ExplicitlyDenied',
      },
    ]);
  });

  it('leaves out keys that no policy asks about, and each other', () => {
    const both = { Condition: { StringEquals: { 's3:prefix': 'a', 'aws:SourceVpce': 'v' } } };
    expect(dependsOn([allow('*', '*', both)], { unknown: ['s3:prefix', 'aws:SourceVpce', 'aws:SourceIp'] })).toEqual([
      { key: 's3:prefix', when: [{ value: undefined, answer: 'ImplicitlyDenied' }, { value: 'a', answer: 'Depends' }], otherwise: 'ImplicitlyDenied' },
      { key: 'aws:SourceVpce', when: [{ value: undefined, answer: 'ImplicitlyDenied' }, { value: 'v', answer: 'Depends' }], otherwise: 'ImplicitlyDenied' },
    ]);
  });

  it.each<[string, string, readonly (string | undefined)[]]>([
    ['NumericLessThan', '10', [undefined, '9', '10', '11']],
    ['DateLessThan', '2026-01-01T00:00:00Z', [undefined, '2025-12-31T23:59:59.000Z', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.000Z']],
    ['IpAddress', '10.0.0.0/8', [undefined, '10.0.0.0']],
    ['Bool', 'true', [undefined, 'true', 'false']],
    ['Null', 'false', [undefined]],
    ['StringLike', 'a*', [undefined, 'a*']],
  ])('tries values on either side of %s', (operator, value, tried) => {
    const [turns] = dependsOn([allow('*', '*', { Condition: { [operator]: { k: value } } })], { unknown: ['k'] });
    expect(turns?.when.map((each) => each.value)).toEqual(tried);
    expect(new Set(turns?.when.map(({ answer }) => answer)).size).toBe(operator === 'Null' ? 1 : 2);
  });

  it('works out what a variable would have to be', () => {
    const [turns] = dependsOn([allow('*', 'arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*')], { resource: 'arn:aws:s3:::b/id-1/x', unknown: [SUB] });
    expect(turns).toEqual({ key: SUB, when: [{ value: undefined, answer: 'ImplicitlyDenied' }, { value: 'id-1', answer: 'Allowed' }], otherwise: 'ImplicitlyDenied' });
  });
});

it('keeps no memory of a request: a policy is compiled once and answers each anew', () => {
  const own = policy('p', allow('*', 'arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*'));
  const answer = (sub: string | undefined, resource: string): string => decide(asked({ resource, context: sub === undefined ? {} : { [SUB]: sub } }), { identity: [own] }).answer;
  expect([answer('a', 'arn:aws:s3:::b/a/x'), answer('b', 'arn:aws:s3:::b/a/x'), answer('b', 'arn:aws:s3:::b/b/x'), answer(undefined, 'arn:aws:s3:::b/b/x'), answer('a', 'arn:aws:s3:::b/a/x')]).toEqual([
    'Allowed', 'ImplicitlyDenied', 'Allowed', 'ImplicitlyDenied', 'Allowed',
  ]);
});

it('takes an STS call without session policies for one that limits nothing', () => {
  expect(ask({ identity: [everything], sessions: [[], [everything]] }).answer).toBe('Allowed');
  expect(ask({ identity: [everything], sessions: [[]] }).layers.map(({ layer }) => layer)).toEqual(['identity']);
});

it('asks only the trust policy of a call that is not signed', () => {
  const trust = policy('trust policy', { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRoleWithWebIdentity' });
  const call = { principal: 'arn:aws:iam::444455556666:user/bob', action: 'sts:AssumeRoleWithWebIdentity', resource: ROLE };
  expect(ask({ resource: trust }, call)).toMatchObject({ answer: 'Allowed', decidedBy: { layer: 'resource' } });
});

it('takes wildcards in the value of a variable, however they are written, for text', () => {
  const own = policy('p', allow('*', 'arn:aws:s3:::b/${aws:PrincipalTag/team}/*'));
  for (const team of ['*', '\uFFFE', '?', '\uFFFF']) {
    expect(decide(asked({ resource: 'arn:aws:s3:::b/a/x', context: { 'aws:PrincipalTag/team': team } }), { identity: [own] }).answer).toBe('ImplicitlyDenied');
  }
});

it('is not confused by names that every object has', () => {
  for (const key of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    const statement = JSON.parse(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Null":{"${key}":"true"}}}`) as Part;
    expect(decide(asked(), { identity: [policy('p', statement)] }).answer).toBe('Allowed');
  }
});
