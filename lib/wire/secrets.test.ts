import { expect, test } from 'vitest';
import { secretsIn } from './secrets';

test('a bearer token is a secret, in the input and in the header; a signature is none', () => {
  const secrets = secretsIn({ sent: { bearer: 'ey.a.b', method: 'POST' }, headers: { authorization: 'Bearer ey.a.b' } });
  expect(secrets.map(({ field, value }) => [field, value])).toEqual([['bearer', 'ey.a.b'], ['authorization', 'Bearer ey.a.b']]);
  expect(secretsIn({ headers: { authorization: 'AWS4-HMAC-SHA256 Credential=…' } })).toEqual([]);
});

test('every login is a secret, whatever its provider is called', () => {
  expect(secretsIn({ Logins: { 'accounts.google.com': 'ey.c.d' } })).toEqual([{ field: 'Logins.accounts.google.com', value: 'ey.c.d' }]);
});
