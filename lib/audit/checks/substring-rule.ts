import { isGap } from '../../world/gap';
import { ruleMatches } from '../../engine/roles-by-rule';
import type { MappingRule, UserPoolGroup } from '../../world/resources';
import { put, type World } from '../../world/world';
import { arrivalOf, entranceArrival, type Arriving } from '../arrivals';
import { check, type Attempt, type Fix, type Subject } from '../check';
import { invitationOnly, notes, notesWorld, withClient, withPool, withRoles } from '../examples';
import { orGap } from '../or-gap';
import type { LoginProvider } from '../people';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { groupsOf, nameOf } from '../roles';
import { waysByRule, withRules } from '../rule-edits';
import { weighed } from '../severities';
import { signUpAndAscend } from '../sign-up-claims';
import { writeAttribute } from '../writable-claims';

interface SubstringRule extends Subject {
  readonly rule: MappingRule;
  readonly provider: LoginProvider;
}

function byRule(rule: Omit<MappingRule, 'RoleARN'>, key = `${notes.provider}:${notes.client}`, world: World = notesWorld): World {
  return withRoles({ RoleMappings: { [key]: { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules: [{ ...rule, RoleARN: notes.editorsRole }] } } } }, world);
}

const atCorp = { Claim: 'email', MatchType: 'Contains', Value: '@corp.example' } as const;
const inAdmins = { Claim: 'cognito:groups', MatchType: 'Contains', Value: 'admins' } as const;
const withGroup = (GroupName: string, world: World): World => put(world, 'AWS::Cognito::UserPoolGroup', `${notes.userPool}/${GroupName}`, { UserPoolId: notes.userPool, GroupName });
const noEmail = { WriteAttributes: ['name'] };

export const substringRule = check<SubstringRule>({
  code: 'MAP-06',
  name: 'substring-rule',
  title: 'A role follows from a part of an address or of a group’s name',
  resource: 'AWS::Cognito::IdentityPoolRoleAttachment',
  severityRule: 'High where somebody can have an address with that part in it. Medium, and one level less as contested, where another group’s name has it.',
  docs: {
    what: 'A mapping rule with Contains or StartsWith gives a role by e-mail address or by group. For an address the check makes one that has the text in it and belongs to somebody else, and has its owner sign up with it, or a user change to it, verify it, and take the role. For a group it signs in a member of another group of the user pool whose name has the text in it.',
    why: '“Contains @corp.com” reads like a domain and is none: x@corp.com.attacker.tld contains it, and its owner receives the code that verifies it. A verified address proves that somebody reads its mail, not that it ends where the rule stops looking.',
    falsePositives: 'Where only administrators create users and nobody can change an address, nobody can choose a colliding one, and the check passes. A group counts only if it exists; that rules look into the list of groups is our inference, so that finding is contested. Custom attributes are asked about by MAP-03 and MAP-04.',
    fix: 'Compare whole values with Equals, or decide by groups. There is no match type for the end of a value.',
  },
  references: [references.roleMapping, cwe(697), cwe(625)],
  examples: {
    fails: [
      { title: 'a rule looks for a domain anywhere in the address', world: byRule(atCorp), severity: 'high' },
      { title: 'a rule looks how the address begins', world: byRule({ Claim: 'email', MatchType: 'StartsWith', Value: 'admin' }), severity: 'high' },
      { title: 'the whole address is given, and only its beginning compared', world: byRule({ Claim: 'email', MatchType: 'StartsWith', Value: 'boss@corp.example' }), severity: 'high' },
      { title: 'only administrators create users, who may change their address', world: invitationOnly(byRule(atCorp)), severity: 'high' },
      { title: 'people come with an address at Google', world: withPool({ SupportedLoginProviders: { 'accounts.google.com': 'app-1' } }, byRule(atCorp, 'accounts.google.com')), severity: 'high' },
      { title: 'another group’s name contains it', world: withGroup('admins', withGroup('former-admins', byRule(inAdmins))), severity: 'low' },
    ],
    passes: [
      { title: 'nobody can choose an address', world: invitationOnly(withClient(noEmail, byRule(atCorp))) },
      { title: 'no other group’s name contains it', world: withGroup('admins', byRule(inAdmins)) },
      { title: 'the rule compares the whole value', world: byRule({ Claim: 'email', MatchType: 'Equals', Value: 'boss@corp.example' }) },
    ],
  },
  subjects: (pool) =>
    pool.liveProviders.flatMap((provider) =>
      (pool.attachment?.RoleMappings?.[provider.mapping]?.RulesConfiguration?.Rules ?? [])
        .filter((rule) => isSubstring(rule) && (rule.Claim === 'email' ? provider.kind === 'user pool' || hasAddresses.includes(provider.name) : rule.Claim === 'cognito:groups' && provider.kind === 'user pool'))
        .map((rule): SubstringRule => ({ rule, provider, resource: { type: 'AWS::Cognito::IdentityPoolRoleAttachment', id: `${pool.id} ${provider.mapping} ${rule.Claim} ${rule.Value}` } })),
    ),
  probes({ rule, provider }, pool): readonly Attempt[] {
    const { userPoolId } = provider;
    if (userPoolId === undefined) return [socialAttempt(rule, provider, pool)];
    const inUserPool = { ...provider, userPoolId };
    return rule.Claim === 'email' ? addressAttempts(rule, inUserPool, pool) : groupAttempts(rule, inUserPool, pool);
  },
  fix({ rule, provider }, pool): Fix {
    const whole = rule.Claim === 'cognito:groups' || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(rule.Value);
    const others = (one: MappingRule): boolean => JSON.stringify(one) !== JSON.stringify(rule);
    if (whole) return { summary: `Compare the whole ${rule.Claim} with “${rule.Value}”.`, world: withRules(pool, provider.mapping, (rules) => rules.map((one) => (others(one) ? one : { ...one, MatchType: 'Equals' }))) };
    return {
      summary: `Take the rule on ${rule.Claim} away, and decide by groups.`,
      world: withRules(pool, provider.mapping, (rules) => rules.filter(others)),
      warning: 'Put those who should have the role into a group with that role first, and let the pool choose the role from the token.',
      closes: waysByRule(pool, provider.mapping, rule),
    };
  },
});

