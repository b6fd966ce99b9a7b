/** Fields of the query and REST-XML services that are times: epoch seconds inside, ISO 8601 on the wire. */
const times = new Set([
  'CreateDate', 'UpdateDate', 'UploadDate', 'Expiration', 'ValidUntil', 'PasswordLastUsed', 'LastUsedDate', 'LastModified', 'CreationDate',
  'Timestamp', 'EnableDate', 'ExpirationDate', 'GeneratedTime', 'LastAuthenticated',
]);

/** Fields in which IAM sends a policy document, percent-encoded. */
const documents = new Set(['AssumeRolePolicyDocument', 'PolicyDocument', 'Document']);

/** How the items of a list are named, and whether they stand without an element around them. */
export type Lists = { readonly member: string } | 'flat';

/**
 * A value as an XML element. Undefined and null are left out; numbers in fields known to be times become ISO 8601;
 * policy documents are percent-encoded, as IAM does.
 */
export function element(name: string, value: unknown, lists: Lists = { member: 'member' }): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) {
    if (lists === 'flat') return value.map((item) => element(name, item, lists)).join('');
    return wrap(name, value.map((item) => element(lists.member, item, lists)).join(''));
  }
  if (documents.has(name)) return wrap(name, encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value)));
  if (typeof value === 'object') return wrap(name, fields(value, lists));
  if (typeof value === 'number' && times.has(name)) return wrap(name, isoMilliseconds(value));
  return wrap(name, escapeXml(String(value)));
}

/** The elements of an object's fields, one after the other. */
export function fields(value: object, lists?: Lists): string {
  return Object.entries(value).map(([name, inner]) => element(name, inner, lists)).join('');
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

function wrap(name: string, inside: string): string {
  return inside === '' ? `<${name}/>` : `<${name}>${inside}</${name}>`;
}

/** `2026-11-22T21:00:00Z`, with milliseconds where there are any. */
function isoMilliseconds(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().replace('.000Z', 'Z');
}
