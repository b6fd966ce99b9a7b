import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { Failure } from './failure.mjs';
import { fingerprint } from './fingerprint.mjs';
import { inProject, readJson } from './project.mjs';

const sources = ['cli', 'lib', 'content', 'package.json', 'tsconfig.json', 'scripts/command-line.mjs'];
const folder = inProject('dist');
const record = inProject('dist', 'lifeguard.json');

/** The bundle that `cli/lifeguard.mjs` and `npm start` import. */
export const commandLineBundle = inProject('dist', 'lifeguard.mjs');

export const commandLineIsFresh = () => readJson(record)?.sources === fingerprint(sources);

/** Bundles the command line if its sources changed since it was last bundled. @returns whether it was */
export async function refreshCommandLine() {
  if (commandLineIsFresh()) return false;
  await bundleCommandLine();
  return true;
}

/**
 * Bundles cli/main.ts and all of ours that it imports; packages stay in node_modules. Split at each dynamic import, so that a
 * command loads only the packages it uses.
 */
export async function bundleCommandLine() {
  const { build } = await import('esbuild');
  const before = fingerprint(sources);
  const bundle = {
    absWorkingDir: inProject(),
    entryPoints: { lifeguard: 'cli/main.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    plugins: [onServerAlready],
    write: false,
  };
  const { outputFiles } = await build(bundle).catch(() => {
    throw new Failure('The command line could not be bundled from cli/main.ts: esbuild says why above.');
  });
  mkdirSync(folder, { recursive: true });
  for (const { path, contents } of outputFiles) replaceFile(path, contents);
  // Last: whoever finds this record finds the whole bundle.
  replaceFile(record, JSON.stringify({ sources: before, files: outputFiles.map(({ path }) => basename(path)) }));
}

/** Removes what earlier bundles left. Only on `npm run build`: a server that is running may still load its own pieces. */
export function removeOldBundles() {
  const present = new Set([basename(record), ...(readJson(record)?.files ?? [])]);
  for (const name of readdirSync(folder)) if (!present.has(name)) rmSync(inProject('dist', name), { recursive: true });
}

/** The package `server-only` throws outside Next's own server compilation; the command line is on the server by nature. */
const onServerAlready = {
  name: 'server-only',
  setup(build) {
    build.onResolve({ filter: /^server-only$/ }, () => ({ path: 'server-only', namespace: 'empty' }));
    build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '' }));
  },
};

/** In one step, so that another process never imports half a file; an unchanged file is left alone. */
function replaceFile(path, contents) {
  if (sameContents(path, contents)) return;
  const temporary = `${dirname(path)}/.${basename(path)}.${process.pid}`;
  writeFileSync(temporary, contents);
  renameSync(temporary, path);
}

function sameContents(path, contents) {
  try {
    return readFileSync(path).equals(Buffer.from(contents));
  } catch {
    return false;
  }
}
