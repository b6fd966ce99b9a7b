import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './support/axe';

/** The form, filled in for the emulator of this server. */
async function fillIn(page: Page, asker: 'A guest' | 'A user of a user pool'): Promise<void> {
  await page.goto('/live');
  await page.getByLabel(asker).check();
  await page.getByRole('button', { name: 'Fill in this computer’s emulator' }).click();
  await expect(page.getByRole('textbox', { name: 'Identity pool ID' })).toHaveValue(/^us-east-1:/);
}

async function review(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'See what will be called' }).click();
  await expect(page.getByRole('heading', { name: /^This calls/ })).toBeFocused();
}

async function agree(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Call / }).click();
}

/** Every request to the emulator from here on. */
function requestsOf(page: Page): readonly string[] {
  const seen: string[] = [];
  page.on('request', (request) => new URL(request.url()).pathname.startsWith('/aws') && seen.push(request.headers()['x-amz-target'] ?? request.url()));
  return seen;
}

const diagram = (page: Page) => page.getByRole('group', { name: 'Diagram of the run' });
const exchange = (page: Page) => page.getByRole('region', { name: 'Request and answer' });

test('nothing is sent before the learner has read where it goes', async ({ page, baseURL }) => {
  const sent = requestsOf(page);
  await fillIn(page, 'A guest');
  await review(page);
  const hosts = page.getByRole('row').filter({ hasText: `${baseURL}/aws` });
  await expect(hosts).toHaveCount(2);
  await expect(hosts.first()).toContainText('GetIdGetCredentialsForIdentity');
  await expect(diagram(page).getByRole('listitem')).toHaveCount(7);
  expect(sent).toEqual([]);
  await agree(page);
  await expect(page.getByRole('heading', { name: 'The path is walked' })).toBeVisible();
  expect(sent.slice(0, 2)).toEqual(['AWSCognitoIdentityService.GetId', 'AWSCognitoIdentityService.GetCredentialsForIdentity']);
  expect(sent).toHaveLength(3);
  await expect(exchange(page)).toContainText(':assumed-role/notes-guest/CognitoIdentityCredentials');
});

test('AWS is named where AWS would be called', async ({ page }) => {
  await page.goto('/live');
  await page.getByRole('textbox', { name: 'Identity pool ID' }).fill('eu-west-1:3f6a91d2-0c1e-4c55-9a10-5be27d4417aa');
  await review(page);
  await expect(page.getByRole('heading', { name: 'This calls AWS' })).toBeVisible();
  await expect(page.getByRole('rowheader')).toHaveText(['cognito-identity.eu-west-1.amazonaws.com', 'sts.eu-west-1.amazonaws.com']);
});

test('a user signs in, and sees each exchange, each token, and what AWS does out of sight', async ({ page }) => {
  await fillIn(page, 'A user of a user pool');
  await review(page);
  await agree(page);
  await expect(page.getByRole('heading', { name: 'The path is walked' })).toBeVisible();
  await expect(diagram(page).getByRole('button')).toHaveCount(14);

  const step = (number: number) => diagram(page).getByRole('button').nth(number - 1);
  await step(3).click();
  await expect(page.getByRole('status')).toContainText('The password is not in it');
  await expect(exchange(page)).toContainText('"ChallengeName": "PASSWORD_VERIFIER"');
  await step(8).click();
  await expect(page.getByRole('status')).toContainText('inferred');
  await expect(exchange(page)).toContainText('Inferred: AWS does it out of sight');
  await step(1).click();
  await expect(exchange(page)).toContainText('Live, from 127.0.0.1');
  await expect(exchange(page)).toContainText('"USER_SRP_AUTH"');

  const tokens = page.getByRole('region', { name: 'Tokens, decoded' });
  await expect(tokens).toContainText('ana@notes.example');
  await tokens.getByRole('button', { name: 'Access' }).click();
  await expect(tokens).toContainText('aws.cognito.signin.user.admin');
  const shell = page.getByRole('region', { name: 'The same with the AWS CLI' });
  await expect(shell).toContainText('aws cognito-identity get-credentials-for-identity');
});

