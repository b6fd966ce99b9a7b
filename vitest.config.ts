import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const fromRoot = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: fromRoot('./') },
      // The package throws wherever it is not compiled for the server by Next; a test is not a browser.
      { find: /^server-only$/, replacement: fromRoot('./node_modules/server-only/empty.js') },
    ],
  },
  test: {
    environment: 'node',
    include: ['{lib,content,cli,app,scripts}/**/*.test.{ts,tsx,mjs}'],
    // Threads share what they have loaded of V8's code cache: about half the start-up of processes on two cores.
    pool: 'threads',
    maxWorkers: 2,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
});
