import { sealVerified, signSealed } from '../jwt';
import { sealAssertion, signAssertion } from './saml';

/** Every JWT and SAML response in an input, verified and sealed for the engine, or left unsealed. */
export function tokensIn<T>(input: T): Promise<T> {
  return mapTexts(input, (text) => (text.includes('.') ? sealVerified(text) : sealAssertion(text))) as Promise<T>;
}

/** Every sealed token and SAML response in an output, really signed. */
export function tokensOut<T>(output: T): Promise<T> {
  return mapTexts(output, (text) => (text.includes('.') ? signSealed(text) : signAssertion(text))) as Promise<T>;
}

async function mapTexts(value: unknown, change: (text: string) => Promise<string>): Promise<unknown> {
  if (typeof value === 'string') return mayBeToken(value) ? change(value) : value;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return Promise.all(value.map((item) => mapTexts(item, change)));
  const fields = Object.entries(value);
  const changed = await Promise.all(fields.map(([, inner]) => (holdsText(inner) ? mapTexts(inner, change) : inner)));
  return Object.fromEntries(fields.map(([name], index) => [name, changed[index]]));
}

/** Spares the many plain values a turn of the event loop. */
function holdsText(value: unknown): boolean {
  return typeof value === 'string' ? mayBeToken(value) : typeof value === 'object';
}

function mayBeToken(text: string): boolean {
  return text.includes('.') || text.length >= 100;
}
