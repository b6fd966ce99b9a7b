import { parsePolicy } from '../parse';
import type { NamedPolicy } from '../policy';
import type { CatalogueAction, ResourceUse } from '../catalogue/catalogue';
import type { PolicySet } from '../decision';
import { groupsOf } from './groups';
import { grantsOn } from './probe';
import { scopes, type ActionReach, type Grant, type Reach, type ReachQuestion } from './question';
import { keyProfile, keysOf, openKeysOf, scenariosOf, type Keys } from './scenarios';
import { layeredStatements, requiredLayers, type LayeredStatement, type RequiredLayer } from './statements';
import { grantingStatement } from './witnesses';

/** What is true of an action by its name alone is shared by all actions of the same statements, types and keys. */
type Result = Omit<ActionReach, 'action'>;

const denied: Result = { verdict: 'denied', grants: [], missing: [] };

/** Calls that STS decides by the trust policy of the role: the session's policies are one half of the answer. */
const onARole = new Set(['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity', 'sts:SetContext']);

/** Calls that nobody signs: no policy of a session has a say. */
const unsigned = new Set(['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML']);

/** Needs no permission, and cannot be denied. */
const always = 'sts:GetCallerIdentity';

function trustingAccount(account: string, partition: string): NamedPolicy {
  const document = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` }, Action: 'sts:*' },
  };
  return { name: 'a trust policy', policy: parsePolicy(document).policy };
}

/** The widest scope that is allowed outright, else the widest that is conditional. */
function summary(grants: readonly Grant[], missing: readonly string[]): Result {
  if (grants.length === 0) return denied;
  const outright = grants.filter(({ verdict }) => verdict === 'allowed');
  const counted = outright.length > 0 ? outright : grants;
  const scope = scopes.find((each) => counted.some((grant) => grant.scope === each));
  return { verdict: outright.length > 0 && missing.length === 0 ? 'allowed' : 'conditional', scope, grants, missing };
}

/** One group of actions: those that the same statements speak of. */
class Group {
  private readonly settled: Result | undefined;
  private readonly open: readonly string[];
  private readonly byResources: boolean;
  private readonly results = new Map<string, Map<readonly ResourceUse[], Result>>();

  constructor(
    private readonly statements: readonly LayeredStatement[],
    private readonly required: readonly RequiredLayer[],
    private readonly keys: Keys,
    private readonly question: ReachQuestion,
  ) {
    this.open = openKeysOf(statements, keys);
    this.byResources = !statements.every(({ everywhere }) => everywhere);
    this.settled = this.settle();
  }

  /** What needs no question: nothing allows, or something allows everything and nothing denies. */
  private settle(): Result | undefined {
    const allowing = (layer: RequiredLayer['layer'], level: number): readonly LayeredStatement[] =>
      this.statements.filter((each) => each.layer === layer && each.level === level && !each.compiled.denies);
    const broad = ({ everywhere, unconditional }: LayeredStatement): boolean => everywhere && unconditional;
    const layers = [{ layer: 'identity' as const, level: 0 }, ...this.required];
    if (layers.some(({ layer, level }) => allowing(layer, level).length === 0)) return denied;
    const denying = this.statements.filter(({ compiled }) => compiled.denies);
    if (denying.some(broad)) return denied;
    const own = allowing('identity', 0).find(broad);
    if (!own || denying.length > 0 || !layers.every(({ layer, level }) => allowing(layer, level).some(broad))) return undefined;
    const grant: Grant = {
      scope: 'any',
      verdict: 'allowed',
      dependsOn: [],
      resource: '*',
      by: grantingStatement(own),
      witness: { as: 'mallory', resource: '*', given: {} },
    };
    return summary([grant], []);
  }

  of(action: CatalogueAction): Result {
    if (onARole.has(action.name)) return this.ask(action, this.policiesWithTrust(), ['the trust policy of the role']);
    if (unsigned.has(action.name)) return denied;
    if (this.settled) return this.settled;
    const profile = keyProfile(action, this.open);
    const results = this.results.get(profile) ?? new Map<readonly ResourceUse[], Result>();
    this.results.set(profile, results);
    const types = this.byResources ? action.resources : nowhereInParticular;
    const result = results.get(types) ?? this.ask(action, this.question.policies, []);
    results.set(types, result);
    return result;
  }

  private policiesWithTrust(): PolicySet {
    return { ...this.question.policies, resource: trustingAccount(this.question.account, this.question.partition) };
  }

  private ask(action: CatalogueAction, policies: PolicySet, unread: readonly string[]): Result {
    const scenarios = scenariosOf(action, this.statements, this.open, this.keys);
    const { statements, keys, question } = this;
    const subject = { action, statements, scenarios, keys, question, policies, unread };
    if (!this.byResources || action.resources.length === 0) return summary(grantsOn(subject, undefined), []);
    const found = action.resources.map((use) => ({ use, grants: grantsOn(subject, use.type) }));
    const required = found.filter(({ use }) => use.required);
    const missing = required.length > 1 ? required.filter(({ grants }) => grants.length === 0) : [];
    return summary(
      found.flatMap(({ grants }) => grants),
      missing.map(({ use }) => use.type.name),
    );
  }
}

const nowhereInParticular: readonly ResourceUse[] = [];

const callerIdentity: ActionReach = {
  action: always,
  verdict: 'allowed',
  scope: 'any',
  grants: [
    {
      scope: 'any',
      verdict: 'allowed',
      dependsOn: [],
      resource: '*',
      witness: { as: 'mallory', resource: '*', given: {} },
    },
  ],
  missing: [],
};

/**
 * What a session may do: each action of the catalogue as allowed, conditional or denied, how far, and by which statement.
 * Every grant rests on a decision of `decide`, or on a statement that allows everything with nothing in its way.
 * Resource policies are not asked: what a bucket's own policy gives or refuses is not in here.
 */
export function reachOf(question: ReachQuestion): Reach {
  const { catalogue, policies } = question;
  const required = requiredLayers(policies);
  const statements = layeredStatements(policies.identity, required, catalogue);
  const keys = keysOf(question, statements);
  const { positions, groupAt, statementsOf } = groupsOf(statements, catalogue.actions.length);

  const groups = new Map<number, Group>();
  const groupOf = (number: number): Group => {
    const group = groups.get(number) ?? new Group(statementsOf(number), required, keys, question);
    groups.set(number, group);
    return group;
  };

  const actions: ActionReach[] = [];
  let withIdentity = catalogue.action(always) === undefined;
  const note = (position: number): void => {
    const action = catalogue.actions[position];
    if (!action) return;
    if (action.name === always) return;
    const result = groupOf(groupAt(position)).of(action);
    if (result.verdict !== 'denied') actions.push({ action: action.name, ...result });
  };
  const [identityAt] = Array.from(catalogue.positions(always));
  for (const position of positions) {
    if (!withIdentity && identityAt !== undefined && position >= identityAt) {
      actions.push(callerIdentity);
      withIdentity = true;
    }
    note(position);
  }
  if (!withIdentity) actions.push(callerIdentity);

  let byName: ReadonlyMap<string, ActionReach> | undefined;
  return {
    question,
    actions,
    of: (name) => {
      const action = catalogue.action(name);
      if (!action) return undefined;
      byName ??= new Map(actions.map((each) => [each.action, each]));
      return byName.get(action.name) ?? { action: action.name, ...denied };
    },
  };
}
