// npm run dev: installs what a developer needs and serves the sources as they are, with Next's own reloading.
import { requireNode } from './node-version.mjs';

requireNode();
const { runNode } = await import('./child.mjs');
const { orExplain } = await import('./failure.mjs');
const { installPackages } = await import('./packages.mjs');
const { inProject } = await import('./project.mjs');

await orExplain(async () => {
  await installPackages({ development: true });
  // Ctrl-C reaches Next itself; this only waits for it.
  process.on('SIGINT', () => undefined);
  const next = inProject('node_modules', 'next', 'dist', 'bin', 'next');
  const { status } = await runNode(next, ['dev', '--hostname', '127.0.0.1', ...process.argv.slice(2)], { env: { NEXT_TELEMETRY_DISABLED: '1' } });
  process.exitCode = status;
});
