import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { runNpm } from './npm.mjs';
import { readJson } from './project.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 * @typedef {{ name: string, run: () => Promise<Tally> }} Stage
 */

const passing = { passed: 1, failed: 0, skipped: 0 };
const failing = { passed: 0, failed: 1, skipped: 0 };

/** A stage that counts as one: work of our own, which fails by throwing. @returns {Stage} */
export const workStage = (name, work) => ({
  name,
  run: async () => {
    await work();
    return passing;
  },
});

/** A stage that counts as one: a script of package.json. @returns {Stage} */
export const scriptStage = (name) => ({
  name,
  run: async () => ((await runNpm(['run', '--silent', name])).status === 0 ? passing : failing),
});

/** The unit tests, each of them counted. @returns {Stage} */
export const unitStage = {
  name: 'unit',
  run: () =>
    countTests(async (report) => {
      const { status } = await runNpm(['run', '--silent', 'unit', '--', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
      return { status, tally: vitestTally(readJson(report)) };
    }),
};

/** The end-to-end tests, each of them counted. @returns {Stage} */
export const endToEndStage = {
  name: 'e2e',
  run: () =>
    countTests(async (report) => {
      const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
      const { status } = await runNpm(['run', '--silent', 'e2e', '--', '--reporter=list,json'], { env });
      return { status, tally: playwrightTally(readJson(report)) };
    }),
};

async function countTests(run) {
  const folder = mkdtempSync(join(tmpdir(), 'lifeguard-'));
  try {
    const { status, tally } = await run(join(folder, 'report.json'));
    return honestTally(status, tally);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A runner that failed has a failure to show, even if it is that no test could be loaded; and no tests are no success. */
export function honestTally(status, tally) {
  if (tally.failed === 0 && (status !== 0 || tally.passed === 0)) return { ...tally, failed: 1 };
  return tally;
}

export function vitestTally(report) {
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = report ?? {};
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

export function playwrightTally(report) {
  const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = report?.stats ?? {};
  return { passed: expected + flaky, failed: unexpected, skipped };
}

/**
 * Runs the stages in order up to the first that fails, with the time each took, and ends with the totals on a line of their own,
 * whatever happens. Sets the exit status.
 *
 * @param {readonly Stage[]} stages
 */
export async function runStages(stages) {
  // Whoever stops a run still gets the totals: Ctrl-C ends the running tool as well, and its stage has then failed.
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => (interrupted = true));
  const ended = [];
  for (const stage of stages) {
    console.log(`\n── ${stage.name} ${'─'.repeat(Math.max(0, 60 - stage.name.length))}`);
    const begun = performance.now();
    const counted = await outcome(stage);
    const tally = interrupted ? { ...counted, failed: Math.max(1, counted.failed) } : counted;
    ended.push({ name: stage.name, tally, seconds: (performance.now() - begun) / 1000 });
    if (tally.failed > 0) break;
  }
  console.log(`\n${ended.map(lineOf).join('\n')}`);
  const notRun = stages.slice(ended.length).map(({ name }) => name);
  if (notRun.length > 0) console.log(`  not run: ${notRun.join(', ')}`);
  const total = sum(ended.map(({ tally }) => tally));
  if (total.failed > 0) process.exitCode = 1;
  console.log(`\n${totalsLine(total)}`);
}

async function outcome(stage) {
  try {
    return await stage.run();
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    return failing;
  }
}

const lineOf = ({ name, tally, seconds }) => `  ${tally.failed > 0 ? 'failed' : 'passed'}  ${name.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s`;

const sum = (tallies) =>
  tallies.reduce((total, { passed, failed, skipped }) => ({ passed: total.passed + passed, failed: total.failed + failed, skipped: total.skipped + skipped }), {
    passed: 0,
    failed: 0,
    skipped: 0,
  });

/** `12 passed, 0 failed`, with `, 3 skipped` when there are any. */
export const totalsLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
