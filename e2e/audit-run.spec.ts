import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/axe';

test('a report answers what stands whatever was found', async ({ page }) => {
  await page.goto('/audit/demo');
  const standing = page.getByRole('region', { name: 'How far it goes' });
  await expect(standing.getByRole('region', { name: /administering the account/ })).toContainText('notes-prod. None in the data read.');
  await expect(standing.getByRole('region', { name: /not read/ })).toContainText('web ACL');

  const matrix = standing.getByRole('region', { name: /one user touch what is another/ });
  const scan = matrix.getByRole('row', { name: /statement 4 of notes-signed-in\/Notes \(OwnRows\)/ });
  await expect(scan.getByRole('cell').first()).toContainText(/yes\s*dynamodb:Scan/);
  await expect(scan.getByRole('cell').nth(2)).toContainText(/no\s*dynamodb:PutItem/);
  await matrix.getByRole('link', { name: 'RCH-06' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Can one user touch what is another’s?');
});

test('a narrow report does not scroll sideways', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/audit/demo');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectAccessible(page);
});
