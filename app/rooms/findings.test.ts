import { expect, test } from 'vitest';
import { rooms } from '@/content/rooms';
import { findingsOf } from './findings';

test.each(Object.keys(rooms))('the checks that %s names find its flaw', async (slug) => {
  const room = await rooms[slug]?.();
  if (room === undefined) throw new Error(`no room ${slug}`);
  expect(findingsOf(room).map(({ code }) => code)).toEqual(room.checks);
  expect(room.checks.length > 0 || room.unseen !== undefined).toBe(true);
});
