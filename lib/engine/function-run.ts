import { read } from '../world/gap';
import type { LambdaFunction } from '../world/resources';
import { roleNameOf } from './authorization';
import type { LambdaProgram } from './lambda-program';
import type { OperationContext } from './operation';
import type { AwsError, Rule } from './refusal';
import { roleIdOf } from './role-session';
import { openSession } from './sessions';
import type { Session } from './state';

/** What a function needs before it can run, whoever invokes it. */
export const functionRoleRule = {
  role: {
    says: 'The function’s role exists and trusts Lambda.',
    label: 'role trusts Lambda',
    cite: 'https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html',
    error: { code: 'AccessDeniedException', message: 'The role defined for the function cannot be assumed by Lambda.', status: 403, wording: 'documented' },
  },
} as const satisfies Record<string, Rule>;

/** Seconds for which a function's environment has its credentials. */
const life = 43_200;

/** The session of its own role that a function runs with. */
export function functionSession(invoked: LambdaFunction, context: OperationContext<'role'>): Session {
  const role = context.found('role', context.get('AWS::IAM::Role', roleNameOf(invoked.Role)), invoked.Role);
  const trust = { name: `trust policy of ${role.RoleName}`, document: read(role.AssumeRolePolicyDocument) };
  const admitted = context.decide({ principal: 'lambda.amazonaws.com', action: 'sts:AssumeRole', resource: role.Arn, context: {}, trust });
  context.hold('role', admitted.answer === 'Allowed', admitted.because ?? `${role.RoleName} trusts Lambda`);
  return openSession(context.seed, context.draw('access-key'), {
    roleArn: role.Arn,
    roleId: roleIdOf(role),
    sessionName: invoked.FunctionName,
    issuedAt: context.now,
    Expiration: context.now + life,
    context: {},
    sessionPolicies: [null],
  });
}

/** Makes the program's calls with the function's session. @returns what it answers, or the refusal that it did not handle, or what it throws. */
export function runProgram(
  { calls = [], returns, throws }: LambdaProgram,
  session: Session,
  context: Pick<OperationContext, 'attempt'>,
): { readonly answer: unknown } | { readonly error: Pick<AwsError, 'code' | 'message'> } {
  let answer: unknown = null;
  for (const [index, { operation, input = {}, asks }] of calls.entries()) {
    const made = context.attempt(operation, input, `call-${index + 1}`, { caller: { kind: 'session', session }, asks });
    if ('error' in made) return made;
    answer = made.output;
  }
  if (throws !== undefined) return { error: { code: 'Error', message: throws } };
  if (returns === undefined) return { answer };
  if (returns !== 'credentials') return { answer: returns.value };
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = session;
  return { answer: { AccessKeyId, SecretAccessKey, SessionToken, Expiration } };
}
