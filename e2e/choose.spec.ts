import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/axe';

test('a few answers lead to a walkthrough that runs', async ({ page }) => {
  await page.goto('/choose');
  await expectAccessible(page);
  await page.getByRole('link', { name: /AWS services directly/ }).click();
  await page.getByRole('link', { name: 'No, every visitor may' }).click();
  await expect(page.getByRole('heading', { name: 'An identity pool alone, for guests' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: /The guest|An identity pool alone: the guest/ }).click();
  await expect(page).toHaveURL(/\/learn\/guest/);
});

test('the tree is drawn when asked for, and Mermaid is not loaded before', async ({ page }) => {
  const scripts: string[] = [];
  page.on('response', (response) => response.url().endsWith('.js') && scripts.push(response.url()));
  await page.goto('/choose', { waitUntil: 'networkidle' });
  const before = scripts.length;
  await page.getByRole('button', { name: 'Draw the whole tree' }).click();
  await expect(page.locator('.tree-place svg')).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('.tree-place')).toContainText('Must people sign in first?');
  expect(scripts.length).toBeGreaterThan(before);
});
