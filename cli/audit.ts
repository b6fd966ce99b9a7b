import { runAudit, type AuditRequest } from '../lib/auditor/run-audit';
import type { Expectation } from '../lib/world/expectation';
import { formats, render } from '../lib/report/formats';
import { mergeReports } from '../lib/report/merge';
import type { Report } from '../lib/report/report';
import { parseSuppressions, staleSuppressions, type Suppression } from '../lib/report/suppression';
import { readInputs } from '../lib/snapshot/input-files';
import type { Snapshot } from '../lib/snapshot/snapshot';
import { demoExpectations } from '../lib/world/accounts/demo';
import { readAccounts, type ReadAccounts } from './accounts';
import { auditOptions, countsFor, type AuditCommandOptions } from './audit-options';
import { readText, readTexts, writeWhole } from './files';
import type { Io } from './io';
import { orSay, Problem } from './problem';
import { progressLine } from './progress';
import { version } from './version';

const usage = `Usage: lifeguard audit [POOL_ID…] [OPTIONS]

Who gets AWS credentials through the identity pools of an account, what they can do with them, and how to mend what is wrong. An
account is only read; what is claimed is demonstrated in an emulator. No pool named: every pool of the region.

What to audit
  --demo               the built-in demo account, served by the emulator on a port of this computer
  --snapshot FILE…     what lifeguard snapshot or the AWS CLI printed, a CloudFormation or SAM template (JSON, YAML), or what
                       terraform show -json printed of a plan or state; no credentials needed; - is standard input
  --region R           repeatable; without it, that of the environment or the profile
  --all-regions        every region that has Amazon Cognito
  --profile P          a profile of the AWS config files
  --role-arn ARN…      read with these roles, one account each
  --app-config FILE    amplify_outputs.json, aws-exports.js or amplifyconfiguration.json: what the application expects to be trusted
  --public-keys        also ask the internet for the public keys of user pools that are not in the account, to tell deleted from
                       foreign ones, and whether the issuers of OpenID Connect providers still exist
  --second-opinion     also ask AWS: Access Analyzer's ValidatePolicy about the policies of roles, and IAM's SimulateCustomPolicy about
                       the statement that decides each proof. Shown beside the verdicts, never changing one. Needs
                       access-analyzer:ValidatePolicy and iam:SimulateCustomPolicy; where they are denied, nobody was asked
  --offline            send nothing over any network: with --snapshot or --demo

How to judge
  --check CODE…        only these checks (lifeguard checks lists them)
  --suppress FILE      findings that somebody decided to live with: reasons and dates of expiry; they are shown and do not count
  --fail-on S          critical, high (the default), medium, low or never

What to print
  --format F           ${formats.join(', ')}
  --output FILE        write there instead of standard output
  --no-progress        no progress on standard error, even on a terminal

Exit status: 0 nothing at or above --fail-on, 1 something is, 2 it could not be done.
`;

/** The command `lifeguard audit`. @returns 0 nothing at or above the threshold, 1 something is, 2 it could not be done */
export function auditCommand(args: readonly string[], io: Io): Promise<number> {
  return orSay(io, async () => {
    const options = auditOptions(args);
    if (options === 'help') {
      io.stdout.write(usage);
      return 0;
    }
    return auditWith(options, io);
  });
}

async function auditWith(options: AuditCommandOptions, io: Io): Promise<number> {
  const suppressions = await suppressionsIn(options, io);
  const { snapshots, expectations, secondOpinions } = await subjectsOf(options, io);
  const reports: Report[] = [];
  for (const [index, snapshot] of snapshots.entries()) reports.push(await judge({ snapshot, expectations, suppressions, secondOpinions: secondOpinions[index] }, options, io));
  const report = reports.length === 1 ? (reports[0] as Report) : mergeReports(reports, version());
  await print(report, options, io);
  return statusOf(report, options, io);
}

async function suppressionsIn({ suppress }: AuditCommandOptions, io: Io): Promise<readonly Suppression[]> {
  if (suppress === undefined) return [];
  const { name, text } = await readText(suppress, io);
  return parseSuppressions(text, name);
}

interface Subjects {
  readonly snapshots: readonly Snapshot[];
  readonly expectations: readonly Expectation[];
  /** How to ask for them, for each of the snapshots; empty when nobody wants any. */
  readonly secondOpinions: ReadAccounts['secondOpinions'];
}

/** What to judge, and what applications expect of it. */
async function subjectsOf(options: AuditCommandOptions, io: Io): Promise<Subjects> {
  const now = new Date().toISOString();
  const files = await readTexts([...options.snapshots, ...options.appConfigs], io);
  const given = await readInputs(files, now);
  if (options.snapshots.length > 0) {
    if (given.snapshot === undefined) throw new Problem(`Nothing in ${options.snapshots.join(', ')} tells of an account: give a snapshot, or what the AWS CLI printed of one.`);
    return { snapshots: [given.snapshot], expectations: given.expectations, secondOpinions: [] };
  }
  if (given.snapshot !== undefined) throw new Problem('What --app-config names is not the configuration of an application: give snapshots with --snapshot.');
  const { snapshots, secondOpinions, interrupted } = await readAccounts(options, io);
  if (interrupted) throw new Problem('Interrupted: nothing was judged. lifeguard snapshot keeps what was read, for an audit to go on from.');
  return { snapshots, secondOpinions, expectations: [...(options.demo ? demoExpectations : []), ...given.expectations] };
}

async function judge(subject: Pick<AuditRequest, 'snapshot' | 'expectations' | 'suppressions' | 'secondOpinions'>, options: AuditCommandOptions, io: Io): Promise<Report> {
  const line = progressLine(io, options.progress);
  try {
    const { report, verdicts } = await runAudit({
      ...subject,
      version: version(),
      ...(options.pools.length === 0 ? {} : { pools: options.pools }),
      ...(options.checks === undefined ? {} : { checks: options.checks }),
      onProgress: ({ done, of, check }) => line.say(`Judging: ${done} of ${of}, ${check}`),
    });
    line.clear();
    for (const sentence of staleSuppressions(subject.suppressions ?? [], verdicts, subject.snapshot.takenAt)) io.stderr.write(`${sentence}\n`);
    return report;
  } finally {
    line.clear();
  }
}

async function print(report: Report, { format, output }: AuditCommandOptions, io: Io): Promise<void> {
  const colours = output === undefined && io.stdout.isTerminal && io.env.NO_COLOR === undefined && io.env.TERM !== 'dumb';
  const text = await render(report, format, colours);
  if (output === undefined || output === '-') io.stdout.write(text);
  else await writeWhole(output, text);
}

const severities = ['critical', 'high', 'medium', 'low'] as const;

function statusOf(report: Report, { failOn }: AuditCommandOptions, io: Io): number {
  if (nothingJudged(report)) {
    io.stderr.write('Nothing at all could be judged, because nothing could be read: lifeguard policy prints the permissions that an audit needs.\n');
    return 2;
  }
  return severities.some((severity) => countsFor(failOn, severity) && report.summary[severity] > 0) ? 1 : 0;
}

function nothingJudged({ verdicts, pools, unread }: Report): boolean {
  if (pools.length === 0) return unread.length > 0;
  return verdicts.every(({ verdict }) => verdict === 'unknown' || verdict === 'not-applicable') && verdicts.some(({ verdict }) => verdict === 'unknown');
}
