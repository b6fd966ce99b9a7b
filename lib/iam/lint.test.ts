import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coreCatalogue } from './catalogue/catalogue';
import { lintPolicy, type LintOptions } from './lint';
import { parsePolicy } from './parse';
import type { PolicyFinding } from './policy';

type Part = Readonly<Record<string, unknown>>;

const POOL = 'cognito-identity.amazonaws.com';
const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };

function lint(statement: Part | readonly Part[], options: LintOptions = {}, version: string | null = '2012-10-17'): readonly (PolicyFinding & { readonly at: string })[] {
  const { policy, findings } = parsePolicy({ ...(version === null ? {} : { Version: version }), Statement: statement });
  expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
  return lintPolicy(policy, options).map((each) => ({ ...each, at: policy.text.slice(each.span.start, each.span.end) }));
}

const condition = (rows: Part, more: Part = {}): Part => ({ ...ALLOW, ...more, Condition: rows });
const trust = (more: Part = {}): Part => ({ Effect: 'Allow', Principal: { Federated: POOL }, Action: 'sts:AssumeRoleWithWebIdentity', ...more });
const shared = (more: Part = {}): Part => ({ ...ALLOW, Principal: { AWS: '111122223333' }, ...more });

describe('a policy with nothing to say about', () => {
  it.each<[string, Part | readonly Part[], LintOptions]>([
    ['reads objects', ALLOW, {}],
    ['gives everything', { Effect: 'Allow', Action: '*', Resource: '*' }, {}],
    ['has its own prefix', { ...ALLOW, Resource: 'arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*' }, { attachedTo: 'role' }],
    ['denies all but', { Effect: 'Deny', NotAction: 's3:*', NotResource: 'arn:aws:s3:::b/*' }, {}],
    ['trusts an identity pool', trust({ Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'], Condition: { StringEquals: { [`${POOL}:aud`]: 'us-east-1:x' }, 'ForAnyValue:StringLike': { [`${POOL}:amr`]: 'authenticated' } } }), {}],
    ['trusts a service', { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }, {}],
    ['is a bucket policy', shared(), {}],
    ['is public', shared({ Principal: '*' }), {}],
    ['names a session, a user and a role', shared({ Principal: { AWS: ['arn:aws:iam::111122223333:user/a/b', 'arn:aws:iam::111122223333:role/r', 'arn:aws:sts::111122223333:assumed-role/r/s', 'arn:aws:iam::111122223333:root', 'AROAEXAMPLE'] } }), {}],
    ['has two statements that are not alike', [ALLOW, { ...ALLOW, Action: 's3:PutObject' }], {}],
    ['fits every action to some resource', { ...ALLOW, Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/${aws:PrincipalTag/team}/*'] }, {}],
    ['reaches log streams', { ...ALLOW, Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: 'arn:aws:logs:*:*:log-group:/aws/x:*' }, {}],
    ['asks for leading keys and that there are some', condition({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': '${cognito-identity.amazonaws.com:sub}' }, Null: { 'dynamodb:LeadingKeys': 'false' } }, { Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:*:*:table/T' }), {}],
  ])('%s', (_, statement, options) => {
    expect(lint(statement, { catalogue: coreCatalogue, ...options })).toEqual([]);
  });
});

describe('a finding', () => {
  it.each<[code: string, at: string, statement: Part | readonly Part[], options?: LintOptions]>([
    // elements
    ['duplicate-sid', '', [{ Sid: 'A', ...ALLOW }, { Sid: 'A', ...ALLOW, Action: 's3:PutObject' }]],
    ['sid-characters', '', { Sid: 'my sid', ...ALLOW }],
    ['principal-not-allowed', '', shared(), { kind: 'identity' }],
    ['principal-not-allowed', '', { ...shared(), Effect: 'Deny' }, { kind: 'resource-control' }],
    ['principal-missing', '', ALLOW, { kind: 'resource' }],
    ['principal-missing', '', [shared(), ALLOW]],
    ['not-principal', '', { ...ALLOW, NotPrincipal: { AWS: '111122223333' } }],
    ['not-principal', '', { Effect: 'Deny', NotPrincipal: { Federated: POOL }, Action: 'sts:AssumeRoleWithWebIdentity' }],
    ['resource-not-allowed', '', trust({ Resource: '*' }), { kind: 'trust' }],
    ['resource-missing', '', { Effect: 'Allow', Action: 's3:GetObject' }],
    ['action-not-allowed', '"s3:GetObject"', trust({ Action: ['sts:AssumeRoleWithWebIdentity', 's3:GetObject'] }), { kind: 'trust' }],
    ['effect-not-allowed', '', { ...ALLOW, Principal: '*' }, { kind: 'resource-control' }],
    ['allow-not-action', '', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
    ['allow-not-resource', '', { Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::b/*' }],
    // principals
    ['principal-wildcard', '"arn:aws:iam::111122223333:role/*"', shared({ Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } })],
    ['principal-format', '"alice"', shared({ Principal: { AWS: 'alice' } })],
    ['principal-format', '"arn:aws:iam::111122223333:group/g"', shared({ Principal: { AWS: 'arn:aws:iam::111122223333:group/g' } })],
    ['principal-format', '"google"', trust({ Principal: { Federated: 'google' } })],
    ['principal-format', '"lambda"', shared({ Principal: { Service: 'lambda' } })],
    ['principal-unknown', '"cognito-identity.amazon.com"', trust({ Principal: { Federated: 'cognito-identity.amazon.com' } })],
    ['principal-unknown', `"${POOL}"`, trust({ Principal: { Service: POOL } })],
    ['any-provider', '"*"', trust({ Principal: { Federated: '*' } })],
    ['principal-action-mismatch', `"${POOL}"`, trust({ Action: 'sts:AssumeRole' })],
    ['principal-action-mismatch', '"111122223333"', trust({ Principal: { AWS: '111122223333' } })],
    // actions
    ['duplicate-value', '"S3:getobject"', { ...ALLOW, Action: ['s3:GetObject', 'S3:getobject'] }],
    ['action-format', '"GetObject"', { ...ALLOW, Action: 'GetObject' }],
    ['variable-not-allowed', '"s3:${aws:PrincipalTag/action}"', { ...ALLOW, Action: 's3:${aws:PrincipalTag/action}' }],
    ['unknown-service', '"s4:GetObject"', { ...ALLOW, Action: 's4:GetObject' }],
    ['unknown-action', '"s3:FetchObject"', { ...ALLOW, Action: 's3:FetchObject' }],
    ['unknown-action', '"s3:Fetch*"', { ...ALLOW, Action: 's3:Fetch*' }],
    // resources
    ['resource-format', '"b/*"', { ...ALLOW, Resource: 'b/*' }],
    ['resource-format', '"arn:aws:s3:b"', { ...ALLOW, Resource: 'arn:aws:s3:b' }],
    ['resource-format', '"arm:aws:s3:::b/*"', { ...ALLOW, Resource: 'arm:aws:s3:::b/*' }],
    ['service-wildcard', '"arn:aws:*:::b/x"', { ...ALLOW, Resource: 'arn:aws:*:::b/x' }],
    ['unknown-partition', '"arn:amazon:s3:::b/*"', { ...ALLOW, Resource: 'arn:amazon:s3:::b/*' }],
    ['duplicate-value', '"arn:aws:s3:::b/*"', { ...ALLOW, Resource: ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/*'] }],
    ['resource-does-not-fit', '"s3:GetObject"', { ...ALLOW, Resource: 'arn:aws:s3:::b' }],
    ['resource-does-not-fit', '"s3:ListBucket"', { ...ALLOW, Action: 's3:ListBucket', Resource: 'arn:aws:s3:::b/*' }],
    ['resource-does-not-fit', '"s3:ListAllMyBuckets"', { ...ALLOW, Action: 's3:ListAllMyBuckets', Resource: 'arn:aws:s3:::*' }],
    ['resource-does-not-fit', '"dynamodb:GetItem"', { ...ALLOW, Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:us-east-1:111122223333:T' }],
    // conditions
    ['unknown-operator', '"StringEqual"', condition({ StringEqual: { 's3:prefix': 'a' } })],
    ['operator-case', '"stringequals"', condition({ stringequals: { 's3:prefix': 'a' } })],
    ['unknown-key', '"prefix": "a"', condition({ StringEquals: { prefix: 'a' } })],
    ['unknown-key', '"cognito-identity.amazon.com:aud": "a"', trust({ Condition: { StringEquals: { 'cognito-identity.amazon.com:aud': 'a' } } })],
    ['wrong-value', '"ten"', condition({ NumericLessThan: { 's3:max-keys': 'ten' } })],
    ['wrong-value', '"2026-13-01"', condition({ DateLessThan: { 'aws:CurrentTime': '2026-13-01' } })],
    ['wrong-value', '"yes"', condition({ Bool: { 'aws:SecureTransport': 'yes' } })],
    ['wrong-value', '"maybe"', condition({ Null: { 'aws:TokenIssueTime': 'maybe' } })],
    ['wrong-value', '"10.0.0.0/40"', condition({ IpAddress: { 'aws:SourceIp': '10.0.0.0/40' } })],
    ['wrong-value', '"topic"', condition({ ArnLike: { 'aws:SourceArn': 'topic' } })],
    ['wrong-value', '"n@"', condition({ BinaryEquals: { 'x:y': 'n@' } })],
    ['variable-not-allowed', '"${aws:PrincipalTag/n}"', condition({ NumericLessThan: { 's3:max-keys': '${aws:PrincipalTag/n}' } })],
    ['literal-wildcard', '"a*"', condition({ StringEquals: { 's3:prefix': 'a*' } })],
    ['always-true', '"${s3:prefix}"', condition({ StringEquals: { 's3:prefix': '${s3:prefix}' } })],
    ['always-true', '"true"', condition({ Bool: { 'aws:SecureTransport': ['true', 'false'] } })],
    ['any-value', '"*"', condition({ StringLike: { 's3:prefix': '*' } })],
    ['duplicate-value', '"a"', condition({ StringEquals: { 's3:prefix': ['a', 'a'] } })],
    ['set-operator-missing', `"${POOL}:amr": "authenticated"`, trust({ Condition: { StringEquals: { [`${POOL}:amr`]: 'authenticated' } } })],
    ['set-operator-needless', `"${POOL}:aud": "a"`, trust({ Condition: { 'ForAnyValue:StringEquals': { [`${POOL}:aud`]: 'a' } } })],
    ['any-value-negated', '"aws:TagKeys": "a"', condition({ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': 'a' } })],
    ['for-all-values-allow', '"aws:TagKeys": "a"', condition({ 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' } })],
    ['never-holds', '"s3:prefix": "a"', condition({ StringEquals: { 's3:prefix': 'a' }, Null: { 's3:prefix': 'true' } })],
    // variables
    ['variable-misplaced', '"arn:aws:s3:${aws:RequestedRegion}::b/*"', { ...ALLOW, Resource: 'arn:aws:s3:${aws:RequestedRegion}::b/*' }],
    ['variable-multivalued', `"arn:aws:s3:::b/\${${POOL}:amr}/*"`, { ...ALLOW, Resource: `arn:aws:s3:::b/\${${POOL}:amr}/*` }],
    ['variable-not-closed', '"arn:aws:s3:::b/${aws:username/*"', { ...ALLOW, Resource: 'arn:aws:s3:::b/${aws:username/*' }],
    ['unknown-variable', '"arn:aws:s3:::b/${username}/*"', { ...ALLOW, Resource: 'arn:aws:s3:::b/${username}/*' }],
    ['template-residue', '"arn:aws:s3:::b/${!aws:username}/*"', { ...ALLOW, Resource: 'arn:aws:s3:::b/${!aws:username}/*' }],
    ['template-residue', '"arn:aws:s3:::b/&{aws:username}/*"', { ...ALLOW, Resource: 'arn:aws:s3:::b/&{aws:username}/*' }],
    ['variable-without-value', '"arn:aws:s3:::b/${aws:username}/*"', { ...ALLOW, Resource: 'arn:aws:s3:::b/${aws:username}/*' }, { attachedTo: 'role' }],
    ['variable-without-value', '"${graph.facebook.com:id}"', condition({ StringNotEquals: { 's3:prefix': '${graph.facebook.com:id}' } }), { attachedTo: 'role' }],
    ['variable-shared', '"arn:aws:s3:::b/${aws:userid}/*"', { ...ALLOW, Resource: 'arn:aws:s3:::b/${aws:userid}/*' }, { attachedTo: 'role' }],
    // shadows
    ['redundant-statement', '', [{ ...ALLOW, Action: 's3:*' }, ALLOW]],
    ['redundant-statement', '', [ALLOW, { ...ALLOW, Action: 's3:Get*', Resource: '*' }]],
    ['redundant-statement', '', [ALLOW, ALLOW]],
    ['shadowed-statement', '', [ALLOW, { Effect: 'Deny', Action: 's3:*', Resource: '*' }]],
    ['shadowed-statement', '', [shared(), shared({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' })]],
  ])('%s at %s', (code, at, statement, options = {}) => {
    const findings = lint(statement, { catalogue: coreCatalogue, ...options });
    const found = findings.find((each) => each.code === code);
    expect(findings.map((each) => each.code)).toContain(code);
    expect(found?.message).toMatch(/^.+[.]$/s);
    if (at !== '') expect(findings.filter((each) => each.code === code).map((each) => each.at)).toContain(at);
  });

  it('about the Version says whether variables are lost by it', () => {
    const own = { ...ALLOW, Resource: 'arn:aws:s3:::b/${aws:username}/*' };
    expect(lint(own, {}, null)).toMatchObject([{ code: 'variables-in-2008-policy', level: 'error', at: '{' }]);
    expect(lint(own, {}, '2008-10-17')).toMatchObject([{ code: 'variables-in-2008-policy', at: '"2008-10-17"' }]);
    expect(lint(ALLOW, {}, '2008-10-17')).toMatchObject([{ code: 'old-version', level: 'note', at: '"2008-10-17"' }]);
  });

  it('about ${aws:username} weighs more where it opens or shares something', () => {
    const level = (value: string, operator: string): unknown =>
      lint(condition({ [operator]: { 's3:prefix': value } }), { attachedTo: 'role' }).find(({ code }) => code === 'variable-without-value')?.level;
    expect(level('${aws:username}', 'StringEquals')).toBe('note');
    expect(level('${aws:username}', 'StringNotEquals')).toBe('warning');
    expect(level("${aws:username, 'x'}", 'StringEquals')).toBe('warning');
    expect(lint({ ...ALLOW, Resource: 'arn:aws:s3:::b/${aws:username}/*' }, { attachedTo: 'user' })).toEqual([]);
  });

  it('about an unknown operator names the one that is meant', () => {
    expect(lint(condition({ 'ForAnyValue:StringLikes': { 's3:prefix': 'a' } }))[0]?.message).toBe('“ForAnyValue:StringLikes” is not an operator that IAM knows; StringLike is.');
  });

  it('is not made without the catalogue about what only the catalogue knows', () => {
    expect(lint({ ...ALLOW, Action: ['s4:GetObject', 's3:FetchObject', 's3:ListAllMyBuckets'] })).toEqual([]);
  });

  it('is not made about actions of a service whose actions are not held', () => {
    expect(coreCatalogue.hasService('worklink')).toBe(true);
    expect(coreCatalogue.holds('worklink')).toBe(false);
    expect(lint({ ...ALLOW, Action: 'worklink:Anything', Resource: 'arn:aws:worklink::1:x' }, { catalogue: coreCatalogue })).toEqual([]);
  });

  it.each<[string, readonly Part[]]>([
    ['another principal', [shared(), shared({ Principal: { AWS: '444455556666' }, Action: 's3:*' })]],
    ['a condition', [ALLOW, condition({ Bool: { 'aws:SecureTransport': 'false' } }, { Effect: 'Deny', Action: '*', Resource: '*' })]],
    ['a narrower resource', [{ ...ALLOW, Effect: 'Deny', Resource: 'arn:aws:s3:::b/x*' }, ALLOW]],
    ['a question mark where it has a star', [ALLOW, { ...ALLOW, Effect: 'Deny', Resource: 'arn:aws:s3:::b/?' }]],
  ])('of shadowing is not made in spite of %s', (_, statements) => {
    expect(lint(statements)).toEqual([]);
  });
});

it('survives whatever a policy holds', () => {
  const name = fc.constantFrom('Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'NotPrincipal', 'Condition');
  const text = fc.string({ unit: fc.constantFrom('*', '?', '${', '}', ':', 'a', 'arn:aws:s3:::', '/', "'", 'Allow', 's3:'), maxLength: 6 });
  const value = fc.oneof(text, fc.array(text, { maxLength: 2 }), fc.dictionary(fc.constantFrom('AWS', 'StringLike', 'ForAllValues:Bool', 'x'), fc.oneof(text, fc.dictionary(text, fc.array(text, { maxLength: 2 }), { maxKeys: 2 })), { maxKeys: 2 }));
  const statement = fc.dictionary(name, value, { maxKeys: 6 }).map((parts) => ({ Effect: 'Allow', ...parts }));
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 3 }), fc.constantFrom('user', 'role', undefined), (Statement, attachedTo) => {
      const { policy } = parsePolicy({ Version: '2012-10-17', Statement });
      for (const { span } of lintPolicy(policy, { attachedTo, catalogue: coreCatalogue })) expect(span.end).toBeLessThanOrEqual(policy.text.length);
    }),
    { numRuns: 500 },
  );
});
