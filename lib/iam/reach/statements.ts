import type { Catalogue } from '../catalogue/catalogue';
import { compile, type CompiledStatement } from '../compile';
import type { Key } from '../context';
import type { Layer, PolicySet } from '../decision';
import type { NamedPolicy, Policy } from '../policy';
import type { GrantingStatement } from './question';

/** A statement with what reach needs to know of it once and for all. */
interface Facts {
  readonly compiled: CompiledStatement;
  /** Resource is `*` and nothing else. */
  readonly everywhere: boolean;
  readonly unconditional: boolean;
  /** The keys that its conditions test or its variables read. */
  readonly keys: readonly Key[];
  /** Ascending positions in the catalogue of the actions that it covers. */
  readonly positions: ArrayLike<number>;
}

export interface LayeredStatement extends Facts {
  readonly policy: NamedPolicy;
  /** How a grant refers to it. */
  readonly by: GrantingStatement;
  readonly layer: Layer;
  /** Which of the layers of that kind: one per STS call, one per level of the organisation. Each has to allow. */
  readonly level: number;
}

const remembered = new WeakMap<Catalogue, WeakMap<Policy, readonly Facts[]>>();

function positionsOf({ statement }: CompiledStatement, catalogue: Catalogue): ArrayLike<number> {
  const listed = statement.actions.map((action) => catalogue.positions(action.value));
  const [only] = listed;
  if (only && listed.length === 1 && !statement.notAction) return only;
  const covered = new Uint8Array(catalogue.actions.length);
  for (const positions of listed) for (let i = 0; i < positions.length; i++) covered[positions[i] as number] = 1;
  const wanted = statement.notAction ? 0 : 1;
  const found: number[] = [];
  for (let at = 0; at < covered.length; at++) if (covered[at] === wanted) found.push(at);
  return found;
}

function keysOf({ resources, conditions }: CompiledStatement): readonly Key[] {
  const patterns = [...resources, ...conditions.flatMap((condition) => condition.expected)];
  const read = patterns.flatMap(({ source }) => (typeof source === 'string' ? [] : source.variables));
  const keys = [...conditions, ...read].map(({ key }) => key);
  return [...new Map(keys.map((key) => [key.lower, key])).values()];
}

function factsOf(policy: Policy, catalogue: Catalogue): readonly Facts[] {
  const known = remembered.get(catalogue) ?? new WeakMap<Policy, readonly Facts[]>();
  remembered.set(catalogue, known);
  const facts =
    known.get(policy) ??
    compile(policy).map((compiled) => ({
      compiled,
      everywhere:
        !compiled.statement.notResource && compiled.statement.resources.some((resource) => resource.value === '*'),
      unconditional: compiled.conditions.length === 0,
      keys: keysOf(compiled),
      positions: positionsOf(compiled, catalogue),
    }));
  known.set(policy, facts);
  return facts;
}

/** A layer that has to allow an action, beside the role's own policies. */
export interface RequiredLayer {
  readonly layer: Layer;
  readonly level: number;
  readonly policies: readonly NamedPolicy[];
}

export function requiredLayers(policies: PolicySet): readonly RequiredLayer[] {
  const levels = (layer: Layer, sets: PolicySet['sessions']): readonly RequiredLayer[] =>
    (sets ?? []).map((set, level) => ({ layer, level, policies: set }));
  return [
    ...(policies.boundary ? [{ layer: 'boundary' as const, level: 0, policies: [policies.boundary] }] : []),
    ...levels('session', policies.sessions),
    ...levels('service-control', policies.serviceControl),
    ...levels('resource-control', policies.resourceControl),
  ];
}

function reference({ name }: NamedPolicy, { compiled }: Facts): GrantingStatement {
  const { index, sid, span } = compiled.statement;
  return { policy: name, statement: index, ...(sid === undefined ? {} : { sid }), span };
}

/** All statements that have a say, those of the role's own policies first. */
export function layeredStatements(
  own: readonly NamedPolicy[],
  required: readonly RequiredLayer[],
  catalogue: Catalogue,
): readonly LayeredStatement[] {
  const of = (layer: Layer, level: number, policies: readonly NamedPolicy[]): readonly LayeredStatement[] =>
    policies.flatMap((policy) =>
      factsOf(policy.policy, catalogue).map((facts) => ({ ...facts, policy, by: reference(policy, facts), layer, level })),
    );
  return [...of('identity', 0, own), ...required.flatMap(({ layer, level, policies }) => of(layer, level, policies))];
}
