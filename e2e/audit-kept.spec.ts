import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './support/axe';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

/** Reads the emulator’s account, keeps what was read, and tells the path of the file. */
async function keepOne(page: Page): Promise<string> {
  await page.goto('/audit');
  await page.getByLabel('Region').fill('us-east-1');
  await page.getByRole('button', { name: 'Read and audit' }).click();
  await page.getByRole('button', { name: 'Read', exact: true }).click({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Keep this snapshot on this computer' }).click({ timeout: 60_000 });
  const said = page.getByText(/^Kept in /);
  await expect(said).toBeVisible();
  return ((await said.textContent()) ?? '').slice('Kept in '.length);
}

test('snapshots are kept by choice, compared, audited again and deleted', async ({ page }) => {
  const paths = [await keepOne(page), await keepOne(page)];
  expect(paths[0]).toMatch(/\.lifeguard\/snapshots\/111122223333-us-east-1-\d{8}T\d{6}Z\.json$/);
  await page.goto('/audit');
  const kept = page.getByRole('region', { name: 'Kept on this computer' });
  await expect(kept.getByRole('listitem').first()).toContainText('one identity pool');
  await expectAccessible(page);
  await kept.getByRole('combobox').first().selectOption({ index: 1 });
  await expect(kept.getByRole('region', { name: 'Comparison' })).toContainText(/\d+ unchanged/, { timeout: 30_000 });
  await kept.getByRole('button', { name: /^Audit again/ }).first().click();
  await expect(page).toHaveURL(/\/audit\/run\//, { timeout: 30_000 });
  await page.goto('/audit');
  // Only the emulator’s: a developer may keep snapshots of accounts of their own.
  const remove = kept.getByRole('listitem').filter({ hasText: '111122223333' }).getByRole('button', { name: /^Delete/ });
  await expect(remove.first()).toBeVisible();
  for (let left = await remove.count(); left > 0; left -= 1) {
    await remove.first().click();
    await expect(remove).toHaveCount(left - 1);
  }
});
