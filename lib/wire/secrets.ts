/** A value that nobody should see over somebody's shoulder, and the field that it stands in. */
export interface Secret {
  readonly field: string;
  readonly value: string;
}

/** Fields that prove who somebody is, by their names in lower case without underscores and hyphens. */
const secretFields = new Set([
  'password', 'newpassword', 'temporarypassword', 'previouspassword', 'proposedpassword', 'confirmationcode', 'code', 'usercode',
  'smsmfacode', 'softwaretokenmfacode', 'emailotpcode', 'smsotpcode', 'passwordclaimsignature', 'secrethash', 'secretcode', 'clientsecret',
  'secretkey', 'secretaccesskey', 'sessiontoken', 'session', 'idtoken', 'accesstoken', 'refreshtoken', 'token', 'webidentitytoken',
  'samlassertion', 'samlresponse', 'xamzsecuritytoken', 'bearer',
]);

/** The secrets in a value, by their fields: passwords, codes, tokens, keys. Every value of `Logins` is one. */
export function secretsIn(value: unknown): readonly Secret[] {
  const found = new Map<string, Secret>();
  collect(value, '', found);
  return [...found.values()];
}

function collect(value: unknown, field: string, found: Map<string, Secret>): void {
  if (typeof value === 'string') {
    const secret = secretFields.has(field.toLowerCase().replace(/[_-]/g, '')) || (field === 'authorization' && value.startsWith('Bearer '));
    if (secret && value !== '') found.set(value, { field, value });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (field === 'Logins' && typeof inner === 'string') found.set(inner, { field: `Logins.${name}`, value: inner });
    else collect(inner, Array.isArray(value) ? field : name, found);
  }
}
