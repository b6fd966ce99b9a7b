import { reachBeyond } from '../../iam/reach/difference';
import { isGap } from '../../world/gap';
import type { RoleMapping } from '../../world/resources';
import { patch } from '../../world/world';
import { entranceArrival } from '../arrivals';
import { check, type Attempt, type Fix, type Subject } from '../check';
import { subjectOf } from '../entrances';
import { allow, notes, notesWorld, signedInRole, tokenMapping, withPolicy, withRoles } from '../examples';
import { orGap } from '../or-gap';
import type { LoginProvider } from '../people';
import { isEntered, type AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { probeOf, wantedBy } from '../requests';
import { nameOf } from '../roles';
import type { Entered } from '../sessions';
import { weighed, worstOf } from '../severities';

interface MappedProvider extends Subject {
  readonly provider: LoginProvider;
  readonly mapping: RoleMapping;
}

const mapped = withRoles({ RoleMappings: tokenMapping });
const everything = [allow(['s3:*', 'dynamodb:*'])];
const denying = Object.fromEntries(Object.entries(tokenMapping).map(([key, one]) => [key, { ...one, AmbiguousRoleResolution: 'Deny' as const }]));

export const strongDefaultRole = check<MappedProvider>({
  code: 'MAP-09',
  name: 'strong-default-role',
  title: 'Users whom no mapping speaks of get a role as strong as those whom one does',
  resource: 'AWS::Cognito::IdentityPoolRoleAttachment',
  severityRule: 'Medium where the default role allows something that a mapped role does not, and something as bad as the worst of it. A remark otherwise.',
  docs: {
    what: 'The pool chooses roles by group or rule, and where neither decides, AmbiguousRoleResolution lets users have the default role. The check compares that role with the weakest of the mapped ones, and has a user in no group use what it allows beyond.',
    why: 'A mapping reads as if it decided who may do what. With AuthenticatedRole whoever is in no group, or was taken out of one, falls to the default role; when that is no weaker, leaving a group takes nothing away.',
    falsePositives: 'A default role for ordinary users beside roles for a few is a good design, as with Amplify, and a remark: it counts only as far as it goes beyond what is one’s own and beyond a mapped role.',
    fix: 'Let AmbiguousRoleResolution be Deny, or make the default role the weakest.',
  },
  references: [references.roleMapping, cwe(276), cwe(636)],
  examples: {
    fails: [
      { title: 'the default role may do everything with the data', world: withPolicy(signedInRole, everything, mapped), severity: 'medium' },
      {
        title: 'no rule matches, and the default role may do everything',
        world: withPolicy(signedInRole, everything, withRoles({ RoleMappings: { [`${notes.provider}:${notes.client}`]: { Type: 'Rules', AmbiguousRoleResolution: 'AuthenticatedRole', RulesConfiguration: { Rules: [{ Claim: 'custom:team', MatchType: 'Equals', Value: 'editors', RoleARN: notes.editorsRole }] } } } })),
        severity: 'medium',
      },
    ],
    passes: [
      { title: 'the default role allows what is one’s own', world: mapped },
      { title: 'the default role allows nothing', world: withPolicy(signedInRole, [allow('sts:GetCallerIdentity')], mapped) },
      { title: 'without a group nobody gets a role', world: withPolicy(signedInRole, everything, withRoles({ RoleMappings: denying })) },
      { title: 'there is no mapping', world: notesWorld },
    ],
  },
  subjects: (pool) =>
    pool.liveProviders.flatMap((provider): readonly MappedProvider[] => {
      const mapping = pool.attachment?.RoleMappings?.[provider.mapping];
      return mapping === undefined ? [] : [{ provider, mapping, resource: { type: 'AWS::Cognito::IdentityPoolRoleAttachment', id: `${pool.id} ${provider.mapping}` } }];
    }),
  probes({ provider, mapping }, pool): readonly Attempt[] {
    const way = pool.try(pool.signedIn(provider));
    if ('unread' in way) return [way];
    const { entrance } = way;
    const who = `${subjectOf(entrance)} in no group`;
    const arrival = { ...entranceArrival(entrance), title: 'A user whom no mapping speaks of asks for credentials', proves: { ends: 'ok' as const } };
    const remark = (message: string): Attempt => ({ ...arrival, claim: { severity: 'info', confidence: 'proved', actor: entrance.actor, message, intended: true } });
    const isDefault = isEntered(way) && mapping.AmbiguousRoleResolution !== 'Deny' && way.roleArn === pool.attachment?.Roles?.authenticated;
    if (!isDefault) return [remark('The mapping decides about such users itself: nobody falls to the default role.')];
    const attempts = orGap((): readonly Attempt[] => {
      const gaps = pool.ways.flatMap((one) => ('unread' in one && (one.entrance === undefined || one.entrance.provider?.mapping === provider.mapping) ? [one] : []));
      const weakest = weakestMapped(provider, way, pool);
      if (weakest === undefined) return gaps.length > 0 ? gaps : [remark(`Users whom no mapping speaks of get the role ${nameOf(way.roleArn)}, and nobody gets another.`)];
      const reach = pool.reach(way);
      const more = worstOf(reachBeyond(reach, pool.reach(weakest))).filter(({ capability }) => capability > 'K1' && capability >= capabilityOf(weakest, pool));
      const probes = more.map(({ action, grant, confidence }) => {
        const sure = confidence === 'contested' ? 'contested' : 'proved';
        const message = `${who} gets the default role ${nameOf(way.roleArn)}, which allows what members with ${nameOf(weakest.roleArn)} may not: ${action} on ${grant.resource}.`;
        return probeOf(way, [wantedBy(reach, action, grant)], 'A user whom no mapping speaks of uses the default role', { severity: weighed('medium', sure), confidence: sure, actor: entrance.actor, message });
      });
      return probes.length > 0 || gaps.length > 0 ? [...probes, ...gaps] : [remark(`Users whom no mapping speaks of get the role ${nameOf(way.roleArn)}, which is no stronger than those that mappings give.`)];
    });
    return isGap(attempts) ? [attempts] : attempts;
  },
  fix({ provider, mapping }, pool): Fix {
    const RoleMappings = { ...pool.attachment?.RoleMappings, [provider.mapping]: { ...mapping, AmbiguousRoleResolution: 'Deny' as const } };
    return {
      summary: 'Let whoever no mapping speaks of get no credentials (AmbiguousRoleResolution: Deny).',
      world: patch(pool.world, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.id, { RoleMappings }),
      warning: 'Users in no group then get no credentials at all. If they should have some, make the default role the weakest instead.',
      closes: [pool.signedIn(provider).id],
    };
  },
});

/** Of the roles that the mapping gives, the one that allows the least; the default role itself does not count. @throws NotRead */
function weakestMapped(provider: LoginProvider, ordinary: Entered, pool: AuditedPool): Entered | undefined {
  const ways = pool.ways.filter(isEntered).filter(({ entrance, roleArn }) => entrance.flow === 'enhanced' && entrance.tier === 'A3' && entrance.provider?.mapping === provider.mapping && roleArn !== ordinary.roleArn);
  return [...ways].sort((a, b) => (capabilityOf(a, pool) < capabilityOf(b, pool) ? -1 : 1))[0];
}

function capabilityOf(way: Entered, pool: AuditedPool): string {
  return worstOf(pool.reach(way))[0]?.capability ?? 'K1';
}
