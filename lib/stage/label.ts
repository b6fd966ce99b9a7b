import { unseenDecision, type Step } from '../engine/trace';

/** The words on a message. The wire speaks mono, people speak sans. */
export interface Label {
  readonly text: string;
  /** A dimmer word after it: `SRP_A`. */
  readonly note?: string;
  readonly voice: 'wire' | 'plain';
}

/** `cognito-identity:GetId` → `GetId`. */
export function nameOfOperation(operation: string): string {
  return operation.slice(operation.indexOf(':') + 1);
}

export function labelOfRequest(step: Step): Label {
  const { method, url } = step.sent;
  if (typeof method === 'string' && typeof url === 'string') return { text: `${method} ${url.replace(/^https:\/\/[^/]+/, '')}`, voice: 'wire' };
  const page = pages[step.operation];
  if (page !== undefined) return { text: page, voice: 'wire' };
  if (step.operation === unseenDecision) return { text: 'may it?', voice: 'plain' };
  const outside = outsideAws[step.operation];
  if (outside !== undefined) return { text: outside, voice: 'plain' };
  const note = noteOf(step.sent);
  return { text: nameOfOperation(step.operation), ...(note === undefined ? {} : { note }), voice: 'wire' };
}

export function labelOfAnswer(step: Step): Label {
  if (step.error !== undefined) return { text: `${step.error.status} ${step.error.code}`, voice: 'wire' };
  const output = step.output ?? {};
  if (typeof output.ChallengeName === 'string') return { text: output.ChallengeName, voice: 'wire' };
  const tokens = Object.keys(output.AuthenticationResult ?? {}).filter((field) => field.endsWith('Token')).length;
  if (tokens > 0) return { text: `${numbers[tokens] ?? tokens} tokens`, voice: 'plain' };
  if ('access_token' in output) return { text: tokensIn(output), voice: 'plain' };
  if ('IdToken' in output || 'id_token' in output) return { text: 'ID token', voice: 'plain' };
  if ('SAMLResponse' in output) return { text: 'SAML assertion', voice: 'plain' };
  if (typeof output.Location === 'string') return { text: '302', note: `to ${placeOf(output.Location)}`, voice: 'wire' };
  if ('Credentials' in output) return { text: `AWS credentials, ${lifeOf(output.Credentials, step.at)}`, voice: 'plain' };
  if ('Token' in output) return { text: 'OpenID token', voice: 'plain' };
  if ('IdentityId' in output) return { text: 'IdentityId', voice: 'wire' };
  return { text: '200 OK', voice: 'wire' };
}

const numbers: Readonly<Record<number, string>> = { 1: 'one', 2: 'two', 3: 'three' };

/** The sign-in pages of a user pool, whose names are those of CloudTrail, by what a browser asks for. */
const pages: Readonly<Record<string, string>> = {
  'cognito-idp:OAuth2_Authorize_GET': 'GET /oauth2/authorize',
  'cognito-idp:OAuth2Response_GET': 'GET /oauth2/idpresponse',
  'cognito-idp:SAML2Response_POST': 'POST /saml2/idpresponse',
  'cognito-idp:login_POST': 'POST /login',
  'cognito-idp:Token_POST': 'POST /oauth2/token',
  'cognito-idp:Revoke_POST': 'POST /oauth2/revoke',
  'cognito-idp:UserInfo_GET': 'GET /oauth2/userInfo',
};

/** What happens at a provider outside AWS. These are no operations of AWS’s, so they have no wire name. */
const outsideAws: Readonly<Record<string, string>> = {
  'outside-provider:GetConfiguration': 'asks who is there',
  'outside-provider:SignIn': 'signs in there',
  'outside-provider:Authorize': 'signs in there',
  'outside-provider:PostAssertion': 'signs in there',
  'outside-provider:Token': 'exchanges the code',
};

/** The tokens in an answer of the token endpoint. */
function tokensIn(output: object): string {
  const count = ['id_token', 'access_token', 'refresh_token'].filter((field) => field in output).length;
  return count === 1 ? 'one token' : `${numbers[count] ?? count} tokens`;
}

/** The host that an address leads to, or the path when it stays where it is. A user pool’s own host is too long for a row. */
function placeOf(location: string): string {
  const host = /^https:\/\/([^/?#]+)/.exec(location)?.[1];
  return host?.endsWith('.amazoncognito.com') ? 'the user pool' : (host ?? location.replace(/[?#].*$/, ''));
}

/** The one part of a request that tells it from its neighbours. */
function noteOf(sent: Step['sent']): string | undefined {
  const { AuthFlow, AuthParameters, ChallengeName, Key, IdentityPoolId, Logins, TableName } = sent;
  if (typeof Key === 'string') return Key.slice(Key.lastIndexOf('/') + 1);
  if (typeof TableName === 'string') return TableName;
  if (typeof AuthParameters === 'object' && AuthParameters !== null && 'SRP_A' in AuthParameters) return 'SRP_A';
  if (typeof AuthFlow === 'string') return AuthFlow;
  if (typeof ChallengeName === 'string') return undefined;
  return IdentityPoolId !== undefined && typeof Logins === 'object' && Logins !== null ? '{ Logins }' : undefined;
}

function lifeOf(credentials: unknown, now: number): string {
  const { Expiration } = credentials as { readonly Expiration?: number | string };
  const expiresAt = typeof Expiration === 'string' ? Date.parse(Expiration) / 1000 : Number(Expiration);
  const hours = Math.round((expiresAt - now) / 360) / 10;
  return Number.isFinite(hours) ? `${hours} h` : 'temporary';
}
