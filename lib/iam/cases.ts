import { explain } from './authorize';
import type { AccessRequest, Answer, Context, Decider, Dependency, Explanation, PolicySet } from './decision';
import { namedPolicy } from './named';
import type { NamedPolicy } from './policy';

/** A policy document as a case holds it: an object, or its JSON text. */
export type PolicySource = string | object;

/** A request, the policies that apply to it and the answer expected, as `lifeguard decide` reads them (formats.md, Decisions). */
export interface Case {
  readonly id?: string;
  readonly group?: string;
  readonly title?: string;
  readonly expected?: Answer;
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount?: string | null;
  readonly context?: Context | null;
  readonly unknown?: readonly string[] | null;
  readonly identityPolicies: readonly PolicySource[];
  /** The policies of one STS call, which add up; or, for a chain of calls, a list of such lists. */
  readonly sessionPolicies?: readonly PolicySource[] | readonly (readonly PolicySource[])[] | null;
  readonly permissionsBoundary?: PolicySource | null;
  readonly resourcePolicy?: PolicySource | null;
  /** The policies of one level of the organisation, or a list of such lists. */
  readonly serviceControlPolicies?: readonly PolicySource[] | readonly (readonly PolicySource[])[] | null;
  readonly resourceControlPolicies?: readonly PolicySource[] | readonly (readonly PolicySource[])[] | null;
  readonly note?: string;
}

/** A case made ready to be decided. */
export interface Question {
  readonly request: AccessRequest;
  readonly policies: PolicySet;
}

export function questionOf(each: Case): Question {
  return {
    request: {
      principal: each.principal,
      action: each.action,
      resource: each.resource,
      ...(each.resourceAccount ? { resourceAccount: each.resourceAccount } : {}),
      context: each.context ?? {},
      ...(each.unknown ? { unknown: each.unknown } : {}),
    },
    policies: {
      identity: each.identityPolicies.map((source, i) => namedPolicy(numbered('identity policy', i, each.identityPolicies.length), source)),
      ...layer('sessions', 'session policy', each.sessionPolicies),
      ...(each.permissionsBoundary ? { boundary: namedPolicy('permissions boundary', each.permissionsBoundary) } : {}),
      ...(each.resourcePolicy ? { resource: namedPolicy('resource policy', each.resourcePolicy) } : {}),
      ...layer('serviceControl', 'service control policy', each.serviceControlPolicies),
      ...layer('resourceControl', 'resource control policy', each.resourceControlPolicies),
    },
  };
}

type LayerField = 'sessions' | 'serviceControl' | 'resourceControl';

function layer(field: LayerField, name: string, sources: Case['sessionPolicies']): Partial<Record<LayerField, readonly (readonly NamedPolicy[])[]>> {
  if (!sources) return {};
  const levels = sources.some((each) => Array.isArray(each)) ? (sources as readonly (readonly PolicySource[])[]) : [sources as readonly PolicySource[]];
  const total = levels.flat().length;
  let count = 0;
  return { [field]: levels.map((level) => level.map((source) => namedPolicy(numbered(name, count++, total), source))) };
}

function numbered(name: string, i: number, of: number): string {
  return of === 1 ? name : `${name} ${i + 1}`;
}

/** What `lifeguard decide --format json` prints for a case. */
export interface CaseResult {
  readonly id?: string;
  readonly decision: Answer;
  readonly decidedBy?: Decider;
  readonly dependsOn: readonly Dependency[];
  readonly message?: string;
}

export interface Judged {
  readonly case: Case;
  readonly explanation: Explanation;
  /** Undefined when the case expects nothing. */
  readonly asExpected?: boolean;
}

export function judge(each: Case): Judged {
  const { request, policies } = questionOf(each);
  const explanation = explain(request, policies);
  return { case: each, explanation, asExpected: each.expected === undefined ? undefined : explanation.answer === each.expected };
}

export function resultOf({ case: { id }, explanation }: Judged): CaseResult {
  const { answer, decidedBy, dependsOn, message } = explanation;
  return {
    ...(id === undefined ? {} : { id }),
    decision: answer,
    ...(decidedBy ? { decidedBy } : {}),
    dependsOn,
    ...(message === undefined ? {} : { message }),
  };
}
