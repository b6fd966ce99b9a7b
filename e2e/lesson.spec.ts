import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './support/axe';

const lesson = '/learn/enhanced-flow';

/** Every switch of the lesson: where it is refused, and AWS's answer. */
const switches = [
  { id: 'untrusted', step: 7, code: 'NotAuthorizedException', message: 'Token is not from a supported provider of this identity pool.' },
  { id: 'client', step: 7, code: 'NotAuthorizedException', message: 'Token is not from a supported provider of this identity pool.' },
  { id: 'access', step: 7, code: 'NotAuthorizedException', message: 'Invalid login token. Missing a required claim: aud' },
  { id: 'logins-key', step: 7, code: 'NotAuthorizedException', message: "Invalid login token. Issuer doesn't match providerName" },
  { id: 'late', step: 7, code: 'NotAuthorizedException', message: 'Invalid login token. Token expired:' },
  { id: 'trust', step: 10, code: 'InvalidIdentityPoolConfigurationException', message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.' },
  { id: 'username', step: 12, code: 'AccessDenied', message: 'no identity-based policy allows the s3:PutObject action' },
  { id: 'sub', step: 12, code: 'AccessDenied', message: 'no identity-based policy allows the s3:PutObject action' },
] as const;

const current = (page: Page) => page.locator('.rows a[aria-current=step]');
const announced = (page: Page) => page.locator('.deck [role=status]');
const scrubber = (page: Page) => page.getByRole('slider', { name: 'Step' });
const drawing = (page: Page) => page.locator('.stage .drawing');

async function expectStep(page: Page, step: number): Promise<void> {
  await expect(current(page).locator('.n')).toHaveText(String(step));
}

test.describe('stepping', () => {
  test('goes by keys, once something in the player has the focus, and says each step aloud', async ({ page }) => {
    await page.goto(lesson);
    await expect(announced(page), 'the live region is there before it has anything to say').toHaveText('');
    await page.keyboard.press('ArrowRight');
    await expectStep(page, 1);
    await current(page).focus();
    await page.keyboard.press('ArrowRight');
    await expectStep(page, 2);
    await expect(announced(page)).toHaveText(/^Step 2 of 13\. The app tells the user pool/);
    await page.keyboard.press('ArrowLeft');
    await expectStep(page, 1);
    await expect(announced(page)).toHaveText(/^Step 1 of 13\./);
    await page.keyboard.press('End');
    await expectStep(page, 13);
    await page.keyboard.press('Home');
    await expectStep(page, 1);
    await page.keyboard.press('7');
    await expectStep(page, 7);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('b');
    await expect(page.locator('.stagecol .breakit input').first()).toBeFocused();
  });

  test('plays one beat a key: the first press starts it, the second finishes it', async ({ page }) => {
    await page.goto(`${lesson}?s=6`);
    await current(page).focus();
    await page.keyboard.press('Space');
    await expectStep(page, 7);
    await expect(drawing(page).locator('.tick-waiting')).not.toHaveCount(0);
    await page.keyboard.press('Space');
    await expect(drawing(page).locator('.tick-passed')).toHaveCount(5);
    await expectStep(page, 7);
  });

  test('plays by itself only when asked, and can be paused', async ({ page }) => {
    await page.goto(lesson);
    await page.waitForTimeout(1500);
    await expectStep(page, 1);
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('2');
    await page.getByRole('button', { name: 'Play' }).click();
    await expectStep(page, 2);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.waitForTimeout(3500);
    await expectStep(page, 2);
  });

  test('scrubs both ways, and going back takes everything back', async ({ page }) => {
    await page.goto(`${lesson}?s=3`);
    const before = await drawing(page).innerHTML();
    const box = await scrubber(page).boundingBox();
    if (box === null) throw new Error('the scrubber is not shown');
    const at = (step: number): number => box.x + 10 + ((box.width - 20) * (step - 1)) / 12;
    await page.mouse.move(at(3), box.y + 12);
    await page.mouse.down();
    await page.mouse.move(at(6.5), box.y + 12, { steps: 8 });
    await expectStep(page, 7);
    await expect(drawing(page).locator('.flying'), 'half way through the beat the chip is on its way').toHaveCount(1);
    await page.mouse.move(at(9), box.y + 12, { steps: 8 });
    await page.mouse.move(at(3), box.y + 12, { steps: 8 });
    await page.mouse.up();
    await expectStep(page, 3);
    await expect.poll(() => drawing(page).innerHTML()).toBe(before);
    await scrubber(page).focus();
    await page.keyboard.press('ArrowRight');
    await expectStep(page, 4);
    await expect(scrubber(page)).toHaveAttribute('aria-valuetext', /^Step 4 of 13: /);
  });

  test('shows who holds what, to the eye and to a screen reader', async ({ page }) => {
    await page.goto(`${lesson}?s=5`);
    await expect(drawing(page).locator('.held')).toHaveCount(3);
    await expect(page.getByLabel('Who holds what')).toContainText('ID token, 60 minutes left; Access token, 60 minutes left; Refresh token, 30 days left');
    await page.goto(`${lesson}?s=12`);
    await expect(drawing(page).locator('.held')).toHaveCount(5);
  });
});

test.describe('links', () => {
  test('lead to a step with its switches, and the address follows the player', async ({ page }) => {
    await page.goto(`${lesson}?s=7&x=untrusted`);
    await expectStep(page, 7);
    await expect(page.locator('[data-switch=untrusted]').first()).toBeChecked();
    await expect(page.getByText('1 switch on')).toBeVisible();
    await page.getByRole('button', { name: 'Next step' }).click();
    await expect(page).toHaveURL(/\?s=8&x=untrusted$/);
  });

  test('lead to a claim of a token, and to a statement of a policy', async ({ page }) => {
    await page.goto(`${lesson}#step-7/token/aud`);
    await expectStep(page, 7);
    await expect(page.getByRole('tab', { name: 'Token' })).toHaveAttribute('aria-selected', 'true');
    await expect(page.locator('.claims .pointed dt')).toHaveText('aud');
    await page.goto(`${lesson}?s=12#step-12/decision/OwnPhotos`);
    await expect(page.locator('.stmt.pointed')).toContainText('OwnPhotos');
  });

  test('remember jumps, so that back goes back', async ({ page }) => {
    await page.goto(`${lesson}?s=2`);
    await page.locator('.rows a').nth(8).click();
    await expect(page).toHaveURL(/\?s=9$/);
    await page.goBack();
    await expectStep(page, 2);
    await page.goForward();
    await expectStep(page, 9);
  });

  test('are what Share copies, and the run is there as Mermaid text', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${lesson}?s=4`);
    await page.getByRole('tab', { name: 'HTTP' }).click();
    await page.getByRole('button', { name: 'Share' }).click();
    await expect(page.getByText('Link copied')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/learn\/enhanced-flow\?s=4#step-4\/http$/);
    await page.getByRole('button', { name: 'Copy as Mermaid' }).click();
    await expect(page.getByText('Mermaid text copied')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^sequenceDiagram[\s\S]*GetCredentialsForIdentity/);
  });

  test('and storage hold no token and no key', async ({ page }) => {
    await page.goto(`${lesson}?s=12`);
    await page.getByRole('tab', { name: 'Token' }).click();
    await page.getByRole('tab', { name: 'HTTP' }).click();
    await page.getByRole('button', { name: 'Next step' }).click();
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]));
    expect(kept).toContain('lifeguard.progress');
    expect(kept).not.toMatch(/eyJ|ASIA/);
  });
});

test.describe('breaking it', () => {
  for (const { id, step, code, message } of switches) {
    test(`${id}: AWS’s answer, where the run leaves the good one, and the good one behind it`, async ({ page }) => {
      await page.goto(`${lesson}?s=2`);
      const more = page.locator('.stagecol .breakit').getByRole('button', { name: /more$/ });
      if (await page.locator(`.stagecol [data-switch=${id}]`).count() === 0) await more.click();
      await page.locator(`.stagecol [data-switch=${id}]`).click({ force: true });
      await expectStep(page, step);
      await expect(announced(page)).toHaveText(new RegExp(`^Refused at step ${step}\\.`));
      await expect(drawing(page).locator('.msg-refused .label')).toContainText(code);
      await expect(drawing(page).locator('.refusal')).toBeVisible();
      const shown = (await drawing(page).locator('.refusal text').allTextContents()).join(' ');
      expect(shown.replaceAll(' ', '')).toContain(message.replaceAll(' ', ''));
      await expect(page.getByRole('heading', { name: 'What would fix it' }).first()).toBeVisible();
      const ghosts = await page.locator('.rows [data-state=ghost]').count();
      expect(ghosts).toBe(step === 7 ? 5 : step === 10 ? 2 : 0);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Next step' }).click();
      await page.getByRole('tab', { name: 'HTTP' }).click();
      await expect(page.locator('.code-bad')).toContainText(code);
    });
  }

  test('the fix undoes it and replays: now the run goes on', async ({ page }) => {
    await page.goto(`${lesson}?s=7&x=untrusted`);
    await page.getByRole('button', { name: 'Apply the fix and replay' }).first().click();
    await expect(page.locator('.stagecol [data-switch=untrusted]')).not.toBeChecked();
    await expect(page.getByText('switch on')).toHaveCount(0);
    await expectStep(page, 8);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(page).not.toHaveURL(/x=/);
  });

  test('switches go together, and the first rule that does not hold decides', async ({ page }) => {
    await page.goto(`${lesson}?s=7&x=access,logins-key`);
    await expect(page.getByText('2 switches on')).toBeVisible();
    await expect(drawing(page).locator('.refusal')).toContainText('Issuer doesn');
    await page.getByRole('button', { name: 'Apply the fix and replay' }).first().click();
    await expect(drawing(page).locator('.refusal')).toContainText('Missing a required claim');
  });
});

test.describe('looking closer', () => {
  test('signatures are checked by this browser, and a changed byte is found', async ({ page }) => {
    await page.goto(`${lesson}#step-7/token`);
    await expect(page.getByText('Signature verified here')).toBeVisible();
    await page.getByRole('button', { name: 'Change one byte' }).click();
    await expect(page.getByText('Signature does not match')).toBeVisible();
    await page.getByRole('button', { name: 'Change it back' }).click();
    await expect(page.getByText('Signature verified here')).toBeVisible();
    await page.goto(`${lesson}#step-10/token`);
    await expect(page.locator('.claims')).toContainText('identity-pool-arn');
    await expect(page.getByText('Signature verified here'), 'the identity pool’s own token, RS512').toBeVisible();
  });

  test('the decision names the statement, with the variable filled in', async ({ page }) => {
    await page.goto(`${lesson}#step-12/decision`);
    await expect(page.locator('.stmt.hit')).toContainText('OwnPhotos');
    await expect(page.locator('.stmt.hit .cr')).toHaveText(/^us-east-1:[0-9a-f-]{36}$/);
    await expect(page.locator('.verdict')).toContainText('Allowed by OwnPhotos');
  });

  test('the tab stays when the step changes, and code has the step’s lines lit', async ({ page }) => {
    await page.goto(`${lesson}#step-9/code`);
    await expect(page.locator('.panel .hib')).toContainText('GetCredentialsForIdentity');
    for (const language of ['Amplify v6', 'boto3', 'AWS CLI', 'HTTP']) {
      await page.getByRole('button', { name: language, exact: true }).click();
      await expect(page.locator('.panel .hib').first()).toBeVisible();
    }
    await page.getByRole('button', { name: 'Next step' }).click();
    await expect(page.getByRole('tab', { name: 'Code' })).toHaveAttribute('aria-selected', 'true');
  });

  test('a payload that has not arrived is not shown, and secrets are masked until asked for', async ({ page }) => {
    await page.goto(`${lesson}#step-9/http`);
    await expect(page.getByText('arrives at step 11')).toBeVisible();
    await page.goto(`${lesson}#step-11/http`);
    const whole = /"SecretKey": "[^"…]{30,}"/;
    await expect(page.locator('.panel')).not.toContainText(whole);
    await page.getByRole('button', { name: 'Show secrets and long values' }).click();
    await expect(page.locator('.panel')).toContainText(whole);
  });
});

