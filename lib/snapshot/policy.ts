import { reads } from './reads';

export interface LeastPrivilegePolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly { readonly Sid: string; readonly Effect: 'Allow'; readonly Action: readonly string[]; readonly Resource: '*' }[];
}

/**
 * The IAM policy that an audit needs, from the reads that it makes. It names every action: a wildcard such as
 * `cognito-identity:Get*` would also allow GetOpenIdTokenForDeveloperIdentity, which gives a session for any user.
 */
export function policy(): LeastPrivilegePolicy {
  const needed = reads.filter((read) => read.optional !== true);
  const optional = reads.filter((read) => read.optional === true);
  return {
    Version: '2012-10-17',
    Statement: [statement('LifeguardAudit', needed), statement('LifeguardOptional', optional)],
  };
}

function statement(Sid: string, from: typeof reads): LeastPrivilegePolicy['Statement'][number] {
  return { Sid, Effect: 'Allow', Action: [...new Set(from.flatMap(({ actions }) => actions))], Resource: '*' };
}
