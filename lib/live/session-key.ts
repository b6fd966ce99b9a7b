import type { AccessKey } from '../wire/sigv4';

/** The key in the Credentials that an identity pool (SecretKey) or STS (SecretAccessKey) gave. */
export function sessionKey(credentials: unknown): AccessKey {
  const { AccessKeyId = '', SecretKey, SecretAccessKey = SecretKey ?? '', SessionToken } = credentials as Readonly<Record<string, string | undefined>>;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }) };
}
