import { operation } from '../operation';
import { outsideAssertion, outsideToken, type OutsideUser } from '../outside-provider';

interface Input extends OutsideUser {
  /** For a SAML provider: `<role ARN>,<provider ARN>` for each role that the user may have. Its presence asks for a SAML response. */
  readonly Roles?: readonly string[];
}

/** Stands for signing in at a provider outside AWS, which anyone with an account there can do. It is no operation of AWS's. */
export const SignIn = operation({
  name: 'outside-provider:SignIn',
  says: 'Somebody signs in at a provider outside AWS and gets its token. (Not an operation of AWS’s.)',
  access: 'public',
  rules: {},
  perform: (input: Input, { now }) =>
    input.Roles === undefined ? { IdToken: outsideToken(input, now) } : { SAMLResponse: outsideAssertion(input, input.Roles, now) },
});
