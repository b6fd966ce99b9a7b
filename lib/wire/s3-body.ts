import { fromBase64, strictTextOf, toBase64, utf8 } from './bytes';

/**
 * The engine keeps objects as text. Bytes that are no UTF-8 are kept as Base64 behind a mark; so is text that happens to
 * begin with the mark, and thus every object comes back as it was put.
 */
const mark = '\uffffbase64:';

export function textOfObject(bytes: Uint8Array): string {
  const text = strictTextOf(bytes);
  return text === undefined || text.startsWith(mark) ? `${mark}${toBase64(bytes)}` : text;
}

export function bytesOfObject(text: string): Uint8Array {
  return (text.startsWith(mark) ? fromBase64(text.slice(mark.length)) : undefined) ?? utf8(text);
}
