import { createLocalJWKSet, jwtVerify, SignJWT, importJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { decodeToken, forgeToken, isSignedBy, sealOf, signToken } from '../engine/token';
import { tokensIn } from './border/tokens';
import { demoKeyOf, jwksOf, sealVerified, signSealed } from './jwt';

const kid = 'us-east-1_Lg7demo01-id';
const claims = { sub: 'ana', iss: 'https://issuer.example', exp: 4_000_000_000 };
const sealed = signToken({ kid, alg: 'RS256' }, claims);
const keys = createLocalJWKSet(jwksOf([kid]) as unknown as Parameters<typeof createLocalJWKSet>[0]);

const sealsIn = (text: string) => isSignedBy(decodeToken(text)!, kid);

describe('a token that leaves', () => {
  test('is signed so that another library verifies it under the served keys', async () => {
    const { payload, protectedHeader } = await jwtVerify(await signSealed(sealed), keys);
    expect(payload).toEqual(claims);
    expect(protectedHeader).toEqual({ kid, alg: 'RS256' });
  });

  test('is signed with RS512 when its header says so', async () => {
    const poolToken = signToken({ kid: 'us-east-15', typ: 'JWS', alg: 'RS512' }, claims);
    const jwks = createLocalJWKSet(jwksOf(['us-east-15'], 'RS512') as unknown as Parameters<typeof createLocalJWKSet>[0]);
    await expect(jwtVerify(await signSealed(poolToken), jwks)).resolves.toMatchObject({ payload: claims });
  });

  test('has a signature that does not fit when its claims were changed', async () => {
    await expect(jwtVerify(await signSealed(forgeToken(sealed, { sub: 'ben' })), keys)).rejects.toThrow('signature verification failed');
  });

  test('is left alone when it is no sealed token', async () => {
    for (const text of ['', 'a.b.c', 'x'.repeat(50), 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln']) expect(await signSealed(text)).toBe(text);
  });
});

describe('a token that arrives', () => {
  test('gets the seal when its signature is good', async () => {
    expect(await sealVerified(await signSealed(sealed))).toBe(sealed);
  });

  test('gets none when its claims were changed', async () => {
    const signed = await signSealed(sealed);
    expect(sealsIn(await sealVerified(forgeToken(signed, { sub: 'ben' })))).toBe(false);
  });

  test('gets none when another key signed it', async () => {
    const { signed } = decodeToken(sealed)!;
    const other = (await signSealed(signToken({ kid: 'us-east-1_Lg7demo01-access', alg: 'RS256' }, claims))).split('.')[2];
    expect(sealsIn(await sealVerified(`${signed}.${other}`))).toBe(false);
  });

  test.each(['none', 'HS256'])('gets none with the algorithm %s', async (alg) => {
    const token = signToken({ kid, alg }, claims);
    const { signed } = decodeToken(token)!;
    const hmac = (await signSealed(sealed)).split('.')[2];
    for (const signature of ['', hmac]) expect(sealsIn(await sealVerified(`${signed}.${signature}`))).toBe(false);
  });

  test('never gets in with a seal', async () => {
    const spaced = `${btoa(` {"kid":"${kid}","alg":"RS256"}`)}.${btoa(JSON.stringify(claims))}`.replaceAll('=', '');
    for (const forged of [sealed, `${spaced}.${sealOf(spaced, kid)}`]) {
      expect(sealsIn(forged)).toBe(true);
      const { Logins } = await tokensIn({ Logins: { provider: forged, list: [forged] } });
      expect(sealsIn(Logins.provider)).toBe(false);
      expect(sealsIn(Logins.list[0]!)).toBe(false);
    }
  });

  test('may be signed by anybody who has the demo key, and is then good', async () => {
    const key = await importJWK({ ...demoKeyOf(kid) }, 'RS256');
    const token = await new SignJWT(claims).setProtectedHeader({ kid, alg: 'RS256' }).sign(key);
    expect(sealsIn(await sealVerified(token))).toBe(true);
  });
});

test('ID tokens and access tokens of a pool never share a key', () => {
  for (let i = 0; i < 100; i++) expect(demoKeyOf(`us-east-1_${i}-id`).n).not.toBe(demoKeyOf(`us-east-1_${i}-access`).n);
});
