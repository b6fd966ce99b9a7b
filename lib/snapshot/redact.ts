/** What stands in the place of a secret. */
export const redacted = 'REDACTED';

/** Secrets in what the reads of an audit answer. Their presence is kept, since that itself is configuration; their value is not. */
const secretFields = new Set([
  'ClientSecret', // DescribeUserPoolClient
  'client_secret', // ProviderDetails of an OIDC or social provider
  'private_key', // ProviderDetails of Sign in with Apple
  'Password',
  'SecretHash',
  'SecretString',
  'SecretKey',
  'SecretAccessKey',
  'SessionToken',
  'IdentityId', // ListIdentities: of a guest, it is all that opens the identity
]);

/** The value with every secret in it replaced. */
export function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, redactField(field, inner)]));
}

function redactField(field: string, value: unknown): unknown {
  if (secretFields.has(field) && value !== undefined && value !== null && value !== '') return redacted;
  // SAML metadata may carry private parts of an IdP's configuration, and nothing in it is judged.
  if (field === 'MetadataFile' && typeof value === 'string') return redacted;
  // Environment variables of functions often hold credentials.
  if (field === 'Environment' && typeof value === 'object' && value !== null) return redactEnvironment(value as Environment);
  // `consumerKey;consumerSecret`
  if (field === 'api.twitter.com' && typeof value === 'string') return value.replace(/;.*$/s, `;${redacted}`);
  return redact(value);
}

interface Environment {
  readonly Variables?: Readonly<Record<string, string>>;
}

function redactEnvironment({ Variables, ...others }: Environment): unknown {
  return Variables === undefined ? others : { ...others, Variables: Object.fromEntries(Object.keys(Variables).map((name) => [name, redacted])) };
}
