import { functionRoleRule, functionSession, runProgram } from '../function-run';
import { filledIn, programOf } from '../lambda-program';
import { operation, type OperationContext } from '../operation';
import { verifiedClaims, verifierRules } from '../token-verifier';

/** An HTTP request to a function's URL. */
interface Input {
  /** `https://<id>.lambda-url.<region>.on.aws/<path>`. */
  readonly url?: string;
  readonly method?: string;
  /** The token of the Authorization header. */
  readonly bearer?: string;
  /** JSON. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** An API of one's own: a function that anyone may reach, that verifies the caller's token itself and works with its own role. */
export const InvokeFunctionUrl = operation({
  name: 'lambda:InvokeFunctionUrl',
  says: 'Sends an HTTP request to a function’s URL; the function verifies the token that it asks for, and runs as its role.',
  access: 'public',
  rules: {
    url: {
      says: 'A function has this URL.',
      label: 'URL',
      cite: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html',
      error: { code: 'ResourceNotFoundException', message: 'There is no function at this URL.', status: 404, wording: 'unconfirmed' },
    },
    open: {
      says: 'The URL asks for no AWS signature: its AuthType is NONE.',
      label: 'open',
      cite: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
      error: { code: 'AccessDeniedException', message: 'Forbidden', status: 403, wording: 'unconfirmed' },
    },
    ...verifierRules,
    ...functionRoleRule,
    calls: {
      says: 'AWS lets the function do, with its own role, what the request is for.',
      label: 'own role',
      cite: 'https://github.com/awsdocs/aws-lambda-developer-guide/issues/361',
      error: { code: 'InternalServerError', message: 'Internal Server Error', status: 502 },
    },
  },
  perform(input: Input, context) {
    const invoked = context.found('url', functionAt(input.url ?? '', context), input.url ?? 'none');
    const { AuthType } = invoked.FunctionUrlConfig;
    context.hold('open', AuthType === 'NONE', `AuthType is ${AuthType}`);
    const program = programOf(invoked);
    const claims = program.verifies === undefined ? {} : verifiedClaims(input.bearer, program.verifies, context);
    const session = functionSession(invoked, context);
    const ran = runProgram(filledIn(program, { claims, body: input.body ?? {} }), session, context);
    if ('error' in ran) return context.refuse('calls', `${ran.error.code}: ${ran.error.message}`);
    context.hold('calls', true, `it ran as ${session.arn}`);
    return { statusCode: 200, body: ran.answer };
  },
});

function functionAt(url: string, context: Pick<OperationContext, 'list'>) {
  for (const { FunctionUrlConfig, ...others } of context.list('AWS::Lambda::Function')) {
    if (FunctionUrlConfig !== undefined && url.startsWith(FunctionUrlConfig.FunctionUrl)) return { ...others, FunctionUrlConfig };
  }
  return undefined;
}
