import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/axe';

test('the demo account: the worst first, a proof that plays, a fix that holds', async ({ page }) => {
  await page.goto('/audit');
  await page.getByRole('link', { name: 'Audit the demo account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Anyone on the internet');
  await expect(page.getByText('Not assessed', { exact: true })).toBeVisible();

  await page.getByRole('link', { name: /A visitor without an account can take the role notes-signed-in/ }).click();
  const finding = page.getByRole('article', { name: /A visitor without an account can take the role notes-signed-in/ });
  await expect(finding).toBeVisible();
  await expect(page).toHaveURL(/#TRU-02-notes-signed-in$/);

  const proof = finding.getByRole('region', { name: 'Proof' });
  await expect(proof.getByRole('status')).toContainText('Step 6 of 6');
  await proof.getByRole('button', { name: 'Previous step' }).click();
  await expect(proof.getByRole('status')).toContainText('AssumeRoleWithWebIdentity');
  await proof.getByRole('button', { name: 'Next step' }).click();
  await expect(proof.getByRole('status')).toContainText('Step 6 of 6');

  const fix = finding.getByRole('region', { name: 'Fix' });
  await expect(fix.getByText('cognito-identity.amazonaws.com:amr').first()).toBeVisible();
  await expect(fix.getByText('Not authorized to perform sts:AssumeRoleWithWebIdentity')).toBeVisible();
  await expect(fix.getByText(/intended uses still work/)).toBeVisible();
  await fix.getByRole('tab', { name: 'Terraform' }).click();
  await expect(fix.getByRole('tabpanel')).toContainText('aws_iam_role');
});

test('the report is accessible, on wide and narrow screens', async ({ page }) => {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto('/audit/demo');
    await expectAccessible(page);
  }
  await page.goto('/audit');
  await expectAccessible(page);
});

test('findings can be filtered with the keyboard, and an address names one', async ({ page }) => {
  await page.goto('/audit/demo#TRU-02-notes-signed-in');
  await expect(page.locator('article.finding:visible')).toHaveCount(1);
  await expect(page.locator('article.finding:visible')).toContainText('notes-signed-in');
  const filters = page.getByRole('group', { name: 'Filter findings' });
  await filters.getByLabel('About').focus();
  await page.keyboard.type('Trust');
  const listed = page.locator('.flist ol').getByRole('link');
  await expect(page).toHaveURL(/topic=trust#TRU-02/);
  expect(await listed.count()).toBeGreaterThan(0);
  for (const text of await listed.allTextContents()) expect(text).toContain('TRU-');
  await page.goto('/audit/demo?topic=trust&who=anonymous');
  await expect(filters.getByLabel('Who can')).toHaveValue('anonymous');
  const shown = await listed.count();
  await page.getByRole('button', { name: 'Show all' }).click();
  expect(await listed.count()).toBeGreaterThan(shown);
});

test('without scripts the whole report can be read', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  await page.goto('/audit/demo');
  expect(await page.locator('article.finding:visible').count()).toBeGreaterThan(3);
  await context.close();
});

test('a live account is read over HTTP and judged', async ({ page }) => {
  // The server of these tests is told by AWS_ENDPOINT_URL that AWS is its own emulator, which serves the notes app.
  await page.goto('/audit');
  await page.getByLabel('Region').fill('us-east-1');
  await page.getByRole('button', { name: 'Read and audit' }).click();
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await expect(page).toHaveURL(/\/audit\/run\//);
  await expect(page.getByText('Configuration read live')).toBeVisible();
  await expect(page.getByText('111122223333').first()).toBeVisible();
  await expect(page.locator('.sm-pass dd')).not.toHaveText('0');
});

test('a wrong region is told in one sentence, and nothing is lost', async ({ page }) => {
  await page.goto('/audit');
  await page.getByLabel('Region').fill('virginia');
  await page.getByRole('button', { name: 'Read and audit' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'virginia' })).toContainText('is no region: write it as in us-east-1');
  await expect(page.getByLabel('Region')).toHaveValue('virginia');
});

test('a snapshot is judged in the browser', async ({ page }) => {
  const sent: string[] = [];
  page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
  await page.goto('/audit');
  const pool = { IdentityPoolId: 'us-east-1:11111111-2222-4333-8444-555555555555', IdentityPoolName: 'from-a-file', AllowUnauthenticatedIdentities: true };
  await page.getByLabel('Files to audit').setInputFiles({ name: 'pool.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(pool)) });
  await expect(page.getByText('which stayed in this browser')).toBeVisible();
  // Nothing is known of its roles: that is told, and never passes.
  await expect(page.getByText(/not assessed/).first()).toBeVisible();
  await expect(page.locator('.sm').filter({ hasText: 'Not assessed' }).locator('dd')).not.toHaveText('0');
  expect(sent).toEqual([]);
});

test('a file that is none of ours is named', async ({ page }) => {
  await page.goto('/audit');
  await page.getByLabel('Files to audit').setInputFiles({ name: 'holiday.json', mimeType: 'application/json', buffer: Buffer.from('{"sea":"calm"}') });
  await expect(page.getByRole('alert').filter({ hasText: 'holiday.json' })).toContainText('holiday.json is neither a snapshot');
});

test('every check has a page, reached from a finding', async ({ page }) => {
  await page.goto('/audit/demo#TRU-02-notes-signed-in');
  await page.getByRole('link', { name: 'TRU-02 authenticated-role-without-amr' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('also takes guests');
  await expect(page.getByRole('heading', { name: 'Fails' })).toBeVisible();
  await expectAccessible(page);
  await page.goto('/checks');
  await expectAccessible(page);
});

test('a pasted token is judged in the page, cell by cell, and sent nowhere', async ({ page }) => {
  await page.goto('/audit/demo', { waitUntil: 'networkidle' });
  const sent: string[] = [];
  page.on('request', (request) => void sent.push(`${request.url()} ${request.postData() ?? ''}`));
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = [part({ alg: 'RS256', kid: 'k' }), part({ iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Elsewhere', aud: 'someclient', sub: 's', exp: 4102444800, token_use: 'id' }), 'c2ln'].join('.');
  await page.getByText('Would a token that I have be taken?').click();
  await page.getByLabel('Paste an ID token').fill(token);
  await expect(page.getByText('The pool would refuse it.')).toBeVisible();
  await expect(page.getByRole('row', { name: /provider trusted/ })).toContainText('us-east-1_Elsewhere');
  await expect(page.locator('.token-error')).toContainText('Token is not from a supported provider of this identity pool.');
  await expectAccessible(page);
  expect(sent.filter((what) => what.includes(token.slice(40, 80)))).toEqual([]);
});
