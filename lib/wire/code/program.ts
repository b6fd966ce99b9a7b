import type { Scenario } from '../../engine/scenario';
import { boto3 } from './boto3';
import { cli } from './cli';
import { curl } from './curl';
import { callsOf, type Dialect } from './dialect';
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
 * next. Calls that only ask IAM have no code.
 */
export function programsOf(scenario: Scenario): Programs {
  return { sdk: programIn(sdk, scenario), boto3: programIn(boto3, scenario), cli: programIn(cli, scenario), http: programIn(curl, scenario) };
}

function programIn(dialect: Dialect, whole: Scenario): Program {
  const scenario = withoutBrowser(whole);
  const calls = callsOf(scenario).map((call) => ({ text: dialect.call(call, scenario), steps: [call.id] }));
  return { file: dialect.file, segments: [{ text: dialect.opening(scenario), steps: [] }, ...calls] };
}
