import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/axe';

test('from any page to a claim, with the keyboard alone', async ({ page }) => {
  await page.goto('/checks');
  await page.locator('html.js').waitFor();
  await page.getByRole('link', { name: 'Search', exact: true }).waitFor();
  await expect(async () => {
    await page.keyboard.press('/');
    await expect(page).toHaveURL(/\/search$/, { timeout: 1000 });
  }).toPass();
  const field = page.getByRole('searchbox', { name: 'Look for' });
  await expect(field).toBeFocused();
  await page.keyboard.type('cognito:groups');
  const claim = page.getByRole('region', { name: 'Claims' }).getByRole('link', { name: /^cognito:groups/ });
  await expect(claim).toBeVisible();
  await expect(page).toHaveURL(/q=cognito%3Agroups/);
  for (let step = 0; step < 60; step++) {
    if (await claim.evaluate((link) => link === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/glossary#claim-cognito-groups$/);
  await expect(page.locator('#claim-cognito-groups')).toBeInViewport();
});

test('what is found can be linked to, and says so when it is nothing', async ({ page }) => {
  await page.goto('/search?q=TRU-02');
  await expect(page.getByRole('region', { name: 'Checks' }).getByRole('link').first()).toContainText('TRU-02');
  await expectAccessible(page);
  await page.getByRole('searchbox').fill('xyzzyplugh');
  await expect(page.getByRole('status')).toContainText('Nothing has all of these words');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('it is a form', async ({ page }) => {
    await page.goto('/search');
    await page.getByRole('searchbox').fill('guest');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/q=guest/);
    await expect(page.getByRole('region', { name: 'Words' }).getByRole('link').first()).toBeVisible();
  });
});

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ colorScheme: theme, viewport: { width: 390, height: 800 } });
    test('it can be read by everybody on a telephone', async ({ page }) => {
      await page.goto('/search?q=token');
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    });
  });
}
