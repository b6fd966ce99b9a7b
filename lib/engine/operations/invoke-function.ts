import { read } from '../../world/gap';
import { roleNameOf } from '../authorization';
import { aboutFunction, functionNamed, functionRule } from '../lambda-function';
import { programOf } from '../lambda-program';
import { operation } from '../operation';
import { roleIdOf } from '../role-session';
import { openSession } from '../sessions';

interface Input {
  readonly FunctionName?: string;
}

/** Seconds for which a function's environment has its credentials. */
const life = 43_200;

/** Runs a function as its role: what its code asks of AWS is decided for the role, not for the caller. */
export const InvokeFunction = operation({
  name: 'lambda:InvokeFunction',
  says: 'Runs a function, as the function’s role.',
  access: 'signed',
  rules: {
    ...functionRule,
    role: {
      says: 'The function’s role exists and trusts Lambda.',
      label: 'role trusts Lambda',
      cite: 'https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html',
      error: { code: 'AccessDeniedException', message: 'The role defined for the function cannot be assumed by Lambda.', status: 403, wording: 'documented' },
    },
  },
  asks: (input: Input, context) => aboutFunction(input.FunctionName, context),
  perform(input: Input, context) {
    const invoked = functionNamed(input.FunctionName, context);
    const role = context.found('role', context.get('AWS::IAM::Role', roleNameOf(invoked.Role)), invoked.Role);
    const trust = { name: `trust policy of ${role.RoleName}`, document: read(role.AssumeRolePolicyDocument) };
    const admitted = context.decide({ principal: 'lambda.amazonaws.com', action: 'sts:AssumeRole', resource: role.Arn, context: {}, trust });
    context.hold('role', admitted.answer === 'Allowed', admitted.because ?? `${role.RoleName} trusts Lambda`);
    const session = openSession(context.seed, context.draw('access-key'), {
      roleArn: role.Arn,
      roleId: roleIdOf(role),
      sessionName: invoked.FunctionName,
      issuedAt: context.now,
      Expiration: context.now + life,
      context: {},
      sessionPolicies: [null],
    });
    const { calls = [], returns } = programOf(invoked);
    let answer: unknown = null;
    for (const [index, one] of calls.entries()) {
      const made = context.attempt(one.operation, one.input ?? {}, `call-${index + 1}`, { caller: { kind: 'session', session }, asks: one.asks });
      if ('error' in made) {
        const Payload = { errorType: made.error.code, errorMessage: made.error.message };
        return { StatusCode: 200, ExecutedVersion: '$LATEST', FunctionError: 'Unhandled', Payload };
      }
      answer = made.output;
    }
    if (returns === 'credentials') {
      const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = session;
      answer = { AccessKeyId, SecretAccessKey, SessionToken, Expiration };
    } else if (returns !== undefined) answer = returns.value;
    return { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: answer };
  },
});
