import { configurationOf } from '../outside-provider';
import { operation } from '../operation';

interface Input {
  /** The provider: `login.example.com`. */
  readonly Provider: string;
}

/** Stands for the address under which an OpenID provider says how it signs. It is no operation of AWS's. */
export const GetConfiguration = operation({
  name: 'outside-provider:GetConfiguration',
  says: 'Asks an OpenID provider outside AWS how it signs. (Not an operation of AWS’s.)',
  access: 'public',
  rules: {
    host: {
      says: 'There is a host of the provider’s name.',
      label: 'host exists',
      cite: 'https://www.rfc-editor.org/rfc/rfc8020',
      error: { code: 'ENOTFOUND', message: ({ provider }) => `There is no host of the name in ${provider}.`, wording: 'unconfirmed' },
    },
  },
  perform({ Provider }: Input, context) {
    const known = context.get('Lifeguard::OpenIdConfiguration', configurationOf(Provider));
    const exists = known === undefined || known.Status !== undefined;
    context.hold('host', exists, exists ? `${Provider} answers` : `${Provider} has no address`, { provider: Provider });
    return { Status: known?.Status ?? 200, ...(known?.Unclaimed === undefined ? {} : { Unclaimed: known.Unclaimed }) };
  },
});
