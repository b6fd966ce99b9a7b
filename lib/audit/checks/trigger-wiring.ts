import { functionIn } from '../../engine/lambda-function';
import { triggersOf } from '../../engine/user-pool-triggers';
import { isGap, read } from '../../world/gap';
import { get, patch, put, type World } from '../../world/world';
import type { LambdaFunction, UserPool, UserPoolClient } from '../../world/resources';
import { check, type Attempt, type Fix, type Probe, type Subject } from '../check';
import { notes, withTrigger, withUserPool } from '../examples';
import { auditorAsks } from '../login-probes';
import { cast } from '../people';
import { asObject, listOf, statementsIn } from '../policy-edits';
import type { AuditedPool } from '../pool';
import { cwe } from '../references';
import { nameOf } from '../roles';
import { signUpCall } from '../sign-up';
import { standIns } from '../stand-ins';
import { admitsUserPools, trustsLambda } from '../triggers';
import { userPoolFix } from '../user-pool-edits';
import { poolName, trustedUserPools } from '../user-pool-subjects';

/** A function that a trusted user pool runs. */
interface Trigger extends Subject {
  readonly userPool: UserPool;
  readonly trigger: string;
  readonly arn: string;
}

const wired = withTrigger('PostConfirmation', undefined);
const name = 'notes-postconfirmation';
const arn = `arn:aws:lambda:${notes.region}:${notes.account}:function:${name}`;
const elsewhere = 'arn:aws:lambda:us-east-1:999988887777:function:confirm';
const withFunctionPolicy = (Policy: LambdaFunction['Policy']): World => patch(wired, 'AWS::Lambda::Function', name, { Policy });
const sameAccount = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'lambda:InvokeFunction', Resource: arn, Condition: { StringEquals: { 'aws:SourceAccount': notes.account } } }] };

export const triggerWiring = check<Trigger>({
  code: 'UPL-22',
  name: 'trigger-wiring',
  title: 'A user pool’s function is gone, another account’s, or open to any user pool',
  resource: 'AWS::Lambda::Function',
  severityRule: 'Medium.',
  docs: {
    what: 'Of each function that a trusted user pool runs at sign-up and sign-in, the check asks whether it exists and whose it is. It also has a user pool of an unknown account name the function as its own trigger, and somebody sign up there.',
    why: 'A function that is gone lets nobody sign up or in. One of another account decides here who gets in and what tokens say. One whose policy admits Cognito without saying for which user pool is run by whoever names it, with an event of their making, and does what it does for a user of yours.',
    falsePositives: 'Another account may be yours as well. Without lambda:GetFunctionConfiguration and lambda:GetPolicy nobody can tell, and the verdict is unknown. A condition on aws:SourceArn or on aws:SourceAccount is enough.',
    fix: 'Name in the function’s policy the user pool that may run it (aws:SourceArn), or take the trigger that leads nowhere from the user pool.',
  },
  references: [
    { title: 'Amazon Cognito: customizing user pool workflows with Lambda triggers', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html' },
    cwe(441),
  ],
  examples: {
    fails: [
      { title: 'the function’s policy names no user pool', world: withFunctionPolicy(admitsUserPools(arn)), severity: 'medium' },
      { title: 'the function is gone', world: put(wired, 'AWS::Lambda::Function', name, undefined), severity: 'medium' },
      { title: 'the function is another account’s', world: withUserPool({ LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: elsewhere } } }), severity: 'medium' },
    ],
    passes: [
      { title: 'the function’s policy names the user pool', world: wired },
      { title: 'the function’s policy names the account', world: withFunctionPolicy(sameAccount) },
      { title: 'a key stands among the triggers', world: withUserPool({ LambdaConfig: { PostConfirmation: arn, KMSKeyID: 'arn:aws:kms:us-east-1:111122223333:key/k' } }, wired) },
    ],
  },
  subjects: (pool) =>
    trustedUserPools(pool).flatMap(({ provider }) => {
      const userPool = get(pool.world, 'AWS::Cognito::UserPool', provider.userPoolId);
      return userPool === undefined ? [] : triggersOf(userPool).map((one): Trigger => ({ ...one, userPool, resource: { type: 'AWS::Lambda::Function', id: `${provider.userPoolId} ${one.trigger} ${functionIn(one.arn)}` } }));
    }),
  probes(subject, pool): readonly Attempt[] {
    if (subject.arn.split(':')[4] !== pool.world.account) return [anothers(subject)];
    return get(pool.world, 'AWS::Lambda::Function', functionIn(subject.arn)) === undefined ? [gone(subject)] : [stranger(subject, pool)];
  },
  fix({ userPool, arn: functionArn }, pool, proved) {
    if (proved.calls.some(({ id }) => id === signsUp)) return closed(pool, functionArn, userPool);
    const LambdaConfig = Object.fromEntries(Object.entries(userPool.LambdaConfig ?? {}).filter(([, value]) => !JSON.stringify(value).includes(`"${functionArn}"`)));
    return userPoolFix(pool.world, userPool.Id, { LambdaConfig }, `Take ${functionIn(functionArn)} from the triggers of ${poolName(userPool)}.`, 'What the function did no longer happens; name another one in its place if it is needed.');
  },
});

const signsUp = 'sign-up';

/** The auditor asks which functions the user pool runs. */
function describe({ userPool, arn: functionArn }: Trigger) {
  return {
    call: auditorAsks('describe-user-pool', 'cognito-idp:DescribeUserPool', { UserPoolId: userPool.Id }),
    told: { call: 'describe-user-pool', holds: ({ UserPool: answered }: Readonly<Record<string, unknown>>) => triggersOf(answered as UserPool).some((one) => one.arn === functionArn) },
  };
}

