const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const letters = Uint8Array.from(alphabet, (letter) => letter.charCodeAt(0));
const noLetter = 255;
const values = new Uint8Array(128).fill(noLetter);
letters.forEach((code, value) => (values[code] = value));

/** Base64url of a text's UTF-8 bytes, without padding. */
export function encode(value: string): string {
  const bytes = utf8(value);
  const out = new Array<number>(Math.ceil((bytes.length * 4) / 3));
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i] as number, bytes[i + 1], bytes[i + 2]];
    out[at++] = letters[a >> 2] as number;
    out[at++] = letters[((a & 3) << 4) | ((b ?? 0) >> 4)] as number;
    if (b !== undefined) out[at++] = letters[((b & 15) << 2) | ((c ?? 0) >> 6)] as number;
    if (c !== undefined) out[at++] = letters[c & 63] as number;
  }
  return textOf(out);
}

/** The text that was encoded, or undefined when this is no base64url of UTF-8. */
export function decode(encoded: string): string | undefined {
  let end = encoded.length;
  while (encoded[end - 1] === '=') end--;
  const bytes = new Array<number>((end * 3) >> 2);
  let buffer = 0;
  let bits = 0;
  let at = 0;
  let plain = true;
  for (let i = 0; i < end; i++) {
    const value = values[encoded.charCodeAt(i)] ?? noLetter;
    if (value === noLetter) return undefined;
    buffer = ((buffer << 6) | value) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    const byte = (buffer >> bits) & 255;
    if (byte > 127) plain = false;
    bytes[at++] = byte;
  }
  if (plain) return textOf(bytes);
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return undefined;
  }
}

/** As many arguments as a call may take. */
const chunk = 8192;

// Applied to a plain array, this is several times faster than spreading one, or than adding letter to letter.
function textOf(codes: number[]): string {
  if (codes.length <= chunk) return String.fromCharCode.apply(null, codes);
  let text = '';
  for (let i = 0; i < codes.length; i += chunk) text += String.fromCharCode.apply(null, codes.slice(i, i + chunk));
  return text;
}

function utf8(value: string): Uint8Array {
  const bytes = new Uint8Array(value.length * 3);
  let at = 0;
  for (let i = 0; i < value.length; i++) {
    let point = value.charCodeAt(i);
    if (point >= 0xd800 && point < 0xdc00 && i + 1 < value.length) point = value.codePointAt(i++) as number;
    if (point < 0x80) bytes[at++] = point;
    else if (point < 0x800) {
      bytes[at++] = 0xc0 | (point >> 6);
      bytes[at++] = 0x80 | (point & 63);
    } else if (point < 0x10000) {
      bytes[at++] = 0xe0 | (point >> 12);
      bytes[at++] = 0x80 | ((point >> 6) & 63);
      bytes[at++] = 0x80 | (point & 63);
    } else {
      bytes[at++] = 0xf0 | (point >> 18);
      bytes[at++] = 0x80 | ((point >> 12) & 63);
      bytes[at++] = 0x80 | ((point >> 6) & 63);
      bytes[at++] = 0x80 | (point & 63);
    }
  }
  return bytes.subarray(0, at);
}