test.describe('predicting', () => {
  test('a wrong answer names the misconception, and the right one is told with its reason', async ({ page }) => {
    await page.goto(`${lesson}#step-8/decision`);
    await expect(page.getByText('answer or skip that first')).toBeVisible();
    await page.locator('.inspector').getByRole('button', { name: /The role of her group/ }).click();
    await expect(page.locator('.inspector .feedback')).toContainText('only with a role mapping of type Token');
    await expect(page.locator('.inspector .feedback')).toContainText('The pool’s signed-in role.');
    await page.reload();
    await expect(page.locator('.inspector .feedback'), 'it is remembered').toBeVisible();
  });

  test('can be skipped, and does not come at all when only watching', async ({ page }) => {
    await page.goto(`${lesson}?s=5`);
    await page.locator('.inspector').getByRole('button', { name: 'Skip' }).click();
    await expect(page.locator('.inspector .predict')).toHaveCount(0);
    await page.getByRole('button', { name: 'Watch' }).click();
    await page.goto(`${lesson}?s=8`);
    await page.getByRole('button', { name: 'Watch' }).click();
    await expect(page.locator('.inspector .predict')).toHaveCount(0);
  });
});

test.describe('with less motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('a message is there at once, with its checks', async ({ page }) => {
    await page.goto(`${lesson}?s=6`);
    await page.getByRole('button', { name: 'Next step' }).click();
    await expectStep(page, 7);
    expect(await drawing(page).locator('.tick-passed').count()).toBe(5);
    expect(await drawing(page).locator('.tick-waiting').count()).toBe(0);
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('is a readable list of every step, and links still lead to steps and switches', async ({ page }) => {
    await page.goto(`${lesson}?s=7&x=untrusted`);
    await expectStep(page, 7);
    await expect(page.locator('.drawing .refusal')).toBeVisible();
    const reading = page.locator('.reading-view');
    await expect(reading.locator('ol > li')).toHaveCount(13);
    await expect(reading).toContainText('Token is not from a supported provider of this identity pool.');
    await expect(page.getByRole('slider')).toHaveCount(0);
    await page.locator('.rows a').nth(3).click();
    await expectStep(page, 4);
  });
});

