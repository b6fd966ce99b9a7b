/** An IP address as groups of 16 bits: two for IPv4, eight for IPv6. */
export type Address = readonly number[];

/** A range of addresses: those that share the first `bits` bits. */
export interface AddressRange {
  readonly address: Address;
  readonly bits: number;
}

/** Reads `203.0.113.0/24`, `2001:db8::/32`, or an address alone, which is a range of one. */
export function rangeOf(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  const address = addressOf(slash < 0 ? text : text.slice(0, slash));
  if (!address) return undefined;
  const all = address.length * 16;
  const bits = slash < 0 ? all : smallNumber(text.slice(slash + 1), all);
  return bits < 0 ? undefined : { address, bits };
}

export function inRange({ address, bits }: AddressRange, other: Address): boolean {
  if (address.length !== other.length) return false;
  for (let i = 0; i * 16 < bits; i++) {
    const ignored = Math.max(0, 16 - (bits - i * 16));
    if ((address[i] as number) >>> ignored !== (other[i] as number) >>> ignored) return false;
  }
  return true;
}

export function addressOf(text: string): Address | undefined {
  return text.includes(':') ? ipv6(text) : ipv4(text);
}

function ipv4(text: string): Address | undefined {
  const bytes = text.split('.').map((part) => smallNumber(part, 255));
  if (bytes.length !== 4 || bytes.some((byte) => byte < 0)) return undefined;
  const [a, b, c, d] = bytes as [number, number, number, number];
  return [a * 256 + b, c * 256 + d];
}

function ipv6(text: string): Address | undefined {
  const gap = text.indexOf('::');
  if (gap < 0) {
    const groups = groupsOf(text);
    return groups?.length === 8 ? groups : undefined;
  }
  const before = groupsOf(text.slice(0, gap));
  const after = groupsOf(text.slice(gap + 2));
  if (!before || !after || before.length + after.length > 7) return undefined;
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function groupsOf(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    const tail = i === parts.length - 1 && part.includes('.') ? ipv4(part) : undefined;
    if (tail) {
      groups.push(...tail);
      continue;
    }
    const group = hexGroup(part);
    if (group < 0) return undefined;
    groups.push(group);
  }
  return groups;
}

function hexGroup(text: string): number {
  if (text.length < 1 || text.length > 4) return -1;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = '0123456789abcdef'.indexOf(text.charAt(i).toLowerCase());
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/** A decimal number from 0 to `most`, or -1. */
function smallNumber(text: string, most: number): number {
  if (text.length < 1 || text.length > 3) return -1;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value > most ? -1 : value;
}
