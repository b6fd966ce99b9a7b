import type { MappingRule } from '../world/resources';

type Claims = Readonly<Record<string, unknown>>;

/** The first rule that matches, as AWS takes it. */
export function firstMatch(rules: readonly MappingRule[], claims: Claims): { readonly rule: MappingRule; readonly index: number } | undefined {
  const index = rules.findIndex((rule) => ruleMatches(rule, claims));
  return index < 0 ? undefined : { rule: rules[index] as MappingRule, index };
}

/**
 * Whether a rule matches. A claim that is not there matches nothing, not even NotEqual (aws-facts §6). There are no
 * wildcards. That one entry of a list is enough (`cognito:groups`) is our inference.
 */
export function ruleMatches({ Claim, MatchType, Value }: MappingRule, claims: Claims): boolean {
  const claim = claims[Claim];
  if (claim === undefined || claim === null) return false;
  const values = (Array.isArray(claim) ? claim : [claim]).map(String);
  switch (MatchType) {
    case 'Equals':
      return values.includes(Value);
    case 'NotEqual':
      return !values.includes(Value);
    case 'Contains':
      return values.some((value) => value.includes(Value));
    case 'StartsWith':
      return values.some((value) => value.startsWith(Value));
  }
}
