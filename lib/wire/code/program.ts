import type { Call, Scenario } from '../../engine/scenario';
import { boto3 } from './boto3';
import { cli } from './cli';
import { curl } from './curl';
import { callsOf, isUsed, type Dialect } from './dialect';
import { withoutBrowser } from './plain-http';
import { sdk } from './sdk';

/** A piece of a program and the steps that it stands for; the opening (imports, region) stands for none. */
export interface Segment {
  readonly text: string;
  readonly steps: readonly string[];
}

export interface Program {
  /** A name for the file. */
  readonly file: string;
  readonly segments: readonly Segment[];
}

/** The languages in which a scenario's calls are written down. Amplify hides the calls and is written by hand. */
export type Language = 'sdk' | 'boto3' | 'cli' | 'http';

export type Programs = Readonly<Record<Language, Program>>;

/**
 * The programs that make a scenario's calls on real AWS, one segment for each step; what one call gave is passed on to the
 * next. What happened before the story is in them as far as the story uses it. Calls that only ask IAM have no code.
 */
export function programsOf(scenario: Scenario): Programs {
  const before = usedBefore(scenario);
  const whole = withoutBrowser({ ...scenario, calls: [...before, ...scenario.calls] });
  const untold = new Set(before.map((call) => call.id));
  const told = (dialect: Dialect) => programIn(dialect, whole, untold);
  return { sdk: told(sdk), boto3: told(boto3), cli: told(cli), http: told(curl) };
}

function programIn(dialect: Dialect, scenario: Scenario, untold: ReadonlySet<string>): Program {
  const calls = callsOf(scenario).map((call) => ({ text: dialect.call(call, scenario), steps: untold.has(call.id) ? [] : [call.id] }));
  return { file: dialect.file, segments: [{ text: dialect.opening(scenario), steps: [] }, ...calls] };
}

/** The calls before the story whose answers it needs, and those that these need in turn. */
function usedBefore({ before = [], calls }: Scenario): readonly Call[] {
  return before.reduceRight<readonly Call[]>((used, call) => (isUsed(call.id, { calls: [...used, ...calls] }) ? [call, ...used] : used), []);
}
