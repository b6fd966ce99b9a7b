import { existsSync } from 'node:fs';
import { Failure } from './failure.mjs';
import { runNpm } from './npm.mjs';
import { inProject, readJson, readManifest } from './project.mjs';

/** npm writes this last, so without it an installation never ended. */
const finishedInstallation = inProject('node_modules', '.package-lock.json');

const installedVersion = (name) => readJson(inProject('node_modules', name, 'package.json'))?.version;

/**
 * The packages that package.json pins and node_modules does not have at that version, as `name@version`.
 * The pins are exact, so this is also how a changed package.json shows, without a reinstall for a changed script.
 */
export function missingPackages({ development }) {
  const { dependencies, devDependencies } = readManifest();
  const wanted = Object.entries({ ...dependencies, ...(development ? devDependencies : {}) });
  const missing = wanted.filter(([name, version]) => installedVersion(name) !== version).map(([name, version]) => `${name}@${version}`);
  return [...missing, ...foreignBinaries()];
}

/** esbuild's binary stands for all: a node_modules carried over from another system or processor lacks ours. */
function foreignBinaries() {
  const binary = `@esbuild/${process.platform}-${process.arch}`;
  const offered = readJson(inProject('node_modules', 'esbuild', 'package.json'))?.optionalDependencies ?? {};
  return binary in offered && installedVersion(binary) === undefined ? [`${binary}@${offered[binary]}`] : [];
}

/** True when npm was last asked for a developer's packages too; an installation without them would remove them. */
const hasDevelopmentPackages = () => Object.values(readJson(finishedInstallation)?.packages ?? {}).some(({ dev }) => dev === true);

/**
 * Installs what is missing and nothing otherwise.
 *
 * @param {{ development: boolean }} options `development`: with what tests and linting need
 * @returns {Promise<boolean>} whether anything was installed
 * @throws {Failure} when npm did not manage
 */
export async function installPackages({ development }) {
  const missing = missingPackages({ development });
  if (missing.length === 0 && existsSync(finishedInstallation)) return false;

  const everything = development || hasDevelopmentPackages();
  console.log(`Installing packages with npm${existsSync(finishedInstallation) ? ` (${summary(missing)})` : ', a minute or two the first time'} …`);
  const unreachable = await registryProblem();
  // Without a connection npm may still have everything from an earlier time; asking it to try the network takes half an hour.
  const network = unreachable === undefined ? '--prefer-offline' : '--offline';
  const { status } = await runNpm(['install', everything ? '--include=dev' : '--omit=dev', network, '--no-audit', '--no-fund']);
  if (status !== 0) {
    throw new Failure(
      unreachable === undefined
        ? `npm install failed in ${inProject()}: its message is above.`
        : `The packages could not be installed because npm's registry cannot be reached (${unreachable}): connect this computer, or set npm's proxy or registry, and run the command again.`,
    );
  }
  const stillMissing = missingPackages({ development });
  if (stillMissing.length > 0) {
    throw new Failure(`npm install finished in ${inProject()} without ${summary(stillMissing)}: remove the node_modules folder and run the command again.`);
  }
  return true;
}

const networkProblems = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT)\b/;

/** @returns the system's name for why the registry cannot be reached, or undefined. A registry that only dislikes `ping` can. */
async function registryProblem() {
  const { status, output } = await runNpm(['ping', '--fetch-retries=0', '--fetch-timeout=15000'], { quiet: true });
  return status === 0 ? undefined : networkProblems.exec(output)?.[1];
}

function summary(packages) {
  const [first, ...others] = packages;
  if (first === undefined) return 'to finish what was interrupted';
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
