import { operation } from '../operation';

interface Input {
  readonly Provider: string;
  readonly client_id?: string;
  readonly code?: string;
}

/** Stands for the token endpoint of an OpenID provider outside AWS, which a user pool asks behind the scenes. It is no operation of AWS's. */
export const ProviderToken = operation({
  name: 'outside-provider:Token',
  says: 'A provider outside AWS gives the ID token for a code. (Not an operation of AWS’s.)',
  access: 'public',
  rules: {
    code: {
      says: 'The provider gave this code to this client, and it was not used yet.',
      label: 'code',
      cite: 'https://www.rfc-editor.org/rfc/rfc6749#section-5.2',
      error: { code: 'invalid_grant', message: 'invalid_grant', wording: 'documented' },
    },
  },
  perform(input: Input, context) {
    const code = context.record('outsideCode', input.code ?? '');
    const fits = code?.provider === input.Provider && code.clientId === input.client_id ? code : undefined;
    const { idToken } = context.found('code', fits, code === undefined ? 'nobody was given this code' : `it was given to ${code.clientId} at ${code.provider}`);
    context.keep('outsideCode', input.code ?? '', undefined);
    return { id_token: idToken, token_type: 'Bearer' };
  },
});
