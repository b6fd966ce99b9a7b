import { describe, expect, it } from 'vitest';
import { coreCatalogue } from '../iam/catalogue/catalogue';
import type { World } from '../world/world';
import { auditedPools, judge } from './audit';
import type { AnyCheck } from './check';
import { anyFunction } from './checks/any-function';
import { bucketListing } from './checks/bucket-listing';
import { secretsReadable } from './checks/secrets-readable';
import { tableWideAccess } from './checks/table-wide-access';
import { allow, notes, signedInRole, withPolicy } from './examples';
import { covers, withoutPatterns } from './reach-probes';

function onSignedIn(check: AnyCheck, world: World) {
  const [pool] = auditedPools(world, { catalogue: coreCatalogue });
  if (pool === undefined) throw new Error('No pool.');
  return judge(check, pool).find(({ resource }) => resource.id === notes.signedInRole);
}

describe('what is allowed on a condition', () => {
  const office = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
  const secretsOn = (condition: object) => onSignedIn(secretsReadable, withPolicy(signedInRole, [allow('secretsmanager:GetSecretValue', '*', condition)]));

  it('is plausible, weighs a level less and names the condition', () => {
    expect(secretsOn({})).toMatchObject({ verdict: 'fail', severity: 'critical', confidence: 'proved' });
    expect(secretsOn(office)).toMatchObject({ verdict: 'fail', severity: 'high', confidence: 'plausible', unread: ['whether aws:SourceIp is 203.0.113.0'] });
  });

  it('is unknown where it turns on what nobody can tell', () => {
    const verdict = secretsOn({ StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } });
    expect(verdict).toMatchObject({ verdict: 'unknown' });
    expect(verdict?.message).toContain('aws:PrincipalOrgID');
  });

  it('is plausible where it turns on more than what the caller chooses', () => {
    const both = { ...office, StringLike: { 's3:prefix': 'users/*' } };
    const verdict = onSignedIn(bucketListing, withPolicy(signedInRole, [allow('s3:ListBucket', 'arn:aws:s3:::notes-photos', both)]));
    expect(verdict).toMatchObject({ verdict: 'fail', confidence: 'plausible', severity: 'low' });
    expect(verdict?.message).toMatch(/if .*aws:SourceIp is 203\.0\.113\.0/);
  });

  it('passes where the session lacks what it asks for', () => {
    expect(secretsOn({ StringEquals: { 'aws:PrincipalTag/staff': 'yes' } })).toMatchObject({ verdict: 'pass' });
  });

  it('is tried in every combination that a Deny leaves', () => {
    const denied = { Effect: 'Deny', Action: '*', Resource: '*', Condition: { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } } };
    const verdict = onSignedIn(secretsReadable, withPolicy(signedInRole, [allow('secretsmanager:GetSecretValue'), denied]));
    expect(verdict).toMatchObject({ verdict: 'fail', confidence: 'plausible', unread: ['whether aws:SourceIp is 203.0.113.0'] });
  });
});

describe('what is allowed in any account', () => {
  it('is asked for at home', () => {
    const verdict = onSignedIn(tableWideAccess, withPolicy(signedInRole, [allow('dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/*')]));
    expect(verdict).toMatchObject({ verdict: 'fail', severity: 'high' });
  });
});

describe('what a policy names', () => {
  it('is a remark, with a proof', () => {
    const verdict = onSignedIn(anyFunction, withPolicy(signedInRole, [allow('lambda:InvokeFunction', `arn:aws:lambda:us-east-1:${notes.account}:function:thumbnails`)]));
    expect(verdict).toMatchObject({ verdict: 'pass', severity: 'info' });
    expect(verdict?.message).toContain('is a function that the policy names');
  });
});

describe('a statement without some actions', () => {
  const edit = (Action: string | readonly string[]) => withoutPatterns(['polly:*'])({ Effect: 'Allow', Action, Resource: '*' }, { policy: 'p', statement: 0 });

  it('loses those that it names', () => {
    expect(edit(['polly:Synth*', 's3:GetObject'])).toEqual([{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: '*' }]);
    expect(edit('polly:*')).toEqual([]);
  });

  it('has them denied beside a wider wildcard', () => {
    expect(edit('*')).toEqual([{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: ['polly:*'], Resource: '*' }]);
  });

  it('knows what covers what', () => {
    expect(covers('polly:*', 'Polly:SynthesizeSpeech')).toBe(true);
    expect(covers('polly:Synth*', 'polly:*')).toBe(false);
  });
});
