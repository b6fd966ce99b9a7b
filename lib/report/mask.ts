import { decodeToken } from '../engine/token';
import { redacted } from '../snapshot/redact';

/** Fields that prove who somebody is, in lower case without underscores and hyphens. */
const secretFields = new Set([
  'accesskeyid', 'secretkey', 'secretaccesskey', 'sessiontoken', 'clientsecret', 'privatekey', 'secrethash', 'secretstring', 'secretcode', 'totpsecret',
  'password', 'newpassword', 'temporarypassword', 'previouspassword', 'proposedpassword', 'passwordclaimsignature', 'confirmationcode', 'usercode',
  'smsmfacode', 'softwaretokenmfacode', 'emailotpcode', 'smsotpcode', 'srpa', 'session', 'token', 'idtoken', 'accesstoken', 'refreshtoken',
  'webidentitytoken', 'samlassertion',
]);

/**
 * The value without passwords, keys and tokens. What the emulator made up opens nothing, but nobody can see that from outside; a
 * token is replaced by what it says of itself.
 */
export function mask(value: unknown): unknown {
  if (typeof value === 'string') return describedToken(value) ?? value;
  if (Array.isArray(value)) return value.map(mask);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, maskField(field, inner)]));
}

function maskField(field: string, value: unknown): unknown {
  if (typeof value !== 'string' || !secretFields.has(field.toLowerCase().replace(/[_-]/g, ''))) return mask(value);
  return describedToken(value) ?? redacted;
}

/** “(token of <issuer> for <audience>, sub <user>)”, or undefined when the text is no JWT. */
function describedToken(text: string): string | undefined {
  if (!text.startsWith('eyJ')) return undefined;
  const claims = decodeToken(text)?.claims;
  if (claims === undefined) return undefined;
  const audience = claims.aud ?? claims.client_id;
  const parts = [
    `token of ${String(claims.iss ?? 'an unnamed issuer').replace(/^https:\/\//, '')}`,
    ...(audience === undefined ? [] : [`for ${String(audience)}`]),
  ];
  const use = claims.token_use === undefined ? '' : `${String(claims.token_use)} `;
  return `(${use}${parts.join(' ')}, sub ${String(claims.sub ?? 'missing')})`;
}
