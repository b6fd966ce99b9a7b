import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from './failure.mjs';
import { honestTally, playwrightTally, runStages, totalsLine, vitestTally, workStage } from './stages.mjs';

describe('the tally of a test run', () => {
  it('is read from the reports of vitest and Playwright', () => {
    expect(vitestTally({ numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 })).toEqual({ passed: 7, failed: 1, skipped: 3 });
    expect(playwrightTally({ stats: { expected: 4, flaky: 1, unexpected: 2, skipped: 3 } })).toEqual({ passed: 5, failed: 2, skipped: 3 });
  });

  it.each([
    ['a report that was never written', 1, vitestTally(undefined)],
    ['an error outside of every test', 1, { passed: 9, failed: 0, skipped: 0 }],
    ['no tests at all', 0, { passed: 0, failed: 0, skipped: 4 }],
  ])('counts %s as a failure', (_what, status, tally) => {
    expect(honestTally(status, tally)).toEqual({ ...tally, failed: 1 });
  });

  it('is left as it is otherwise', () => {
    expect(honestTally(1, { passed: 2, failed: 3, skipped: 0 })).toEqual({ passed: 2, failed: 3, skipped: 0 });
    expect(honestTally(0, { passed: 2, failed: 0, skipped: 1 })).toEqual({ passed: 2, failed: 0, skipped: 1 });
  });
});

it('names skipped tests only when there are any', () => {
  expect(totalsLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
  expect(totalsLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
});

describe('running stages', () => {
  let printed;
  let exitCode;
  beforeEach(() => {
    printed = '';
    exitCode = process.exitCode;
    vi.spyOn(console, 'log').mockImplementation((text) => (printed += `${text}\n`));
    vi.spyOn(console, 'error').mockImplementation((text) => (printed += `${text}\n`));
  });
  afterEach(() => {
    process.exitCode = exitCode;
  });

  const passing = (name) => workStage(name, async () => undefined);
  const failing = workStage('second', async () => {
    throw new Failure('A sentence.');
  });

  it('ends with the totals alone on the last line', async () => {
    await runStages([passing('first'), { name: 'unit', run: async () => ({ passed: 5, failed: 0, skipped: 1 }) }]);
    expect(printed).toMatch(/\n6 passed, 0 failed, 1 skipped\n$/);
    expect(process.exitCode).toBe(exitCode);
  });

  it('stops at the first stage that fails, says why and what was not run, and still ends with the totals', async () => {
    const third = passing('third');
    const run = vi.spyOn(third, 'run');
    await runStages([passing('first'), failing, third]);
    expect(run).not.toHaveBeenCalled();
    expect(printed).toContain('\nA sentence.\n');
    expect(printed).toContain('not run: third');
    expect(printed).toMatch(/\n1 passed, 1 failed\n$/);
    expect(process.exitCode).toBe(1);
  });
});
