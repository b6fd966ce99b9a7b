import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { guestSessionPolicies } from '../lib/engine/guest-session-policies';
import { fullCatalogue, type Catalogue } from '../lib/iam/catalogue/catalogue';
import type { AccountFacts, RoleFacts } from '../lib/iam/escalation/account';
import { escalations } from '../lib/iam/escalation/escalation';
import { namedPolicy } from '../lib/iam/named';
import type { Reach } from '../lib/iam/reach/question';
import { reachOf } from '../lib/iam/reach/reach';
import { size, time, type Row } from './measure';

export const title = 'Reach: what one role may do, over the whole action catalogue, from the policy’s text on';

const account = '111122223333';
const sub = '${cognito-identity.amazonaws.com:sub}';

type Statement = Readonly<Record<string, unknown>>;

const allow = (actions: string | readonly string[], resources: string | readonly string[] = '*', condition?: object): Statement => ({
  Effect: 'Allow', Action: actions, Resource: resources, ...(condition ? { Condition: condition } : {}),
});

const roles: Readonly<Record<string, readonly Statement[]>> = {
  'administrator': [allow('*')],
  'administrator outside some regions': [
    allow('*'),
    { Effect: 'Deny', NotAction: ['iam:*', 'sts:*', 's3:*'], Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } },
  ],
  'administrator but for tagged resources': [
    allow('*'),
    { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/environment': 'production' } } },
  ],
  'administrator but for some resources': [
    allow('*'),
    { Effect: 'Deny', Action: '*', Resource: ['arn:aws:*:*:*:*/production-*', 'arn:aws:s3:::production-*/*'] },
  ],
  'everything but IAM': [{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' }],
  'an application’s users': appUsers('notes'),
};

function appUsers(name: string): readonly Statement[] {
  return [
    allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], [`arn:aws:s3:::${name}/private/${sub}/*`, `arn:aws:s3:::${name}/public/*`]),
    allow('s3:ListBucket', `arn:aws:s3:::${name}`, { StringLike: { 's3:prefix': [`private/${sub}/*`, 'public/*'] } }),
    allow(['dynamodb:Query', 'dynamodb:GetItem', 'dynamodb:PutItem'], `arn:aws:dynamodb:us-east-1:${account}:table/${name}`, {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [sub] },
    }),
    allow('execute-api:Invoke', `arn:aws:execute-api:us-east-1:${account}:${name}/prod/*/*`),
    allow(['mobiletargeting:UpdateEndpoint', 'mobiletargeting:PutEvents'], `arn:aws:mobiletargeting:us-east-1:${account}:apps/${name}*`),
    allow('geo:GetMap*', `arn:aws:geo:us-east-1:${account}:map/${name}`),
    allow(['lambda:InvokeFunction'], `arn:aws:lambda:us-east-1:${account}:function:${name}-*`),
  ];
}

function measureReach(catalogue: Catalogue, statements: readonly Statement[], guest: boolean): Reach {
  const { inline, managed } = guestSessionPolicies;
  const session = [inline, managed].map(({ name, document }) => namedPolicy(name, document));
  return reachOf({
    principal: `arn:aws:sts::${account}:assumed-role/app/CognitoIdentityCredentials`,
    account, partition: 'aws', region: 'us-east-1', catalogue,
    policies: { identity: [namedPolicy('app', { Version: '2012-10-17', Statement: statements })], ...(guest ? { sessions: [session] } : {}) },
    alice: { name: 'Alice', context: { 'cognito-identity.amazonaws.com:sub': 'us-east-1:alice' } },
    mallory: { name: 'Mallory', context: { 'cognito-identity.amazonaws.com:sub': 'us-east-1:mallory' } },
  });
}

/** An account of 80 roles: most of them applications’, a few broad ones. */
function manyRoles(catalogue: Catalogue): void {
  const broad = Object.values(roles).slice(0, 3);
  for (let i = 0; i < 80; i++) {
    const statements = i % 20 === 0 ? broad[i / 20 % broad.length] ?? [] : [...appUsers(`app${i}`), allow(['logs:*', 'xray:Put*'])];
    measureReach(catalogue, statements, i % 3 === 0);
  }
}

/** The same account, and what a session of one application could become: it may replace the code of every function. */
function crowdedAccount(): AccountFacts {
  const trust = namedPolicy('trust', { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' } });
  const role = (i: number): RoleFacts => ({
    arn: `arn:aws:iam::${account}:role/role${i}`,
    trust,
    attached: [],
    policies: { identity: [namedPolicy(`role${i}`, { Version: '2012-10-17', Statement: i % 20 === 0 ? [allow('*')] : [...appUsers(`app${i}`), allow('iam:PassRole')] })] },
  });
  const roles = Array.from({ length: 80 }, (_, i) => role(i));
  const compute = roles.map(({ arn }, i) => ({ kind: 'Lambda function' as const, arn: `arn:aws:lambda:us-east-1:${account}:function:f${i}`, role: arn }));
  return { partition: 'aws', account, region: 'us-east-1', roles, users: [], groups: [], compute, doors: [], complete: { roles: true, users: true, compute: ['Lambda function'] } };
}

function escalate(catalogue: Catalogue): void {
  const policies = { identity: [namedPolicy('app', { Version: '2012-10-17', Statement: [allow(['lambda:UpdateFunctionCode', 'lambda:InvokeFunction', 'iam:PassRole'])] })] };
  const principal = `arn:aws:sts::${account}:assumed-role/app/CognitoIdentityCredentials`;
  escalations({ name: 'app', principal, identity: `arn:aws:iam::${account}:role/app`, policies, context: {} }, crowdedAccount(), catalogue);
}

/** Run from the root of the project. */
export async function rows(): Promise<readonly Row[]> {
  const catalogue = await fullCatalogue();
  const actions = catalogue.actions.length.toLocaleString('en-US');
  const data = ['core.ts', 'index.ts'].map((file) => readFileSync(join('lib', 'iam', 'catalogue', 'data', file)));
  return [
    ...Object.entries(roles).map(([name, statements]) =>
      time(`reach over ${actions} actions: ${name}`, () => measureReach(catalogue, statements, false), 10),
    ),
    time(`reach over ${actions} actions: administrator as a guest`, () => measureReach(catalogue, roles['administrator'] ?? [], true), 10),
    time('reach of 80 roles', () => manyRoles(catalogue), 200),
    time('escalations of one session among 80 roles and 80 functions', () => escalate(catalogue)),
    size('core slice of the catalogue, with the index of the rest', gzipSync(Buffer.concat(data), { level: 9 }).length, 25),
  ];
}
