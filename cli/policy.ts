import { policy } from '../lib/snapshot/policy';
import type { Io } from './io';

const usage = `Usage: lifeguard policy

Prints the least-privilege IAM policy that an audit needs, as JSON. The statement LifeguardOptional can be left out: what only it
allows to read is then unknown to the audit.
`;

/** The command `lifeguard policy`. @returns 0, or 2 for arguments, of which it takes none */
export async function policyCommand(args: readonly string[], io: Io): Promise<number> {
  const [first] = args;
  if (first === '--help' || first === '-h') io.stdout.write(usage);
  else if (first === undefined) io.stdout.write(`${JSON.stringify(policy(), undefined, 2)}\n`);
  else {
    io.stderr.write(`Unexpected “${first}”: lifeguard policy takes no arguments.\n`);
    return 2;
  }
  return 0;
}
