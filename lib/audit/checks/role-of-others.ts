import { policyNamed } from '../../engine/authorization';
import { poolIssuer } from '../../engine/identity-token';
import type { PrincipalEntry } from '../../iam/policy';
import { isGap } from '../../world/gap';
import type { PolicyDocument } from '../../world/resources';
import type { World } from '../../world/world';
import { arrivalOf, entranceArrival, toldRole, whoAmI } from '../arrivals';
import { check, type Attempt, type Fix } from '../check';
import type { Entrance } from '../entrances';
import { notes, notesWorld, editorsRole, signedInRole, tokenMapping, trust, withRoles, withTrust } from '../examples';
import { givenRoles, statementFor, whoComes, withNewRole, withRoleInstead, type GivenRole } from '../given-roles';
import { auditorAsks } from '../login-probes';
import { orGap } from '../or-gap';
import { cast } from '../people';
import { isEntered, type AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { nameOf } from '../roles';
import { withTriggers } from '../triggers';

const ours = (trust({ aud: notes.identityPool, amr: 'authenticated' }) as { readonly Statement: readonly object[] }).Statement;
const also = (Principal: object, Action = 'sts:AssumeRole') => ({ Version: '2012-10-17', Statement: [...ours, { Effect: 'Allow', Principal, Action }] });

export const roleOfOthers = check<GivenRole>({
  code: 'MAP-18',
  name: 'role-of-others',
  title: 'A role of the pool is also somebody else’s',
  resource: 'AWS::IAM::Role',
  severityRule: 'Medium: its permissions were sized for that other use.',
  docs: {
    what: 'A role that the pool gives has a trust policy that also admits a service such as Lambda, an AWS account, user or role, or another federation. The check has users of the pool take the role, and reads who else may.',
    why: 'A function’s or a build’s role is granted what the function or the build needs. Whoever extends it then does not think of the people who sign in to an application, and they get it all the same.',
    falsePositives: 'None known: two uses of one role are two reasons to change it. Identity pools of other partitions and other pools of this account do not count here.',
    fix: 'Give the pool’s users a role of their own.',
  },
  references: [references.iamRoles, references.trustPolicies, cwe(266)],
  examples: {
    fails: [
      { title: 'the role is a function’s too', world: withTrust(signedInRole, also({ Service: 'lambda.amazonaws.com' })), severity: 'medium' },
      { title: 'the role is open to the account’s own users', world: withTrust(signedInRole, also({ AWS: `arn:aws:iam::${notes.account}:root` })), severity: 'medium' },
      { title: 'a group’s role is for a build elsewhere', world: withTrust(editorsRole, also({ Federated: `arn:aws:iam::${notes.account}:oidc-provider/token.actions.githubusercontent.com` }, 'sts:AssumeRoleWithWebIdentity'), withRoles({ RoleMappings: tokenMapping })), severity: 'medium' },
    ],
    passes: [
      { title: 'the roles are the pool’s alone', world: notesWorld },
      { title: 'the role is another pool’s too', world: withTrust(signedInRole, trust({ aud: [notes.identityPool, 'us-east-1:00000000-1111-2222-3333-444444444444'], amr: 'authenticated' })) },
    ],
  },
  subjects: givenRoles,
  probes({ arn = '', ways }, pool): readonly Attempt[] {
    const { world } = pool;
    const RoleName = nameOf(arn);
    return ways.flatMap((way): readonly Attempt[] => {
      if ('unread' in way) return [way];
      const arrival = orGap(() => arrivalBy(way.entrance, pool));
      if (isGap(arrival)) return [arrival];
      return [
        {
          ...arrival,
          title: `${whoComes(way.entrance)} get the role; the auditor reads who else may have it`,
          people: { ...arrival.people, auditor: cast.operator },
          calls: [...arrival.calls, whoAmI, auditorAsks('get-role', 'iam:GetRole', { RoleName })],
          proves: { ends: 'ok', told: [toldRole(arn), { call: 'get-role', holds: ({ Role }) => othersIn(trustIn(Role), world).length > 0 }] },
          otherwise: `The role ${RoleName} is for users of identity pools alone.`,
          claim: { severity: 'medium', confidence: 'proved', actor: way.entrance.actor, message: `${whoComes(way.entrance)} have the role ${RoleName}, which is also for ${othersNamed(arn, world)}.` },
        },
      ];
    });
  },
  fix(subject, pool): Fix | undefined {
    const { arn, ways } = subject;
    if (arn === undefined) return undefined;
    const own = `${arn}-users`;
    return {
      summary: `Give the pool’s users a role of their own instead of ${nameOf(arn)}.`,
      world: withRoleInstead(withNewRole(pool, own, statementFor(subject, pool)), pool, arn, own),
      warning: `The new role allows nothing yet: give it what users need before you attach it. Then take identity pools from the trust policy of ${nameOf(arn)}.`,
      closes: ways.filter(isEntered).map(({ entrance }) => entrance.id),
    };
  },
});

/** How people come for the role; members of a group sign in, so that their token says what the group says. */
function arrivalBy(entrance: Entrance, pool: AuditedPool): ReturnType<typeof entranceArrival> {
  const { provider, claims } = entrance;
  const groups = claims?.['cognito:roles'] === undefined ? undefined : (claims['cognito:groups'] as readonly string[] | undefined);
  if (groups === undefined || provider?.userPoolId === undefined) return entranceArrival(entrance);
  const { userPoolId } = provider;
  const arrival = arrivalOf({ provider: { ...provider, userPoolId }, groups, detail: entrance.who ?? 'a member' }, pool);
  if (arrival === undefined) return entranceArrival(entrance);
  // What a trigger makes of their token is not what is asked.
  return { ...arrival, prepare: (world) => withTriggers(arrival.prepare?.(world) ?? world, userPoolId, {}) };
}

function trustIn(role: unknown): PolicyDocument | undefined {
  return (role as { readonly AssumeRolePolicyDocument?: PolicyDocument } | undefined)?.AssumeRolePolicyDocument;
}

/** Whom a trust policy admits besides identity pools. */
function othersIn(document: PolicyDocument | undefined, { partition, region }: World): readonly PrincipalEntry[] {
  if (document === undefined) return [];
  const { principal } = poolIssuer(partition, region);
  const admitting = policyNamed('trust policy', document).policy.statements.filter(({ effect, notPrincipal }) => effect === 'Allow' && !notPrincipal);
  return admitting.flatMap(({ principals }) => principals).filter(({ kind, value }) => !(kind === 'Federated' && (value === principal || value.startsWith('cognito-identity'))));
}

function othersNamed(arn: string, world: World): string {
  const role = world.resources['AWS::IAM::Role']?.[nameOf(arn)];
  const document = role === undefined || !('Arn' in role) || isGap(role.AssumeRolePolicyDocument) ? undefined : role.AssumeRolePolicyDocument;
  return [...new Set(othersIn(document, world).map(({ value }) => (value === '*' ? 'anybody' : value)))].join(' and ');
}
