import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { type Answer, endWithSentence } from './server';

/** One folder up from cli/ and from the bundle in dist/ alike. */
const projectFolder = fileURLToPath(new URL('..', import.meta.url));

export const siteIsBuilt = (): boolean => existsSync(join(projectFolder, process.env.LIFEGUARD_DIST_DIR || '.next', 'BUILD_ID'));

let opened: Promise<Answer> | undefined;

/** The built pages, by Next's own request handler. */
export const answerAsSite: Answer = async (request, response) => {
  if (!siteIsBuilt()) return endWithSentence(response, 503, 'The pages are not built yet: stop Lifeguard, run npm run build, and start it again.');
  await (await openSite())(request, response);
};

/** Loads Next and the site once. It takes about a second, which is why the server does not wait for it. */
export function openSite(): Promise<Answer> {
  opened ??= loadSite();
  return opened;
}

async function loadSite(): Promise<Answer> {
  // React chooses its production build by this.
  Object.assign(process.env, { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' });
  const { default: next } = await import('next');
  const site = next({ dev: false, dir: projectFolder, quiet: true });
  await site.prepare();
  return site.getRequestHandler();
}
