import { compile, principalGrant, statementMatches, type CompiledStatement } from './compile';
import type { Answer, Decider, Layer, PolicySet } from './decision';
import type { NamedPolicy } from './policy';
import { NOBODY } from './principal';
import type { Situation } from './situation';
import { both, either, NO, UNKNOWN, YES, type Truth } from './tri';

/** A statement and the policy it stands in. */
export interface Place {
  readonly policy: NamedPolicy;
  /** Which of the layer's policies it is. */
  readonly position: number;
  readonly compiled: CompiledStatement;
}

/** What the policies of one layer say together. */
export interface Tally {
  readonly layer: Layer;
  readonly policies: readonly NamedPolicy[];
  deny: Truth;
  denyBy: Place | undefined;
  allow: Truth;
  allowBy: Place | undefined;
  /** For a resource policy: what it allows to the caller itself, to its role, to its account. */
  toCaller: Truth;
  toRole: Truth;
  toAccount: Truth;
}

/** The layers that have a say. Guards and limits must each allow; the resource policy and the identity-based policies give. */
export interface Layers {
  readonly guards: readonly Tally[];
  readonly resource?: Tally;
  readonly identity?: Tally;
  readonly limits: readonly Tally[];
}

const NONE: readonly Tally[] = [];

const FIELD_OF_GRANT = { 1: 'toAccount', 2: 'toRole', 3: 'toCaller' } as const;

/** Judges every layer that has a say. */
export function judgeLayers(situation: Situation, policies: PolicySet): Layers {
  const { withIdentity } = situation;
  const { resource, resourceControl, serviceControl, boundary, sessions } = policies;
  return {
    guards: resourceControl || serviceControl ? guardsOf(situation, policies) : NONE,
    resource: resource ? tally('resource', [resource], situation) : undefined,
    identity: withIdentity ? identityOf(situation, policies) : undefined,
    limits: withIdentity && (boundary || sessions || situation.caller.kind === 'federated-user') ? limitsOf(situation, policies) : NONE,
  };
}

/** The root user of an account needs no policy: it may do whatever none denies. */
function identityOf(situation: Situation, policies: PolicySet): Tally {
  const result = tally('identity', policies.identity, situation);
  return situation.caller.kind === 'root' && result.allow !== YES ? { ...result, allow: YES, allowBy: undefined } : result;
}

/** RCPFullAWSAccess is attached at every level and cannot be detached, so what no resource control policy denies is allowed. */
function guardsOf(situation: Situation, { resourceControl = [], serviceControl = [] }: PolicySet): readonly Tally[] {
  return [
    ...resourceControl.map((level) => ({ ...tally('resource-control', level, situation), allow: YES, allowBy: undefined }) satisfies Tally),
    ...(situation.withIdentity ? serviceControl.map((level) => tally('service-control', level, situation)) : []),
  ];
}

/** An STS call without session policies limits nothing, but a federated user without one may do nothing. */
function limitsOf(situation: Situation, { boundary, sessions = [] }: PolicySet): readonly Tally[] {
  const calls = sessions.filter((call) => call.length > 0);
  const missing = situation.caller.kind === 'federated-user' && calls.length === 0 ? [[]] : [];
  const bySession = [...calls, ...missing].map((call) => tally('session', call, situation));
  return boundary ? [tally('boundary', [boundary], situation), ...bySession] : bySession;
}

/** All of them, in the order in which AWS looks at them. */
export function inOrder({ guards, resource, identity, limits }: Layers): readonly Tally[] {
  const all = guards.slice();
  if (resource) all.push(resource);
  if (identity) all.push(identity);
  for (const each of limits) all.push(each);
  return all;
}

function tally(layer: Layer, policies: readonly NamedPolicy[], situation: Situation): Tally {
  const result: Tally = {
    layer, policies, deny: NO, denyBy: undefined, allow: NO, allowBy: undefined, toCaller: NO, toRole: NO, toAccount: NO,
  };
  const attached = layer === 'resource';
  for (let position = 0; position < policies.length; position++) {
    const policy = policies[position] as NamedPolicy;
    const statements = compile(policy.policy);
    for (let i = 0; i < statements.length; i++) {
      const compiled = statements[i] as CompiledStatement;
      const matched = statementMatches(compiled, situation, attached);
      if (matched === NO) continue;
      if (attached) countGrant(result, matched, { policy, position, compiled }, situation);
      else count(result, matched, { policy, position, compiled });
    }
  }
  return result;
}

function count(result: Tally, matched: Truth, place: Place): void {
  if (place.compiled.denies) {
    if (matched > result.deny) {
      result.deny = matched;
      result.denyBy = place;
    }
  } else if (matched > result.allow) {
    result.allow = matched;
    result.allowBy = place;
  }
}

