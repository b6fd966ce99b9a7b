// What a developer's command needs before it runs (npm run dev): the packages, with those for development.
import { requireNode } from './node-version.mjs';

requireNode();
const { orExplain } = await import('./failure.mjs');
const { installPackages } = await import('./packages.mjs');

await orExplain(() => installPackages({ development: true }));
