import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Io } from './io';
import { messageOf, Problem } from './problem';

export interface NamedText {
  /** For sentences about it. */
  readonly name: string;
  readonly text: string;
}

/** The text of a file, or of standard input for “-”. @throws Problem */
export async function readText(path: string, io: Io): Promise<NamedText> {
  if (path === '-') return { name: 'Standard input', text: await io.readInput() };
  try {
    return { name: path, text: await readFile(path, 'utf8') };
  } catch (error) {
    throw new Problem(`${path} could not be read (${messageOf(error)}): check its name and whether you may read it.`);
  }
}

/** The texts of several files; standard input can be among them once. @throws Problem */
export async function readTexts(paths: readonly string[], io: Io): Promise<readonly NamedText[]> {
  if (paths.filter((path) => path === '-').length > 1) throw new Problem('Standard input (-) can be read only once: name files for the others.');
  return Promise.all(paths.map((path) => readText(path, io)));
}

/** Writes a whole file or leaves the old one as it was; only its owner may read it, for it tells of an account. @throws Problem */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    await writeFile(temporary, text, { mode: 0o600 });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new Problem(`${path} could not be written (${messageOf(error)}): choose another place with --output.`);
  }
}
