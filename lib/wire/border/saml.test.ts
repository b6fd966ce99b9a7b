import { describe, expect, test } from 'vitest';
import { assertionIn, samlResponse } from '../../engine/assertion';
import { sealMark } from '../../engine/token';
import { tokensIn, tokensOut } from './tokens';

const assertion = {
  issuer: 'https://idp.example/saml',
  subject: 'ana & co',
  audience: 'urn:amazon:webservices',
  recipient: 'https://signin.aws.amazon.com/saml',
  notOnOrAfter: 1_795_381_500,
  attributes: { 'https://aws.amazon.com/SAML/Attributes/Role': ['arn:aws:iam::111122223333:role/a,arn:aws:iam::111122223333:saml-provider/x'] },
};
const inside = samlResponse(assertion);
const out = async (SAMLAssertion: string) => (await tokensOut({ SAMLAssertion })).SAMLAssertion;
const into = async (SAMLAssertion: string) => (await tokensIn({ SAMLAssertion })).SAMLAssertion;
const changed = (response: string, from: string, to: string) => Buffer.from(Buffer.from(response, 'base64').toString().replace(from, to)).toString('base64');

describe('a SAML response', () => {
  test('leaves with a signature and no seal, and is good when it comes back', async () => {
    const left = await out(inside);
    expect(Buffer.from(left, 'base64').toString()).not.toContain(sealMark);
    expect(assertionIn(await into(left))).toEqual({ ...assertion, signed: true });
  });

  test('is not good when something was changed', async () => {
    expect(assertionIn(await into(changed(await out(inside), 'ana', 'ben')))?.signed).toBe(false);
  });

  test('is not good under the signature of another provider', async () => {
    const others = await out(samlResponse({ ...assertion, issuer: 'https://other.example' }));
    expect(assertionIn(await into(changed(others, 'https://other.example', assertion.issuer)))?.signed).toBe(false);
  });

  test('never gets in with a seal', async () => {
    expect(assertionIn(inside)?.signed).toBe(true);
    const urlSafe = inside.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    for (const forged of [inside, urlSafe]) expect(assertionIn(await into(forged))?.signed).toBe(false);
  });
});
