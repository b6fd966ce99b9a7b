import { readFileSync } from 'node:fs';

/**
 * Ends the process with one sentence when this Node is too old for the project. It must run, and be parsed, on such a Node:
 * nothing newer than Node 14 in this file or in whatever imports it statically.
 */
export function requireNode() {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const wanted = manifest.engines.node.replace('>=', '');
  if (isAtLeast(process.versions.node, wanted)) return;
  console.error(
    `Lifeguard needs Node ${wanted} or newer, and this is Node ${process.versions.node}: install a current one from https://nodejs.org and try again.`,
  );
  process.exit(1);
}

/** Compares by major and minor version, which is all that `engines` names. */
export function isAtLeast(version, wanted) {
  const [major, minor] = version.split('.').map(Number);
  const [wantedMajor, wantedMinor] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
