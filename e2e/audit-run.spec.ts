import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/axe';

test('a report answers what stands whatever was found', async ({ page }) => {
  await page.goto('/audit/demo');
  const standing = page.getByRole('region', { name: 'How far it goes' });
  await expect(standing.getByRole('region', { name: /administering the account/ })).toContainText('notes-prod. None in the data read.');
  await expect(standing.getByRole('region', { name: /not read/ })).toContainText('service control policies');

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

test('a proof of a live run opens in the player, and leads back', async ({ page }) => {
  await page.goto('/audit');
  await page.getByLabel('Region').fill('us-east-1');
  await page.getByRole('button', { name: 'Read and audit' }).click();
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await expect(page).toHaveURL(/\/audit\/run\//, { timeout: 30_000 });
  const finding = page.locator('article.finding:visible');
  const id = await finding.getAttribute('id');
  await finding.getByRole('link', { name: 'Open in the player' }).click();
  await expect(page).toHaveURL(new RegExp(`/audit/run/[^/]+/${id}$`), { timeout: 30_000 });
  await expect(page.getByText(/^Step 1 of /).first()).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).first().click();
  await expect(page.getByText(/^Step 2 of /).first()).toBeVisible();
  await page.getByRole('link', { name: 'Report', exact: true }).click();
  await expect(page.getByText('Configuration read live')).toBeVisible();
  await expect(page.locator(`article[id="${id}"]`)).toBeVisible();
});

test('a proof from files opens in the player without leaving the browser', async ({ page }, testInfo) => {
  const file = testInfo.outputPath('demo.json');
  execFileSync(process.execPath, ['cli/lifeguard.mjs', 'snapshot', '--demo', '--offline', '--output', file]);
  const snapshot = readFileSync(file);
  await page.goto('/audit');
  const asked: string[] = [];
  page.on('request', (one) => asked.push(`${one.method()} ${one.url()}`));
  await page.getByLabel('Files to audit').setInputFiles({ name: 'notes.json', mimeType: 'application/json', buffer: snapshot });
  await page.getByRole('link', { name: /A visitor without an account can take the role notes-signed-in/ }).click();
  await page.getByRole('article', { name: /can take the role notes-signed-in/ }).getByRole('button', { name: 'Open in the player' }).click();
  await expect(page.getByText('Step 1 of 6').first()).toBeVisible();
  await expect(page).toHaveURL(/\/audit\?s=1$/);
  await expectAccessible(page);

  await page.goBack();
  await expect(page).toHaveURL(/#TRU-02-notes-signed-in$/);
  await expect(page.locator('article.finding:visible')).toHaveAttribute('id', 'TRU-02-notes-signed-in');
  await page.goForward();
  await expect(page.getByText('Step 1 of 6').first()).toBeVisible();
  await page.getByRole('link', { name: 'Report', exact: true }).click();
  await expect(page.locator('article.finding:visible')).toHaveAttribute('id', 'TRU-02-notes-signed-in');
  expect(asked.filter((one) => !one.startsWith('GET ') || one.includes('TRU-02'))).toEqual([]);
});

test('whose account it is and every call are shown before anything is read', async ({ page }) => {
  await page.goto('/audit');
  const posted: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && posted.push(new URL(request.url()).pathname));
  await page.getByLabel('Region').fill('us-east-1');
  await page.getByRole('button', { name: 'Read and audit' }).click();
  await expect(page.getByRole('heading', { name: 'Read account 111122223333?' })).toBeFocused({ timeout: 30_000 });
  const card = page.getByRole('region', { name: 'A live account' });
  await expect(card.getByText('arn:aws:')).toBeVisible();
  await expect(card.getByText('us-east-1', { exact: true })).toBeVisible();
  const called = await card.getByRole('listitem').locator('code').allTextContents();
  expect(called).toEqual(expect.arrayContaining(['cognito-identity:DescribeIdentityPool', 'cognito-idp:DescribeUserPoolClient', 'iam:GetRole', 's3:GetBucketPolicy']));
  expect(called.filter((call) => !/:(Get|List|Describe)/.test(call))).toEqual([]);
  expect(new Set(called).size).toBe(called.length);
  await expectAccessible(page);

  await card.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByLabel('Region')).toHaveValue('us-east-1');
  expect(posted).toEqual(['/api/audit/account']);
});

test('all fixes are made in a copy of the demo account, in the browser', async ({ page }) => {
  await page.goto('/audit/demo');
  const sent: string[] = [];
  page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
  const fixed = page.getByRole('region', { name: 'The account after the fixes' });
  await fixed.getByRole('button', { name: 'Apply all fixes in the emulator' }).click();
  await expect(fixed.getByText(/\d+ fixes made/)).toBeVisible({ timeout: 40_000 });
  const [, works, of] = /(\d+) of (\d+) intended uses still work/.exec((await fixed.getByRole('status').textContent()) ?? '') ?? [];
  expect(Number(of)).toBeGreaterThan(3);
  expect(works).toBe(of);
  await expect(fixed.getByRole('heading', { name: 'What remains, and why' })).toBeVisible();
  await fixed.getByText(/^What changed/).click();
  await expect(fixed.getByText('"AllowClassicFlow": false')).toBeVisible();
  expect(sent).toEqual([]);
  await expectAccessible(page);
});
