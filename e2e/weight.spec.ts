import { expect, test, type Page } from '@playwright/test';
import { lessonAddresses } from './support/lessons';

const kilobyte = 1024;

/** Kilobytes of JavaScript that a page brings before anybody touches it, as it travels. */
async function scriptsOf(page: Page, path: string): Promise<number> {
  await page.goto(path, { waitUntil: 'networkidle' });
  const sizes = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter((entry) => entry.name.endsWith('.js')).map((entry) => entry.encodedBodySize),
  );
  expect(sizes.length).toBeGreaterThan(3);
  expect(sizes.every((size) => size > 0)).toBe(true);
  return sizes.reduce((sum, size) => sum + size, 0) / kilobyte;
}

const pages = ['/', '/learn', '/glossary', '/errors', '/live', '/compare', '/search', '/choose', '/audit', '/audit/demo', '/checks', '/checks/authenticated-role-without-amr', '/emulator'];

// One after the other in one browser, which keeps what it has: with a fresh one for each page the suite would take a minute more.
test('a page that is no walkthrough brings at most 160 KB of scripts', async ({ page }) => {
  for (const path of pages) expect.soft(await scriptsOf(page, path), path).toBeLessThanOrEqual(160);
});

for (const half of [0, 1]) {
  test(`lessons and stories, ${half + 1} of 2: each brings at most 200 KB of scripts`, async ({ page, request }) => {
    const addresses = [...(await lessonAddresses(request)), '/learn/enhanced-flow?s=7&x=untrusted', '/embed/guest'];
    for (const [index, path] of addresses.entries()) {
      if (index % 2 === half) expect.soft(await scriptsOf(page, path), path).toBeLessThanOrEqual(200);
    }
  });
}

test('a lesson moves nothing while it loads, and a step never holds the page for 50 ms', async ({ page }) => {
  await page.addInitScript(() => {
    const seen = { shift: 0, longest: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { readonly value: number; readonly hadRecentInput: boolean })[]) if (!entry.hadRecentInput) seen.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto('/learn/enhanced-flow?s=7', { waitUntil: 'networkidle' });
  expect(await page.evaluate(() => (window as unknown as { readonly seen: { readonly shift: number } }).seen.shift)).toBeLessThan(0.02);
  await page.evaluate(() => {
    const { seen } = window as unknown as { readonly seen: { longest: number } };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.longest = Math.max(seen.longest, entry.duration);
    }).observe({ type: 'longtask' });
  });
  // A busy machine may hold a page up once; a step that is slow itself is slow every time.
  const rounds: number[] = [];
  for (let round = 0; round < 4; round++) {
    await page.getByRole('button', { name: round % 2 === 0 ? 'Next step' : 'Previous step' }).focus();
    for (let step = 0; step < 4; step++) {
      await page.keyboard.press('Space');
      await page.waitForTimeout(200);
    }
    rounds.push(
      await page.evaluate(() => {
        const { seen } = window as unknown as { readonly seen: { longest: number } };
        const { longest } = seen;
        seen.longest = 0;
        return longest;
      }),
    );
  }
  expect(Math.min(...rounds), rounds.join(', ')).toBeLessThan(50);
});
