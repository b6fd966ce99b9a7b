import { expect, test, type Page } from '@playwright/test';
import { stories } from '@/content/stories/index';
import { sceneOfLesson } from '@/content/walkthroughs/walkthrough';
import { walkthroughs } from '@/content/walkthroughs/index';
import { expectAccessibleAsItIs } from './support/axe';

/** The phone's view is made of the same parts for every lesson: some stand for all. */
const onPhones = new Set(['two-questions', 'clocks', 'enhanced-flow', 'hosted-sign-in', 'challenges', 'what-amplify-hides', 'private-bucket']);

/** Everything that the page complains about while it is open. */
function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`thrown: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  return complaints;
}

for (const [slug, load] of [...Object.entries(walkthroughs), ...Object.entries(stories)]) {
  test(`${slug} is accessible where a switch ends it, in light, in dark and with less motion, and complains of nothing`, async ({ page }) => {
    const lesson = await load();
    const on = lesson.switches[lesson.number % lesson.switches.length]?.id ?? '';
    const { beats, refusal } = sceneOfLesson(lesson, [on]);
    const step = beats.findIndex((beat) => beat.key === refusal?.beat) + 1;
    const complaints = complaintsOf(page);
    await page.goto(`/learn/${slug}?s=${step}&x=${on}`);
    await expect(page.locator('.rows a[aria-current=step] .n')).toHaveText(String(step));
    await expectAccessibleAsItIs(page, 'light');
    // Without motion the colours are there at once, and not on their way from one theme to the other.
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expectAccessibleAsItIs(page, 'dark, with less motion');
    if (onPhones.has(slug)) {
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(page.locator('.conversation .card')).toBeVisible();
      await expectAccessibleAsItIs(page, 'dark, on a phone');
    }
    expect(complaints).toEqual([]);
  });
}