function anothers(subject: Trigger): Probe {
  const { call, told } = describe(subject);
  const message = `${poolName(subject.userPool)} runs a function of the account ${subject.arn.split(':')[4]} as its ${subject.trigger} trigger.`;
  return {
    title: `The auditor asks which functions ${poolName(subject.userPool)} runs`,
    people: { auditor: cast.operator },
    calls: [call],
    proves: { ends: 'ok', told: [told] },
    otherwise: `${poolName(subject.userPool)} does not run it.`,
    claim: { severity: 'medium', confidence: 'proved', actor: 'aws-principal', message },
  };
}

function gone(subject: Trigger): Probe {
  const { call, told } = describe(subject);
  const ask = auditorAsks('get-function', 'lambda:GetFunctionConfiguration', { FunctionName: subject.arn }, { goesOn: true });
  return {
    title: `The auditor asks for ${functionIn(subject.arn)}, which ${poolName(subject.userPool)} runs`,
    people: { auditor: cast.operator },
    calls: [call, ask],
    proves: { ends: 'ok', told: [told], refused: [{ call: 'get-function', rule: 'function' }] },
    otherwise: `${poolName(subject.userPool)} does not run it.`,
    claim: { severity: 'medium', confidence: 'proved', actor: 'signed-in', message: `${functionIn(subject.arn)}, which ${poolName(subject.userPool)} runs as its ${subject.trigger} trigger, does not exist: what it should decide fails.` },
  };
}

/** A user pool of somebody else, in an account of their own, names the function. */
function stranger(subject: Trigger, pool: AuditedPool): Probe {
  const { region } = pool.world;
  const Id = `${region}_Stranger1`;
  const theirs: UserPool = { Id, Name: 'strangers', LambdaConfig: { PreSignUp: subject.arn }, AutoVerifiedAttributes: ['email'], UsernameAttributes: ['email'] };
  const client: UserPoolClient = { ClientId: 'strangersclient00000000000', UserPoolId: Id, ClientName: 'strangers-app' };
  return {
    title: `A user pool of another account runs ${functionIn(subject.arn)}`,
    prepare: (world) => withStranger(world, theirs, client, subject.arn),
    people: { mallory: { name: 'Mallory', kind: 'attacker', detail: 'has an AWS account of her own' } },
    calls: [{ ...signUpCall(theirs, client), id: signsUp }],
    proves: { ends: 'ok' },
    otherwise: `${functionIn(subject.arn)} lets no user pool of another account run it.`,
    claim: { severity: 'medium', confidence: 'proved', actor: 'aws-principal', message: `Any user pool of any account can run ${functionIn(subject.arn)}, which ${poolName(subject.userPool)} runs as its ${subject.trigger} trigger.` },
  };
}

/** The stranger’s account, in which the function is known by its ARN; what it does is not asked. */
function withStranger(world: World, theirs: UserPool, client: UserPoolClient, functionArn: string): World {
  const FunctionName = functionIn(functionArn);
  const found = get(world, 'AWS::Lambda::Function', FunctionName);
  if (found === undefined) return world;
  const Arn = standIns(world).role;
  const RoleName = nameOf(Arn);
  const role = { RoleName, Arn, AssumeRolePolicyDocument: trustsLambda, RolePolicyList: [], AttachedManagedPolicies: [] };
  const listed = world.complete === 'everything' ? world.complete : { ...world.complete, [`AWS::Cognito::UserPoolUser ${theirs.Id}`]: true as const };
  const away = { ...world, account: world.account === '999988887777' ? '999988886666' : '999988887777', complete: listed };
  const withPool = put(put(away, 'AWS::Cognito::UserPool', theirs.Id, theirs), 'AWS::Cognito::UserPoolClient', client.ClientId, client);
  return put(put(withPool, 'AWS::IAM::Role', RoleName, role), 'AWS::Lambda::Function', FunctionName, { ...found, Role: Arn, Code: '{"returns":{"value":{}}}' });
}

/** The function’s policy admits this user pool alone. @throws NotRead */
function closed(pool: AuditedPool, functionArn: string, userPool: UserPool): Fix | undefined {
  const found = get(pool.world, 'AWS::Lambda::Function', functionIn(functionArn));
  if (found?.Policy === undefined || isGap(found.Policy)) return undefined;
  const { partition, account } = pool.world;
  const source = userPool.Arn ?? `arn:${partition}:cognito-idp:${userPool.Id.split('_')[0]}:${account}:userpool/${userPool.Id}`;
  const document = asObject(read(found.Policy));
  const Statement = statementsIn(document).map((statement) => (isForCognito(statement.Principal) ? { ...statement, Condition: { ...(statement.Condition as object | undefined), ArnLike: { 'aws:SourceArn': source } } } : statement));
  return {
    summary: `Let ${poolName(userPool)} alone run ${found.FunctionName}.`,
    world: patch(pool.world, 'AWS::Lambda::Function', found.FunctionName, { Policy: { ...document, Statement } }),
    warning: 'Between the two commands below the function cannot be run: do it when nobody signs up. If several user pools run it, each needs a permission of its own.',
  };
}

function isForCognito(principal: unknown): boolean {
  if (principal === '*') return true;
  const { Service, AWS } = (principal ?? {}) as { readonly Service?: unknown; readonly AWS?: unknown };
  return listOf(Service).includes('cognito-idp.amazonaws.com') || listOf(AWS).includes('*');
}
