import { schemaOf, standardAttributes } from '../../engine/user-pool-attributes';
import { isGap } from '../../world/gap';
import type { UserPool } from '../../world/resources';
import { get, type World } from '../../world/world';
import { arrivalOf, entranceArrival } from '../arrivals';
import { check, type Attempt, type Fix, type Probe } from '../check';
import { withReadable } from '../client-edits';
import { notes, notesWorld, withClient, withPool, withRoles, withUserPool } from '../examples';
import { placedRules, readRules, ruleNamed, toldRule, type PlacedRule } from '../mapping-rules';
import { orGap } from '../or-gap';
import { cast, type LoginProvider } from '../people';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { nameOf, valueFor } from '../roles';
import { waysByRule, withRules } from '../rule-edits';
import { weighed } from '../severities';
import { isAddress, isAttribute } from '../writable-claims';

const facebook = 'graph.facebook.com';
const byRule = (Claim: string, Value: string, key = `${notes.provider}:${notes.client}`, world: World = notesWorld): World =>
  withRoles({ RoleMappings: { [key]: { Type: 'Rules', AmbiguousRoleResolution: 'AuthenticatedRole', RulesConfiguration: { Rules: [{ Claim, MatchType: 'Equals', Value, RoleARN: notes.editorsRole }] } } } }, world);

const schema = (notesWorld.resources['AWS::Cognito::UserPool']?.[notes.userPool] as UserPool).SchemaAttributes ?? [];
const withTeam = (ReadAttributes: readonly string[] | undefined, Claim = 'custom:team'): World =>
  withClient({ ReadAttributes }, withUserPool({ SchemaAttributes: [...schema, { Name: 'custom:team', AttributeDataType: 'String', Mutable: true }] }, byRule(Claim, 'editors')));

export const ruleOnAbsentClaim = check<PlacedRule>({
  code: 'MAP-19',
  name: 'rule-on-absent-claim',
  title: 'A mapping rule looks at a claim that no token has',
  resource: 'AWS::Cognito::IdentityPoolRoleAttachment',
  severityRule: 'Low: the rule gives its role to nobody. A remark where only the undocumented default keeps the attribute out of the token.',
  docs: {
    what: 'A mapping rule looks at a claim that the provider’s tokens never carry: a custom attribute without its “custom:”, an attribute that the trusted app client may not read, or any claim but iss, aud and sub of Facebook and of Login with Amazon. The check signs in a user who has what the rule asks for, and asks for the rule’s role.',
    why: 'The rule was written to give somebody a role, and nobody gets it. It is found late, because users get the default role instead of an error.',
    falsePositives: 'A PreTokenGeneration trigger may add the claim; its code cannot be read from here, and the verdict is then unknown. Where an app client has no list of readable attributes, sources differ about custom ones.',
    fix: 'Name the claim as the token does, and let the app client read the attribute; or take the rule away.',
  },
  references: [references.roleMapping, references.userPoolTokens, cwe(561)],
  examples: {
    fails: [
      { title: 'the claim lacks its prefix', world: withTeam(['email', 'custom:team'], 'team'), severity: 'low' },
      { title: 'the app client may not read the attribute', world: withTeam(['email']), severity: 'low' },
      { title: 'the client has no list of readable attributes', world: withTeam(undefined), severity: 'info' },
      { title: 'Facebook’s tokens say no such thing', world: withPool({ SupportedLoginProviders: { [facebook]: '1234567890' } }, byRule('isAdmin', 'paid', facebook)), severity: 'low' },
    ],
    passes: [
      { title: 'the token has the attribute', world: withTeam(['email', 'custom:team']) },
      { title: 'the rule looks at the user’s sub', world: withPool({ SupportedLoginProviders: { [facebook]: '1234567890' } }, byRule('sub', 'ba110c00-0000-4000-8000-0000000ba110', facebook)) },
      { title: 'there are no rules', world: notesWorld },
    ],
  },
  subjects: (pool) => placedRules(pool).filter(({ provider, rule }) => (provider.kind === 'user pool' ? isAttribute(rule.Claim) && !isAddress({ rule }) : isSparse(provider))),
  probes(placed, pool): readonly Attempt[] {
    const { provider, rule } = placed;
    const arrival = orGap(() => arrivalBy(placed, pool));
    if (arrival === undefined) return [];
    if (isGap(arrival)) return [arrival];
    const undocumented = provider.kind === 'user pool' && rule.Claim.startsWith('custom:') && get(pool.world, 'AWS::Cognito::UserPoolClient', provider.audience)?.ReadAttributes === undefined;
    const confidence = undocumented ? 'contested' : 'proved';
    return [
      {
        ...arrival,
        title: `A user who has the ${rule.Claim} that a rule asks for asks for ${nameOf(rule.RoleARN)}`,
        people: { ...arrival.people, auditor: cast.operator },
        calls: [readRules(pool), ...arrival.calls],
        proves: { ends: ['NotAuthorizedException'], rule: 'customRoleOffered', told: [toldRule(placed)] },
        otherwise: `The ${ruleNamed(placed)} matches such users.`,
        claim: { severity: weighed('low', confidence), confidence, actor: 'claim-holder', message: `The ${ruleNamed(placed)} gives ${nameOf(rule.RoleARN)} to nobody: tokens of ${provider.name} do not carry ${rule.Claim}.` },
      },
    ];
  },
  fix(placed, pool): Fix {
    const { provider, rule, index } = placed;
    const attribute = attributeFor(placed, pool);
    if (attribute === undefined) {
      const without = withRules(pool, provider.mapping, (rules) => rules.filter((_one, at) => at !== index));
      return { summary: `Take ${ruleNamed(placed)} away.`, world: without, closes: waysByRule(pool, provider.mapping, rule) };
    }
    const renamed = withRules(pool, provider.mapping, (rules) => rules.map((one, at) => (at === index ? { ...one, Claim: attribute } : one)));
    return {
      summary: `Look at ${attribute}, and let the app client ${provider.audience} read it.`,
      world: withReadable(renamed, provider.audience, attribute),
      warning: 'See to it that no app client lets users write the attribute (MAP-03): from then on the rule does what it says.',
      closes: attribute === rule.Claim ? [] : waysByRule(pool, provider.mapping, rule),
    };
  },
});

