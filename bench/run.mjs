// Runs bench/<name>.ts and writes its table to the terminal and to bench/results/<name>.json.
// Usage: node bench/run.mjs iam
// Times are processor time on one thread: garbage is collected on the thread that makes it.
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const name = process.argv[2];
/** The package `server-only` throws outside Next's own server compilation. */
const onTheServer = { 'server-only': join(root, 'node_modules', 'server-only', 'empty.js') };

if (!name || !/^[a-z-]+$/.test(name)) {
  console.error('Which benchmark? For instance: node bench/run.mjs iam');
  process.exit(2);
}

const oneThread = '--single-threaded-gc';
if (!process.execArgv.includes(oneThread)) {
  const { status } = spawnSync(process.execPath, [oneThread, fileURLToPath(import.meta.url), name], { stdio: 'inherit' });
  process.exit(status ?? 2);
}

process.chdir(root);
const { title, rows: measure } = await load(name);
const rows = await measure();
print(title, rows);
await save(name, title, rows);
process.exit(rows.every(reached) ? 0 : 1);

/** Bundled beside the sources' node_modules, so that what stays outside the bundle is found. */
async function load(name) {
  await mkdir(join(root, 'node_modules', '.cache'), { recursive: true });
  const folder = await mkdtemp(join(root, 'node_modules', '.cache', 'bench-'));
  const outfile = join(folder, `${name}.mjs`);
  try {
    await build({ entryPoints: [join('bench', `${name}.ts`)], bundle: true, platform: 'node', format: 'esm', packages: 'external', alias: onTheServer, outfile, logLevel: 'error' });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function reached({ unit, median, target }) {
  return target === undefined || (unit === 'per second' ? median >= target : median <= target);
}

function print(title, rows) {
  console.log(`${title}\n`);
  const table = rows.map((row) => [row.what, `${figure(row.median)} ${row.unit}`, row.target === undefined ? '' : `${row.unit === 'per second' ? '≥' : '≤'} ${figure(row.target)}`, reached(row) ? '' : 'missed']);
  const widths = [0, 1, 2].map((i) => Math.max(...table.map((line) => line[i].length)));
  for (const line of table) console.log(line.map((cell, i) => (i === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[i] ?? 0))).join('   ').trimEnd());
}

function figure(value) {
  return value >= 1000 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);
}

async function save(name, title, rows) {
  const folder = join(root, 'bench', 'results');
  await mkdir(folder, { recursive: true });
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', threads: 1, clock: 'processor time' };
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify({ title, machine, rows }, null, 1)}\n`);
}
