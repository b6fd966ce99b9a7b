import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/axe';

test('two links, laid beside each other, part where the error is', async ({ page, baseURL }) => {
  await page.goto('/compare');
  await page.getByRole('combobox', { name: 'This run' }).fill(`${baseURL}/learn/enhanced-flow?s=3#step-3/http`);
  await page.getByRole('combobox', { name: 'That run' }).fill('/learn/enhanced-flow?x=untrusted');
  await page.keyboard.press('Enter');
  await expect(page.getByText('They part at row 8.')).toBeVisible();
  const row = page.locator('#row-8');
  await expect(row).toContainText('IdentityId');
  await expect(row).toContainText('400 NotAuthorizedException');
  await row.getByRole('link', { name: /NotAuthorizedException/ }).click();
  await expect(page).toHaveURL(/\/learn\/enhanced-flow\?x=untrusted&s=8/);
});

test('a run is the same as itself', async ({ page }) => {
  await page.goto('/compare?a=/learn/guest&b=/learn/guest');
  await expect(page.getByText('They are the same from the first step to the last.')).toBeVisible();
});

test('what is no link to a run is said in one sentence, and nothing typed is lost', async ({ page }) => {
  await page.goto('/compare?a=/learn/nowhere&b=/learn/guest%3Fx%3Dnothing');
  await expect(page.getByRole('alert').filter({ hasText: 'leads to no walkthrough' })).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'has no switch' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'This run' })).toHaveValue('/learn/nowhere');
});

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ colorScheme: theme, viewport: { width: 390, height: 800 }, javaScriptEnabled: true });
    test('it can be read by everybody on a telephone', async ({ page }) => {
      await page.goto('/compare');
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    });
  });
}
