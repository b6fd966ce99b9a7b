import { withParameters } from '../hosted-ui';
import { opaque } from '../hosted-ui-session';
import { operation } from '../operation';
import { outsideToken } from '../outside-provider';

interface Input {
  /** The provider: `accounts.google.com`. */
  readonly Provider: string;
  readonly client_id: string;
  readonly redirect_uri: string;
  readonly state?: string;
  readonly nonce?: string;
  /** Who signs in there. */
  readonly Subject: string;
  readonly Claims?: Readonly<Record<string, unknown>>;
}

/** Stands for the sign-in page of an OpenID provider outside AWS to which a user pool sends people. It is no operation of AWS's. */
export const ProviderAuthorize = operation({
  name: 'outside-provider:Authorize',
  says: 'Somebody signs in at a provider outside AWS, which sends them back with a code. (Not an operation of AWS’s.)',
  access: 'public',
  rules: {},
  perform({ Provider, client_id, redirect_uri, state, nonce, Subject, Claims }: Input, context) {
    const idToken = outsideToken({ Provider, ClientId: client_id, Subject, Claims: { ...(nonce === undefined ? {} : { nonce }), ...Claims } }, context.now);
    const code = opaque(context.draw('outside code'));
    context.keep('outsideCode', code, { provider: Provider, clientId: client_id, redirectUri: redirect_uri, idToken });
    const redirect = { code, ...(state === undefined ? {} : { state }) };
    return { Location: withParameters(redirect_uri, redirect), redirect };
  },
});
