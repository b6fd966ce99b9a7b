import { expect, test, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './support/axe';

const ownPool = 'us-east-1:3f6a91d2-0c1e-4c55-9a10-5be27d4417aa';
const pool = `AWS::Cognito::IdentityPool ${ownPool}`;
const client = 'AWS::Cognito::UserPoolClient 4a7b2c9d1e3f5a6b7c8d9e0f1a';

const title = (page: Page) => page.locator('#goals');
const attempt = (page: Page, id: string) => page.locator(`[data-attempt="${id}"]`);
const thing = (page: Page, name: string) => page.locator(`[data-thing="${name}"]`);
const field = (page: Page, key: string) => page.locator(`[data-field="${key}"]`);

const choice = (page: Page, setting: string, value: string) => field(page, `app ${setting}`).locator(`input[value="${value}"]`);

async function tabTo(page: Page, target: Locator, most = 140): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there.');
}

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Opens the forms, by keys. */
async function openAccount(page: Page): Promise<void> {
  await press(page, page.getByRole('button', { name: 'Open the account' }));
  await expect(page.locator('.room-count')).toBeFocused();
}

async function tryIt(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try it' }).focus();
  await page.keyboard.press('Enter');
  await expect(title(page)).toBeFocused();
}

async function selectAll(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+A');
}

test('a pitfall, by keys alone: the symptom, a hint, a wrong try, a right one, and it is remembered', async ({ page }) => {
  await page.goto('/rooms');
  await press(page, page.getByRole('link', { name: /Since Tuesday nobody can save/ }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Since Tuesday nobody can save');
  await expect(page.locator('.room-error')).toContainText('Token is not from a supported provider of this identity pool.');
  await expect(page.locator('.room-auditor')).toContainText('after your first try');

  await openAccount(page);
  await press(page, thing(page, pool).locator('summary'));
  const row = thing(page, pool).getByLabel('ClientId of row 1');
  await tabTo(page, row);
  await selectAll(page);
  await page.keyboard.type('1q2u3i4z5b6e7a8c9h0q1u2i3z');
  await expect(page.locator('.room-waiting')).toContainText('Changed since');
  await tryIt(page);
  await expect(title(page)).toHaveText('Not yet: 2 of 4 as it should be');
  await expect(attempt(page, 'quiz')).toHaveAttribute('data-met', 'false');
  await expect(page.locator('.room-auditor').getByRole('link', { name: /PRV-02/ })).toHaveAttribute('href', '/checks/app-not-trusted');

  await press(page, page.getByRole('button', { name: 'Give me a hint (1 of 3)' }));
  await expect(page.locator('.room-hints li').first()).toBeFocused();
  await page.locator('h1').click();
  await tabTo(page, row);
  await selectAll(page);
  await page.keyboard.type('6c9d2f5a8b1e4c7d0f3a6b9c2e');
  await tryIt(page);
  await expect(title(page)).toHaveText('Repaired');
  await expect(page.locator('.room-score')).toHaveText('1 change, which is par.');
  await expect(page.locator('.room-error')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'What it was' })).toBeVisible();

  await page.goto('/rooms');
  await expect(page.getByRole('link', { name: /Since Tuesday/ })).toContainText('Repaired, 1 change');
});

test('the app’s own choices are changes too, and are kept while the tab is open', async ({ page }) => {
  await page.goto('/rooms/token-as-key');
  await expect(page.locator('.room-error')).toContainText('InvalidAccessKeyId');
  await page.getByRole('button', { name: 'Open the account' }).click();
  await choice(page, 'signs', 'enhanced').check();
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.locator('.room-error')).toContainText('Invalid login token. Missing a required claim: aud');
  await page.reload();
  await expect(page.locator('.room-count')).toHaveText('1 change · par 2');
  await choice(page, 'login', 'IdToken').check();
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(title(page)).toHaveText('Repaired');
  await page.getByRole('button', { name: 'Undo all (2 changes)' }).click();
  await page.getByRole('button', { name: 'Undo 2 changes' }).click();
  await expect(page.locator('.room-count')).toHaveText('0 changes · par 2');
});

