import { compile, principalGrant, statementMatches, type CompiledStatement } from './compile';
import { ask, type Asked } from './context';
import type { AccessRequest, Answer, Decider, Layer, PolicySet } from './decision';
import type { NamedPolicy } from './policy';
import { callerOf, hasAccount, NOBODY, type Caller } from './principal';
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

/** How a request stands to the policies: who asks, and which layers have a say. */
export interface Situation {
  readonly asked: Asked;
  readonly caller: Caller;
  readonly sameAccount: boolean;
  /** Identity-based policies count for the caller: it is an identity of an account, and the action asks for its permissions. */
  readonly withIdentity: boolean;
  /** The resource policy has to allow as well, even within the account: trust policies and key policies. */
  readonly needsResourcePolicy: boolean;
  readonly isTrust: boolean;
  readonly isKey: boolean;
  readonly bounded: boolean;
}

const FIELD_OF_GRANT = { 1: 'toAccount', 2: 'toRole', 3: 'toCaller' } as const;

/** Actions on a role that its trust policy decides. */
const TRUST_ACTIONS: readonly string[] = [
  'sts:assumerole', 'sts:assumerolewithwebidentity', 'sts:assumerolewithsaml', 'sts:tagsession', 'sts:setsourceidentity', 'sts:setcontext',
];

/** Calls that need no AWS credentials: only the trust policy is asked. */
const UNSIGNED_ACTIONS: readonly string[] = ['sts:assumerolewithwebidentity', 'sts:assumerolewithsaml'];

export function situate(request: AccessRequest, policies: PolicySet): Situation {
  const asked = ask(request);
  const caller = callerOf(request.principal);
  const isSts = asked.action.startsWith('sts:');
  const isTrust = isSts && TRUST_ACTIONS.includes(asked.action);
  const isKey = asked.action.startsWith('kms:') && asked.resource.includes(':key/');
  const owner = request.resourceAccount ?? accountOf(asked.resource);
  return {
    asked,
    caller,
    sameAccount: owner === '' || owner === caller.account,
    withIdentity: hasAccount(caller) && !(isSts && UNSIGNED_ACTIONS.includes(asked.action)),
    needsResourcePolicy: isTrust || (isKey && policies.resource !== undefined),
    isTrust,
    isKey,
    bounded: policies.boundary !== undefined,
  };
}

function accountOf(arn: string): string {
  if (!arn.startsWith('arn:')) return '';
  let from = 0;
  for (let i = 0; i < 4; i++) {
    from = arn.indexOf(':', from) + 1;
    if (from === 0) return '';
  }
  const end = arn.indexOf(':', from);
  return end < 0 ? '' : arn.slice(from, end);
}

