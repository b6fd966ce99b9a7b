import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../authorize';
import { coreCatalogue } from '../catalogue/catalogue';
import { scopes, type ActionReach, type Reach, type Verdict } from './question';
import { reachOf } from './reach';
import { account, aliceSub, allow, ask, mallorySub, policy, sliceOf, sub, type Statements } from './reach.testing';
import { requestFor } from './request';

/** The same cases each time; `RUNS=5000 RANDOM=1` looks further. */
const effort = { numRuns: Number(process.env['RUNS'] ?? 80), ...(process.env['RANDOM'] ? {} : { seed: 20261122 }) };

const tables = `arn:aws:dynamodb:us-east-1:${account}:table`;

const actions = fc.subarray(['s3:*', 's3:GetObject', 's3:PutObject', 's3:ListBucket', 'dynamodb:*', 'dynamodb:GetItem', 'dynamodb:Scan', '*', 'sqs:Send*'], { minLength: 1, maxLength: 3 });
const resources = fc.subarray(
  [
    '*',
    'arn:aws:s3:::*',
    'arn:aws:s3:::photos',
    'arn:aws:s3:::photos/*',
    `arn:aws:s3:::photos/${sub}/*`,
    `arn:aws:s3:::photos/private/${sub}/*`,
    'arn:aws:s3:::photos/private/*',
    'arn:aws:s3:::*/private/*',
    `${tables}/*`,
    `${tables}/notes`,
    `${tables}/notes*`,
    `arn:aws:dynamodb:*:${account}:table/${sub}`,
  ],
  { minLength: 1, maxLength: 3 },
);
const conditions = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
      { StringNotEquals: { 'aws:PrincipalTag/team': 'red' } },
      { StringLike: { 's3:prefix': [`${sub}/*`, 'public/*'] } },
      { StringNotLike: { 's3:prefix': `${sub}/*` } },
      { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [sub] } },
      { Null: { 's3:prefix': 'true' } },
    ),
  },
);
const statement = (effect: 'Allow' | 'Deny') =>
  fc
    .record({ actions, notAction: fc.boolean(), resources, notResource: fc.boolean(), condition: conditions })
    .map(({ actions: act, notAction, resources: on, notResource, condition }) => ({
      Effect: effect,
      // The negated forms are rarer in life, and wider: keep them from drowning the rest.
      [notAction && act.length > 2 ? 'NotAction' : 'Action']: act,
      [notResource && on.length > 2 ? 'NotResource' : 'Resource']: on,
      ...(condition ? { Condition: condition } : {}),
    }));
const anyStatement = fc.oneof({ weight: 3, arbitrary: statement('Allow') }, { weight: 1, arbitrary: statement('Deny') });
const anyStatements: fc.Arbitrary<Statements> = fc.array(anyStatement, { minLength: 1, maxLength: 4 });
const limits = fc.option(anyStatements, { nil: undefined, freq: 3 });

const judged = ['s3:GetObject', 's3:PutObject', 's3:ListBucket', 'dynamodb:GetItem', 'dynamodb:Scan', 'sqs:SendMessage', 's3:ListAllMyBuckets'];
const few = sliceOf([...judged, 's3:DeleteObject', 's3:GetBucketPolicy', 'dynamodb:Query', 'dynamodb:ListTables', 'iam:CreateUser', 'sts:GetCallerIdentity']);
const slices = new Map(judged.map((action) => [action, sliceOf([action])]));
const people = {
  alice: { name: 'Alice', context: { 'cognito-identity.amazonaws.com:sub': aliceSub, 'aws:PrincipalTag/team': 'red' } },
  mallory: { name: 'Mallory', context: { 'cognito-identity.amazonaws.com:sub': mallorySub, 'aws:PrincipalTag/team': 'blue' } },
};
const reach = (statements: Statements, boundary?: Statements): Reach =>
  reachOf(ask(statements, { ...people, ...(boundary ? { boundary: policy('boundary', ...boundary) } : {}) }, few));

const rank: readonly Verdict[] = ['denied', 'conditional', 'allowed'];

/** Surer counts more than wider. */
function amount({ verdict, scope }: ActionReach): number {
  return rank.indexOf(verdict) * 10 + (scope ? scopes.length - scopes.indexOf(scope) : 0);
}

