// npm start: installs what is missing, builds what is stale, serves. The second time there is only serving left.
import { requireNode } from './node-version.mjs';

requireNode();
const { orExplain, Failure } = await import('./failure.mjs');
const { readServeOptions } = await import('../cli/serve-options.mjs');
const { installPackages } = await import('./packages.mjs');
const { commandLineBundle, refreshCommandLine } = await import('./command-line.mjs');
const { buildSite, siteIsFresh } = await import('./site.mjs');

await orExplain(async () => {
  const args = process.argv.slice(2);
  // Before a minute of installing, not after.
  const options = readServeOptions(args, process.env, 'npm start --');
  if ('problem' in options) throw new Failure(options.problem, 2);

  await installPackages({ development: false });
  await refreshCommandLine();
  if (!siteIsFresh()) {
    console.log('Building the site, under a minute on most computers …');
    await buildSite({ quiet: true });
  }
  process.argv.splice(2, Infinity, 'serve', ...args);
  await import(commandLineBundle);
});
