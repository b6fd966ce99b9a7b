import type { MappingRule } from '../../world/resources';
import type { World } from '../../world/world';
import { entranceArrival, toldOtherRole, toldRole, whoAmI } from '../arrivals';
import { check, type Attempt, type Fix } from '../check';
import type { Entrance } from '../entrances';
import { notes, withRoles } from '../examples';
import { placedRules, readRules, ruleNamed, toldRule, type PlacedRule } from '../mapping-rules';
import { cast } from '../people';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { nameOf } from '../roles';
import { waysByRule, withRules } from '../rule-edits';

type Row = readonly [claim: string, match: MappingRule['MatchType'], value: string, role: string];

function byRules(...rows: readonly Row[]): World {
  const Rules = rows.map(([Claim, MatchType, Value, RoleARN]): MappingRule => ({ Claim, MatchType, Value, RoleARN }));
  return withRoles({ RoleMappings: { [`${notes.provider}:${notes.client}`]: { Type: 'Rules', AmbiguousRoleResolution: 'AuthenticatedRole', RulesConfiguration: { Rules } } } });
}

export const ruleWithoutEffect = check<PlacedRule>({
  code: 'MAP-08',
  name: 'rule-without-effect',
  title: 'A mapping rule changes nothing',
  resource: 'AWS::Cognito::IdentityPoolRoleAttachment',
  severityRule: 'Low: somebody expects the rule to do something.',
  docs: {
    what: 'Of a role mapping’s rules the first that matches decides. The check signs in a user whom a rule is about, with a value that nothing else speaks of, and asks whose credentials they got: those of an earlier rule, which takes in all that this one does; or those that everybody has anyway.',
    why: 'A dead rule is read as if it held. Whoever takes the earlier one away, or moves it, brings the dead one to life without meaning to.',
    falsePositives: 'The first rule is never shadowed. A rule that gives the default role counts only where no later rule would give another, and where the mapping does not deny the rest. By CustomRoleArn a user may still pick the role of a shadowed rule.',
    fix: 'Put the more special rule before the more general one, or take it away.',
  },
  references: [references.roleMapping, cwe(561)],
  yieldsTo: ['MAP-19'],
  examples: {
    fails: [
      { title: 'an earlier rule takes in the value', world: byRules(['custom:team', 'StartsWith', 'edit', notes.signedInRole], ['custom:team', 'Equals', 'editors', notes.editorsRole]), severity: 'low' },
      { title: 'an earlier rule takes in everything that contains it', world: byRules(['custom:team', 'Contains', 'edit', notes.signedInRole], ['custom:team', 'Contains', 'editors', notes.editorsRole]), severity: 'low' },
      { title: 'the same is asked twice', world: byRules(['custom:team', 'Equals', 'editors', notes.signedInRole], ['custom:team', 'Equals', 'editors', notes.editorsRole]), severity: 'low' },
      { title: 'the rule gives the role that everybody has', world: byRules(['custom:team', 'Equals', 'editors', notes.editorsRole], ['custom:team', 'Equals', 'readers', notes.signedInRole]), severity: 'low' },
    ],
    passes: [
      { title: 'each rule is about something else', world: byRules(['custom:team', 'Equals', 'editors', notes.editorsRole], ['custom:team', 'Equals', 'guests', notes.guestRole]) },
      { title: 'the special rule comes first', world: byRules(['custom:team', 'Equals', 'editors', notes.editorsRole], ['custom:team', 'StartsWith', 'edit', notes.signedInRole], ['custom:team', 'StartsWith', 'e', notes.editorsRole]) },
    ],
  },
  subjects: placedRules,
  probes(placed, pool): readonly Attempt[] {
    const { provider, rule, index } = placed;
    const value = typicalValue(rule);
    const who = `a user whose ${rule.Claim} is “${value}”`;
    const claims = { [rule.Claim]: rule.Claim === 'cognito:groups' ? [value] : value };
    const entrance: Entrance = { ...pool.signedIn(provider), id: `typical ${provider.mapping} ${index}`, claims, who };
    const arrival = entranceArrival(entrance);
    const idle = givesWhatAllHave(placed, pool);
    const role = nameOf(rule.RoleARN);
    const message = idle ? `The ${ruleNamed(placed)} gives the role ${role}, which everybody has who matches no rule.` : `The ${ruleNamed(placed)} never decides: an earlier rule takes in all that it asks for, and gives another role than ${role}.`;
    return [
      {
        ...arrival,
        title: `${who.charAt(0).toUpperCase()}${who.slice(1)} signs in and asks whose credentials they got`,
        people: { ...arrival.people, auditor: cast.operator },
        calls: [readRules(pool), ...arrival.calls, whoAmI],
        proves: { ends: 'ok', told: [toldRule(placed), idle ? toldRole(rule.RoleARN) : toldOtherRole(rule.RoleARN)] },
        otherwise: `The ${ruleNamed(placed)} decides about such users.`,
        claim: { severity: 'low', confidence: 'proved', actor: 'claim-holder', message },
      },
    ];
  },
  fix(placed, pool): Fix {
    const { provider, rule, index, mapping } = placed;
    const rules = mapping.RulesConfiguration?.Rules ?? [];
    const twin = rules.slice(0, index).some(({ Claim, MatchType, Value }) => Claim === rule.Claim && MatchType === rule.MatchType && Value === rule.Value);
    if (twin || givesWhatAllHave(placed, pool)) {
      return { summary: `Take ${ruleNamed(placed)} away.`, world: withRules(pool, provider.mapping, (all) => all.filter((_one, at) => at !== index)), closes: waysByRule(pool, provider.mapping, rule) };
    }
    return {
      summary: `Put ${ruleNamed(placed)} first.`,
      world: withRules(pool, provider.mapping, (all) => [rule, ...all.filter((_one, at) => at !== index)]),
      warning: `Those whom the rule is about then get the role ${nameOf(rule.RoleARN)}, which they do not have today. If that is not wanted, take the rule away instead.`,
    };
  },
});

/** A value that the rule asks for and that has nothing else about it. */
function typicalValue({ MatchType, Value }: MappingRule): string {
  switch (MatchType) {
    case 'Equals':
      return Value;
    case 'StartsWith':
      return `${Value}-lifeguard`;
    case 'Contains':
      return `lifeguard-${Value}-lifeguard`;
    case 'NotEqual':
      return `lifeguard-${Value}`;
  }
}

/** Whether the rule gives the default role to people who would have it without the rule. */
function givesWhatAllHave({ rule, index, mapping }: PlacedRule, pool: AuditedPool): boolean {
  const usual = pool.attachment?.Roles?.authenticated;
  const later = (mapping.RulesConfiguration?.Rules ?? []).slice(index);
  return rule.RoleARN === usual && mapping.AmbiguousRoleResolution !== 'Deny' && later.every(({ RoleARN }) => RoleARN === usual);
}