test.describe('on paper', () => {
  test('the lesson prints as text', async ({ page }) => {
    await page.goto(lesson);
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('.reading-view')).toBeVisible();
    await expect(page.locator('.stage')).toBeHidden();
  });
});

for (const [width, height] of [[1440, 900], [768, 1024], [390, 844]] as const) {
  test.describe(`at ${width} px`, () => {
    // Colours that are on their way to another theme would be measured half way.
    test.use({ viewport: { width, height }, contextOptions: { reducedMotion: 'reduce' } });

    test('is accessible in light and dark, good and broken', async ({ page }) => {
      await page.goto(`${lesson}?s=8`);
      await expectAccessible(page);
      await page.goto(`${lesson}?s=7&x=untrusted`);
      await expectAccessible(page);
    });

    for (const tab of width < 641 ? [] : ['HTTP', 'Token', 'Decision', 'Code']) {
      test(`is accessible with the tab ${tab} open`, async ({ page }) => {
        await page.goto(`${lesson}?s=12`);
        await page.getByRole('tab', { name: tab }).click();
        await expectAccessible(page);
      });
    }

    test('does not scroll sideways', async ({ page }) => {
      await page.goto(`${lesson}?s=9`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      if (width === 1440) expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight), 'nor at all at this size').toBeLessThanOrEqual(0);
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('is a conversation: the same steps and words, with a closer look as a sheet', async ({ page }) => {
    await page.goto(`${lesson}?s=7`);
    await expect(page.locator('.stage')).toBeHidden();
    const card = page.locator('.conversation .card');
    await expect(card.getByRole('heading')).toHaveText('The identity pool validates the ID token');
    await card.getByRole('button', { name: 'Token' }).tap();
    await expect(page.locator('.inspector')).toBeVisible();
    await expect(page.getByText('Signature verified here')).toBeVisible();
    await page.getByRole('button', { name: 'Close' }).tap();
    await expect(page.locator('.inspector')).toBeHidden();
    await page.getByRole('button', { name: 'Next step' }).tap();
    await expect(card.getByRole('heading')).toHaveText('Ana gets an identity ID');
    await page.locator('.breakdrawer summary').tap();
    await page.locator('.conversation .sw', { hasText: 'Access token instead' }).tap();
    await expect(card).toContainText('Missing a required claim: aud');
  });
});
