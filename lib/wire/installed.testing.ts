import { spawnSync } from 'node:child_process';

/** Whether a program is there and ends well with these arguments. Tests of programs that are not there are skipped, and say so. */
export function isInstalled(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** For a shell's script: the AWS CLI at AWS_ENDPOINT_URL, which versions before 2.13 do not heed. */
export const awsAtEndpoint = 'aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }';
