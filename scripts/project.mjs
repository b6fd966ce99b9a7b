import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** An absolute path from one relative to the project. */
export const inProject = (...parts) => join(root, ...parts);

/** Where `next build` writes; another name lets several builds of one folder live side by side. */
export const siteDirectory = () => inProject(process.env.LIFEGUARD_DIST_DIR || '.next');

export const readManifest = () => JSON.parse(readFileSync(inProject('package.json'), 'utf8'));

/** The content of a JSON file, or undefined when there is no such file or it is not JSON. */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
