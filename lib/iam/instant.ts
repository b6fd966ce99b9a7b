/**
 * Milliseconds since 1970 of a time as IAM takes it: one of the W3C forms of ISO 8601 (`2026`, `2026-05`, `2026-05-04`,
 * `2026-05-04T03:02Z`, with seconds, fractions and an offset), or seconds since 1970. NaN for anything else.
 */
export function instantOf(text: string): number {
  const reader = { text, at: 0 };
  if (text.length !== 4 && allDigits(text)) return Number(text) * 1000;
  const year = digits(reader, 4);
  const month = taken(reader, '-') ? digits(reader, 2) : 1;
  const day = reader.at > 4 && taken(reader, '-') ? digits(reader, 2) : 1;
  if (reader.at === text.length) return dateOf(year, month, day);
  if (reader.at !== 10 || !taken(reader, 'T')) return NaN;
  const hour = digits(reader, 2);
  const minute = taken(reader, ':') ? digits(reader, 2) : NaN;
  const second = taken(reader, ':') ? digits(reader, 2) : 0;
  const fraction = taken(reader, '.') ? fractionOf(reader) : 0;
  const offset = offsetOf(reader);
  if (reader.at !== text.length || hour > 24 || minute > 59 || second > 60) return NaN;
  return dateOf(year, month, day) + ((hour * 60 + minute - offset) * 60 + second + fraction) * 1000;
}

interface Reader {
  readonly text: string;
  at: number;
}

function taken(reader: Reader, letter: string): boolean {
  if (reader.text[reader.at] !== letter) return false;
  reader.at++;
  return true;
}

function digits(reader: Reader, count: number): number {
  const word = reader.text.slice(reader.at, reader.at + count);
  reader.at += count;
  return word.length === count && allDigits(word) ? Number(word) : NaN;
}

function fractionOf(reader: Reader): number {
  const from = reader.at;
  while (isDigit(reader.text.charCodeAt(reader.at))) reader.at++;
  return reader.at === from ? NaN : Number(`0.${reader.text.slice(from, reader.at)}`);
}

/** Minutes east of UTC. */
function offsetOf(reader: Reader): number {
  if (taken(reader, 'Z')) return 0;
  const sign = taken(reader, '+') ? 1 : taken(reader, '-') ? -1 : NaN;
  const hours = digits(reader, 2);
  taken(reader, ':');
  return sign * (hours * 60 + digits(reader, 2));
}

function dateOf(year: number, month: number, day: number): number {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time : NaN;
}

function allDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (!isDigit(text.charCodeAt(i))) return false;
  return text.length > 0;
}

function isDigit(c: number): boolean {
  return c >= 0x30 && c <= 0x39;
}
