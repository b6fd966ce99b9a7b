import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runNode, runProgram } from './child.mjs';
import { Failure } from './failure.mjs';
import { inProject } from './project.mjs';

/**
 * Sees to it that there is a Chrome or Chromium to test with: the one that CHROME_PATH names, else one that is installed, else
 * the one that Playwright downloads, else Debian's.
 *
 * @returns {Promise<string>} the path of an executable that runs
 * @throws {Failure} when none could be had, or the one named by CHROME_PATH does not run
 */
export async function setUpBrowser() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (await runs(named)) return named;
    throw new Failure(`CHROME_PATH names ${named}, which is not a browser that runs: correct it, or unset it to let Lifeguard look for one.`);
  }
  for (const obtain of [async () => undefined, downloadBrowser, installDebianBrowser]) {
    await obtain();
    const found = await findBrowser();
    if (found !== undefined) return found;
  }
  throw new Failure(
    'The end-to-end tests need a browser, and none could be found or installed: install Google Chrome or Chromium, or set CHROME_PATH to one, and run npm test again.',
  );
}

/** A file of the right name is not enough: Ubuntu's `chromium-browser` may be a note that the browser is elsewhere. */
async function findBrowser() {
  for (const path of [...installedBrowsers(), await downloadedBrowser()]) {
    if (existsSync(path) && (await runs(path))) return path;
  }
  return undefined;
}

/** On Windows a browser that is asked for its version opens a window instead. */
async function runs(path) {
  if (process.platform === 'win32') return existsSync(path);
  return (await runProgram(path, ['--version'], { quiet: true })).status === 0;
}

function installedBrowsers() {
  if (process.platform === 'darwin') {
    const applications = ['/Applications', join(process.env.HOME ?? '', 'Applications')];
    return applications.flatMap((folder) => ['Google Chrome', 'Chromium'].map((name) => join(folder, `${name}.app`, 'Contents', 'MacOS', name)));
  }
  if (process.platform === 'win32') {
    const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(Boolean);
    return folders.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'));
  }
  const folders = new Set([...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/usr/local/bin', '/snap/bin']);
  const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];
  return names.flatMap((name) => [...folders].map((folder) => join(folder, name)));
}

async function downloadedBrowser() {
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}

async function downloadBrowser() {
  console.log('No Chrome or Chromium here: downloading one with Playwright …');
  const { status, output } = await runNode(inProject('node_modules', '@playwright', 'test', 'cli.js'), ['install', '--no-shell', 'chromium'], { quiet: true });
  if (status !== 0) console.log(`Playwright could not download one: ${/^Error: .*$/m.exec(output)?.[0] ?? `status ${status}`}`);
}

/** Only where that asks nobody for a password: as root, in a container or on a build machine. */
async function installDebianBrowser() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log('Installing Chromium with apt-get …');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runProgram('apt-get', ['update', '-q'], { quiet: true, env });
  await runProgram('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env });
}
