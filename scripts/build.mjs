// npm run build: the site and the command line, both from scratch.
import { requireNode } from './node-version.mjs';

requireNode();
const { orExplain } = await import('./failure.mjs');
const { installPackages } = await import('./packages.mjs');
const { bundleCommandLine, removeOldBundles } = await import('./command-line.mjs');
const { buildSite } = await import('./site.mjs');

await orExplain(async () => {
  await installPackages({ development: false });
  await bundleCommandLine();
  removeOldBundles();
  await buildSite();
});
