import { assertionIn } from '../../engine/assertion';
import { decode } from '../../engine/base64url';
import { sealMark, sealOf } from '../../engine/token';
import { toBase64, utf8 } from '../bytes';
import { isTextSigned, signText } from '../jwt';

/**
 * A SAML response that leaves, with a real signature of its provider where the engine's seal was. It is an RSA-SHA256
 * signature over the text around it: the providers are made up, and so is their XML, which has one form only.
 */
export async function signAssertion(response: string): Promise<string> {
  const parts = partsOf(response);
  if (parts === undefined || !parts.signature.startsWith(sealMark)) return response;
  return withSignature(parts, await signText(parts.signed ? parts.around : parts.signature, keyOf(parts.issuer), 'RS256'));
}

/** A SAML response from outside: with the engine's seal if its provider signed it, and otherwise certainly with none. */
export async function sealAssertion(response: string): Promise<string> {
  const parts = partsOf(response);
  if (parts === undefined) return response;
  const good = await isTextSigned(parts.around, parts.signature, keyOf(parts.issuer), 'RS256');
  if (good) return withSignature(parts, sealOf(parts.around, parts.issuer));
  return parts.xml.includes(sealMark) ? encoded(parts.xml.replaceAll(sealMark, 'no-seal-')) : response;
}

interface Parts {
  readonly xml: string;
  readonly issuer: string;
  /** Whether the engine's seal fits. */
  readonly signed: boolean;
  readonly signature: string;
  /** The element of the signature, and the text around it. */
  readonly element: string;
  readonly around: string;
}

const signatureElement = /<ds:Signature[\s\S]*?<\/ds:Signature>/;
const signatureValue = /<ds:SignatureValue>([\s\S]*?)<\/ds:SignatureValue>/;

function partsOf(response: string): Parts | undefined {
  if (response.length < 100 || !/^[\w+/=-]+$/.test(response)) return undefined;
  const xml = decode(response.replaceAll('+', '-').replaceAll('/', '_'));
  if (xml === undefined || !xml.includes('<saml:Assertion')) return undefined;
  const assertion = assertionIn(response);
  const element = signatureElement.exec(xml)?.[0] ?? '';
  return {
    xml,
    issuer: assertion?.issuer ?? '',
    signed: assertion?.signed === true,
    signature: signatureValue.exec(element)?.[1] ?? '',
    element,
    around: xml.replace(element, ''),
  };
}

function withSignature({ xml, element }: Parts, signature: string): string {
  return encoded(xml.replace(element, () => element.replace(signatureValue, () => `<ds:SignatureValue>${signature}</ds:SignatureValue>`)));
}

function keyOf(issuer: string): string {
  return `saml ${issuer}`;
}

function encoded(xml: string): string {
  return toBase64(utf8(xml));
}