/** Providers whose tokens tell rules nothing but who issued them, for whom and about whom (audit-rules G16). */
function isSparse({ name }: LoginProvider): boolean {
  return name === facebook || name === 'www.amazon.com';
}

/** A user who has what the rule asks for, as far as the provider knows of such a thing. */
function arrivalBy(placed: PlacedRule, pool: AuditedPool): Pick<Probe, 'prepare' | 'people' | 'calls'> | undefined {
  const { provider, rule } = placed;
  const detail = `whose ${rule.Claim} is “${valueFor(rule)}”`;
  if (provider.userPoolId !== undefined) {
    const attributes = { [attributeFor(placed, pool) ?? rule.Claim]: valueFor(rule) };
    return arrivalOf({ provider: { ...provider, userPoolId: provider.userPoolId }, attributes, roleArn: rule.RoleARN, detail }, pool);
  }
  const silent = { email: undefined, email_verified: undefined, auth_time: undefined };
  const told = ['iss', 'aud', 'sub'].includes(rule.Claim) ? { [rule.Claim]: valueFor(rule) } : {};
  return entranceArrival({ ...pool.signedIn(provider), id: `sparse ${provider.mapping}`, claims: { ...silent, ...told }, roleArn: rule.RoleARN, who: `users ${detail}` });
}

/** The attribute that the rule means, by the name that tokens have it under; undefined when the user pool has none such. @throws NotRead */
function attributeFor({ provider, rule: { Claim } }: PlacedRule, { world }: AuditedPool): string | undefined {
  const userPool = provider.userPoolId === undefined ? undefined : get(world, 'AWS::Cognito::UserPool', provider.userPoolId);
  if (userPool === undefined) return undefined;
  const names: readonly string[] = [Claim, `custom:${Claim}`];
  return names.find((name) => schemaOf(userPool, name) !== undefined) ?? standardAttributes.find((name) => name === Claim);
}
