import { spawnSync } from 'node:child_process';
import { transform } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { scenarioOf } from '@/content/walkthroughs/walkthrough';
import { stories } from '@/content/stories/index';
import { walkthroughs } from '@/content/walkthroughs/index';
import { run } from '@/lib/engine/run';
import { sealMark } from '@/lib/engine/token';
import { programsOf } from '@/lib/wire/code/program';
import { isInstalled } from '@/lib/wire/installed.testing';
import { presentStep } from '@/lib/wire/present';

const python = isInstalled('python3', ['--version']);
const bash = isInstalled('bash', ['--version']);

describe.each([...Object.entries(walkthroughs), ...Object.entries(stories)])('the walkthrough %s', (_slug, load) => {
  test('has programs that their languages can read', async () => {
    const programs = programsOf((await load()).scenario);
    const textOf = (language: keyof typeof programs) => programs[language].segments.map((segment) => segment.text).join('\n');
    await transform(textOf('sdk'), { loader: 'ts', format: 'esm' });
    const read = (command: string, args: readonly string[], input: string) => spawnSync(command, args, { input }).stderr.toString();
    if (python) expect(read('python3', ['-c', 'import sys; compile(sys.stdin.read(), "run.py", "exec")'], textOf('boto3'))).toBe('');
    if (bash) for (const language of ['cli', 'http'] as const) expect(read('bash', ['-n'], textOf(language))).toBe('');
  });

  test('travels, with nothing of the engine’s stand-ins to be seen, whatever is switched', async () => {
    const walkthrough = await load();
    const choices = [[], ...walkthrough.switches.map(({ id }) => [id])];
    for (const on of choices) {
      const scenario = scenarioOf(walkthrough, on);
      const trace = run(scenario);
      const steps = trace.steps.flatMap((step) => [step, ...step.nested]);
      for (const step of steps) {
        const shown = JSON.stringify(await presentStep(step, { world: scenario.world, trace }));
        for (const mark of [sealMark, '"proof-', '"hash-', 'challenge-']) expect(shown ?? '', `${on.join()} ${step.id}`).not.toContain(mark);
      }
    }
  });
});
