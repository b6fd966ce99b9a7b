import { describe, expect, it } from 'vitest';
import { coreCatalogue } from '../catalogue/catalogue';
import { capabilityOf, worthOf } from './capability';
import { capabilityFacts } from './capability-facts';
import { reachOf } from './reach';
import { account, allow, ask, deny, guestSession, sub, type Statements } from './reach.testing';
import { lowered, severityOf } from './severity';

const judge = (statements: Statements, more?: Parameters<typeof ask>[1]) => capabilityOf(reachOf(ask(statements, more)));

describe('capability', () => {
  const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${account}:${rest}`;
  const cases: readonly (readonly [string, Statements, string | undefined, string | undefined, Parameters<typeof ask>[1]?])[] = [
    ['nothing at all', [], undefined, undefined],
    ['a Deny of everything', [allow('*'), deny('*')], undefined, undefined],
    ['the administrator', [allow('*')], 'K5', 'iam:AttachRolePolicy'],
    ['the administrator behind the guest ceiling', [allow('*')], 'K4', undefined, { sessions: [guestSession] }],
    ['one app monitor', [allow('rum:PutRumEvents', arn('rum', 'appmonitor/web'))], 'K1', 'rum:PutRumEvents'],
    ['one map', [allow('geo:GetMap*', arn('geo', 'map/hiking'))], 'K1', 'geo:GetMapGlyphs'],
    ['any map', [allow('geo:GetMap*')], 'K2', 'geo:GetMapGlyphs'],
    ['one’s own objects', [allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], `arn:aws:s3:::photos/${sub}/*`)], 'K1', 's3:DeleteObject'],
    ['everybody’s objects to read', [allow('s3:GetObject', 'arn:aws:s3:::photos/*')], 'K3', 's3:GetObject'],
    ['everybody’s objects to delete', [allow(['s3:GetObject', 's3:DeleteObject'], 'arn:aws:s3:::photos/*')], 'K4', 's3:DeleteObject'],
    ['a letter box', [allow('s3:PutObject', 'arn:aws:s3:::inbox/*')], 'K2', 's3:PutObject'],
    ['a letter box that can be looked into', [allow('s3:PutObject', 'arn:aws:s3:::inbox/*'), allow('s3:ListBucket', 'arn:aws:s3:::inbox')], 'K4', 's3:PutObject'],
    ['a letter box beside another bucket', [allow('s3:PutObject', 'arn:aws:s3:::inbox/*'), allow('s3:GetObject', 'arn:aws:s3:::public/*')], 'K3', 's3:GetObject'],
    ['a letter box beside a shared folder of the same bucket', [allow('s3:PutObject', 'arn:aws:s3:::photos/inbox/*'), allow('s3:GetObject', 'arn:aws:s3:::photos/public/*')], 'K3', 's3:GetObject'],
    ['a letter box of which a part can be read', [allow('s3:PutObject', 'arn:aws:s3:::photos/*'), allow('s3:GetObject', 'arn:aws:s3:::photos/public/*')], 'K4', 's3:PutObject'],
    ['a letter box in a bucket that can be listed', [allow('s3:PutObject', 'arn:aws:s3:::photos/inbox/*'), allow('s3:ListBucket', 'arn:aws:s3:::photos')], 'K4', 's3:PutObject'],
    ['one’s own items', [allow('dynamodb:GetItem', arn('dynamodb', 'table/notes'), { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [sub] } })], 'K1', 'dynamodb:GetItem'],
    ['everybody’s items by Scan', [allow(['dynamodb:GetItem', 'dynamodb:Scan'], arn('dynamodb', 'table/notes'), { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [sub] } })], 'K3', 'dynamodb:Scan'],
    ['text messages to anybody', [allow('sns:Publish')], 'K2', 'sns:Publish'],
    ['paid computing', [allow('polly:*')], 'K2', undefined],
    ['speech', [allow('polly:SynthesizeSpeech')], 'K2', 'polly:SynthesizeSpeech'],
    ['the public calls of Cognito', [allow(['cognito-identity:GetId', 'cognito-idp:SignUp'])], 'K1', 'cognito-identity:GetId'],
    ['passing a role, and no more', [allow('iam:PassRole')], 'K1', 'iam:PassRole'],
    ['assuming any role', [allow('sts:AssumeRole')], undefined, undefined],
    ['one API', [allow('execute-api:Invoke', arn('execute-api', 'a1b2c3/prod/GET/notes'))], 'K1', 'execute-api:Invoke'],
    ['any API', [allow('execute-api:Invoke', 'arn:aws:execute-api:*:*:*')], 'K3', 'execute-api:Invoke'],
    ['code of a function', [allow('lambda:UpdateFunctionCode', arn('lambda', 'function:resize'))], 'K4', 'lambda:UpdateFunctionCode'],
    ['what only an address decides', [allow('s3:GetObject', '*', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })], undefined, undefined],
  ];
  for (const [title, statements, capability, action, more] of cases) {
    it(`${title}: ${capability ?? 'nothing'}`, () => {
      const verdict = judge(statements, more);
      expect(verdict.capability).toBe(capability);
      if (action) expect(verdict.because?.action).toBe(action);
    });
  }

  it('marks what reads secrets or personal data', () => {
    expect(judge([allow('secretsmanager:GetSecretValue')]).because?.secrets).toBe(true);
    expect(judge([allow('cognito-idp:ListUsers')]).because?.secrets).toBe(true);
    expect(judge([allow('s3:GetObject')]).because?.secrets).toBe(false);
  });

  it('keeps what is contested apart: identity pools changed by a session of their own', () => {
    const verdict = judge([allow('cognito-identity:*')]);
    expect(verdict.capability).toBe('K1');
    expect(verdict.reasons[0]).toMatchObject({ capability: 'K4', confidence: 'contested' });
  });

  it('keeps what is conditional apart, with what it turns on', () => {
    const verdict = judge([allow('s3:GetObject', '*', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })]);
    expect(verdict.reasons[0]).toMatchObject({ capability: 'K3', confidence: 'conditional', grant: { dependsOn: ['aws:SourceIp'] } });
  });

  it('names the surest of the worst, with the statement', () => {
    const verdict = judge([allow('rum:PutRumEvents'), allow('dynamodb:Scan')]);
    expect(verdict.because).toMatchObject({ action: 'dynamodb:Scan', grant: { by: { policy: 'app', statement: 1 } } });
  });
});

describe('the facts', () => {
  it('name actions that exist, where the core slice can tell', () => {
    for (const pattern of capabilityFacts.flatMap((fact) => fact.actions)) {
      const service = pattern.slice(0, pattern.indexOf(':'));
      if (coreCatalogue.holds(service)) expect(coreCatalogue.expand(pattern), pattern).not.toEqual([]);
    }
  });

  it('fall back to the access level', () => {
    expect(worthOf('s3:PutBucketPolicy', coreCatalogue)?.wide).toBe('K4');
    expect(worthOf('iam:TagRole', coreCatalogue)?.wide).toBe('K2');
    expect(worthOf('lambda:ListLayers', coreCatalogue)?.wide).toBe('K2');
    expect(worthOf('iam:GetRole', coreCatalogue)?.wide).toBe('K2');
    expect(worthOf('nosuch:Thing', coreCatalogue)).toBeUndefined();
  });
});

describe('severity', () => {
  it('follows the matrix', () => {
    expect(severityOf('A0', 'K4')).toBe('critical');
    expect(severityOf('A1', 'K2')).toBe('medium');
    expect(severityOf('A2', 'K5')).toBe('high');
    expect(severityOf('A4', 'K2')).toBe('info');
    expect(severityOf('A0', 'K1')).toBe('info');
    expect(severityOf('A1', 'K1')).toBe('none');
  });

  it('knows its two exceptions', () => {
    expect(severityOf('A0', 'K3')).toBe('high');
    expect(severityOf('A0', 'K3', { secrets: true })).toBe('critical');
    expect(severityOf('A1', 'K3', { secrets: true })).toBe('high');
    expect(severityOf('A3', 'K5')).toBe('medium');
    expect(severityOf('A3', 'K5', { groupReachable: true })).toBe('high');
    expect(severityOf('A3', 'K4', { groupReachable: true })).toBe('low');
  });

  it('lowers, but not out of sight', () => {
    expect(lowered('critical', 2)).toBe('medium');
    expect(lowered('low', 2)).toBe('info');
    expect(lowered('info', 1)).toBe('info');
    expect(lowered('none', 1)).toBe('none');
    expect(lowered('high', 0)).toBe('high');
  });
});
