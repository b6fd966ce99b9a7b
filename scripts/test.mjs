// npm test: sets everything up, then everything that can fail, the quick first.
import { requireNode } from './node-version.mjs';

requireNode();
const { setUpBrowser } = await import('./browser.mjs');
const { installPackages } = await import('./packages.mjs');
const { endToEndStage, runStages, scriptStage, unitStage, workStage } = await import('./stages.mjs');

await runStages([
  workStage('packages', () => installPackages({ development: true })),
  workStage('browser', async () => console.log(`Testing with ${await setUpBrowser()}`)),
  scriptStage('types'),
  scriptStage('lint'),
  scriptStage('boundaries'),
  unitStage,
  scriptStage('build'),
  endToEndStage,
]);
