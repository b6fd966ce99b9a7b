import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/axe';

test('the flow on the front page moves by itself, and stops when told to', async ({ page }) => {
  await page.goto('/');
  const lit = page.locator('.herostage .rows [data-state=current] .n');
  await expect(lit).toHaveText('3');
  await expect(lit).toHaveText('4');
  await page.getByRole('button', { name: 'Pause' }).click();
  const stopped = await lit.textContent();
  await page.waitForTimeout(3000);
  await expect(lit).toHaveText(stopped ?? '');
});

test.describe('with less motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  test('it waits on step 3', async ({ page }) => {
    await page.goto('/');
    await page.waitForTimeout(3000);
    await expect(page.locator('.herostage .rows [data-state=current] .n')).toHaveText('3');
    await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  });
});

test('the way from the front page to the end of a lesson needs only the keyboard, and is remembered', async ({ page }) => {
  await page.goto('/');
  await page.locator('.walk', { hasText: 'the enhanced flow' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/learn\/enhanced-flow/);
  await expect(page.locator('.rows a').first()).toBeVisible();
  await page.locator('.rows a').first().focus();
  for (let step = 1; step < 13; step++) await page.keyboard.press('ArrowRight');
  await expect(page.locator('.deck .count b')).toHaveText('13');
  await page.goto('/');
  await expect(page.locator('.walk', { hasText: 'the enhanced flow' })).toContainText('Done');
  await page.getByRole('button', { name: 'Forget it' }).click();
  await expect(page.locator('.walk', { hasText: 'the enhanced flow' })).not.toContainText('Done');
});

test('the theme that was chosen is there before the first paint of the next page', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Switch theme' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.goto('/learn', { waitUntil: 'commit' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(22, 19, 17)');
});

for (const width of [1440, 768, 390]) {
  test.describe(`at ${width} px`, () => {
    // Colours that are on their way to another theme would be measured half way.
    test.use({ viewport: { width, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });
    test('front page and table of contents are accessible and do not scroll sideways', async ({ page }) => {
      for (const path of ['/', '/learn']) {
        await page.goto(path);
        await expectAccessible(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
      }
    });
  });
}
