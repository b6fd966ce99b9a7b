import { read } from '../../world/gap';
import { aboutFunction, functionArn, functionNamed, functionRule } from '../lambda-function';
import { operation } from '../operation';

interface Input {
  readonly FunctionName?: string;
  readonly StatementId?: string;
  readonly Action?: string;
  readonly Principal?: string;
  readonly SourceArn?: string;
}

/** Lets somebody else use a function, by a statement in its policy. */
export const AddPermission = operation({
  name: 'lambda:AddPermission',
  says: 'Adds a statement to a function’s policy.',
  access: 'signed',
  rules: functionRule,
  asks: (input: Input, context) => ({
    ...aboutFunction(input.FunctionName, context),
    context: { 'lambda:Principal': input.Principal ?? '' },
  }),
  perform(input: Input, context) {
    const before = functionNamed(input.FunctionName, context);
    const { StatementId: Sid = '', Action = '', Principal = '', SourceArn } = input;
    const statement = {
      Sid,
      Effect: 'Allow',
      Principal: principalOf(Principal),
      Action,
      Resource: functionArn(before.FunctionName, context),
      ...(SourceArn === undefined ? {} : { Condition: { ArnLike: { 'AWS:SourceArn': SourceArn } } }),
    };
    const old = before.Policy === undefined ? undefined : read(before.Policy);
    const { Statement = [] } = (typeof old === 'string' ? JSON.parse(old) : (old ?? {})) as { Statement?: readonly object[] };
    const Policy = { Version: '2012-10-17', Id: 'default', Statement: [...Statement, statement] };
    context.put('AWS::Lambda::Function', before.FunctionName, { ...before, Policy });
    return { Statement: JSON.stringify(statement) };
  },
});

/** A service by its host name, an account by its number, anyone by a star, else an ARN. */
function principalOf(principal: string): object | string {
  if (principal === '*') return '*';
  return principal.endsWith('.amazonaws.com') ? { Service: principal } : { AWS: principal };
}
