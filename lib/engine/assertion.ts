import { decode, encode } from './base64url';
import { sealOf } from './token';

/** What a SAML provider says of someone, in the parts that AWS reads. */
export interface Assertion {
  /** The provider's entity id. */
  readonly issuer: string;
  /** The NameID. */
  readonly subject: string;
  readonly audience: string;
  readonly recipient: string;
  /** Epoch seconds. */
  readonly notOnOrAfter: number;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** A SAML response as it was received. */
export interface ReceivedAssertion extends Assertion {
  /** Whether the provider's own key signed exactly this. */
  readonly signed: boolean;
}

/** The attributes that AWS reads. */
export const samlAttribute = {
  role: 'https://aws.amazon.com/SAML/Attributes/Role',
  sessionName: 'https://aws.amazon.com/SAML/Attributes/RoleSessionName',
  /** Starts the attributes that are session tags. */
  tag: 'https://aws.amazon.com/SAML/Attributes/PrincipalTag:',
} as const;

/** Where AWS takes SAML responses, and what `saml:aud` therefore says. */
export const awsRecipient = 'https://signin.aws.amazon.com/saml';
export const awsAudience = 'urn:amazon:webservices';

/** The response that the provider's server posts: XML with a signature, in Base64. As with tokens, a seal stands for the signature. */
export function samlResponse(assertion: Assertion, key = assertion.issuer): string {
  const [head, tail] = xmlOf(assertion);
  const seal = sealOf(head + tail, key);
  return base64(`${head}<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignatureValue>${seal}</ds:SignatureValue></ds:Signature>${tail}`);
}

/** The assertion in a Base64 SAML response; undefined when there is none. */
export function assertionIn(response: string): ReceivedAssertion | undefined {
  const xml = decode(response.replaceAll('+', '-').replaceAll('/', '_'));
  const body = xml === undefined ? undefined : between(xml, '<saml:Assertion', '</saml:Assertion>');
  if (xml === undefined || body === undefined) return undefined;
  const [issuer, subject] = [textIn(body, 'saml:Issuer'), textIn(body, 'saml:NameID')];
  const until = Date.parse(between(body, ' NotOnOrAfter="', '"') ?? '');
  if (issuer === undefined || subject === undefined || Number.isNaN(until)) return undefined;
  const signature = between(xml, '<ds:Signature', '</ds:Signature>') ?? '';
  const signed = textIn(signature, 'ds:SignatureValue') === sealOf(xml.replace(`<ds:Signature${signature}</ds:Signature>`, ''), issuer);
  return {
    issuer,
    subject,
    signed,
    audience: textIn(body, 'saml:Audience') ?? '',
    recipient: unescaped(between(body, ' Recipient="', '"') ?? ''),
    notOnOrAfter: until / 1000,
    attributes: attributesIn(body),
  };
}

/** The entity id in a provider's metadata. */
export function entityIdIn(metadata: string): string | undefined {
  const id = between(metadata, 'entityID="', '"');
  return id === undefined ? undefined : unescaped(id);
}

/** The XML before and after the signature. */
function xmlOf({ issuer, subject, audience, recipient, notOnOrAfter, attributes }: Assertion): readonly [string, string] {
  const until = new Date(notOnOrAfter * 1000).toISOString();
  const statements = Object.entries(attributes).map(
    ([name, values]) => `<saml:Attribute Name="${escaped(name)}">${values.map((value) => element('saml:AttributeValue', value)).join('')}</saml:Attribute>`,
  );
  return [
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:Assertion>${element('saml:Issuer', issuer)}`,
    `<saml:Subject>${element('saml:NameID', subject)}<saml:SubjectConfirmation><saml:SubjectConfirmationData Recipient="${escaped(recipient)}" NotOnOrAfter="${until}"/></saml:SubjectConfirmation></saml:Subject>` +
      `<saml:Conditions NotOnOrAfter="${until}"><saml:AudienceRestriction>${element('saml:Audience', audience)}</saml:AudienceRestriction></saml:Conditions>` +
      `<saml:AttributeStatement>${statements.join('')}</saml:AttributeStatement></saml:Assertion></samlp:Response>`,
  ];
}

function attributesIn(body: string): Readonly<Record<string, readonly string[]>> {
  const attributes: Record<string, readonly string[]> = {};
  for (const part of body.split('<saml:Attribute Name="').slice(1)) {
    const name = unescaped(part.slice(0, part.indexOf('"')));
    const values = part.slice(0, part.indexOf('</saml:Attribute>')).split('<saml:AttributeValue>').slice(1);
    attributes[name] = values.map((value) => unescaped(value.slice(0, value.indexOf('</saml:AttributeValue>'))));
  }
  return attributes;
}

function element(name: string, content: string): string {
  return `<${name}>${escaped(content)}</${name}>`;
}

function textIn(xml: string, name: string): string | undefined {
  const content = between(xml, `<${name}>`, `</${name}>`);
  return content === undefined ? undefined : unescaped(content);
}

function between(text: string, start: string, end: string): string | undefined {
  const from = text.indexOf(start);
  if (from < 0) return undefined;
  const to = text.indexOf(end, from + start.length);
  return to < 0 ? undefined : text.slice(from + start.length, to);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

function base64(text: string): string {
  const encoded = encode(text).replaceAll('-', '+').replaceAll('_', '/');
  return encoded + '='.repeat((4 - (encoded.length % 4)) % 4);
}
