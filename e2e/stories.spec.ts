import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/axe';

test('a check leads to a story, in which the attack succeeds until the account is repaired', async ({ page }) => {
  await page.goto('/checks/authenticated-role-without-amr');
  await page.getByRole('link', { name: 'S3. A guest borrows the members’ role' }).click();
  await expect(page).toHaveURL(/\/learn\/borrowed-role/);
  await page.getByRole('region', { name: 'Stage' }).getByText('The role asks for amr').click();
  await expect(page.getByText('1 repair made')).toBeVisible();
  await expect(page.locator('.deck')).toContainText('Refused at step 11.');
  await expect(page.getByRole('heading', { name: 'What stopped it' }).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Take the repair back and replay' }).first().click();
  await expect(page.getByText('1 repair made')).toBeHidden();
});

test('the stories stand after the lessons, and lead to one another', async ({ page }) => {
  await page.goto('/learn');
  const stories = page.getByRole('region', { name: 'Attack stories' });
  await expect(stories.getByRole('link').first()).toContainText('S1');
  await page.goto('/learn/four-architectures?s=99');
  await expect(page.getByRole('link', { name: /^S1\./ })).toHaveCount(0);
  await page.goto('/learn/private-bucket?s=10');
  await expect(page.getByRole('link', { name: 'S2. The guard-rail and the side door' })).toBeVisible();
});
