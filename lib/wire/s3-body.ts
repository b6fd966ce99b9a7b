import { utf8, type Bytes } from './bytes';

/** The engine keeps an object as text. Here each of its letters is one byte of what was put, so that lengths are the same. */
export function textOfObject(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

/** The bytes of an object. Text that did not come over the wire may have letters of more than one byte: it is sent as UTF-8. */
export function bytesOfObject(text: string): Bytes {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i);
    if (letter > 255) return utf8(text);
    bytes[i] = letter;
  }
  return bytes;
}
