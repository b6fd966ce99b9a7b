import type { Catalogue, CatalogueAction, ResourceType, ResourceUse } from '../catalogue/catalogue';
import type { PolicySet } from '../decision';
import { namedPolicy } from '../named';
import type { NamedPolicy } from '../policy';
import { groupsOf, type Groups } from './groups';
import { kindsOf } from './kinds';
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

const nothingMissing: readonly string[] = [];

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

const hasItsOwnRule = (action: string): boolean => action === always || onARole.has(action) || unsigned.has(action);

function trustingAccount(account: string, partition: string): NamedPolicy {
  const document = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` }, Action: 'sts:*' },
  };
  return namedPolicy('a trust policy', document);
}

/** What grants amount to: the widest scope that is allowed outright, else the widest that is conditional. */
export function summary(grants: readonly Grant[], missing: readonly string[]): Result {
  const [only] = grants;
  if (!only) return denied;
  if (grants.length === 1) return { verdict: missing.length === 0 ? only.verdict : 'conditional', scope: only.scope, grants, missing };
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
  private byKind: (Result | undefined)[] | undefined;
  /** The one profile of all actions when no key is open. */
  private closed: Profile | undefined;
  private spoken: Spoken | undefined;

  constructor(
    private readonly statements: readonly LayeredStatement[],
    private readonly required: readonly RequiredLayer[],
    private readonly keys: Keys,
    private readonly question: ReachQuestion,
    private readonly kinds: number,
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

  /** @param kind - of the action, as {@link kindsOf} numbers them */
  of(action: CatalogueAction, kind: number): Result {
    if (kind === 0) return this.byName(action);
    if (this.settled) return this.settled;
    this.byKind ??= new Array<Result | undefined>(this.kinds);
    return (this.byKind[kind] ??= this.find(action));
  }

  private byName(action: CatalogueAction): Result {
    if (action.name === always) return summary([everything], []);
    return unsigned.has(action.name) ? denied : this.onARole(action);
  }

  private find(action: CatalogueAction): Result {
    const profile = this.open.length === 0 ? (this.closed ??= this.profileOf(action)) : this.profileFor(action);
    const types = this.byResources ? action.resources : nowhereInParticular;
    const known = profile.results.get(types);
    if (known) return known;
    const result = this.ask(action, types, profile);
    profile.results.set(types, result);
    return result;
  }

  private profileFor(action: CatalogueAction): Profile {
    return remember(this.byKeys, action.conditionKeys, () =>
      remember(this.profiles, keyProfile(action, this.open), () => this.profileOf(action)),
    );
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
    const on = (type: ResourceType | undefined): readonly Grant[] => {
      const known = grants.get(type);
      if (known) return known;
      const found = grantsOn(subject, type);
      grants.set(type, found);
      return found;
    };
    if (types.length <= 1) return summary(on(types[0]?.type), nothingMissing);
    const found: Grant[] = [];
    let needed = 0;
    let lacking: string[] | undefined;
    for (const { type, required } of types) {
      const given = on(type);
      found.push(...given);
      if (!required) continue;
      needed++;
      if (given.length === 0) (lacking ??= []).push(type.name);
    }
    return summary(found, needed > 1 && lacking ? lacking : nothingMissing);
  }
}

function withAlways(positions: Groups['positions'], catalogue: Catalogue): Groups['positions'] {
  const at = Array.from(catalogue.positions(always)).filter((position) => !positions.includes(position));
  return at.length === 0 ? positions : Uint32Array.of(...positions, ...at).sort();
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

  const kinds = kindsOf(catalogue, hasItsOwnRule);

  // Nothing is allocated here for each of 22,000 actions but its answer: collecting more takes longer than finding the answers.
  const groups: Group[] = [];
  const actions: ActionReach[] = [];
  const catalogued = catalogue.actions;
  const wanted = withAlways(positions, catalogue);
  for (let i = 0; i < wanted.length; i++) {
    const position = wanted[i] as number;
    const number = groupAt(position);
    const group = (groups[number] ??= new Group(statementsOf(number), required, keys, question, kinds.count));
    const action = catalogued[position] as CatalogueAction;
    const result = group.of(action, kinds.at[position] as number);
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
