import { explain } from './authorize';
import type { AccessRequest, Answer, Context, Decider, Explanation, PolicySet } from './decision';
import { parsePolicy } from './parse';
import type { NamedPolicy, PolicyFinding } from './policy';

/** A policy document as a case holds it: an object, or its JSON text. */
export type PolicySource = string | object;

/** A request, the policies that apply to it and the answer expected, as `lifeguard decide` reads them (formats.md, Decisions). */
export interface Case {
  readonly id?: string | number;
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

/** A policy of a case, named after its place in the case: `identityPolicies[0]`. */
interface CasePolicy extends NamedPolicy {
  readonly findings: readonly PolicyFinding[];
}

/** A case made ready to be decided. */
export interface Question {
  readonly request: AccessRequest;
  readonly policies: PolicySet;
  /** What is wrong with the text of its policies. */
  readonly findings: readonly { readonly policy: string; readonly finding: PolicyFinding; readonly line: number }[];
}

export function questionOf(each: Case): Question {
  const identity = each.identityPolicies.map((source, i) => casePolicy(`identityPolicies[${i}]`, source));
  const boundary = each.permissionsBoundary ? casePolicy('permissionsBoundary', each.permissionsBoundary) : undefined;
  const resource = each.resourcePolicy ? casePolicy('resourcePolicy', each.resourcePolicy) : undefined;
  const sessions = levels('sessionPolicies', each.sessionPolicies);
  const serviceControl = levels('serviceControlPolicies', each.serviceControlPolicies);
  const resourceControl = levels('resourceControlPolicies', each.resourceControlPolicies);
  const all = [identity, boundary, resource, sessions, serviceControl, resourceControl].flat(2).filter((policy) => policy !== undefined);
  return {
    request: requestOf(each),
    policies: { identity, boundary, resource, sessions, serviceControl, resourceControl },
    findings: all.flatMap(({ name, policy, findings }) =>
      findings.map((finding) => ({ policy: name, finding, line: lineOf(policy.text, finding.span.start) })),
    ),
  };
}

function requestOf({ principal, action, resource, resourceAccount, context, unknown }: Case): AccessRequest {
  return { principal, action, resource, resourceAccount: resourceAccount ?? undefined, context: context ?? {}, unknown: unknown ?? undefined };
}

function casePolicy(name: string, source: PolicySource): CasePolicy {
  const { policy, findings } = parsePolicy(source);
  return { name, policy, findings };
}

/** One level if policies are listed, several if lists of them are; none for an empty list. */
function levels(field: string, sources: Case['sessionPolicies']): readonly (readonly CasePolicy[])[] | undefined {
  if (!sources || sources.length === 0) return undefined;
  if (!sources.some((each) => Array.isArray(each))) return [(sources as readonly PolicySource[]).map((source, i) => casePolicy(`${field}[${i}]`, source))];
  return (sources as readonly (readonly PolicySource[])[]).map((level, l) => level.map((source, i) => casePolicy(`${field}[${l}][${i}]`, source)));
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** A case, and what became of it. */
export interface Judged {
  readonly case: Case;
  readonly question: Question;
  readonly explanation: Explanation;
  /** Whether the answer is the one that the case expects; undefined when it expects none. */
  readonly asExpected?: boolean;
}

export function judge(each: Case): Judged {
  const question = questionOf(each);
  const explanation = explain(question.request, question.policies);
  return { case: each, question, explanation, asExpected: each.expected === undefined ? undefined : explanation.answer === each.expected };
}

/** What `lifeguard decide --format json` prints for a case; what there is not is null. */
export interface CaseResult {
  readonly id: string | number | null;
  readonly decision: Answer;
  readonly decidedBy: Decider | null;
  readonly dependsOn: readonly { readonly key: string; readonly when: readonly { readonly value: string | null; readonly answer: Answer }[]; readonly otherwise: Answer }[];
  /** AWS's sentence for a denial. */
  readonly message: string | null;
}

export function resultOf({ case: { id }, explanation }: Judged): CaseResult {
  const { answer, decidedBy, dependsOn, message } = explanation;
  return {
    id: id ?? null,
    decision: answer,
    decidedBy: decidedBy ?? null,
    dependsOn: dependsOn.map((each) => ({ ...each, when: each.when.map(({ value, answer: then }) => ({ value: value ?? null, answer: then })) })),
    message: message ?? null,
  };
}