describe('the laws of reach', { timeout: 30_000 }, () => {
  it('never shrinks when an Allow is added, and never grows when a Deny is', () => {
    fc.assert(
      fc.property(anyStatements, statement('Allow'), statement('Deny'), limits, (statements, more, less, boundary) => {
        const before = reach(statements, boundary);
        const wider = reach([...statements, more], boundary);
        const narrower = reach([...statements, less], boundary);
        for (const action of judged) {
          const now = amount(before.of(action)!);
          expect(amount(wider.of(action)!), `${action} with more`).toBeGreaterThanOrEqual(now);
          expect(amount(narrower.of(action)!), `${action} with less`).toBeLessThanOrEqual(now);
        }
      }),
      effort,
    );
  });

  it('claims nothing that IAM does not confirm', () => {
    fc.assert(
      fc.property(anyStatements, limits, (statements, boundary) => {
        const found = reach(statements, boundary);
        for (const action of judged) {
          for (const grant of found.of(action)?.grants ?? []) {
            const { answer } = decide(requestFor(found, action, grant), found.question.policies);
            if (grant.verdict === 'allowed') expect(answer, action).toBe('Allowed');
            else expect(['Allowed', 'Depends'], action).toContain(answer);
          }
          for (const grant of found.of(action)?.grants.filter(({ scope }) => scope === 'own') ?? []) {
            const theirs = decide(requestFor(found, action, grant, 'mallory'), found.question.policies);
            expect(theirs.answer, `${action} for Mallory`).not.toBe('Allowed');
          }
        }
      }),
      effort,
    );
  });

  it('misses nothing that IAM allows: what it calls denied is denied on every resource tried, and its scope is wide enough', () => {
    const tried: Readonly<Record<string, readonly string[]>> = {
      's3:GetObject': ['arn:aws:s3:::photos/a', 'arn:aws:s3:::photos/private/a', `arn:aws:s3:::photos/${aliceSub}/a`, `arn:aws:s3:::photos/private/${aliceSub}/a`, 'arn:aws:s3:::other/private/a', 'arn:aws:s3:::other/a'],
      's3:ListBucket': ['arn:aws:s3:::photos', 'arn:aws:s3:::other'],
      'dynamodb:GetItem': [`${tables}/notes`, `${tables}/notes2`, `${tables}/other`, `${tables}/${aliceSub}`],
      'dynamodb:Scan': [`${tables}/notes`, `${tables}/other`],
      'sqs:SendMessage': [`arn:aws:sqs:us-east-1:${account}:queue`],
    };
    const prefixes: readonly (string | undefined)[] = [undefined, `${aliceSub}/a`, 'public/a', 'else'];
    fc.assert(
      fc.property(anyStatements, limits, (statements, boundary) => {
        const found = reach(statements, boundary);
        const { question } = found;
        for (const [action, on] of Object.entries(tried)) {
          const { grants } = found.of(action)!;
          for (const resource of on) {
            for (const prefix of action === 's3:ListBucket' ? prefixes : [undefined]) {
              const context = {
                ...question.context,
                'aws:SourceIp': '203.0.113.9',
                ...(prefix === undefined ? {} : { 's3:prefix': prefix }),
                ...(action === 'dynamodb:GetItem' ? { 'dynamodb:LeadingKeys': [aliceSub] } : {}),
              };
              const answerTo = (who: 'alice' | 'mallory') =>
                decide(
                  { principal: question.principal, action, resource, resourceAccount: account, context: { ...context, ...question[who].context } },
                  question.policies,
                ).answer;
              if (answerTo('alice') === 'Allowed') expect(grants.length, `${action} on ${resource}`).toBeGreaterThan(0);
              if (answerTo('mallory') !== 'Allowed') continue;
              expect(grants.some(({ scope }) => scope !== 'own'), `Mallory: ${action} on ${resource}`).toBe(true);
            }
          }
        }
      }),
      effort,
    );
  });

  it('does not depend on the order of statements', () => {
    fc.assert(
      fc.property(anyStatements, limits, (statements, boundary) => {
        const one = reach(statements, boundary);
        const other = reach([...statements].reverse(), boundary);
        for (const action of judged) expect(amount(one.of(action)!), action).toBe(amount(other.of(action)!));
      }),
      effort,
    );
  });

  it('gives the same for every action of a group as for that action alone', () => {
    fc.assert(
      fc.property(anyStatements, limits, (statements, boundary) => {
        const whole = reach(statements, boundary);
        for (const action of judged) {
          const alone = reachOf({ ...whole.question, catalogue: slices.get(action)! }).of(action);
          expect(alone?.verdict, action).toBe(whole.of(action)?.verdict);
          expect(alone?.scope, action).toBe(whole.of(action)?.scope);
        }
      }),
      effort,
    );
  });
});

describe('an Allow on everything', () => {
  it('is any resource for every action of the catalogue', () => {
    const { actions: reached } = reachOf(ask([allow('*')]));
    const odd = reached.filter(({ verdict, scope }) => verdict !== 'allowed' || scope !== 'any').map(({ action }) => action);
    expect(odd).toEqual(['sts:AssumeRole', 'sts:SetContext', 'sts:SetSourceIdentity', 'sts:TagSession']);
    expect(reached.length).toBe(coreCatalogue.actions.length - 2);
  });
});
