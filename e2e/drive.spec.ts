import { expect, test, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './support/axe';

const lesson = '/learn/enhanced-flow';

const panel = (page: Page) => page.locator('.inspector .drive');
const move = (page: Page, name: string | RegExp) => panel(page).getByRole('radio', { name });
const rows = (page: Page) => page.locator('.rows a');

/** Moves the focus with Tab until it is where it should be. */
async function tabTo(page: Page, target: Locator, most = 60): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there.');
}

/** With the focus on one of the radio buttons: arrows to another. */
async function arrowTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 20; presses++) {
    if (await target.isChecked()) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error('The arrows do not lead there.');
}

test('the last call, by keys alone: a wrong one is refused by the engine, the right one ends the run', async ({ page }) => {
  await page.goto(lesson);
  await tabTo(page, page.getByRole('button', { name: 'Drive' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/mode=drive&calls=1$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What is called next?');
  await expect(panel(page)).toContainText('Call 5 of 5');

  await tabTo(page, move(page, /^RespondToAuthChallenge/));
  await page.keyboard.press('Space');
  await arrowTo(page, move(page, /^PutObject/));
  await page.keyboard.press('Tab');
  await expect(panel(page).getByLabel('Key users/…/beach.jpg')).toBeFocused();
  await panel(page).getByLabel('Key users/…/beach.jpg').selectOption('sub of the ID token');
  await page.keyboard.press('Tab');
  await panel(page).getByLabel('Signed with').selectOption('AWS credentials');
  await tabTo(page, panel(page).getByRole('button', { name: 'Send' }));
  await page.keyboard.press('Enter');

  await expect(panel(page).getByRole('heading', { name: 'Refused' })).toBeFocused();
  await expect(panel(page).locator('.code-bad')).toContainText('no identity-based policy allows the s3:PutObject action');
  await expect(panel(page)).toContainText('The identity pool has a name of its own for the same person');
  await expect(page.locator('.stage .refusal')).toBeVisible();
  await expect(page.locator('.deck [role=status]')).toHaveText(/^Refused at step 12\./);

  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.rows a[aria-current=step] .n')).toHaveText('13');

  await tabTo(page, panel(page).getByRole('button', { name: 'Try another call' }));
  await page.keyboard.press('Enter');
  await panel(page).getByLabel('Key users/…/beach.jpg').selectOption('Identity ID');
  await tabTo(page, panel(page).getByRole('button', { name: 'Send' }));
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('heading', { name: 'That is the call' })).toBeFocused();
  await tabTo(page, panel(page).getByRole('button', { name: 'To the end' }));
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('heading', { name: 'Driven to the end' })).toBeVisible();
  await expect(rows(page)).toHaveCount(13);
  await expect(page.locator('.stage .refusal')).toHaveCount(0);
});

test('nothing of what is to come is shown, and every call advances the stage', async ({ page }) => {
  await page.goto(`${lesson}?mode=drive&calls=all`);
  await expect(panel(page)).toContainText('Call 1 of 5');
  await expect(rows(page)).toHaveCount(2);
  for (const [call, count] of [
    [1, 4],
    [2, 7],
    [3, 9],
    [4, 12],
    [5, 13],
  ] as const) {
    await expect(panel(page)).toContainText(`Call ${call} of 5`);
    await panel(page).getByRole('button', { name: 'Hint' }).click();
    await expect(panel(page).locator('.hint')).toContainText('The lesson calls this step');
    await panel(page).getByRole('button', { name: 'Show me' }).click();
    await expect(panel(page).locator('.move-on')).toBeVisible();
    await panel(page).getByRole('button', { name: 'Send' }).click();
    await expect(panel(page).getByRole('heading', { name: 'That is the call' })).toBeVisible();
    await panel(page).getByRole('button', { name: /Next call|To the end/ }).click();
    await expect(rows(page)).toHaveCount(count);
  }
});

test('what cannot be sent is said, and not sent; what yields the same counts', async ({ page }) => {
  await page.goto('/learn/three-tokens?mode=drive');
  await expect(panel(page)).toContainText('Fifty minutes have passed');
  await move(page, /^InitiateAuth REFRESH_TOKEN_AUTH/).check();
  await panel(page).getByRole('button', { name: 'Send' }).click();
  await expect(panel(page).getByRole('heading', { name: 'That cannot be sent' })).toBeVisible();
  await expect(page.locator('.stage .refusal')).toHaveCount(0);
  await panel(page).getByRole('button', { name: 'Try another call' }).click();
  await panel(page).getByLabel('AuthParameters → REFRESH_TOKEN').selectOption('Refresh token');
  await panel(page).getByRole('button', { name: 'Send' }).click();
  await expect(panel(page).getByRole('heading', { name: 'That is the call' })).toBeVisible();
  await expect(panel(page)).toContainText('Yours yields the same');
});

test('the other tabs stay at hand, and the other modes are as before', async ({ page }) => {
  await page.goto(`${lesson}?mode=drive&calls=3`);
  await expect(panel(page).locator('.moves')).toBeVisible();
  await page.getByRole('tab', { name: 'Token' }).click();
  await expect(page.getByText('Signature verified here')).toBeVisible();
  await page.getByRole('tab', { name: 'Your call' }).click();
  await expect(panel(page).locator('.moves')).toBeVisible();
  await page.getByRole('button', { name: 'Watch' }).click();
  await expect(rows(page)).toHaveCount(13);
  await expect(page).not.toHaveURL(/mode=/);
  await expect(page.getByRole('tab', { name: 'Your call' })).toHaveCount(0);
});

for (const [width, height] of [[1440, 900], [768, 1024], [390, 844]] as const) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height }, contextOptions: { reducedMotion: 'reduce' } });

    test('is accessible while choosing and when refused, and does not scroll sideways', async ({ page }) => {
      await page.goto(`${lesson}?mode=drive&calls=3`);
      const here = page.locator(width < 641 ? '.conversation .drive' : '.inspector .drive');
      await here.getByRole('radio', { name: /^GetId/ }).check();
      await here.locator('.slot select').selectOption('Access token');
      await expectAccessible(page);
      await here.getByRole('button', { name: 'Send' }).click();
      await expect(here.getByRole('heading', { name: 'Refused' })).toBeVisible();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });
  });
}
