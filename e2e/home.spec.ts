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

test('progress is taken along in a file, and comes back from it', async ({ page }) => {
  await page.goto('/learn/guest?s=3');
  await page.getByRole('button', { name: 'Next step' }).click();
  await page.goto('/learn');
  const lesson = page.locator('.walk', { hasText: 'An identity pool alone' });
  await expect(lesson).toContainText(/4 of|Step 4|Resume/i);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save to a file' }).click();
  const file = await (await downloading).path();
  await page.getByRole('button', { name: 'Forget it' }).click();
  await expect(page.getByRole('button', { name: 'Forget it' })).toHaveCount(0);
  await page.getByLabel('Progress file').setInputFiles(file);
  await expect(page.getByText('Taken in: 1 walkthrough.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Forget it' })).toBeVisible();
  await page.getByLabel('Progress file').setInputFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('[]') });
  await expect(page.getByText('This is no progress file of Lifeguard’s.')).toBeVisible();
});