test('Room B by keys alone: each change stops its attack, and the club notices nothing', async ({ page }) => {
  test.slow();
  await page.goto('/rooms/club');
  await expect(title(page)).toHaveText('As it is: 4 of 9 as it should be');
  await openAccount(page);

  await press(page, thing(page, 'AWS::Cognito::UserPool us-east-1_Lg7demo01').locator('summary'));
  await press(page, field(page, 'AWS::Cognito::UserPool us-east-1_Lg7demo01 AdminCreateUserConfig.AllowAdminCreateUserOnly').locator('input'), 'Space');
  await tryIt(page);
  await expect(title(page)).toHaveText('Not yet: 5 of 9 as it should be');
  await expect(attempt(page, 'signs-up')).toHaveAttribute('data-met', 'true');
  await expect(attempt(page, 'new-member')).toHaveAttribute('data-met', 'true');

  await press(page, thing(page, client).locator('summary'));
  await tabTo(page, field(page, `${client} WriteAttributes`).locator('textarea'));
  await selectAll(page);
  await page.keyboard.type('email');
  await tryIt(page);
  await expect(attempt(page, 'promotes')).toHaveAttribute('data-met', 'true');
  await expect(attempt(page, 'member')).toHaveAttribute('data-met', 'false');
  await tabTo(page, field(page, `${client} WriteAttributes`).locator('textarea'));
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('\nname');

  await press(page, thing(page, pool).locator('summary'));
  const classic = field(page, `${pool} AllowClassicFlow`).getByRole('combobox');
  await tabTo(page, classic);
  await page.keyboard.type('false');
  await expect(classic).toHaveValue('false');
  await tryIt(page);
  await expect(title(page)).toHaveText('Not yet: 8 of 9 as it should be');
  await expect(page.locator('.room-run h2')).toHaveText('A guest lists the bucket, or opens what is not for visitors');

  await press(page, thing(page, 'AWS::IAM::Role notes-guest').locator('summary'));
  const policy = thing(page, 'AWS::IAM::Role notes-guest').getByRole('textbox', { name: 'Permissions, Visitors' });
  await tabTo(page, policy);
  await selectAll(page);
  await page.keyboard.insertText('{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::notes-photos/public/*" }] }');
  await page.keyboard.press('Escape');
  await tryIt(page);
  await expect(title(page)).toHaveText('Repaired');
  await expect(page.locator('.room-score')).toHaveText('4 changes, which is par.');
  await expect(page.locator('.room-auditor li')).toHaveCount(5);
});

test('what is typed wrongly is said, and the try has it as before', async ({ page }) => {
  await page.goto('/rooms/new-client');
  await page.getByRole('button', { name: 'Open the account' }).click();
  await thing(page, pool).locator('summary').click();
  await thing(page, pool).getByLabel('ProviderName of row 1').fill('https://example.com');
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.locator('.room-goals')).toContainText('One field could not be used as it is typed');
});

test('the lessons lead to the rooms', async ({ page }) => {
  await page.goto('/learn');
  await page.getByRole('link', { name: 'guests and attributes' }).click();
  await expect(page).toHaveURL(/\/rooms#abuse$/);
  await expect(page.getByRole('link', { name: /The club with five back doors/ })).toBeVisible();
});

for (const [width, height] of [[1440, 900], [768, 1024], [390, 844]] as const) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height }, contextOptions: { reducedMotion: 'reduce' } });

    test('rooms are accessible before, during and after, and do not scroll sideways', async ({ page }) => {
      test.slow();
      await page.goto('/rooms');
      await expectAccessible(page);
      await page.goto('/rooms/stale-credentials');
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Open the account' }).click();
      await thing(page, 'AWS::IAM::Role notes-signed-in').locator('summary').click();
      await choice(page, 'keeps', 'expiration').check();
      for (const _hint of [1, 2, 3]) await page.locator('.room-hints .btn').click();
      await expectAccessible(page);
      await choice(page, 'forgets', 'everything').check();
      await page.getByRole('button', { name: 'Try it' }).click();
      await expect(title(page)).toHaveText('Repaired');
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });
  });
}
