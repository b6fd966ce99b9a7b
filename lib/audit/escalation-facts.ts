import { policiesOf, policyNamed } from '../engine/authorization';
import type { AccountFacts, ComputeFacts, RoleFacts, Session, UserFacts } from '../iam/escalation/escalation';
import { isGap } from '../world/gap';
import type { LambdaFunction, Role, User } from '../world/resources';
import { known, list, type World } from '../world/world';
import { doorsOf } from './escalation-doors';
import { orGap } from './or-gap';
import { reachQuestion, type Entered } from './sessions';
import type { AuditedPool } from './pool';

const remembered = new WeakMap<AuditedPool, AccountFacts>();

/**
 * What is known of a pool's account for the question how a session could become more. What was not read is left out, and said
 * to be. Of the ways into roles past a directory, those of this pool are known.
 */
export function accountFacts(pool: AuditedPool): AccountFacts {
  const facts = remembered.get(pool) ?? gather(pool);
  remembered.set(pool, facts);
  return facts;
}

function gather(pool: AuditedPool): AccountFacts {
  const { world } = pool;
  const entries = <T>(all: readonly (T | { readonly unread: string })[]): readonly T[] => all.filter((one): one is T => !isGap(one));
  return {
    partition: world.partition,
    account: world.account,
    region: world.region,
    roles: entries<Role>(known(world, 'AWS::IAM::Role')).map((role) => roleFacts(world, role)),
    users: entries<User>(known(world, 'AWS::IAM::User')).map(userFacts),
    groups: [],
    compute: entries<LambdaFunction>(known(world, 'AWS::Lambda::Function')).map((fn) => functionFacts(world, fn)),
    doors: doorsOf(pool),
    complete: {
      roles: !isGap(orGap(() => list(world, 'AWS::IAM::Role'))),
      users: !isGap(orGap(() => list(world, 'AWS::IAM::User'))),
      compute: isGap(orGap(() => list(world, 'AWS::Lambda::Function'))) ? [] : ['Lambda function'],
    },
  };
}

function roleFacts(world: World, role: Role): RoleFacts {
  const policies = orGap(() => policiesOf(world, role.Arn));
  const { AssumeRolePolicyDocument: trust, AttachedManagedPolicies: attached, Tags = [] } = role;
  return {
    arn: role.Arn,
    ...(isGap(trust) ? {} : { trust: policyNamed(`trust policy of ${role.RoleName}`, trust) }),
    ...(isGap(policies) ? {} : { policies }),
    ...(isGap(attached) ? {} : { attached: attached.map(({ PolicyArn }) => PolicyArn) }),
    tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
  };
}

function userFacts({ Arn: arn, AttachedManagedPolicies: attached }: User): UserFacts {
  return attached === undefined || isGap(attached) ? { arn } : { arn, attached: attached.map(({ PolicyArn }) => PolicyArn) };
}

function functionFacts({ partition, region, account }: World, { FunctionName, FunctionArn, Role: role }: LambdaFunction): ComputeFacts {
  return { kind: 'Lambda function', arn: FunctionArn ?? `arn:${partition}:lambda:${region}:${account}:function:${FunctionName}`, role };
}

/** The session that somebody holds who came in, as the search for escalations wants it. @throws NotRead */
export function escalatingSession(pool: AuditedPool, way: Entered): Session {
  const { principal, policies, context, mallory } = reachQuestion(pool.world, way, pool.catalogue);
  return { name: `session of ${way.roleArn}`, principal, identity: way.roleArn, policies, context: { ...context, ...mallory.context } };
}
