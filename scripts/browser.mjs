import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runNode, runProgram } from './child.mjs';
import { Failure } from './failure.mjs';
import { inProject } from './project.mjs';

/**
 * The Chrome or Chromium to test with: CHROME_PATH, one that is installed, or the one that Playwright downloaded.
 *
 * @returns {Promise<string | undefined>} the path of its executable
 */
export async function findBrowser() {
  const candidates = [...installedBrowsers(), await downloadedBrowser()];
  return candidates.find((path) => path !== undefined && existsSync(path));
}

/**
 * Sees to it that there is a browser that runs.
 *
 * @returns {Promise<string>} the path of its executable
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
    if (found !== undefined && (await runs(found))) return found;
  }
  throw new Failure(
    'The end-to-end tests need a browser, and none could be found or installed: install Google Chrome or Chromium, or set CHROME_PATH to one, and run npm test again.',
  );
}

/** On Windows a browser that is asked for its version opens a window instead. */
async function runs(path) {
  if (process.platform === 'win32') return existsSync(path);
  return (await runProgram(path, ['--version'], { quiet: true })).status === 0;
}

function installedBrowsers() {
  const named = process.env.CHROME_PATH ? [process.env.CHROME_PATH] : [];
  if (process.platform === 'darwin') {
    const applications = ['/Applications', join(process.env.HOME ?? '', 'Applications')];
    return [...named, ...applications.flatMap((folder) => ['Google Chrome', 'Chromium'].map((name) => join(folder, `${name}.app`, 'Contents', 'MacOS', name)))];
  }
  if (process.platform === 'win32') {
    const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(Boolean);
    return [...named, ...folders.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'))];
  }
  const folders = new Set([...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/usr/local/bin', '/snap/bin']);
  const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];
  return [...named, ...names.flatMap((name) => [...folders].map((folder) => join(folder, name)))];
}

async function downloadedBrowser() {
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}

async function downloadBrowser() {
  console.log('No Chrome or Chromium here: downloading one with Playwright …');
  await runNode(inProject('node_modules', '@playwright', 'test', 'cli.js'), ['install', '--no-shell', 'chromium']);
}

/** Only where that asks nobody for a password: as root, in a container or on a build machine. */
async function installDebianBrowser() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log('Installing Chromium with apt-get …');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runProgram('apt-get', ['update', '-q'], { quiet: true, env });
  await runProgram('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env });
}
