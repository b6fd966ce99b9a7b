import { describe, expect, test } from 'vitest';
import { decodeQuery, encodeQuery, queryAnswer } from './query-protocol';

describe('a form', () => {
  const form = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: 'arn:aws:iam::111122223333:role/x',
    DurationSeconds: '900',
    'PolicyArns.member.2.arn': 'arn:two',
    'PolicyArns.member.1.arn': 'arn:one',
    'Tags.member.1.Key': 'team',
    'Tags.member.1.Value': '42',
    'MessageAttributes.entry.1.Name': 'colour',
    'MessageAttributes.entry.1.Value.StringValue': 'blue',
    TransitiveTagKeys: '',
    'X-Amz-Signature': '0',
  });

  test('becomes an input with lists in order, maps, numbers, and text that looks like a number', () => {
    expect(decodeQuery(form)).toEqual({
      action: 'AssumeRole',
      service: 'sts',
      input: {
        RoleArn: 'arn:aws:iam::111122223333:role/x',
        DurationSeconds: 900,
        PolicyArns: [{ arn: 'arn:one' }, { arn: 'arn:two' }],
        Tags: [{ Key: 'team', Value: '42' }],
        MessageAttributes: { colour: { StringValue: 'blue' } },
        TransitiveTagKeys: [],
      },
    });
  });

  test('has truth values', () => {
    const flags = { SetAsDefault: true, OnlyAttached: false };
    expect(decodeQuery(encodeQuery('iam', 'CreatePolicyVersion', flags))!.input).toEqual(flags);
  });

  test('cannot reach the prototype of anything', () => {
    const { input } = decodeQuery(new URLSearchParams({ Action: 'A', Version: '2011-06-15', '__proto__.admin': 'yes' }))!;
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
    expect(Object.keys(input)).toEqual(['__proto__']);
  });

  test('goes there and back', () => {
    const input = { RoleName: 'x', MaxItems: 5, Tags: [{ Key: 'a', Value: 'b & c' }] };
    expect(decodeQuery(encodeQuery('iam', 'TagRole', input))).toEqual({ action: 'TagRole', service: 'iam', input });
  });

  test('without an Action is none', () => {
    expect(decodeQuery(new URLSearchParams({ a: 'b' }))).toBeUndefined();
  });
});

test('an answer has members, times, percent-encoded documents, and no element for what is not there', () => {
  const document = { Version: '2012-10-17', Statement: [] };
  const output = { Roles: [{ RoleName: 'a<b', CreateDate: 1_795_381_200, AssumeRolePolicyDocument: document, Description: undefined }], IsTruncated: false };
  expect(queryAnswer('iam', 'ListRoles', output, 'id').body).toBe(
    '<ListRolesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListRolesResult><Roles><member><RoleName>a&#60;b</RoleName>' +
      `<CreateDate>2026-11-22T21:00:00Z</CreateDate><AssumeRolePolicyDocument>${encodeURIComponent(JSON.stringify(document))}</AssumeRolePolicyDocument></member></Roles>` +
      '<IsTruncated>false</IsTruncated></ListRolesResult><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></ListRolesResponse>',
  );
  expect(queryAnswer('iam', 'DeleteRole', {}, 'id').body).toBe(
    '<DeleteRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></DeleteRoleResponse>',
  );
});
