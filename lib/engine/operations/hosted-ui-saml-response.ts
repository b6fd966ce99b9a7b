import { assertionIn } from '../assertion';
import { clientOfDomain, clientOfDomainRules } from '../hosted-ui';
import { federatedUser, federatedUserRules, returning, returnRules } from '../hosted-ui-federation';
import { enter } from '../hosted-ui-session';
import { operation } from '../operation';
import { assertionConsumer, audienceOf, entityOf } from '../saml';
import { hostOf } from '../user-pool-domains';

interface Input {
  readonly SAMLResponse?: string;
  readonly RelayState?: string;
}

const cite = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-saml-idp.html';
const refuses = (message: string) => ({ code: 'server_error', message, status: 302, wording: 'unconfirmed' }) as const;

/** Where a SAML provider posts its assertions: `/saml2/idpresponse`, by the name that CloudTrail gives it. */
export const Saml2ResponsePost = operation({
  name: 'cognito-idp:SAML2Response_POST',
  says: 'Takes a SAML assertion about someone who comes back from a SAML provider, and lets them in.',
  access: 'public',
  rules: {
    ...returnRules,
    ...clientOfDomainRules,
    signature: { says: 'The assertion is signed by the provider that the user pool knows.', label: 'signature', cite, error: refuses('The assertion’s signature is not good.') },
    audience: {
      says: 'The assertion is for this user pool: its audience, and the address it was posted to.',
      label: 'audience',
      cite,
      error: refuses('The assertion is for somebody else.'),
    },
    current: { says: 'The assertion has not expired.', label: 'current', cite, error: refuses('The assertion has expired.') },
    ...federatedUserRules,
  },
  perform(input: Input, context) {
    const { provider, hosted } = returning(input.RelayState, context);
    const who = { ...clientOfDomain(hosted.Domain, hosted.client_id, context), hosted };
    const assertion = assertionIn(input.SAMLResponse ?? '');
    const signed = assertion?.signed && assertion.issuer === entityOf(provider) ? assertion : undefined;
    const { audience, recipient, notOnOrAfter, subject, attributes } = context.found('signature', signed, `the issuer is ${assertion?.issuer ?? 'unreadable'}`);
    const here = assertionConsumer(hostOf({ Domain: hosted.Domain ?? '', UserPoolId: who.pool.Id }));
    context.hold('audience', audience === audienceOf(who.pool.Id) && recipient === here, `for ${audience} at ${recipient}`);
    context.hold('current', context.now < notOnOrAfter, `expires in ${notOnOrAfter - context.now} s`);
    return enter({ ...who, user: federatedUser(who.pool, provider, subject, attributes, context) }, context);
  },
});
