import { expect, test, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './support/axe';

const lesson = '/learn/enhanced-flow';

const panel = (page: Page) => page.locator('.inspector .repair');
const outcome = (page: Page) => panel(page).locator('.answer');
const thing = (page: Page, name: string) => panel(page).locator(`[data-thing="${name}"]`);
const role = 'AWS::IAM::Role notes-signed-in';
const pool = 'AWS::Cognito::IdentityPool us-east-1:3f6a91d2-0c1e-4c55-9a10-5be27d4417aa';
const ownPool = 'us-east-1:3f6a91d2-0c1e-4c55-9a10-5be27d4417aa';

async function tabTo(page: Page, target: Locator, most = 90): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there.');
}

/** Puts the caret into a policy: behind some text of it, with so much of what follows selected. */
async function select(area: Locator, behind: string, length: number): Promise<void> {
  await area.evaluate(
    (element, [text, count]) => {
      const field = element as HTMLTextAreaElement;
      const start = field.value.indexOf(text) + text.length;
      field.focus();
      field.setSelectionRange(start, start + count);
    },
    [behind, length] as const,
  );
}

test('a broken trust policy, mended by keys alone: the run says so, and the edit survives a reload', async ({ page }) => {
  await page.goto(`${lesson}?x=trust`);
  await tabTo(page, page.getByRole('button', { name: 'Repair' }));
  await page.keyboard.press('Enter');
  await expect(outcome(page).getByRole('heading')).toHaveText('Refused');
  await expect(outcome(page)).toContainText('InvalidIdentityPoolConfigurationException');

  await tabTo(page, thing(page, role).locator('summary'));
  await page.keyboard.press('Enter');
  const area = thing(page, role).getByRole('textbox', { name: 'Trust policy' });
  await tabTo(page, area);
  await select(area, '"cognito-identity.amazonaws.com:aud": "', ownPool.length);
  await page.keyboard.press('Delete');
  await page.keyboard.press('Control+Space');
  await expect(thing(page, role).getByRole('option', { name: new RegExp(ownPool) })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(area).toHaveValue(new RegExp(`:aud": "${ownPool}"`));
  await expect(panel(page).getByText('Changed since this run')).toBeVisible();

  await page.keyboard.press('Shift+Tab');
  await panel(page).getByRole('button', { name: 'Run again' }).focus();
  await page.keyboard.press('Enter');
  await expect(outcome(page).getByRole('heading')).toHaveText('Repaired');
  await expect(outcome(page).getByRole('heading')).toBeFocused();
  await expect(page.locator('.stage .refusal')).toHaveCount(0);
  await expect(page.locator('.rows [data-state=ghost]')).toHaveCount(0);

  await page.reload();
  await expect(outcome(page).getByRole('heading')).toHaveText('Repaired');
  await panel(page).getByRole('button', { name: 'Undo all (1 change)' }).click();
  await panel(page).getByRole('button', { name: 'Undo 1 change' }).click();
  await expect(outcome(page).getByRole('heading')).toHaveText('Refused');
  await page.reload();
  await expect(outcome(page).getByRole('heading')).toHaveText('Refused');
});

test('edits are kept when another mode is looked at, and for each set of switches', async ({ page }) => {
  await page.goto(`${lesson}?mode=repair`);
  await expect(outcome(page).getByRole('heading')).toHaveText('Nothing is broken');
  await thing(page, pool).locator('summary').click();
  const row = thing(page, pool).getByLabel('ClientId of row 1');
  await row.fill('someotherclient1234567890');
  await page.getByRole('button', { name: 'Watch' }).click();
  await expect(panel(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Repair' }).click();
  await expect(outcome(page).getByRole('heading')).toHaveText('Refused');
  await expect(page.locator('.stage .refusal')).toContainText('Token is not from a supported provider');
  await expect(thing(page, pool).locator('summary')).toContainText('1 change');
  await thing(page, pool).getByRole('button', { name: 'Undo CognitoIdentityProviders' }).click();
  await panel(page).getByRole('button', { name: 'Run again' }).click();
  await expect(outcome(page).getByRole('heading')).toHaveText('Nothing is broken');
});

test('what is typed wrongly is said in a sentence, and the run has it as before', async ({ page }) => {
  await page.goto(`${lesson}?mode=repair`);
  await thing(page, pool).locator('summary').click();
  await thing(page, pool).getByLabel('ProviderName of row 1').fill('https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Lg7demo01');
  await expect(thing(page, pool).locator('.field-problem')).toHaveText('Row 1: ProviderName is cognito-idp.<region>.amazonaws.com/<user pool id>, without https://.');
  await panel(page).getByRole('button', { name: 'Run again' }).click();
  await expect(outcome(page)).toContainText('One field could not be used as it is typed');
  await expect(page.locator('.stage .refusal')).toHaveCount(0);
});

test('policies are linted where they stand, and a finding leads to its place', async ({ page }) => {
  await page.goto(`${lesson}?mode=repair`);
  await thing(page, role).locator('summary').click();
  const area = thing(page, role).getByRole('textbox', { name: 'Permissions, OwnNotes' });
  const before = await area.inputValue();
  await area.fill(before.replace('s3:PutObject', 's3:PutObjekt'));
  const field = thing(page, role).locator('[data-field$="RolePolicyList.OwnNotes"]');
  await expect(field.locator('.findings-list')).toContainText('PutObjekt');
  await field.locator('.findings-list button').first().press('Enter');
  await expect(area).toBeFocused();
  expect(await area.evaluate((element: HTMLTextAreaElement) => element.value.slice(element.selectionStart, element.selectionEnd))).toContain('s3:PutObjekt');
  await select(area, 's3:Put', 'Objekt'.length);
  await page.keyboard.type('ObjectA');
  await expect(field.getByRole('option', { name: /s3:PutObjectAcl/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field.getByRole('listbox')).toHaveCount(0);
});

test('a switch that changes what is sent is not mended by settings, and that is said', async ({ page }) => {
  await page.goto(`${lesson}?x=access&mode=repair`);
  await expect(outcome(page)).toContainText('changes what is sent, not what is set up');
});

for (const [width, height] of [[1440, 900], [768, 1024], [390, 844]] as const) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height }, contextOptions: { reducedMotion: 'reduce' } });

    test('is accessible with forms and policies open, and does not scroll sideways', async ({ page }) => {
      await page.goto(`${lesson}?x=trust&mode=repair`);
      const here = page.locator(width < 641 ? '.conversation .repair' : '.inspector .repair');
      for (const name of [pool, role, 'AWS::Cognito::UserPoolClient 4a7b2c9d1e3f5a6b7c8d9e0f1a', `AWS::Cognito::IdentityPoolRoleAttachment ${ownPool}`]) {
        await here.locator(`[data-thing="${name}"] summary`).click();
      }
      await here.getByRole('textbox', { name: 'Trust policy' }).fill('{ "Statement": [{ "Effect": "Al');
      await expect(here.getByRole('listbox')).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await here.getByRole('button', { name: 'Run again' }).click();
      await expect(here.locator('.answer')).toContainText('could not be used');
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });
  });
}
