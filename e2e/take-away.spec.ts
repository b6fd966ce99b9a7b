import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/axe';

test('a run is saved as SVG: whole, legible by itself, and labelled as simulated', async ({ page, context }) => {
  await page.goto('/learn/enhanced-flow?x=untrusted&s=4');
  await page.getByLabel('Take away').click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the run as SVG' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('lifeguard-enhanced-flow-untrusted.svg');
  const svg = await readFile(await download.path(), 'utf8');
  for (const words of ['User pool not trusted', 'simulated by Lifeguard', 'GetId', '400 NotAuthorizedException', 'PutObject']) expect(svg).toContain(words);
  expect(svg).not.toMatch(/var\(--|class=|url\(\/|https?:\/\/(?!www\.w3\.org)/);
  const alone = await context.newPage();
  await alone.setContent('<img alt="">');
  const [width, height] = await alone.evaluate(async (text) => {
    const image = document.querySelector('img') as HTMLImageElement;
    image.src = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  }, svg);
  expect(width).toBeGreaterThan(900);
  expect(height).toBeGreaterThan(500);
});

test('a run is saved as PNG', async ({ page }) => {
  await page.goto('/learn/guest');
  await page.getByLabel('Take away').click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the run as PNG' }).click();
  const png = await readFile(await (await downloading).path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThan(1800);
  expect(png.length).toBeGreaterThan(50_000);
});

test('the menu closes with Escape and gives the focus back; a run is one click from its comparison', async ({ page }) => {
  await page.goto('/learn/enhanced-flow?x=untrusted');
  const menu = page.getByLabel('Take away');
  await menu.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Save the run as SVG' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Save the run as SVG' })).toBeHidden();
  await expect(menu).toBeFocused();
  await menu.click();
  await page.getByRole('link', { name: 'Compare with another run' }).click();
  await expect(page.getByText('They part at row 8.')).toBeVisible();
});

test('the embed code shows the player in a page of another site, and nothing else may be framed', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/learn/enhanced-flow?s=7');
  await page.getByLabel('Take away').click();
  await page.getByRole('button', { name: 'Copy the code to embed it' }).click();
  await expect(page.getByText('Embed code copied')).toBeVisible();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  expect(code).toContain('/embed/enhanced-flow?s=7');
  const another = createServer((_, answer) => answer.setHeader('Content-Type', 'text/html').end(`<!doctype html><title>Another</title>${code}<iframe id="audit" src="${baseURL}/audit"></iframe>`));
  await new Promise<void>((listening) => another.listen(0, '127.0.0.1', listening));
  await page.goto(`http://localhost:${(another.address() as AddressInfo).port}/`);
  const framed = page.frameLocator('iframe[src*="/embed/"]');
  await expect(framed.locator('.deck .count b')).toHaveText('7');
  await expect(framed.getByRole('link', { name: 'Open in Lifeguard' })).toHaveAttribute('href', '/learn/enhanced-flow?s=7');
  await framed.getByRole('button', { name: 'Next step' }).click();
  await expect(framed.locator('.deck .count b')).toHaveText('8');
  await expect(page.frameLocator('#audit').locator('main')).toHaveCount(0);
  another.close();
});
