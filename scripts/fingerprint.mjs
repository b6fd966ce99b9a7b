import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './project.mjs';

/** What cannot change a build: tests, and what editors and systems leave behind. */
const irrelevant = /\.test\.[a-z]+$|\.testing\.[a-z]+$|(^|\/)\.[^/]*$|~$/;

/**
 * A digest of what the named files and folders contain (paths relative to the project; what is absent counts as absent).
 * Contents, not times: a fresh clone, a branch switched there and back, or a touched file is not a change.
 *
 * @param {readonly string[]} names
 */
export function fingerprint(names, base = root) {
  const digest = createHash('sha256');
  digest.update(`node ${process.versions.modules}\n`);
  for (const file of names.flatMap((name) => filesOf(join(base, name))).sort()) {
    const path = relative(base, file).split(sep).join('/');
    if (irrelevant.test(path)) continue;
    const content = readFileSync(file);
    digest.update(`${path}\n${content.length}\n`).update(content);
  }
  return digest.digest('hex');
}

function filesOf(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesOf(join(path, name)));
}
