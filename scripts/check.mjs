// npm run check: what a change must pass and a minute suffices for; npm test adds the build and the browser.
import { requireNode } from './node-version.mjs';

requireNode();
const { installPackages } = await import('./packages.mjs');
const { runStages, scriptStage, unitStage, workStage } = await import('./stages.mjs');

await runStages([
  workStage('packages', () => installPackages({ development: true })),
  scriptStage('types'),
  scriptStage('lint'),
  scriptStage('boundaries'),
  unitStage,
]);
