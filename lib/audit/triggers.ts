import { functionIn } from '../engine/lambda-function';
import { programOf, type LambdaProgram } from '../engine/lambda-program';
import { triggersOf, type TriggerName } from '../engine/user-pool-triggers';
import { isGap } from '../world/gap';
import type { UserPool } from '../world/resources';
import { get, patch, put, type World } from '../world/world';
import { orGap } from './or-gap';
import { nameOf } from './roles';
import { standIns } from './stand-ins';

/** The function that a user pool runs as this trigger. */
export function triggerArn(pool: UserPool, trigger: TriggerName): string | undefined {
  return triggersOf(pool).find((one) => one.trigger === trigger)?.arn;
}

/** Whether what a function does is known, which of a real one it never is. */
export function isRunnable(world: World, arn: string): boolean {
  const found = orGap(() => get(world, 'AWS::Lambda::Function', functionIn(arn)));
  return found !== undefined && !isGap(found) && !isGap(orGap(() => programOf(found)));
}

/** The account where these are the only triggers of a user pool. */
export function withTriggers(world: World, userPoolId: string, triggers: Readonly<Partial<Record<TriggerName, string>>>): World {
  return get(world, 'AWS::Cognito::UserPool', userPoolId) === undefined ? world : patch(world, 'AWS::Cognito::UserPool', userPoolId, { LambdaConfig: triggers });
}

/** The account where a function whose code nobody has read does this, and user pools may run it. Its role is its own, or a made-up one where that is not known. */
export function assuming(world: World, arn: string, program: LambdaProgram): World {
  const FunctionName = functionIn(arn);
  const found = orGap(() => get(world, 'AWS::Lambda::Function', FunctionName));
  if (found === undefined) return world;
  const standIn = standIns(world).role;
  const Role = isGap(found) ? standIn : found.Role;
  const ready = Role === standIn ? withFunctionRole(world, standIn) : world;
  return put(ready, 'AWS::Lambda::Function', FunctionName, { FunctionName, FunctionArn: arn, Role, Policy: admitsUserPools(arn), Code: JSON.stringify(program) });
}

function withFunctionRole(world: World, Arn: string): World {
  const RoleName = nameOf(Arn);
  return put(world, 'AWS::IAM::Role', RoleName, { RoleName, Arn, AssumeRolePolicyDocument: trustsLambda, RolePolicyList: [], AttachedManagedPolicies: [] });
}

/** The trust policy of a function's role. */
export const trustsLambda = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] } as const;

/** A function's policy that lets user pools run it; only one of them if its ARN is given. */
export function admitsUserPools(functionArn: string, userPoolArn?: string): object {
  const Condition = userPoolArn === undefined ? {} : { Condition: { ArnLike: { 'aws:SourceArn': userPoolArn } } };
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'lambda:InvokeFunction', Resource: functionArn, ...Condition }] };
}