/** Of several statements that allow, the one that gives most directly is the one to name. */
function countGrant(result: Tally, matched: Truth, place: Place, situation: Situation): void {
  const grant = principalGrant(place.compiled, situation.caller, situation, situation.bounded);
  if (grant === NOBODY) return;
  const before = result.allowBy;
  count(result, matched, place);
  if (place.compiled.denies) return;
  const field = FIELD_OF_GRANT[grant];
  if (before && matched === result.allow && isMoreDirect(result, field, matched)) result.allowBy = place;
  result[field] = either(result[field], matched);
}

function isMoreDirect({ toCaller, toRole }: Tally, field: 'toCaller' | 'toRole' | 'toAccount', matched: Truth): boolean {
  return field === 'toCaller' ? toCaller < matched : field === 'toRole' && toRole < matched && toCaller < matched;
}

/** The answer, and the layer and statement that settle it. */
export interface Settlement {
  readonly answer: Answer;
  readonly layer?: Layer;
  readonly tally?: Tally;
  readonly place?: Place;
}

export function settle(situation: Situation, layers: Layers): Settlement {
  const denying = strongestDeny(layers);
  if (denying?.deny === YES) return { answer: 'ExplicitlyDenied', layer: denying.layer, tally: denying, place: denying.denyBy };
  const allow = allowed(situation, layers);
  if (allow === NO) {
    return { answer: 'ImplicitlyDenied', layer: blocking(situation, layers), tally: undefined, place: undefined };
  }
  if (allow === UNKNOWN || denying) return { answer: 'Depends', layer: undefined, tally: undefined, place: undefined };
  const by = giving(situation, layers);
  return { answer: 'Allowed', layer: by?.layer, tally: by, place: by?.allowBy };
}

/** The first layer with a Deny that applies, else one with a Deny that may apply. */
function strongestDeny({ guards, resource, identity, limits }: Layers): Tally | undefined {
  let strongest = firstDeny(guards, undefined);
  if (resource && resource.deny > (strongest?.deny ?? NO)) strongest = resource;
  if (identity && identity.deny > (strongest?.deny ?? NO)) strongest = identity;
  return firstDeny(limits, strongest);
}

function firstDeny(tallies: readonly Tally[], before: Tally | undefined): Tally | undefined {
  let strongest = before;
  for (let i = 0; i < tallies.length; i++) {
    const each = tallies[i] as Tally;
    if (each.deny > (strongest?.deny ?? NO)) strongest = each;
  }
  return strongest;
}

/** What layers that must all allow say together; yes when there is none. */
function least(tallies: readonly Tally[]): Truth {
  let result: Truth = YES;
  for (let i = 0; i < tallies.length; i++) result = both(result, (tallies[i] as Tally).allow);
  return result;
}

/** The caller's own policies: the identity-based ones within the boundary and the session policies. */
function identitySide({ identity, limits }: Layers): Truth {
  return identity ? both(identity.allow, least(limits)) : NO;
}

/**
 * Whether anything allows the request, explicit denials aside.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html: within an account a resource policy that
 * names the caller itself (its user or session ARN, or everyone) is enough; one that names its role is limited by the boundary and
 * the session policies; one that names the account only lets the account's identity-based policies decide. Across accounts both
 * sides must allow.
 */
function allowed(situation: Situation, layers: Layers): Truth {
  const { guards, resource, limits } = layers;
  const granted = resource ? resource.allow : NO;
  const guarded = least(guards);
  if (!situation.withIdentity) return both(guarded, granted);
  const identity = identitySide(layers);
  if (!situation.sameAccount) return both(guarded, both(identity, granted));
  const through = situation.needsResourcePolicy ? both(identity, granted) : identity;
  if (!resource) return both(guarded, through);
  const direct = either(resource.toCaller, both(resource.toRole, least(limits)));
  return both(guarded, either(through, direct));
}

/** The layer to name for want of an Allow. A resource policy that gives to the role makes up for the identity-based policies. */
function blocking(situation: Situation, layers: Layers): Layer {
  const { guards, resource, identity, limits } = layers;
  const givenToRole = situation.sameAccount && resource !== undefined && resource.toRole !== NO;
  return (
    guards.find(allowsNothing)?.layer ??
    (identity && !givenToRole && allowsNothing(identity) ? 'identity' : limits.find(allowsNothing)?.layer) ??
    'resource'
  );
}

const allowsNothing = ({ allow }: Tally): boolean => allow === NO;

/** The layer whose Allow the answer rests on. */
function giving(situation: Situation, layers: Layers): Tally | undefined {
  const { resource, identity } = layers;
  if (!resource || !identity) return identity ?? resource;
  const direct = situation.sameAccount && situation.needsResourcePolicy && resource.toCaller === YES;
  return identitySide(layers) === YES && !direct ? identity : resource;
}

export function deciderOf({ layer, place }: Settlement): Decider | undefined {
  if (!layer) return undefined;
  if (!place) return { layer };
  const { index, sid } = place.compiled.statement;
  return sid === undefined
    ? { layer, policy: place.policy.name, statement: index }
    : { layer, policy: place.policy.name, statement: index, sid };
}