test('secrets are hidden until asked for, kept nowhere, and gone with one press', async ({ page }) => {
  let secret = '';
  page.on('response', async (response) => {
    if (response.request().headers()['x-amz-target']?.endsWith('.GetCredentialsForIdentity') === true) secret = (JSON.parse(await response.text()) as { readonly Credentials: { readonly SecretKey: string } }).Credentials.SecretKey;
  });
  await fillIn(page, 'A user of a user pool');
  const password = await page.getByLabel('Password', { exact: true }).inputValue();
  await review(page);
  await agree(page);
  await expect(page.getByRole('heading', { name: 'The path is walked' })).toBeVisible();
  expect(secret).not.toBe('');
  await diagram(page).getByRole('button').nth(8).click();
  await expect(page.locator('body')).not.toContainText(secret);
  await exchange(page).getByRole('button', { name: 'Show tokens and keys' }).click();
  await expect(exchange(page)).toContainText(secret);

  const kept = () => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state]));
  expect(await kept()).not.toContain(secret);
  expect(await page.evaluate(async () => (await indexedDB.databases()).length + (await caches.keys()).length)).toBe(0);
  await expect(page.locator('main')).not.toContainText(password);
  expect(await page.locator('input, textarea').evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value))).not.toContain(password);

  await page.getByRole('button', { name: 'Wipe everything now' }).click();
  await expect(page.getByRole('heading', { name: 'Everything is wiped' })).toBeFocused();
  expect(await page.content()).not.toContain(secret);
  await page.getByRole('button', { name: 'Begin again' }).click();
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
});

test('leaving is enough: nothing is there on the way back', async ({ page }) => {
  await fillIn(page, 'A guest');
  await review(page);
  await agree(page);
  await expect(page.getByRole('heading', { name: 'The path is walked' })).toBeVisible();
  await page.getByRole('navigation').getByRole('link', { name: 'Learn' }).click();
  await expect(page).toHaveURL(/\/learn$/);
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Walk the path on your own pools' })).toBeVisible();
  await expect(page.locator('body')).not.toContainText('ASIA');
});

test('a refusal is explained, and leads to the lesson that shows it', async ({ page }) => {
  await fillIn(page, 'A user of a user pool');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await review(page);
  await agree(page);
  await expect(page.getByRole('heading', { name: 'Refused: NotAuthorizedException' })).toBeVisible();
  const refusal = page.getByRole('region', { name: '400 NotAuthorizedException' });
  await expect(refusal).toContainText('Incorrect username or password.');
  await expect(refusal).toContainText('What to do');
  await refusal.getByRole('link', { name: 'Watch it happen in the lesson' }).click();
  await expect(page).toHaveURL(/\/learn\/two-questions\?x=wrong-password/);
});

test('what IAM refuses is refused at IAM, out of sight', async ({ page }) => {
  await fillIn(page, 'A user of a user pool');
  await page.getByRole('textbox', { name: 'Prefix' }).fill('users/');
  await review(page);
  await agree(page);
  await expect(page.getByRole('heading', { name: 'Refused: AccessDenied' })).toBeVisible();
  await expect(exchange(page)).toContainText('IAM’s decision');
  await expect(exchange(page)).toContainText('because no identity-based policy allows the s3:ListBucket action');
});

test('a classic flow that the pool does not offer is refused, and explained', async ({ page }) => {
  await fillIn(page, 'A guest');
  await page.getByLabel('Basic (classic)').check();
  await page.getByRole('textbox', { name: 'Role ARN' }).fill('arn:aws:iam::111122223333:role/notes-editors');
  await review(page);
  await agree(page);
  await expect(page.getByRole('heading', { name: 'Refused: InvalidParameterException' })).toBeVisible();
  await expect(page.getByRole('region', { name: '400 InvalidParameterException' })).toContainText('Basic (classic) flow is not enabled');
});

test('a long-lived key is not taken', async ({ page }) => {
  await page.goto('/live');
  const field = page.getByRole('textbox', { name: 'Identity pool ID' });
  await field.fill('AKIAIOSFODNN7EXAMPLE');
  await expect(page.getByRole('alert').filter({ hasText: 'long-lived access key' })).toBeVisible();
  await expect(field).toHaveValue('');
});

