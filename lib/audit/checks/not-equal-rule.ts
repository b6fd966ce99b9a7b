import { reachBeyond } from '../../iam/reach/difference';
import type { Reach } from '../../iam/reach/question';
import type { CapabilityReason } from '../../iam/reach/capability';
import { isGap, type Gap } from '../../world/gap';
import type { MappingRule } from '../../world/resources';
import { arrivalOf, entranceArrival } from '../arrivals';
import { check, type Attempt, type Fix, type Subject } from '../check';
import type { Entrance } from '../entrances';
import { allow, invitationOnly, editorsRole, notes, notesWorld, sub, withClient, withPolicy, withRoles } from '../examples';
import { orGap } from '../or-gap';
import type { LoginProvider } from '../people';
import { isEntered, type AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { nameOf } from '../roles';
import { waysByRule, withRules } from '../rule-edits';
import { worstOf } from '../severities';

interface NotEqualRule extends Subject {
  readonly rule: MappingRule;
  readonly provider: LoginProvider;
}

const byRule = (rule: Omit<MappingRule, 'RoleARN'>, resolution: 'AuthenticatedRole' | 'Deny' = 'AuthenticatedRole', world = notesWorld) =>
  withRoles({ RoleMappings: { [`${notes.provider}:${notes.client}`]: { Type: 'Rules', AmbiguousRoleResolution: resolution, RulesConfiguration: { Rules: [{ ...rule, RoleARN: notes.editorsRole }] } } } }, world);

const notTheIntern = { Claim: 'email', MatchType: 'NotEqual', Value: 'intern@notes.example' } as const;
const notReaders = { Claim: 'name', MatchType: 'NotEqual', Value: 'Reader' } as const;
const ownFolder = [allow('s3:GetObject', `arn:aws:s3:::notes-photos/users/${sub}/*`)];

export const notEqualRule = check<NotEqualRule>({
  code: 'MAP-07',
  name: 'not-equal-rule',
  title: 'A role goes to everybody whose claim is anything else',
  resource: 'AWS::Cognito::IdentityPoolRoleAttachment',
  severityRule: 'High where every token has the claim and anyone may sign up; medium otherwise. A remark where the role allows no more than the default role.',
  docs: {
    what: 'A mapping rule with NotEqual gives a role that allows more than users get without it. The check signs in a user whose claim has another value than the one that the rule excludes, and takes the role.',
    why: 'Such a rule names those who must not have the role, and everybody else has it: people who did not exist when it was written, values that nobody thought of, a spelling that differs by one letter. It fails open.',
    falsePositives: 'A user whose token lacks the claim does not match: AWS does not evaluate the rule then. A rule whose role allows no more than the default role is a remark.',
    fix: 'Say who gets the role, by Equals or by a group, instead of who does not.',
  },
  references: [references.roleMapping, cwe(636)],
  examples: {
    fails: [
      { title: 'everybody but one address is an editor', world: byRule(notTheIntern), severity: 'high' },
      { title: 'the default is to deny', world: byRule(notTheIntern, 'Deny'), severity: 'high' },
      { title: 'only administrators create users', world: invitationOnly(byRule(notTheIntern)), severity: 'medium' },
      { title: 'it looks at an attribute that not every user has', world: byRule(notReaders), severity: 'medium' },
    ],
    passes: [
      { title: 'the role allows only what is one’s own', world: withPolicy(editorsRole, ownFolder, byRule(notTheIntern)) },
      { title: 'the claim is in nobody’s token', world: withClient({ ReadAttributes: ['email'] }, byRule(notReaders)) },
      { title: 'the rule says who gets the role', world: byRule({ ...notTheIntern, MatchType: 'Equals' }) },
    ],
  },
  subjects: (pool) =>
    pool.liveProviders.flatMap((provider) =>
      (pool.attachment?.RoleMappings?.[provider.mapping]?.RulesConfiguration?.Rules ?? [])
        .filter(({ MatchType }) => MatchType === 'NotEqual')
        .map((rule): NotEqualRule => ({ rule, provider, resource: { type: 'AWS::Cognito::IdentityPoolRoleAttachment', id: `${pool.id} ${provider.mapping} ${rule.Claim}` } })),
    ),
  probes({ rule, provider }, pool): readonly Attempt[] {
    const { Claim, Value, RoleARN } = rule;
    const who = `a user whose ${Claim} is not “${Value}”`;
    const { userPoolId } = provider;
    const inGroup = Claim === 'cognito:groups';
    const attributes = inGroup || Claim === 'email' || Claim.startsWith('cognito:') || everybodys.has(Claim) ? {} : { [Claim]: somethingElse };
    const entrance: Entrance = { ...pool.signedIn(provider), id: `not equal ${provider.mapping} ${Claim} ${Value}`, claims: inGroup ? { [Claim]: [somethingElse] } : attributes, roleArn: RoleARN };
    const arrival = orGap(() => (userPoolId === undefined || inGroup ? entranceArrival(entrance) : arrivalOf({ provider: { ...provider, userPoolId }, attributes, roleArn: RoleARN, detail: who }, pool)));
    if (arrival === undefined) return [];
    if (isGap(arrival)) return [arrival];
    const gained = gainedBy(entrance, pool);
    if (isGap(gained)) return [gained];
    const everybody = Claim === 'email' || everybodys.has(Claim);
    const shared = { ...arrival, title: `${who.charAt(0).toUpperCase()}${who.slice(1)} asks for ${nameOf(RoleARN)}`, proves: { ends: 'ok' as const } };
    const reads = `Everybody whose ${Claim} is not “${Value}” can take the role ${nameOf(RoleARN)}`;
    if (gained === undefined) return [{ ...shared, claim: { severity: 'info', confidence: 'proved', actor: entrance.actor, message: `${reads}, which allows no more than they have without it.`, intended: true } }];
    const severity = everybody && entrance.tier === 'A1' ? 'high' : 'medium';
    return [{ ...shared, claim: { severity, confidence: 'proved', actor: entrance.actor, message: `${reads}: ${gained.action} on ${gained.grant.resource}.` } }];
  },
  fix: ({ rule, provider }, pool): Fix => ({
    summary: `Take the rule away that gives ${nameOf(rule.RoleARN)} to everybody but ${rule.Claim} “${rule.Value}”.`,
    world: withRules(pool, provider.mapping, (rules) => rules.filter((one) => JSON.stringify(one) !== JSON.stringify(rule))),
    warning: 'Those who should have the role need a rule with Equals, or a group with that role, first.',
    closes: waysByRule(pool, provider.mapping, rule),
  }),
});

const somethingElse = 'something-else';

/** Claims of every token, whoever the user is. */
const everybodys: ReadonlySet<string> = new Set(['sub', 'aud', 'iss', 'cognito:username', 'token_use']);

/** The worst that the role allows beyond what the same user has without the mapping; undefined when that is nothing to speak of. */
function gainedBy(entrance: Entrance, pool: AuditedPool): CapabilityReason | Gap | undefined {
  return orGap(() => {
    const way = pool.try(entrance);
    if ('unread' in way) return way;
    if (!isEntered(way)) return undefined;
    const denies = pool.attachment?.RoleMappings?.[entrance.provider?.mapping ?? '']?.AmbiguousRoleResolution === 'Deny';
    const [worst] = worstOf(denies ? pool.reach(way) : reachBeyond(pool.reach(way), ordinaryReach(entrance, pool) ?? nothingBeside(pool.reach(way))));
    return worst === undefined || worst.capability === 'K1' ? undefined : worst;
  });
}

/** What the default role allows; undefined when users get none. @throws NotRead */
function ordinaryReach({ provider }: Entrance, pool: AuditedPool): Reach | undefined {
  const unmapped = pool.in(withRules(pool, provider?.mapping ?? '', () => []));
  const way = provider === undefined ? undefined : unmapped.try(unmapped.signedIn(provider));
  return way !== undefined && isEntered(way) ? unmapped.reach(way) : undefined;
}

function nothingBeside(reach: Reach): Reach {
  return { ...reach, actions: [], of: () => undefined };
}
