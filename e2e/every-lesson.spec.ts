import { expect, test, type Page } from '@playwright/test';
import { expectAccessibleAsItIs } from './support/axe';
import { lessonAddresses } from './support/lessons';

/** The phone's view is made of the same parts for every lesson: one in so many stands for all. */
const onPhones = 4;
/** The lessons are shared out among so many tests, which run beside one another. */
const shares = 8;

/** Everything that the page complains about while it is open. */
function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`${page.url()} threw: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${page.url()} wrote: ${message.text()}`);
  });
  return complaints;
}

/** Breaks the lesson, or repairs the story's account, with one of its switches, and goes where the run ends. */
async function breakIt(page: Page, which: number): Promise<void> {
  const switches = page.locator('.stagecol .breakit').getByRole('switch');
  await expect(switches.first()).toBeVisible();
  const one = switches.nth(which % (await switches.count()));
  await one.focus();
  await page.keyboard.press('Space');
  await expect(page.locator('.deck')).toContainText(/Refused at step \d+\./);
  await page.locator('.rows a[aria-current=step]').focus();
  await page.keyboard.press('End');
}

for (let share = 0; share < shares; share++) {
  test(`lessons and stories, ${share + 1} of ${shares}: accessible where a switch ends them, in light, in dark and with less motion, and without a complaint`, async ({ page, request }) => {
    test.setTimeout(120_000);
    const complaints = complaintsOf(page);
    for (const [index, address] of (await lessonAddresses(request)).entries()) {
      if (index % shares !== share) continue;
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
      await page.goto(address);
      await breakIt(page, index);
      await expectAccessibleAsItIs(page, 'light');
      // Without motion the colours are there at once, and not on their way from one theme to the other.
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      await expectAccessibleAsItIs(page, 'dark, with less motion');
      if (Math.floor(index / shares) % onPhones !== 0) continue;
      const { width, height } = page.viewportSize() ?? { width: 1440, height: 900 };
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(page.locator('.conversation .card')).toBeVisible();
      await expectAccessibleAsItIs(page, 'dark, on a phone');
      await page.setViewportSize({ width, height });
    }
    expect(complaints).toEqual([]);
  });
}