test('fields that cannot be used say so', async ({ page }) => {
  await page.goto('/live');
  await page.getByRole('button', { name: 'See what will be called' }).click();
  const field = page.getByRole('textbox', { name: 'Identity pool ID' });
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription(/a region, a colon and a GUID/);
  await page.getByText('Other targets than AWS').click();
  await page.getByRole('textbox', { name: 'sts' }).fill('https://aws.example');
  await page.getByRole('button', { name: 'See what will be called' }).click();
  await expect(page.getByRole('textbox', { name: 'sts' })).toHaveAccessibleDescription(/https address of AWS’s/);
});

test('no answer is one sentence', async ({ page }) => {
  await fillIn(page, 'A guest');
  await page.route('**/aws/**', (route) => route.abort('namenotresolved'));
  await review(page);
  await agree(page);
  await expect(page.getByRole('heading', { name: 'Something gave no answer' })).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'GetId' })).toContainText(/Nothing at 127\.0\.0\.1:\d+ answered this page/);
});

test('this page alone may call AWS, and is a document of its own however it is reached', async ({ page, request }) => {
  const policyOf = async (path: string) => /connect-src ([^;]*)/.exec((await request.get(path)).headers()['content-security-policy'] ?? '')?.[1];
  for (const path of ['/', '/learn', '/learn/enhanced-flow', '/audit']) expect(await policyOf(path), path).toBe("'self'");
  expect(await policyOf('/live')).toBe("'self' https://*.amazonaws.com https://*.amazonaws.com.cn http://127.0.0.1:* http://localhost:*");

  await page.route('https://*.amazonaws.com/**', (route) => route.fulfill({ body: '{}', headers: { 'access-control-allow-origin': '*' } }));
  const reaches = (url: string) => page.evaluate((to) => fetch(to).then(() => true, () => false), url);
  await page.goto('/learn');
  expect(await reaches('https://sts.eu-west-1.amazonaws.com/')).toBe(false);
  await page.getByRole('link', { name: 'Walk the path on them, live' }).click();
  await expect(page).toHaveURL(/\/live$/);
  await expect(page.getByRole('button', { name: 'See what will be called' })).toBeEnabled();
  expect(await reaches('https://sts.eu-west-1.amazonaws.com/')).toBe(true);
  expect(await reaches('https://elsewhere.example/')).toBe(false);
  await page.getByRole('navigation').getByRole('link', { name: 'Learn' }).click();
  await expect(page).toHaveURL(/\/learn$/);
  expect(await reaches('https://sts.eu-west-1.amazonaws.com/')).toBe(false);
});

test('the whole way with the keyboard', async ({ page }) => {
  await page.goto('/live');
  const form = page.getByLabel('A guest');
  await expect(form).toBeEnabled();
  await form.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByLabel('A user of a user pool')).toBeChecked();
  await page.getByRole('button', { name: 'Fill in this computer’s emulator' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Identity pool ID' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^This calls/ })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: /^Call / })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'The path is walked' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Wipe everything now' })).toBeFocused();
});

for (const width of [1440, 390]) {
  test(`every state is accessible at ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    // A colour that is still changing is no colour to measure.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const fits = async () => {
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    };
    await fillIn(page, 'A user of a user pool');
    await fits();
    await review(page);
    await fits();
    await agree(page);
    await expect(page.getByRole('heading', { name: 'The path is walked' })).toBeVisible();
    await fits();
    await page.getByRole('button', { name: 'Change the plan' }).click();
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await review(page);
    await agree(page);
    await expect(page.getByRole('heading', { name: 'Refused: NotAuthorizedException' })).toBeVisible();
    await fits();
  });
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the page says what it would do, and how to do it by hand', async ({ page }) => {
    await page.goto('/live');
    await expect(page.getByText('cognito-identity.<region>.amazonaws.com')).toBeVisible();
    await expect(page.getByText('No client secret and no long-lived access key')).toBeVisible();
    await expect(page.getByText('aws cognito-identity get-id')).toBeVisible();
    await expect(page.getByText('cannot make them without JavaScript')).toBeVisible();
    await expect(page.getByRole('button', { name: 'See what will be called' })).toBeHidden();
  });
});
