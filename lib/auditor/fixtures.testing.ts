import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { severities } from '../iam/reach/severity';
import type { Verdict } from '../audit/verdict';
import { readInputs } from '../snapshot/input-files';
import type { Snapshot } from '../snapshot/snapshot';

/** One classic mistake, seeded. */
interface Twin {
  readonly mistake: string;
  /** What the template says, once, and what the mistake makes of it. */
  readonly replace?: readonly (readonly [right: string, wrong: string])[];
  /** An operation that the account refuses with this code. */
  readonly answer?: { readonly operation: string; readonly code: string };
  /** `TRU-02 critical`: what has to fail, and does not without the mistake. */
  readonly fires: readonly string[];
}

/** What heads a fixture's file, above the template. */
interface Heading {
  readonly title: string;
  /** Every failure above `info` that a careful expert would stand behind, as `PRV-07 low`; one that is said of two resources stands twice. */
  readonly expected: readonly string[];
  readonly twins: readonly Twin[];
}

export interface Fixture extends Heading {
  readonly name: string;
  readonly template: string;
}

const folder = new URL('./fixtures/', import.meta.url);

/** Accounts as the tools of others set them up: one file each, what is expected first, then the template. */
export const fixtures: readonly Fixture[] = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const end = text.indexOf('\n---\n');
    return { name: file.replace('.yaml', ''), ...(parse(text.slice(0, end)) as Heading), template: text.slice(end + 5) };
  });

/** The snapshot of an account to which a fixture was deployed, with the mistake of a twin. */
export async function snapshotOf({ name, template }: Fixture, { replace = [], answer }: Partial<Twin> = {}): Promise<Snapshot> {
  const text = replace.reduce((before, [right, wrong]) => {
    if (before.split(right).length !== 2) throw new Error(`${name} says "${right}" ${before.split(right).length - 1} times.`);
    return before.replace(right, () => wrong);
  }, template);
  const { snapshot } = await readInputs([{ name: `${name}.yaml`, text }], '2026-11-23T00:00:00Z');
  if (snapshot === undefined) throw new Error(`${name} is no template.`);
  return answer === undefined ? snapshot : refusing(snapshot, answer.operation, answer.code);
}

/** A snapshot in which one operation was never answered. */
export function refusing(snapshot: Snapshot, refused: string, code = 'AccessDeniedException'): Snapshot {
  const exchanges = snapshot.exchanges.map((exchange) => {
    if (exchange.operation !== refused) return exchange;
    const { output: _, ...asked } = exchange;
    return { ...asked, error: { code, message: `${code} for a test` } };
  });
  return { ...snapshot, exchanges };
}

/** `PRV-07 low`, for every failure above `info`. */
export function findingsIn(verdicts: readonly Verdict[]): readonly string[] {
  return verdicts
    .filter(({ verdict, severity = 'info' }) => verdict === 'fail' && severities.indexOf(severity) < severities.indexOf('info'))
    .map(({ check, severity = 'info' }) => `${check.code} ${severity}`)
    .sort();
}
