import { describe, expect, it } from 'vitest';
import { decide } from '../authorize';
import { coreCatalogue, fullCatalogue } from '../catalogue/catalogue';
import type { PolicySet } from '../decision';
import { account, allow, deny, guestSession, policy, type Statements } from '../reach/reach.testing';
import type { AccountFacts, ComputeFacts, RoleFacts, Session, UserFacts } from './account';
import { escalations, escalationsOf, type EscalationPath } from './escalation';
import { techniques } from './paths';

const arn = (rest: string) => `arn:aws:iam::${account}:${rest}`;
const appRole = arn('role/app');
const session = `arn:aws:sts::${account}:assumed-role/app/CognitoIdentityCredentials`;

const trusting = (...principals: readonly object[]) =>
  policy('trust', ...principals.map((Principal) => ({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' })));

const role = (name: string, statements: Statements | undefined, more: Partial<RoleFacts> = {}): RoleFacts => ({
  arn: arn(`role/${name}`),
  policies: statements && { identity: [policy(name, ...statements)] },
  attached: [],
  trust: trusting({ Service: 'nobody.amazonaws.com' }),
  ...more,
});
const user = (name: string, statements: Statements, more: Partial<UserFacts> = {}): UserFacts => ({
  arn: arn(`user/${name}`),
  policies: { identity: [policy(name, ...statements)] },
  attached: [],
  groups: [],
  accessKeys: 0,
  hasPassword: false,
  ...more,
});
const aFunction = (name: string, of: string | null | undefined, more: Partial<ComputeFacts> = {}): ComputeFacts => ({
  kind: 'Lambda function',
  arn: `arn:aws:lambda:us-east-1:${account}:function:${name}`,
  role: of,
  ...more,
});

const account0: AccountFacts = {
  partition: 'aws',
  account,
  region: 'us-east-1',
  roles: [],
  users: [],
  groups: [],
  compute: [],
  doors: [],
  complete: {
    roles: true,
    users: true,
    compute: ['App Runner service', 'Bedrock AgentCore code interpreter', 'CloudFormation stack', 'CodeBuild project', 'EC2 instance', 'EC2 launch template', 'ECS task', 'Glue development endpoint', 'Lambda function', 'SageMaker notebook instance', 'Step Functions state machine'],
  },
};

/** The paths from a session of the role `app` with these statements. */
function from(statements: Statements, facts: Partial<AccountFacts> = {}, more: Partial<PolicySet> = {}, own: Partial<RoleFacts> = {}): readonly EscalationPath[] {
  const policies: PolicySet = { identity: [policy('app', ...statements)], ...more };
  const start: Session = { name: 'a session of app', principal: session, identity: appRole, policies, context: { 'aws:PrincipalArn': appRole } };
  const app: RoleFacts = { arn: appRole, policies: { identity: policies.identity, boundary: policies.boundary }, attached: [], trust: trusting({ Federated: 'cognito-identity.amazonaws.com' }), ...own };
  return escalations(start, { ...account0, ...facts, roles: [app, ...(facts.roles ?? [])] }, coreCatalogue);
}

/** `proved K5 administrator by put-own-role-policy`, and what is missing. */
const say = (path: EscalationPath): string =>
  [
    path.confidence,
    path.contested ? 'contested' : undefined,
    path.capability ?? '?',
    path.gains.kind,
    'arn' in path.gains ? path.gains.arn.split('/').at(-1) : undefined,
    `by ${path.steps.map(({ technique }) => technique.id).join(', ')}`,
    ...path.missing.map((each) => `without ${each}`),
  ]
    .filter(Boolean)
    .join(' ');
const said = (...args: Parameters<typeof from>): readonly string[] => from(...args).map(say);

const administrator = [allow('*')];

describe('a role that can write IAM', () => {
  const cases: readonly (readonly [string, Statements, readonly string[], Partial<RoleFacts>?])[] = [
    ['writes its own inline policy', [allow('iam:PutRolePolicy')], ['proved K5 administrator by put-own-role-policy']],
    ['…if the resource is itself', [allow('iam:PutRolePolicy', appRole)], ['proved K5 administrator by put-own-role-policy']],
    ['…not if it is another that is not there', [allow('iam:PutRolePolicy', arn('role/other'))], []],
    ['attaches the administrator policy', [allow('iam:AttachRolePolicy')], ['proved K5 administrator by attach-own-role-policy']],
    ['…not if only other policies may be attached', [allow('iam:AttachRolePolicy', '*', { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } })], []],
    ['rewrites an attached policy', [allow('iam:CreatePolicyVersion')], ['proved K5 administrator by create-own-policy-version'], { attached: [arn('policy/app')] }],
    ['…not when only AWS’s policies are attached', [allow('iam:CreatePolicyVersion')], [], { attached: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }],
    ['…plausibly when what is attached was not read', [allow('iam:CreatePolicyVersion')], ['plausible K5 administrator by create-own-policy-version without which policies are attached to a session of app'], { attached: undefined }],
    ['goes back to a wider version, if there is one', [allow('iam:SetDefaultPolicyVersion')], ['plausible K5 administrator by set-own-policy-version without that an older version of the policy allows more'], { attached: [arn('policy/app')] }],
    ['creates an administrator', [allow(['iam:CreateUser', 'iam:CreateAccessKey', 'iam:AttachUserPolicy'])], ['proved K5 administrator by create-user']],
    ['…not with names that do not meet', [allow('iam:CreateUser', arn('user/a-*')), allow(['iam:CreateAccessKey', 'iam:AttachUserPolicy'], arn('user/b-*'))], []],
    ['…with names that do', [allow('iam:CreateUser', arn('user/a-*')), allow(['iam:CreateAccessKey', 'iam:AttachUserPolicy'], arn('user/*'))], ['proved K5 administrator by create-user']],
  ];
  for (const [title, statements, expected, own] of cases) {
    it(title, () => {
      expect(said(statements, {}, {}, own)).toEqual(expected);
    });
  }

  it('gains no more than its boundary leaves, and the boundary’s removal first', () => {
    const boundary = policy('boundary', allow('s3:*'), allow(['iam:PutRolePolicy']));
    expect(said([allow('iam:PutRolePolicy')], {}, { boundary })).toEqual(['proved K4 administrator by put-own-role-policy']);
    const loose = policy('boundary', allow(['iam:PutRolePolicy', 'iam:DeleteRolePermissionsBoundary']));
    expect(said([allow('iam:*')], {}, { boundary: loose })).toContain('proved K5 role without its boundary app by delete-own-boundary');
  });
});

describe('the cases of iam-vulnerable', () => {
  const createVersion = 'iam:CreatePolicyVersion';
  const attachedTo = (name: string) => ({ attached: [arn(`policy/${name}`)] });
  const cases: readonly (readonly [string, Statements, readonly string[], Partial<RoleFacts>])[] = [
    ['fp1: allowed and denied at once', [allow('iam:*'), deny('iam:*')], [], attachedTo('fp1')],
    ['fp4: a resource that is none of its own', [allow([createVersion, 'iam:AttachRolePolicy', 'iam:PutRolePolicy'], 'arn:aws:iam::aws:policy/fp4-*')], [], attachedTo('fp4-attached')],
    ['fp5: only for tokens of long ago', [allow(createVersion, '*', { DateLessThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' } })], [], attachedTo('fp5')],
    ['fn2: a resource pattern that covers its own', [allow(createVersion, 'arn:aws:iam::*:policy/fn2-*')], ['proved K5 administrator by create-own-policy-version'], attachedTo('fn2-exploitable')],
    ['fn3: a condition that always holds', [allow(createVersion, '*', { DateGreaterThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' } })], ['proved K5 administrator by create-own-policy-version'], attachedTo('fn3')],
    ['fn4: all but a few actions', [{ Effect: 'Allow', NotAction: ['ec2:*', 'rds:*'], Resource: '*' }], [], attachedTo('fn4')],
  ];
  it.each(cases)('%s', (title, statements, expected, own) => {
    const paths = said(statements, {}, {}, own);
    // fn4 is the administrator already, so that there is nothing left to gain.
    expect(paths, title).toEqual(expected);
  });

  it('a user’s own paths do not raise a role, not even with the variable of the user’s name', () => {
    const own = 'arn:aws:iam::*:user/${aws:username}';
    expect(said([allow(['iam:PutUserPolicy', 'iam:AttachUserPolicy', 'iam:CreateAccessKey', 'iam:CreateLoginProfile'], own)], { users: [user('eve', administrator)] })).toEqual([]);
    expect(said([allow(['iam:AttachUserPolicy', 'iam:AddUserToGroup', 'iam:PutGroupPolicy'])], { users: [user('eve', [])] })).toEqual([]);
  });
});

describe('other roles', () => {
  const trustsApp = trusting({ AWS: appRole });
  const trustsAccount = trusting({ AWS: arn('root') });

  it('are assumed when both sides allow', () => {
    const target = (trust: RoleFacts['trust']) => ({ roles: [role('admin', administrator, { trust })] });
    expect(said([allow('sts:AssumeRole')], target(trustsAccount))).toEqual(['proved K5 role admin by assume-role']);
    expect(said([], target(trustsAccount))).toEqual([]);
    expect(said([], target(trustsApp))).toEqual(['proved K5 role admin by assume-role']);
    expect(said([allow('sts:AssumeRole')], target(trusting({ AWS: arn('role/other') })))).toEqual([]);
    expect(said([allow('sts:AssumeRole')], target(undefined))).toEqual([`plausible K5 role admin by assume-role without whom ${arn('role/admin')} trusts`]);
  });

  it('are not all reached by a wide grant that nobody trusts', () => {
    expect(said([allow('sts:AssumeRole')], { roles: [role('admin', administrator), role('other', administrator)] })).toEqual([]);
  });

  it('are nothing when they give nothing more', () => {
    const roles = [role('same', [allow('s3:GetObject', 'arn:aws:s3:::photos/*')], { trust: trustsAccount })];
    expect(said([allow('sts:AssumeRole'), allow('s3:GetObject')], { roles })).toEqual([]);
  });

  it('are worth what may be, when nothing is sure', () => {
    const office = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    const roles = [role('reader', [allow('s3:GetObject', '*', office)], { trust: trustsAccount })];
    expect(said([allow('sts:AssumeRole')], { roles })).toEqual(['plausible K3 role reader by assume-role without aws:SourceIp']);
    expect(said([allow('sts:AssumeRole')], { roles: [role('reporter', [allow('rum:PutRumEvents')], { trust: trustsAccount })] })).toEqual([]);
  });

  it('are worth what they give', () => {
    const roles = [role('reader', [allow('s3:GetObject')], { trust: trustsAccount })];
    const [path] = from([allow('sts:AssumeRole')], { roles });
    expect(path).toMatchObject({ confidence: 'proved', capability: 'K3', because: { action: 's3:GetObject' } });
  });

  it('lead on to others', () => {
    const hop = (name: string, next: string, statements: Statements, trusted: string) =>
      role(name, [allow('sts:AssumeRole', arn(`role/${next}`)), ...statements], { trust: trusting({ AWS: trusted }) });
    const roles = [hop('one', 'two', [], appRole), hop('two', 'admin', [], arn('role/one')), role('admin', administrator, { trust: trusting({ AWS: arn('role/two') }) })];
    expect(said([allow('sts:AssumeRole')], { roles })).toContain('proved K5 role admin by assume-role, assume-role, assume-role');
  });

  it('may trust one another in a ring', () => {
    const all = trusting({ AWS: '*' });
    const roles = [role('one', [allow('sts:AssumeRole')], { trust: all }), role('two', [allow('sts:AssumeRole'), allow('s3:GetObject')], { trust: all })];
    expect(said([allow('sts:AssumeRole')], { roles })).toEqual(['proved K3 role two by assume-role']);
  });

  it('are opened by writing oneself into their trust policy', () => {
    const roles = [role('admin', administrator)];
    expect(said([allow('iam:UpdateAssumeRolePolicy')], { roles })).toEqual(['proved K5 role admin by update-trust']);
    expect(said([allow('iam:UpdateAssumeRolePolicy', arn('role/else'))], { roles })).toEqual([]);
  });

  it('are rewritten and then assumed', () => {
    const roles = [role('worker', [], { trust: trustsAccount, attached: [arn('policy/worker')] })];
    expect(said([allow('sts:AssumeRole'), allow('iam:AttachRolePolicy', arn('role/worker'))], { roles })).toEqual(['proved K5 administrator by attach-role-policy']);
    expect(said([allow('sts:AssumeRole'), allow('iam:CreatePolicyVersion', arn('policy/worker'))], { roles })).toEqual(['proved K5 administrator by create-role-policy-version']);
    expect(said([allow('iam:AttachRolePolicy', arn('role/worker'))], { roles: [role('worker', [])] })).toEqual([]);
    expect(said([allow(['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'], arn('role/worker'))], { roles: [role('worker', [])] })).toEqual(['proved K5 administrator by put-role-policy-and-trust']);
  });

  it('keep their boundary when they are rewritten', () => {
    const bounded = { identity: [policy('worker')], boundary: policy('boundary', allow('s3:*')) };
    const roles = [role('worker', [], { trust: trustsAccount, policies: bounded })];
    expect(said([allow(['sts:AssumeRole', 'iam:AttachRolePolicy'], arn('role/worker'))], { roles })).toEqual(['proved K4 administrator by attach-role-policy']);
  });

  it('whose policies were not read are a way to somewhere', () => {
    const roles = [role('mystery', undefined, { trust: trustsAccount })];
    expect(said([allow('sts:AssumeRole')], { roles })).toEqual([`plausible ? role mystery by assume-role without the policies of ${arn('role/mystery')}`]);
  });

  it('that were not listed are plausible, once', () => {
    const complete = { ...account0.complete, roles: false };
    expect(said([allow('sts:AssumeRole')], { complete })).toEqual([
      expect.stringMatching(/^plausible \? unread by assume-role without which other roles there are, and whom they trust without whom .* trusts$/),
    ]);
    expect(said([allow('s3:GetObject')], { complete })).toEqual([]);
  });

  it('open to the session of a guest only outside the session policies', () => {
    const roles = [role('admin', administrator, { trust: trustsAccount })];
    expect(said([allow('sts:AssumeRole')], { roles }, { sessions: [guestSession] })).toEqual([]);
  });
});

describe('users', () => {
  const users = [user('eve', administrator)];
  const cases: readonly (readonly [string, Statements, readonly UserFacts[], readonly string[]])[] = [
    ['give their credentials', [allow('iam:CreateAccessKey')], users, ['proved K5 user eve by user-credentials']],
    ['have two keys at most', [allow('iam:CreateAccessKey')], [user('eve', administrator, { accessKeys: 2 })], []],
    ['…one of which can be deleted', [allow(['iam:CreateAccessKey', 'iam:DeleteAccessKey'])], [user('eve', administrator, { accessKeys: 2 })], ['proved K5 user eve by user-credentials']],
    ['…or are not counted', [allow('iam:CreateAccessKey')], [user('eve', administrator, { accessKeys: undefined })], ['plausible K5 user eve by user-credentials without how many access keys the user has']],
    ['get a password', [allow('iam:CreateLoginProfile')], users, ['proved K5 user eve by user-credentials']],
    ['…only once', [allow('iam:CreateLoginProfile')], [user('eve', administrator, { hasPassword: true })], []],
    ['get another password', [allow('iam:UpdateLoginProfile')], [user('eve', administrator, { hasPassword: true })], ['proved K5 user eve by user-credentials']],
    ['get a policy and credentials', [allow(['iam:PutUserPolicy', 'iam:CreateAccessKey'], arn('user/eve'))], [user('eve', [])], ['proved K5 administrator by put-user-policy']],
    ['get a policy, but no credentials', [allow('iam:PutUserPolicy')], [user('eve', [])], []],
    ['go on by their own paths', [allow('iam:CreateAccessKey')], [user('eve', [allow('iam:PutUserPolicy', 'arn:aws:iam::*:user/${aws:username}')])], ['proved K5 administrator by user-credentials, put-own-user-policy', 'proved K4 user eve by user-credentials']],
  ];
  it.each(cases)('%s', (_title, statements, given, expected) => {
    expect(said(statements, { users: given })).toEqual(expected);
  });

  it('are put into a group', () => {
    const groups = [{ arn: arn('group/admins'), policies: { identity: [policy('admins', ...administrator)] } }];
    const statements = [allow('iam:AddUserToGroup', arn('group/admins')), allow('iam:CreateAccessKey')];
    expect(said(statements, { users: [user('eve', [])], groups })).toEqual(['proved K5 user eve by add-user-to-group']);
    expect(said([statements[0]!], { users: [user('eve', [])], groups })).toEqual([]);
  });
});

describe('passing a role', () => {
  const trustsLambda = trusting({ Service: 'lambda.amazonaws.com' });
  const roles = [role('worker', administrator, { trust: trustsLambda })];
  const run = ['lambda:CreateFunction', 'lambda:InvokeFunction'];

  it('alone is no path', () => {
    expect(said([allow('iam:PassRole')], { roles })).toEqual([]);
  });

  it('is one with something that runs with it', () => {
    expect(said([allow(['iam:PassRole', ...run])], { roles })).toEqual(['proved K5 role worker by pass-role-lambda-invoke']);
    expect(said([allow(run)], { roles })).toEqual([]);
    expect(said([allow(['iam:PassRole', 'lambda:CreateFunction'])], { roles })).toEqual([]);
  });

  it('needs a role that trusts the service, and a policy that lets it be passed there', () => {
    expect(said([allow(['iam:PassRole', ...run])], { roles: [role('worker', administrator, { trust: trusting({ Service: 'ec2.amazonaws.com' }) })] })).toEqual([]);
    const only = (service: string) => allow('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': service } });
    expect(said([only('ecs-tasks.amazonaws.com'), allow(run)], { roles })).toEqual([]);
    expect(said([only('lambda.amazonaws.com'), allow(run)], { roles })).toHaveLength(1);
    expect(said([allow('iam:PassRole', arn('role/else-*')), allow(run)], { roles })).toEqual([]);
  });

  it('works on the function that may be created', () => {
    const on = (name: string) => `arn:aws:lambda:us-east-1:${account}:function:${name}`;
    const pass = allow('iam:PassRole');
    expect(said([pass, allow(run[0]!, on('a-*')), allow(run[1]!, on('b-*'))], { roles })).toEqual([]);
    expect(said([pass, allow(run[0]!, on('a-*')), allow(run[1]!, on('*'))], { roles })).toHaveLength(1);
  });

  it('is plausible when the trust policy was not read', () => {
    expect(said([allow(['iam:PassRole', ...run])], { roles: [role('worker', administrator, { trust: undefined })] })).toEqual([
      `plausible K5 role worker by pass-role-lambda-invoke without whether ${arn('role/worker')} trusts lambda.amazonaws.com`,
    ]);
  });

  it('says what the catalogue did not hold', () => {
    const ec2 = [role('worker', administrator, { trust: trusting({ Service: 'ec2.amazonaws.com' }), inInstanceProfile: true })];
    expect(said([allow(['iam:PassRole', 'ec2:RunInstances'])], { roles: ec2 })).toEqual([
      'plausible K5 role worker by pass-role-ec2 without what ec2:RunInstances works on, which the catalogue does not hold',
    ]);
  });

  it('is proved with the whole catalogue', async () => {
    const ec2 = (inInstanceProfile: boolean | undefined) => ({ roles: [role('worker', administrator, { trust: trusting({ Service: 'ec2.amazonaws.com' }), inInstanceProfile })] });
    const catalogue = await fullCatalogue();
    const paths = (profile: boolean | undefined) =>
      escalations(
        { name: 'app', principal: session, identity: appRole, policies: { identity: [policy('app', allow(['iam:PassRole', 'ec2:RunInstances']))] }, context: {} },
        { ...account0, ...ec2(profile) },
        catalogue,
      ).map(say);
    expect(paths(true)).toEqual(['proved K5 role worker by pass-role-ec2']);
    expect(paths(undefined)).toEqual([`plausible K5 role worker by pass-role-ec2 without an instance profile with ${arn('role/worker')}`]);
    expect(paths(false)).toEqual([]);
  });
});

describe('what runs already', () => {
  const roles = [role('worker', administrator)];
  const compute = [aFunction('resize', arn('role/worker'))];
  const replace = ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'];

  it('is taken over with its role', () => {
    expect(said([allow(replace)], { roles, compute })).toEqual(['proved K5 role worker by lambda-code-invoke']);
    expect(said([allow('lambda:UpdateFunctionCode')], { roles, compute })).toEqual(['plausible K5 role worker by lambda-code without that something runs the function']);
    expect(said([allow('lambda:UpdateFunctionCode')], { roles, compute: [aFunction('resize', arn('role/worker'), { known: ['that something runs the function'] })] })).toEqual(['proved K5 role worker by lambda-code']);
    expect(said([allow('lambda:InvokeFunction')], { roles, compute })).toEqual([]);
  });

  it('is nothing when it runs with no role, a weaker one, or its own', () => {
    expect(said([allow(replace)], { compute: [aFunction('resize', null)] })).toEqual([]);
    expect(said([allow(replace)], { compute: [aFunction('resize', appRole)] })).toEqual([]);
    expect(said([allow(replace)], { roles: [role('worker', [allow('lambda:InvokeFunction')])], compute })).toEqual([]);
  });

  it('is another function than the one allowed', () => {
    expect(said([allow(replace, `arn:aws:lambda:us-east-1:${account}:function:other`)], { roles, compute })).toEqual([]);
  });

  it('is plausible when functions, or their roles, were not read', () => {
    const complete = { ...account0.complete, compute: [] };
    expect(said([allow(replace)], { complete })).toEqual([
      'plausible ? unread by lambda-code-invoke without which other Lambda functions there are, and with what roles they run',
    ]);
    expect(said([allow(replace)], { compute: [aFunction('resize', undefined)] })).toEqual([
      `plausible ? unread by lambda-code-invoke without the role of ${compute[0]!.arn}`,
    ]);
  });

  it('is a way out of the guest’s session policies, which hold Lambda', () => {
    expect(said([allow('*')], { roles, compute }, { sessions: [guestSession] })).toEqual(['proved K5 role worker by lambda-code-invoke']);
  });

  it('is a first step', () => {
    const chain = [role('worker', [allow('sts:AssumeRole')]), role('admin', administrator, { trust: trusting({ AWS: arn('role/worker') }) })];
    expect(said([allow(replace)], { roles: chain, compute })).toEqual(['proved K5 role admin by lambda-code-invoke, assume-role']);
  });

  it('can be deployed from an object that is writable', () => {
    const deployed = [aFunction('resize', arn('role/worker'), { code: 'arn:aws:s3:::deploy/resize.zip' })];
    expect(said([allow('s3:PutObject', 'arn:aws:s3:::deploy/*')], { roles, compute: deployed })).toEqual(['plausible K5 role worker by deployment-object without when it is next deployed']);
    expect(said([allow('s3:PutObject', 'arn:aws:s3:::photos/*')], { roles, compute: deployed })).toEqual([]);
  });
});

describe('doors', () => {
  const pool = `arn:aws:cognito-idp:us-east-1:${account}:userpool/us-east-1_abc`;
  const roles = [role('admins', administrator)];
  const door = (technique: string, resource: string) => ({ technique, resource, opens: [arn('role/admins')] });

  it('open by what takes over whatever vends their roles', () => {
    const facts = { roles, doors: [door('user-pool-AdminAddUserToGroup', pool)] };
    expect(said([allow('cognito-idp:AdminAddUserToGroup', pool)], facts)).toEqual(['proved K5 role admins by user-pool-AdminAddUserToGroup']);
    expect(said([allow('cognito-idp:AdminAddUserToGroup', `${pool}d`)], facts)).toEqual([]);
    expect(said([allow('*')], facts, { sessions: [guestSession] })).toEqual(['proved K5 role admins by user-pool-AdminAddUserToGroup']);
  });

  it('are contested where sources are', () => {
    const identityPool = `arn:aws:cognito-identity:us-east-1:${account}:identitypool/us-east-1:1`;
    const facts = { roles, doors: [door('identity-pool-update', identityPool)] };
    expect(said([allow('cognito-identity:*')], facts)).toEqual(['proved contested K5 role admins by identity-pool-update']);
  });
});

describe('a path', () => {
  it('carries the questions that prove it, which IAM answers the same again', () => {
    const roles = [role('worker', administrator, { trust: trusting({ Service: 'lambda.amazonaws.com' }) })];
    const [path] = from([allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'])], { roles });
    const evidence = path!.steps.flatMap((step) => step.evidence);
    expect(evidence.map(({ request }) => `${request.action} on ${request.resource.split(':').at(-1)}`)).toEqual([
      'iam:PassRole on role/worker',
      'lambda:CreateFunction on some-functionname',
      'lambda:InvokeFunction on some-functionname',
      'sts:AssumeRole on role/worker',
    ]);
    for (const { request, policies, answer } of evidence) expect(decide(request, policies).answer).toBe(answer);
  });

  it('of an administrator is none: there is nothing to gain', () => {
    expect(said(administrator, { roles: [role('admin', administrator, { trust: trusting({ AWS: appRole }) })], users: [user('eve', administrator)] })).toEqual([]);
  });
});

describe('the techniques', () => {
  it('have names of their own and actions that exist', async () => {
    const catalogue = await fullCatalogue();
    expect(new Set(techniques.map(({ id }) => id)).size).toBe(techniques.length);
    const actions = techniques.flatMap(({ permissions }) => permissions.map(({ action }) => action));
    expect(actions.filter((action) => catalogue.action(action)?.name !== action)).toEqual([]);
  });

  it('cover every path of pathfinding.cloud', () => {
    const numbers = (service: string, count: number) => Array.from({ length: count }, (_, i) => `${service}-${String(i + 1).padStart(3, '0')}`);
    const published = [
      ...numbers('apprunner', 2), ...numbers('bedrock', 2), ...numbers('cloudformation', 5), ...numbers('codebuild', 4), 'datapipeline-001',
      ...numbers('ec2', 4), 'ec2instanceconnect-003', ...numbers('ecs', 5), ...numbers('glue', 6), ...numbers('iam', 21), ...numbers('lambda', 6),
      ...numbers('sagemaker', 5), ...numbers('ssm', 2), 'sts-001',
    ];
    const named = techniques.flatMap(({ pathfinding }) => pathfinding ?? []);
    expect(published.filter((id) => !named.includes(id))).toEqual([]);
    expect(named.filter((id) => !published.includes(id))).toEqual([]);
  });
});

describe('ways that begin with a step of some kind', () => {
  const trustsAccount = trusting({ AWS: arn('root') });
  const start = (statements: Statements): Session => ({ name: 'a session of app', principal: session, identity: appRole, policies: { identity: [policy('app', ...statements)] }, context: { 'aws:PrincipalArn': appRole } });
  const begun = (statements: Statements, facts: Partial<AccountFacts>, id: string): readonly string[] =>
    escalationsOf(start(statements), { ...account0, ...facts }, coreCatalogue)
      .paths(({ technique }) => technique.id === id)
      .map(say);
  const worker = role('worker', [allow('s3:*')], { trust: policy('trust', { Effect: 'Allow', Principal: { AWS: arn('root') }, Action: 'sts:AssumeRole' }, { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }) });
  const both = [allow('sts:AssumeRole'), allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'])];

  it('are found though another step leads to the same', () => {
    expect(said(both, { roles: [worker] })).toEqual(['proved K4 role worker by assume-role']);
    expect(begun(both, { roles: [worker] }, 'pass-role-lambda-invoke')).toEqual(['proved K4 role worker by pass-role-lambda-invoke']);
  });

  it('are none where they are a detour', () => {
    const crew = role('crew', [allow('sts:AssumeRole')], { trust: trustsAccount });
    const passes = [allow('sts:AssumeRole')];
    expect(begun(passes, { roles: [crew, worker] }, 'assume-role')).toEqual(['proved K4 role worker by assume-role']);
    const bounded = { arn: appRole, policies: { identity: [policy('app', ...passes)] }, attached: [], trust: trusting({ Federated: 'cognito-identity.amazonaws.com' }) };
    const rewriting = [...passes, allow('iam:UpdateAssumeRolePolicy', arn('role/crew'))];
    expect(begun(rewriting, { roles: [bounded, crew, worker] }, 'update-trust')).toEqual([]);
  });
});

describe('a boundary', () => {
  it('is shed by putting a wider one in its place as well', () => {
    const boundary = policy('boundary', allow('s3:GetObject', 'arn:aws:s3:::app/*'), allow('iam:PutRolePermissionsBoundary'));
    expect(said([allow('s3:*'), allow('iam:PutRolePermissionsBoundary')], {}, { boundary })).toEqual(['proved K4 role without its boundary app by put-own-boundary']);
  });
});
