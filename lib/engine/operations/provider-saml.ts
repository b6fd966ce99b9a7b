import { samlResponse } from '../assertion';
import { operation } from '../operation';

interface Input {
  /** The provider's entity id. */
  readonly Provider: string;
  /** For whom: `urn:amazon:cognito:sp:<pool>`, and where it is posted to. */
  readonly Audience: string;
  readonly Recipient: string;
  readonly RelayState?: string;
  readonly Subject: string;
  readonly Claims?: Readonly<Record<string, string | readonly string[]>>;
  /** Seconds for which the assertion is good. */
  readonly Duration?: number;
}

/** Stands for the sign-in page of a SAML provider to which a user pool sends people. It is no operation of AWS's. */
export const ProviderSaml = operation({
  name: 'outside-provider:PostAssertion',
  says: 'Somebody signs in at a SAML provider, which has the browser post its assertion. (Not an operation of AWS’s.)',
  access: 'public',
  rules: {},
  perform({ Provider, Audience, Recipient, RelayState, Subject, Claims = {}, Duration = 300 }: Input, { now }) {
    const attributes = Object.fromEntries(Object.entries(Claims).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]));
    const assertion = { issuer: Provider, subject: Subject, audience: Audience, recipient: Recipient, notOnOrAfter: now + Duration, attributes };
    return { SAMLResponse: samlResponse(assertion), ...(RelayState === undefined ? {} : { RelayState }) };
  },
});
