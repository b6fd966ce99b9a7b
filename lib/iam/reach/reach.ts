import type { Catalogue, CatalogueAction, ResourceType, ResourceUse } from '../catalogue/catalogue';
import type { PolicySet } from '../decision';
import { namedPolicy } from '../named';
import type { NamedPolicy } from '../policy';
import { groupsOf } from './groups';
import { grantsOn } from './probe';
import { scopes, type ActionReach, type Grant, type Reach, type ReachQuestion } from './question';
import { keyProfile, keysOf, openKeysOf, scenariosOf, type Keys, type Scenario } from './scenarios';
import { layeredStatements, requiredLayers, type LayeredStatement, type RequiredLayer } from './statements';
import { spokenIn, type Spoken } from './witnesses';

/** What is true of an action by its name alone is shared by all actions of the same statements, types and keys. */
type Result = Omit<ActionReach, 'action'>;

const denied: Result = { verdict: 'denied', grants: [], missing: [] };

/** Allowed whatever the resource. */
const everything: Grant = {
  scope: 'any',
  verdict: 'allowed',
  dependsOn: [],
  resource: '*',
  witness: { as: 'mallory', resource: '*', given: {}, unknown: [] },
};

const nowhereInParticular: readonly ResourceUse[] = [];

/** Written out field by field: a spread here takes most of the time of a wide role. */
const reachOfAction = (action: string, { verdict, scope, grants, missing }: Result): ActionReach => ({
  action, verdict, scope, grants, missing,
});

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
  return namedPolicy('a trust policy', document);
}

/** What grants amount to: the widest scope that is allowed outright, else the widest that is conditional. */
export function summary(grants: readonly Grant[], missing: readonly string[]): Result {
  if (grants.length === 0) return denied;
  const outright = grants.some(({ verdict }) => verdict === 'allowed');
  const counts = (grant: Grant): boolean => !outright || grant.verdict === 'allowed';
  const scope = scopes.find((each) => grants.some((grant) => grant.scope === each && counts(grant)));
  return { verdict: outright && missing.length === 0 ? 'allowed' : 'conditional', scope, grants, missing };
}

/** What is known of those actions of a group that carry the same open keys. */
interface Profile {
  readonly scenarios: readonly Scenario[];
  readonly grants: Map<ResourceType | undefined, readonly Grant[]>;
  readonly results: Map<readonly ResourceUse[], Result>;
}

function remember<Key, Value>(known: Map<Key, Value>, key: Key, find: () => Value): Value {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = find()));
  return value;
}

/** One group of actions: those that the same statements speak of. */
class Group {
  private readonly settled: Result | undefined;
  private readonly open: readonly string[];
  private readonly byResources: boolean;
  private readonly profiles = new Map<string, Profile>();
  private readonly byKeys = new Map<readonly string[], Profile>();
  private spoken: Spoken | undefined;

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
    return summary([{ ...everything, by: own.by }], []);
  }

  of(action: CatalogueAction): Result {
    if (unsigned.has(action.name)) return denied;
    if (onARole.has(action.name)) return this.onARole(action);
    if (this.settled) return this.settled;
    const profile = remember(this.byKeys, action.conditionKeys, () =>
      remember(this.profiles, keyProfile(action, this.open), () => this.profileOf(action)),
    );
    const types = this.byResources ? action.resources : nowhereInParticular;
    return remember(profile.results, types, () => this.ask(action, types, profile));
  }

  private profileOf(action: CatalogueAction): Profile {
    const scenarios = scenariosOf(action, this.statements, this.open, this.keys);
    return { scenarios, grants: new Map(), results: new Map() };
  }

  private onARole(action: CatalogueAction): Result {
    const { account, partition, policies } = this.question;
    const trusted = { ...policies, resource: trustingAccount(account, partition) };
    return this.ask(action, action.resources, this.profileOf(action), trusted, ['the trust policy of the role']);
  }

  private ask(
    action: CatalogueAction,
    types: readonly ResourceUse[],
    { scenarios, grants }: Profile,
    policies: PolicySet = this.question.policies,
    unread: readonly string[] = [],
  ): Result {
    const { statements, keys, question } = this;
    const spoken = (this.spoken ??= spokenIn(statements, keys));
    const subject = { action, statements, scenarios, spoken, keys, question, policies, unread };
    const on = (type: ResourceType | undefined): readonly Grant[] => remember(grants, type, () => grantsOn(subject, type));
    if (types.length === 0) return summary(on(undefined), []);
    if (types.length === 1) return summary(on(types[0]?.type), []);
    const required = types.filter((use) => use.required);
    const missing = required.length > 1 ? required.filter(({ type }) => on(type).length === 0) : [];
    const found: Grant[] = [];
    for (const { type } of types) found.push(...on(type));
    return summary(found, missing.map(({ type }) => type.name));
  }
}

function withAlways(positions: readonly number[], catalogue: Catalogue): readonly number[] {
  const at = Array.from(catalogue.positions(always)).filter((position) => !positions.includes(position));
  return at.length === 0 ? positions : [...positions, ...at].sort((a, b) => a - b);
}

/**
 * What a session may do: each action of the catalogue as allowed, conditional or denied, how far, and by which statement.
 * Every grant rests on a decision of `decide`, or on a statement that allows everything with nothing in its way.
 * Resource policies are not asked: what a bucket's own policy gives or refuses is not in here.
 */
export function reachOf(asked: ReachQuestion): Reach {
  const question = { ...asked, policies: { ...asked.policies, resource: undefined } };
  const { catalogue, policies } = question;
  const required = requiredLayers(policies);
  const statements = layeredStatements(policies.identity, required, catalogue);
  const keys = keysOf(question, statements);
  const { positions, groupAt, statementsOf } = groupsOf(statements, catalogue.actions.length);

  const groups = new Map<number, Group>();
  const groupOf = (number: number): Group =>
    remember(groups, number, () => new Group(statementsOf(number), required, keys, question));

  const resultAt = (position: number, action: CatalogueAction): Result =>
    action.name === always ? summary([everything], []) : groupOf(groupAt(position)).of(action);
  const actions: ActionReach[] = [];
  for (const position of withAlways(positions, catalogue)) {
    const action = catalogue.actions[position] as CatalogueAction;
    const result = resultAt(position, action);
    if (result.verdict !== 'denied') actions.push(reachOfAction(action.name, result));
  }

  let byName: ReadonlyMap<string, ActionReach> | undefined;
  return {
    question,
    actions,
    of: (name) => {
      const action = catalogue.action(name);
      if (!action) return undefined;
      byName ??= new Map(actions.map((each) => [each.action, each]));
      return byName.get(action.name) ?? reachOfAction(action.name, denied);
    },
  };
}
