import { poolToken } from '../../engine/identity-token';
import { defaultStart } from '../../engine/scenario';
import { read } from '../../world/gap';
import { get } from '../../world/world';
import type { Role } from '../../world/resources';
import { check, type Attempt, type Probe } from '../check';
import { allow, notes, notesWorld, signedInRole, trust, withStrayRole, withTrust } from '../examples';
import { auditorAsks } from '../login-probes';
import { trustingRoles, type TrustingRole } from '../other-pool';
import { cast } from '../people';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { nameOf } from '../roles';
import { withoutCognitoTrust, withTrustConditions } from '../trust-edits';
import { isElsewhere, poolsNamedBy, valuesAskedOf } from '../trusted-pools';

const gone = 'us-east-1:dead0000-1111-4222-8333-444444444444';

export const deletedIdentityPool = check<TrustingRole>({
  code: 'TRU-04',
  name: 'deleted-identity-pool',
  title: 'A role trusts an identity pool that does not exist',
  resource: 'AWS::IAM::Role',
  severityRule: 'Low: the ID is never given out again, and what is left over is the role with its permissions.',
  docs: {
    what: 'A role’s trust policy compares aud with the ID of an identity pool that is not in the account. The check asks Amazon Cognito for the pool, and brings STS a token as that pool would have issued it.',
    why: 'IDs of identity pools are random, so nobody can come by this one again. But the role is still there, with whatever it allows, and the next person who needs a role adds a statement to it instead of making a new one.',
    falsePositives: 'A pool in another region exists all the same; where only one region was read, the answer is that nobody can tell. A denied DescribeIdentityPool is no sign of a deleted pool.',
    fix: 'Take the ID out of the trust policy. Delete the role if no other pool gives it, and RoleLastUsed says that nobody uses it.',
  },
  references: [references.trustPolicies, references.iamRoles, cwe(672)],
  examples: {
    fails: [
      { title: 'a role still names an old pool beside the new one', world: withTrust(signedInRole, trust({ aud: [notes.identityPool, gone], amr: 'authenticated' })), severity: 'low' },
      { title: 'a stray role names an old pool', world: withStrayRole('left-behind', trust({ aud: gone, amr: 'unauthenticated' }), [allow('s3:*')]), severity: 'low' },
      { title: 'a stray role names an old pool and a provider', world: withStrayRole('left-behind', trust({ aud: gone, amr: notes.provider }), [allow('s3:*')]), severity: 'low' },
    ],
    passes: [
      { title: 'every role names a pool that is there', world: notesWorld },
      { title: 'a stray role trusts nobody any more', world: withStrayRole('left-behind', { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity' }] }, []) },
    ],
  },
  subjects: trustingRoles,
  probes(role, pool): readonly Attempt[] {
    if (role.gaps !== undefined) return role.gaps;
    const found = get(pool.world, 'AWS::IAM::Role', nameOf(role.arn));
    if (found === undefined) return [];
    read(found.AssumeRolePolicyDocument);
    return poolsNamedBy(found).flatMap((id): readonly Attempt[] => (isElsewhere(id, pool.world) ? [{ unread: `the identity pool ${id} of another region` }] : [tokenProbe(found, id, pool)]));
  },
  fix({ arn, owners }, pool) {
    const name = nameOf(arn);
    const role = get(pool.world, 'AWS::IAM::Role', name);
    const kept = [...new Set([...(role === undefined ? [] : poolsNamedBy(role).filter((id) => get(pool.world, 'AWS::Cognito::IdentityPool', id) !== undefined)), ...owners])];
    if (kept.length > 0) {
      const world = withTrustConditions(pool.world, name, { aud: kept });
      return world && { summary: `Compare aud with ${kept.join(', ')} alone in the trust policy of ${name}.`, world };
    }
    const world = withoutCognitoTrust(pool.world, name);
    return world && { summary: `No identity pool gives ${name}: let none assume it, and delete it once RoleLastUsed says that nobody does.`, world };
  },
});

/** The pool is asked for and is not there; a token of it would be taken all the same. */
function tokenProbe(role: Role, id: string, { world: { account, partition, region } }: AuditedPool): Probe {
  const asked = valuesAskedOf(role, 'amr').filter((value) => !/[*?]/.test(value));
  const amr = asked.length > 0 ? asked : ['authenticated'];
  const WebIdentityToken = poolToken({ account, partition, region }, { sub: `${region}:00000000-0000-4000-8000-00000badc0de`, aud: id, amr, iat: defaultStart, exp: defaultStart + 600 });
  const describe = auditorAsks('describe-identity-pool', 'cognito-identity:DescribeIdentityPool', { IdentityPoolId: id }, { goesOn: true });
  return {
    title: `The auditor looks for the identity pool ${id}, which ${nameOf(role.Arn)} trusts`,
    people: { auditor: cast.operator, mallory: { ...cast.anyone, detail: 'a user that the pool might have had' } },
    calls: [describe, { id: 'assume-role', by: 'mallory', operation: 'sts:AssumeRoleWithWebIdentity', input: { RoleArn: role.Arn, RoleSessionName: 'CognitoIdentityCredentials', WebIdentityToken } }],
    proves: { ends: 'ok', refused: [{ call: describe.id }] },
    claim: { severity: 'low', confidence: 'proved', actor: 'aws-principal', message: `${nameOf(role.Arn)} trusts the identity pool ${id}, which does not exist.` },
    otherwise: `${nameOf(role.Arn)} takes no token of an identity pool that is gone.`,
  };
}
