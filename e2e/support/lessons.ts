import { expect, type APIRequestContext } from '@playwright/test';

/** The addresses of all lessons and attack stories, in order, as the table of contents has them. */
export async function lessonAddresses(request: APIRequestContext): Promise<readonly string[]> {
  const page = await (await request.get('/learn')).text();
  const addresses = [...new Set([...page.matchAll(/<a[^>]* href="(\/learn\/[\w-]+)"/g)].map(([, address]) => address as string))];
  expect(addresses.length, 'lessons and stories').toBeGreaterThan(25);
  return addresses;
}
