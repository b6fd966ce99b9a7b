import type { AuditRequest } from '../lib/auditor/run-audit';
import { parseJson, parseSnapshot, snapshotText, type Snapshot } from '../lib/snapshot/snapshot';
import { readAccounts } from './accounts';
import { snapshotOptions } from './audit-options';
import { readText, writeWhole } from './files';
import type { Io } from './io';
import { orSay } from './problem';
import { version } from './version';

const usage = `Usage: lifeguard snapshot [POOL_ID…] --output FILE [OPTIONS]

Reads an account and judges nothing: the file can be kept, compared, and audited without credentials (lifeguard audit --snapshot FILE).
Secrets are replaced as they arrive. Ctrl-C keeps what was read so far.

  --output FILE        where to write it; - is standard output
  --resume FILE        go on from a snapshot that was interrupted or partly refused
  --region R           repeatable; without it, that of the environment or the profile
  --all-regions        every region that has Amazon Cognito
  --profile P          a profile of the AWS config files
  --role-arn ARN       read with this role
  --public-keys        also ask the internet for the public keys of user pools that are not in the account, and whether the
                       issuers of OpenID Connect providers still exist
  --second-opinion     also ask AWS what it thinks of policies and of the statements that decide (see lifeguard audit --help)
  --demo               the built-in demo account
  --no-progress        no progress on standard error, even on a terminal

Exit status: 0 written, 2 it could not be done or was interrupted.
`;

/** The command `lifeguard snapshot`. @returns 0, or 2 when the account could not be read or Ctrl-C came first */
export function snapshotCommand(args: readonly string[], io: Io): Promise<number> {
  return orSay(io, async () => {
    const options = snapshotOptions(args);
    if (options === 'help') {
      io.stdout.write(usage);
      return 0;
    }
    const earlier = options.resume === undefined ? undefined : await snapshotIn(options.resume, io);
    const { snapshots, secondOpinions, interrupted } = await readAccounts({ ...options, ...(earlier === undefined ? {} : { earlier }) }, io);
    const [snapshot] = snapshots;
    if (snapshot !== undefined) await write(interrupted ? snapshot : await withSecondOpinions(snapshot, secondOpinions[0]), options.output, io);
    if (!interrupted) return 0;
    io.stderr.write(`Interrupted: ${options.output} holds what was read so far; go on with --resume ${options.output}.\n`);
    return 2;
  });
}

/** What AWS thinks is asked about what an audit would say, so it needs one. */
async function withSecondOpinions(snapshot: Snapshot, secondOpinions: AuditRequest['secondOpinions']): Promise<Snapshot> {
  if (secondOpinions === undefined) return snapshot;
  const { runAudit } = await import('../lib/auditor/run-audit');
  return (await runAudit({ snapshot, version: version(), secondOpinions })).snapshot;
}

async function snapshotIn(path: string, io: Io): Promise<Snapshot> {
  const { name, text } = await readText(path, io);
  return parseSnapshot(parseJson(text, name), name);
}

async function write(snapshot: Snapshot, output: string, io: Io): Promise<void> {
  const text = snapshotText(snapshot);
  if (output === '-') {
    io.stdout.write(text);
    return;
  }
  await writeWhole(output, text);
  const refused = snapshot.exchanges.filter(({ error }) => error !== undefined).length;
  if (io.stderr.isTerminal) io.stderr.write(`${output}: ${snapshot.exchanges.length} answers of account ${snapshot.account}, ${refused} of them errors.\n`);
}
