import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { run } from '../engine/run';
import { fullCatalogue } from '../iam/catalogue/catalogue';
import { severities } from '../iam/reach/severity';
import { auditedPools, judge } from './audit';
import type { AnyCheck, Example } from './check';
import { checks } from './checks/index';
import { hidings } from './hiding.testing';
import type { Verdict } from './verdict';

const catalogue = await fullCatalogue();

/** What a check says about the pool of an example, or of a variation of it. */
function verdictsOn(check: AnyCheck, example: Example, world = example.world, fixes = true): readonly Verdict[] {
  const options = { catalogue, expectations: example.expectations, ...(example.pool === undefined ? {} : { pools: [example.pool] }) };
  const [pool] = auditedPools(world, options);
  if (pool === undefined) throw new Error('The example has no identity pool.');
  return judge(check, pool, fixes);
}

const failuresIn = (verdicts: readonly Verdict[]) => verdicts.filter(({ verdict }) => verdict === 'fail');
const worst = (verdicts: readonly Verdict[]) => failuresIn(verdicts).map(({ severity }) => severity ?? 'info').sort((a, b) => severities.indexOf(a) - severities.indexOf(b))[0];
const named = (examples: readonly Example[]) => examples.map((example) => [example.title, example] as const);

describe.each(checks.map((check) => [`${check.code} ${check.name}`, check] as const))('%s', (_name, check) => {
  test('is listed under its file’s name, once', () => {
    expect(existsSync(new URL(`./checks/${check.name}.ts`, import.meta.url))).toBe(true);
    expect(checks.filter(({ code, name }) => code === check.code || name === check.name)).toEqual([check]);
    expect(check.code).toMatch(/^(IDP|PRV|MAP|TRU|PER|VAR|ESC|UPL)-\d\d$/);
  });

  test('says what it asks, why, when it errs and what to do', () => {
    for (const text of Object.values(check.docs)) expect(text.length).toBeGreaterThan(40);
    expect(check.references.length).toBeGreaterThan(0);
    expect(check.examples.fails.length).toBeGreaterThan(0);
    expect(check.examples.passes.length).toBeGreaterThan(0);
  });

  describe.each(named(check.examples.fails))('fails when %s', (_title, example) => {
    let judged: readonly Verdict[] | undefined;
    const verdicts = () => (judged ??= verdictsOn(check, example));
    const failures = () => failuresIn(verdicts());

    test('with a proof that replays', () => {
      expect(failures().length).toBeGreaterThan(0);
      for (const { proof } of failures()) {
        if (proof === undefined) throw new Error('A failure without a proof.');
        expect(run(proof.scenario)).toEqual(proof.trace);
        expect(proof.trace.steps.length).toBeGreaterThan(0);
      }
    });

    test('as badly as it says', () => {
      if (example.severity !== undefined) expect(worst(verdicts())).toBe(example.severity);
    });

    test('with a fix that stops the proof and harms nobody', () => {
      for (const { fix } of failures()) {
        expect(fix?.replay.refused).toBe(true);
        expect(fix?.changes.length).toBeGreaterThan(0);
        expect(fix?.intended.filter(({ works }) => !works).map(({ title }) => title)).toEqual([]);
        for (const { tool, text } of fix?.texts ?? []) expect(text, tool).not.toBe('');
      }
    });

    test('and never passes by not looking', () => {
      const failed = new Set(failures().map(({ resource }) => resource.id));
      for (const { what, world } of hidings(example.world)) {
        const blind = verdictsOn(check, example, world, false);
        for (const { verdict, resource } of blind) if (failed.has(resource.id)) expect(verdict, what).not.toBe('pass');
        // If the failure is gone, something must say that it is not known.
        if (failuresIn(blind).length === 0) expect(blind.map(({ verdict }) => verdict), what).toContain('unknown');
      }
    }, 60_000);
  });

  describe.each(named(check.examples.passes))('does not fail when %s', (_title, example) => {
    test('', () => {
      for (const { verdict, message } of verdictsOn(check, example)) expect(verdict, message).not.toBe('fail');
      for (const { verdict, message } of verdictsOn(check, example)) expect(verdict, message).not.toBe('unknown');
    });
  });

  test('passes by having tried', () => {
    const passes = check.examples.passes.flatMap((example) => verdictsOn(check, example)).filter(({ verdict }) => verdict === 'pass');
    expect(passes.length).toBeGreaterThan(0);
    for (const { proof } of passes) expect(proof?.trace.steps.length).toBeGreaterThan(0);
  });
});
