import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { defineConfig, devices } from '@playwright/test';
import { setUpBrowser } from './scripts/browser.mjs';

// Every worker reads this file again and has to come to the same: the environment carries it there.
process.env.CHROME_PATH = await setUpBrowser();
process.env.LIFEGUARD_E2E_PORT ??= String(await freePort());
const port = process.env.LIFEGUARD_E2E_PORT;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 1,
    colorScheme: 'light',
    locale: 'en-US',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROME_PATH,
      // No sandbox, because containers offer none; the rest keeps the browser from talking to its maker.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  // Other sizes and themes are chosen by the tests that are about them (test.use). What the weight of pages does to a browser is
  // measured when no other browser is at work.
  projects: [
    { name: 'desktop', testIgnore: '**/weight.spec.ts' },
    { name: 'weight', testMatch: '**/weight.spec.ts', dependencies: ['desktop'], fullyParallel: false },
  ],
  webServer: {
    // As a person starts it, so that a stale build is built again and never tested.
    command: `node scripts/start.mjs --port ${port}`,
    url: `http://127.0.0.1:${port}`,
    // For the audit of a live account, AWS is the server's own emulator, opened with its public operator key.
    env: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}/aws`,
      AWS_ACCESS_KEY_ID: 'AKIALIFEGUARDDEMOKEY',
      AWS_SECRET_ACCESS_KEY: 'lifeguard/demo/secret/known/to/everybody',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    timeout: 300_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
  },
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port: found } = server.address() as AddressInfo;
      server.close(() => resolve(found));
    });
  });
}
