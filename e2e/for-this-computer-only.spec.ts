import { expect, test } from '@playwright/test';

test('the site is shown under its own name, and nothing on it is against its own policy', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a page whose name was pointed at this computer is refused', async ({ request }) => {
  for (const path of ['/', '/aws', '/api/audit']) {
    const response = await request.get(path, { headers: { Host: 'evil.example' } });
    expect(response.status(), path).toBe(403);
    expect(await response.text()).toContain('not as “evil.example”');
  }
});

test('another site may link to a page here, and no more', async ({ page, baseURL }) => {
  await page.route('http://other.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<a href="${baseURL}/">Lifeguard</a><form method="post" action="${baseURL}/api/audit"><button>Audit</button></form>` }),
  );
  await page.goto('http://other.example/');
  const refused = page.waitForResponse(`${baseURL}/api/audit`);
  await page.getByRole('button').click();
  expect((await refused).status()).toBe(403);

  await page.goto('http://other.example/');
  await page.getByRole('link').click();
  await expect(page).toHaveURL(`${baseURL}/`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
