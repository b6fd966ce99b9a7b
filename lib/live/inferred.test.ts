import { describe, expect, test } from 'vitest';
import type { AwsError } from '../engine/refusal';
import type { Step } from '../engine/trace';
import { withInferred } from './inferred';

const step = (operation: string, error?: Pick<AwsError, 'code'>): Step => ({
  id: 'one',
  operation,
  service: operation.split(':')[0] as string,
  by: 'browser',
  at: 5,
  sent: {},
  origins: [],
  reasons: [],
  decisions: [],
  ...(error === undefined ? { output: {} } : { error: { message: '', status: 400, wording: 'observed', ...error } }),
  nested: [],
  truth: 'live',
});

/** What is inferred behind a step, and whether it was refused there. */
const behind = (operation: string, code?: string) => withInferred(step(operation, code === undefined ? undefined : { code })).nested.map((inner) => `${inner.service} ${inner.error === undefined ? 'allows' : 'refuses'}`);

describe('what happens out of sight is inferred', () => {
  test('behind S3: IAM was asked, unless S3 did not know who asks', () => {
    expect(behind('s3:GetObject')).toEqual(['iam allows']);
    expect(behind('s3:GetObject', 'AccessDenied')).toEqual(['iam refuses']);
    for (const code of ['ExpiredToken', 'SignatureDoesNotMatch', 'NoSuchBucket']) expect(behind('s3:GetObject', code)).toEqual([]);
  });

  test('behind GetCredentialsForIdentity: STS was asked, unless the login was refused before', () => {
    const operation = 'cognito-identity:GetCredentialsForIdentity';
    expect(behind(operation)).toEqual(['sts allows']);
    expect(behind(operation, 'InvalidIdentityPoolConfigurationException')).toEqual(['sts refuses']);
    expect(behind(operation, 'NotAuthorizedException')).toEqual([]);
  });

  test('behind nothing else', () => {
    for (const operation of ['cognito-identity:GetId', 'cognito-idp:InitiateAuth', 'sts:GetCallerIdentity', 'sts:AssumeRoleWithWebIdentity']) expect(behind(operation)).toEqual([]);
  });
});
