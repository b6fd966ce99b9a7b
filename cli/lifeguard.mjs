#!/usr/bin/env node
// Bundles the command line first when its sources have changed, which takes a moment; otherwise this only imports it.
import { requireNode } from '../scripts/node-version.mjs';

requireNode();
// Node 20 is supported here and tested; the SDK's notice about versions to come would stand before every report.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const { orExplain } = await import('../scripts/failure.mjs');
const { commandLineBundle, refreshCommandLine } = await import('../scripts/command-line.mjs');

await orExplain(async () => {
  await refreshCommandLine();
  process.setSourceMapsEnabled(true);
  await import(commandLineBundle);
});