/** Judges the statements of one layer. */
export function tally(layer: Layer, policies: readonly NamedPolicy[], situation: Situation): Tally {
  const result: Tally = {
    layer, policies, deny: NO, denyBy: undefined, allow: NO, allowBy: undefined, toCaller: NO, toRole: NO, toAccount: NO,
  };
  const attached = layer === 'resource';
  for (let p = 0; p < policies.length; p++) {
    const policy = policies[p] as NamedPolicy;
    const statements = compile(policy.policy);
    for (let s = 0; s < statements.length; s++) {
      const compiled = statements[s] as CompiledStatement;
      const matched = statementMatches(compiled, situation.asked, attached);
      if (matched === NO) continue;
      if (!attached) count(result, matched, { policy, position: p, compiled });
      else countGrant(result, matched, { policy, position: p, compiled }, situation);
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
function countGrant(result: Tally, matched: Truth, place: Place, { asked, caller, bounded }: Situation): void {
  const grant = principalGrant(place.compiled, caller, asked, bounded);
  if (grant === NOBODY) return;
  if (!place.compiled.denies && matched === result.allow && matched > result[FIELD_OF_GRANT[grant]]) result.allowBy = place;
  count(result, matched, place);
  if (place.compiled.denies) return;
  const field = FIELD_OF_GRANT[grant];
  result[field] = either(result[field], matched);
}

/** Judges every layer that has a say, in the order in which AWS looks at them. */
export function tallies(situation: Situation, policies: PolicySet): readonly Tally[] {
  const all: Tally[] = [];
  const add = (layer: Layer, each: readonly NamedPolicy[]): unknown => all.push(tally(layer, each, situation));
  policies.resourceControl?.forEach((level) => add('resource-control', level));
  if (situation.withIdentity) policies.serviceControl?.forEach((level) => add('service-control', level));
  if (policies.resource) add('resource', [policies.resource]);
  if (situation.withIdentity) {
    add('identity', policies.identity);
    if (policies.boundary) add('boundary', [policies.boundary]);
    policies.sessions?.forEach((layer) => add('session', layer));
  }
  return all;
}

/** The answer, and the layer and statement that settle it. */
export interface Settlement {
  readonly answer: Answer;
  readonly layer?: Layer;
  readonly place?: Place;
  /** The tally in which the place was found. */
  readonly tally?: Tally;
}

export function settle(situation: Situation, all: readonly Tally[]): Settlement {
  if (situation.asked.action === 'sts:getcalleridentity') return { answer: 'Allowed' };
  let deny: Truth = NO;
  for (const each of all) {
    if (each.deny === YES) return { answer: 'ExplicitlyDenied', layer: each.layer, place: each.denyBy, tally: each };
    deny = either(deny, each.deny);
  }
  const allow = allowed(situation, all);
  if (allow === NO) return { answer: 'ImplicitlyDenied', layer: blockingLayer(situation, all) };
  if (allow === UNKNOWN || deny === UNKNOWN) return { answer: 'Depends' };
  return { answer: 'Allowed', ...grantingPlace(situation, all) };
}

/** What the layers of one kind, all of which must allow, say together; yes when there is none. */
function least(all: readonly Tally[], ...layers: readonly Layer[]): Truth {
  let result: Truth = YES;
  for (const each of all) if (layers.includes(each.layer)) result = both(result, each.allow);
  return result;
}

const LIMITS: readonly Layer[] = ['boundary', 'session'];

function identitySide({ caller }: Situation, all: readonly Tally[]): Truth {
  return caller.kind === 'root' ? YES : both(least(all, 'identity'), least(all, ...LIMITS));
}

/**
 * Whether anything allows the request, explicit denials aside.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html: within an account a resource policy that
 * names the caller itself (its user or session ARN, or everyone) is enough; one that names its role is limited by the boundary and
 * the session policies; one that names the account only lets the account's identity-based policies decide. Across accounts both
 * sides must allow.
 */
function allowed(situation: Situation, all: readonly Tally[]): Truth {
  const resource = all.find((each) => each.layer === 'resource');
  const granted = resource?.allow ?? NO;
  const guards = least(all, 'resource-control', 'service-control');
  if (!situation.withIdentity) return both(guards, granted);
  const identity = identitySide(situation, all);
  if (!situation.sameAccount) return both(guards, both(identity, granted));
  const through = situation.needsResourcePolicy ? both(identity, granted) : identity;
  if (!resource) return both(guards, through);
  const direct = either(resource.toCaller, both(resource.toRole, least(all, ...LIMITS)));
  return both(guards, either(through, direct));
}

const ORDER_OF_BLAME: readonly Layer[] = ['resource-control', 'service-control', 'identity', 'boundary', 'session', 'resource'];

function blockingLayer(situation: Situation, all: readonly Tally[]): Layer {
  if (!situation.withIdentity) return least(all, 'resource-control') === NO ? 'resource-control' : 'resource';
  const toRole = situation.sameAccount && all.some((each) => each.toRole !== NO);
  const blocks = ({ layer, allow }: Tally): boolean =>
    allow === NO && !(layer === 'identity' && (toRole || situation.caller.kind === 'root'));
  return ORDER_OF_BLAME.find((layer) => all.some((each) => each.layer === layer && blocks(each))) ?? 'resource';
}

function grantingPlace(situation: Situation, all: readonly Tally[]): Omit<Settlement, 'answer'> {
  const identity = all.find((each) => each.layer === 'identity');
  const resource = all.find((each) => each.layer === 'resource');
  const byIdentity = identity && identitySide(situation, all) === YES && (!situation.needsResourcePolicy || resource?.toCaller !== YES);
  const by = byIdentity || !resource ? identity : resource;
  return { layer: by?.layer, place: by?.allowBy, tally: by };
}

export function deciderOf({ layer, place }: Settlement): Decider | undefined {
  if (!layer) return undefined;
  if (!place) return { layer };
  const { index, sid } = place.compiled.statement;
  return { layer, policy: place.policy.name, statement: index, ...(sid === undefined ? {} : { sid }) };
}
