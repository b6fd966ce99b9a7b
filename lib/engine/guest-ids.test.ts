import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guestNumber, guestUuid } from './guest-ids';

const number = fc.record({ pool: fc.nat(0xffffff), guest: fc.nat(2 ** 31) });

test('a guest’s id is a version-4 UUID that its number can be read out of', () => {
  fc.assert(fc.property(fc.string(), number, (seed, guest) => {
    const id = guestUuid(seed, guest);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(guestNumber(seed, id)).toEqual(guest);
  }));
});

test('no other id has a number', () => {
  fc.assert(fc.property(number, fc.nat(35), fc.constantFrom(...'0123456789abcdef'), (guest, at, digit) => {
    const id = guestUuid('seed', guest);
    const changed = id.slice(0, at) + digit + id.slice(at + 1);
    expect(guestNumber('seed', changed)).toEqual(changed === id ? guest : undefined);
  }));
  expect(guestNumber('seed', guestUuid('another seed', { pool: 0, guest: 0 }))).toBeUndefined();
  expect(guestNumber('seed', 'nobody')).toBeUndefined();
  expect(guestNumber('seed', guestUuid('seed', { pool: 0, guest: 0 }).toUpperCase())).toBeUndefined();
});

test('neighbours have nothing in common', () => {
  const ids = Array.from({ length: 2000 }, (_, guest) => guestUuid('seed', { pool: 0, guest }));
  expect(new Set(ids.map((id) => id.slice(0, 8))).size).toBeGreaterThan(1990);
  expect(new Set(ids.map((id) => id.slice(24))).size).toBe(2000);
});
