import { poolIssuer } from '../../engine/identity-token';
import { isGap, read, type Gap } from '../../world/gap';
import { get, type World } from '../../world/world';
import { check, type Attempt, type Probe } from '../check';
import { classicProbe, withEverythingOn } from '../classic-flow';
import { notes, notesWorld, signedInRole, withTrust } from '../examples';
import { orGap } from '../or-gap';
import { admittedFromAnywhere, audAskedOf, madeUpPoolProbe, strangeProbe, strangeWays, trustingRoles, type TrustingRole } from '../other-pool';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { nameOf } from '../roles';
import { withSpelling, withTrustConditions } from '../trust-edits';
import { misspeltIn } from '../trusted-pools';

interface MisspeltRole extends TrustingRole {
  readonly wrong: readonly string[];
}

/** A trust policy for the pool, with a principal, a prefix of keys and an operator of its own. */
function spelling(principal: string, keys = 'cognito-identity.amazonaws.com', operator = 'StringEquals'): object {
  const Condition = { [operator]: { [`${keys}:aud`]: notes.identityPool }, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } };
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Federated: principal }, Action: 'sts:AssumeRoleWithWebIdentity', Condition }] };
}

const right = 'cognito-identity.amazonaws.com';
const govCloud = 'cognito-identity-us-gov.amazonaws.com';

/** The same app in GovCloud, where the principal and the keys have names of their own. */
const inGovCloud = JSON.parse(
  JSON.stringify(notesWorld).replaceAll('us-east-1', 'us-gov-west-1').replaceAll('arn:aws:', 'arn:aws-us-gov:').replaceAll('"aws"', '"aws-us-gov"').replaceAll(right, govCloud),
) as World;

export const misspeltTrust = check<MisspeltRole>({
  code: 'TRU-10',
  name: 'misspelt-trust',
  title: 'A trust policy misspells the principal or the keys of identity pools',
  resource: 'AWS::IAM::Role',
  severityRule: 'High where the misspelt key is one that may be missing, so that it is ignored; medium where the role admits nobody.',
  docs: {
    what: 'A role’s trust policy names a principal or a condition key that identity pools of this partition do not have: a slip of the pen, or the name of another partition. The check brings tokens of this pool, and of pools that have nothing to do with the role, to STS.',
    why: 'Under a key that no token has, StringEquals never holds, and nobody gets the role. With IfExists, or turned round, it always does: the role then takes the tokens of any pool in the account, while its policy seems to name one.',
    falsePositives: 'GovCloud and China have names of their own, which are right there. Keys do not depend on case. A role with another statement that is spelled well is not broken, and passes.',
    fix: 'Spell the principal and the keys as the partition does: cognito-identity.amazonaws.com, and cognito-identity.amazonaws.com:aud and :amr.',
  },
  references: [references.trustPolicies, references.iamRoles, cwe(697)],
  examples: {
    fails: [
      { title: 'the principal is misspelt', world: withTrust(signedInRole, spelling('cognito-identity.aws.com')), severity: 'medium' },
      { title: 'the principal is the user pool’s', world: withTrust(signedInRole, spelling('cognito-idp.amazonaws.com')), severity: 'medium' },
      { title: 'the principal is of another partition', world: withTrust(signedInRole, spelling(govCloud)), severity: 'medium' },
      { title: 'the key is misspelt', world: withTrust(signedInRole, spelling(right, 'cognito-identity.aws.com')), severity: 'medium' },
      { title: 'the key is of another partition, and may be missing', world: withTrust(signedInRole, spelling(right, govCloud, 'StringEqualsIfExists')), severity: 'high' },
    ],
    passes: [
      { title: 'all is spelled well', world: notesWorld },
      { title: 'the key is in capitals', world: withTrust(signedInRole, spelling(right, 'Cognito-Identity.AmazonAWS.com')) },
      { title: 'it is spelled as in GovCloud, there', world: inGovCloud },
      { title: 'another statement is spelled well', world: withTrust(signedInRole, { Version: '2012-10-17', Statement: [spelling(govCloud), spelling(right)].flatMap((document) => (document as { Statement: readonly object[] }).Statement) }) },
    ],
  },
  subjects: (pool) =>
    trustingRoles(pool).flatMap((role): readonly MisspeltRole[] => {
      const wrong = orGap(() => wrongIn(role, pool));
      if (role.gaps !== undefined || isGap(wrong)) return [{ ...role, gaps: role.gaps ?? [wrong as Gap], wrong: [] }];
      return wrong.length === 0 ? [] : [{ ...role, wrong }];
    }),
  probes(role, pool): readonly Attempt[] {
    if (role.gaps !== undefined) return role.gaps;
    return audAskedOf(role, pool) === 'by another key' ? [...ignoredKey(role, pool), brokenProbe(role, pool)] : [brokenProbe(role, pool)];
  },
  fix({ arn, owners }, pool) {
    const name = nameOf(arn);
    const spelled = withSpelling(pool.world, name);
    const world = spelled && owners.length > 0 ? withTrustConditions(spelled, name, { aud: owners }) : spelled;
    const { principal, keys } = poolIssuer(pool.world.partition, pool.world.region);
    return world && { summary: `Write ${principal} and ${keys}:aud in the trust policy of ${name}.`, world };
  },
});

/** What a role's trust policy misspells. @throws NotRead */
function wrongIn({ arn }: TrustingRole, { world }: AuditedPool): readonly string[] {
  const role = arn === '' ? undefined : get(world, 'AWS::IAM::Role', nameOf(arn));
  if (role === undefined) return [];
  read(role.AssumeRolePolicyDocument);
  return misspeltIn(role, world);
}

function ignoredKey(role: MisspeltRole, pool: AuditedPool): readonly Attempt[] {
  const admitted = admittedFromAnywhere(role, pool);
  if (admitted === 'nobody') return [];
  const message = `Any identity pool in this account can give out the role ${nameOf(role.arn)}: no token has the key ${role.wrong.join(', ')}, and the trust policy takes tokens without it.`;
  return [...strangeWays(role, pool).map((way) => strangeProbe(role, way, pool, 'high', 'proved')), madeUpPoolProbe(role, pool, admitted, { severity: 'high', confidence: 'latent', actor: 'aws-principal', message })];
}

/** Those for whom the role is ask for it, and are refused by its trust policy. */
function brokenProbe({ arn, wrong }: MisspeltRole, pool: AuditedPool): Probe {
  const [provider] = pool.liveProviders.filter(({ kind }) => kind !== 'developer');
  const forGuests = arn === pool.attachment?.Roles?.unauthenticated || provider === undefined;
  const entrance = forGuests ? pool.guestClassic(arn) : pool.signedInClassic(provider, arn);
  const message = `Nobody gets the role ${nameOf(arn)} from an identity pool: its trust policy says ${wrong.join(', ')}.`;
  const otherwise = `The trust policy of ${nameOf(arn)} says ${wrong.join(', ')}, and lets people in by another statement.`;
  const asked = classicProbe(entrance, { severity: 'medium', confidence: 'proved', actor: entrance.actor, message }, { prepare: (world) => withEverythingOn(world, pool.id) });
  return { ...asked, otherwise, proves: { ends: ['AccessDenied'], rule: 'trust' } };
}
