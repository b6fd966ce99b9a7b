import AxeBuilder from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';

/** WCAG 2.2 at level AA, and what it contains. */
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** One thing that axe found, in one line: enough to find the element by. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`));
}

/** Expects the page to be accessible as it stands now; `how` tells the failure what that was. */
export async function expectAccessibleAsItIs(page: Page, how: string): Promise<void> {
  expect(await violationsOf(page), `accessibility of ${page.url()} in ${how}`).toEqual([]);
}

/** Expects the page, as it stands now, to be accessible in light and in dark; leaves it in light, and without motion. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    // Colours in mid-transition are nobody's colours.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectAccessibleAsItIs(page, colorScheme);
  }
}
