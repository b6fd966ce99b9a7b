import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from './child.mjs';
import { Failure } from './failure.mjs';
import { fingerprint } from './fingerprint.mjs';
import { inProject, readJson, siteDirectory } from './project.mjs';

const sources = ['app', 'lib', 'content', 'public', 'package.json', 'next.config.mjs', 'tsconfig.json', 'tsconfig.next.json'];
const record = () => join(siteDirectory(), 'lifeguard.json');

/** Whether the built site is complete and made from the sources as they are now. */
export const siteIsFresh = () => existsSync(join(siteDirectory(), 'BUILD_ID')) && readJson(record())?.sources === fingerprint(sources);

/**
 * @param {{ quiet?: boolean }} options `quiet`: Next's own report is shown only when it fails
 * @throws {Failure} when it does
 */
export async function buildSite({ quiet = false } = {}) {
  const before = fingerprint(sources);
  // First of all, so that a build which is interrupted is never taken for a finished one.
  rmSync(record(), { force: true });
  const { status, output } = await runNode(inProject('node_modules', 'next', 'dist', 'bin', 'next'), ['build'], {
    quiet,
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  if (status !== 0) {
    process.stderr.write(output);
    throw new Failure(`The site could not be built in ${siteDirectory()}: next build ended with status ${status} (its message is above).`);
  }
  writeFileSync(record(), JSON.stringify({ sources: before }));
}
