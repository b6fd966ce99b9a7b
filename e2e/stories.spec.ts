import { expect, test, type Locator, type Page } from '@playwright/test';
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

/** Goes on with Tab, as somebody without a mouse does, until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let press = 0; press < 80; press++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${String(target)}.`);
}

test('the way from the front page to the end of a story, and to its repair, needs only the keyboard', async ({ page }) => {
  await page.goto('/');
  await tabTo(page, page.getByRole('banner').getByRole('link', { name: 'Learn' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/learn$/);
  await tabTo(page, page.getByRole('region', { name: 'Attack stories' }).getByRole('link').first());
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/learn\/private-bucket/);
  const rows = page.locator('.rows a');
  await tabTo(page, rows.first());
  const steps = await rows.count();
  for (let step = 1; step < steps; step++) await page.keyboard.press('ArrowRight');
  await expect(page.locator('.deck .count b')).toHaveText(String(steps));
  await expect(page.locator('.deck')).not.toContainText('Refused');
  await page.keyboard.press('b');
  await page.keyboard.press('Space');
  await expect(page.getByText('1 repair made')).toBeVisible();
  await expect(page.locator('.deck')).toContainText(/Refused at step \d+\./);
});