/** Social providers whose tokens tell an e-mail address; those of Facebook and Amazon do not (audit-rules G16). */
const hasAddresses = ['accounts.google.com', 'appleid.apple.com'];

function isSubstring({ MatchType }: MappingRule): boolean {
  return MatchType === 'Contains' || MatchType === 'StartsWith';
}

/** An address of somebody else's that has the text in it: the domain goes on, or the text is the name. */
function collidingAddress({ Value, MatchType }: MappingRule): string {
  if (!Value.includes('@')) return MatchType === 'StartsWith' ? `${Value}-1@lifeguard.example` : `someone${Value}@lifeguard.example`;
  const [name = '', domain = ''] = Value.split('@');
  const rest = domain === '' || domain.endsWith('.') ? domain : `${domain}.`;
  return `${name === '' ? 'someone' : name}@${rest}lifeguard.example`;
}

function addressAttempts(rule: MappingRule, provider: Arriving['provider'], pool: AuditedPool): readonly Attempt[] {
  const email = collidingAddress(rule);
  const role = nameOf(rule.RoleARN);
  const signUps = signUpAndAscend({ provider, email, title: `Somebody signs up as ${email} and asks for ${role}`, roleArn: rule.RoleARN }, pool, ({ unread }) => ({
    severity: 'high',
    confidence: unread === undefined ? 'proved' : 'plausible',
    actor: 'self-registered',
    message: `Anyone can sign up with an address such as ${email} and take the role ${role}: the rule looks for “${rule.Value}” only.`,
    ...(unread === undefined ? {} : { unread: [unread] }),
  }));
  const change = { provider, claim: 'email', value: email, verifies: true, before: {}, title: `A user changes their address to ${email}, verifies it and asks for ${role}`, roleArn: rule.RoleARN } as const;
  const changes = writeAttribute(change, pool, () => ({
    severity: 'high',
    confidence: 'proved',
    actor: pool.tierOf(provider) === 'A1' ? 'self-registered' : 'signed-in',
    message: `Users can change their address to one such as ${email} and take the role ${role}: the rule looks for “${rule.Value}” only.`,
  }));
  return [...signUps, ...changes];
}

/** Members of other groups whose name has the text in it; where there are none, somebody who is in no group. */
function groupAttempts(rule: MappingRule, provider: Arriving['provider'], pool: AuditedPool): readonly Attempt[] {
  const groups = orGap(() => groupsOf(pool.world, provider));
  if (isGap(groups)) return [groups];
  const colliding = groups.filter(({ GroupName }) => GroupName !== rule.Value && ruleMatches(rule, { 'cognito:groups': [GroupName] }));
  return (colliding.length > 0 ? colliding : [undefined]).flatMap((group: UserPoolGroup | undefined): readonly Attempt[] => {
    const who = group === undefined ? 'a user in no group' : `a member of ${group.GroupName}`;
    const arrival = orGap(() => arrivalOf({ provider, groups: group === undefined ? [] : [group.GroupName], roleArn: rule.RoleARN, detail: who }, pool));
    if (arrival === undefined) return [];
    if (isGap(arrival)) return [arrival];
    const message = `Members of ${group?.GroupName ?? 'any group'} can take the role ${nameOf(rule.RoleARN)}, which the rule on groups with “${rule.Value}” in their name gives them too.`;
    return [{ ...arrival, title: `${who.charAt(0).toUpperCase()}${who.slice(1)} asks for ${nameOf(rule.RoleARN)}`, proves: { ends: 'ok' }, claim: { severity: weighed('medium', 'contested'), confidence: 'contested', actor: 'claim-holder', message } }];
  });
}

function socialAttempt(rule: MappingRule, provider: LoginProvider, pool: AuditedPool): Attempt {
  const email = collidingAddress(rule);
  const arrival = entranceArrival({ ...pool.signedIn(provider), id: `colliding ${provider.mapping}`, claims: { email }, roleArn: rule.RoleARN });
  return {
    ...arrival,
    title: `Somebody with the address ${email} at ${provider.name} asks for ${nameOf(rule.RoleARN)}`,
    proves: { ends: 'ok' },
    claim: {
      severity: 'high',
      confidence: 'plausible',
      actor: 'self-registered',
      message: `Anyone with an account of ${provider.name} under an address such as ${email} can take the role ${nameOf(rule.RoleARN)}: the rule looks for “${rule.Value}” only.`,
      unread: [`whether the application at ${provider.name} lets outsiders sign in`],
    },
  };
}
