import { clientOfDomain, clientOfDomainRules } from '../hosted-ui';
import { federatedUser, federatedUserRules, returning, returnRules } from '../hosted-ui-federation';
import { enter } from '../hosted-ui-session';
import { operation } from '../operation';
import { openIdProvider } from '../social';
import { decodeToken } from '../token';

interface Input {
  readonly state?: string;
  readonly code?: string;
}

const cite = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-flow.html';

/** Where a social or OIDC provider sends people back: `/oauth2/idpresponse`, by the name that CloudTrail gives it. */
export const OAuth2ResponseGet = operation({
  name: 'cognito-idp:OAuth2Response_GET',
  says: 'Takes people back from a social or OIDC provider: fetches their ID token there, and lets them in.',
  access: 'public',
  rules: {
    ...returnRules,
    ...clientOfDomainRules,
    exchange: {
      says: 'The provider exchanges the code that the browser brought.',
      label: 'code exchanged',
      cite,
      error: { code: 'invalid_request', message: 'The provider refused the code.', status: 302, wording: 'unconfirmed' },
    },
    idToken: {
      says: 'The ID token that the provider gave is current, for this user pool’s client there, and answers this very request (nonce).',
      label: 'ID token',
      cite,
      inferred: true,
      error: { code: 'invalid_request', message: 'The provider’s ID token is not good.', status: 302, wording: 'unconfirmed' },
    },
    ...federatedUserRules,
  },
  perform(input: Input, context) {
    const { provider, nonce, hosted } = returning(input.state, context);
    const who = { ...clientOfDomain(hosted.Domain, hosted.client_id, context), hosted };
    const openId = openIdProvider(provider);
    if (openId === undefined) return context.refuse('state', `${provider.ProviderName} is a SAML provider`);
    const client_id = provider.ProviderDetails?.client_id;
    const answer = context.attempt('outside-provider:Token', { Provider: openId.host, client_id, code: input.code }, 'token');
    const text = 'output' in answer ? String(answer.output.id_token) : undefined;
    const token = decodeToken(context.found('exchange', text, 'error' in answer ? answer.error.code : 'it gave an ID token'));
    const claims = token?.claims ?? {};
    const good = token !== undefined && claims.aud === client_id && claims.nonce === nonce && Number(claims.exp) > context.now;
    context.hold('idToken', good, `iss ${claims.iss}, aud ${claims.aud}, nonce ${claims.nonce === nonce ? 'as sent' : 'another'}`);
    const subject = String(claims[provider.AttributeMapping?.username ?? 'sub'] ?? claims.sub);
    return enter({ ...who, user: federatedUser(who.pool, provider, subject, claims, context) }, context);
  },
});
