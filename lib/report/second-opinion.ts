import { orGap } from '../audit/or-gap';
import type { Verdict } from '../audit/verdict';
import { roleNameOf } from '../engine/authorization';
import type { Explanation, Layer, StatementExplanation } from '../iam/decision';
import { parsePolicy } from '../iam/parse';
import { SimulateCustomPolicy, ValidatePolicy } from '../snapshot/reads-second-opinions';
import type { Exchange } from '../snapshot/snapshot';
import { policyTexts } from '../stage/policy-texts';
import { allSteps } from '../stage/steps';
import { isGap, type Known } from '../world/gap';
import type { PolicyDocument } from '../world/resources';
import { get, type World } from '../world/world';

/** What AWS says beside a verdict of ours. It changes no verdict. */
export interface SecondOpinion {
  readonly by: OpinionQuestion['operation'];
  /** `AWS`, or the host that answered in its place. */
  readonly answeredBy: string;
  /** The policy, and the statement in it where it is about one. */
  readonly about: string;
  readonly says: string;
  /** Whether it says what we say; null where we said nothing that could be compared, or nobody was asked. */
  readonly agrees: boolean | null;
}

/** A question for a second opinion. */
export interface OpinionQuestion {
  readonly operation: 'access-analyzer:ValidatePolicy' | 'iam:SimulateCustomPolicy';
  readonly input: Readonly<Record<string, unknown>>;
  readonly about: string;
  /** What we say, in the words of the answer. */
  readonly ours?: string;
}

/** What could be asked beside a verdict: the documents of the role that it is about, and the statement on which its proof rests. */
export function questionsOf(verdict: Verdict, world: World): readonly OpinionQuestion[] {
  if (verdict.verdict !== 'fail' && verdict.verdict !== 'pass') return [];
  return [...documentQuestions(verdict, world), ...statementQuestions(verdict)];
}

/** The answers among the exchanges of a snapshot. */
export function opinionsOf(verdict: Verdict, world: World, exchanges: readonly Exchange[]): readonly SecondOpinion[] {
  if (exchanges.length === 0) return [];
  return questionsOf(verdict, world).flatMap((question) => {
    const exchange = exchanges.find(({ operation, input }) => operation === question.operation && JSON.stringify(input) === JSON.stringify(question.input));
    return exchange === undefined ? [] : [opinionOf(question, exchange)];
  });
}

function opinionOf({ operation, about, ours }: OpinionQuestion, { output, error, endpoint }: Exchange): SecondOpinion {
  const opinion = { by: operation, answeredBy: endpoint ?? 'AWS', about };
  if (output === undefined) return { ...opinion, says: `not asked (${error?.code ?? 'no answer'})`, agrees: null };
  const says = operation === ValidatePolicy.operation ? findingsIn(output) : decisionIn(output);
  return { ...opinion, says: says ?? 'not asked (MalformedAnswer)', agrees: ours === undefined || says === undefined ? null : says === ours };
}

function decisionIn(output: Readonly<Record<string, unknown>>): string | undefined {
  const parsed = SimulateCustomPolicy.output.safeParse(output);
  return parsed.success ? parsed.data.EvaluationResults[0]?.EvalDecision : undefined;
}

function findingsIn(output: Readonly<Record<string, unknown>>): string | undefined {
  const parsed = ValidatePolicy.output.safeParse(output);
  if (!parsed.success) return undefined;
  const found = parsed.data.findings.map(({ findingType, issueCode, findingDetails }) => `${findingType} ${issueCode}: ${findingDetails}`);
  return found.length === 0 ? 'nothing to object' : found.join(' ');
}

/** Checks of trust are about the trust policy, the others about what the role may do. */
function documentQuestions({ check, resource }: Verdict, world: World): readonly OpinionQuestion[] {
  const role = resource.type === 'AWS::IAM::Role' ? orGap(() => get(world, 'AWS::IAM::Role', roleNameOf(resource.id))) : undefined;
  if (role === undefined || isGap(role)) return [];
  if (check.code.startsWith('TRU')) {
    const validatePolicyResourceType = 'AWS::IAM::AssumeRolePolicyDocument';
    return validation(`trust policy of ${role.RoleName}`, role.AssumeRolePolicyDocument, { policyType: 'RESOURCE_POLICY', validatePolicyResourceType });
  }
  const inline = isGap(role.RolePolicyList) ? [] : role.RolePolicyList;
  const attached = isGap(role.AttachedManagedPolicies) ? [] : role.AttachedManagedPolicies;
  const identity = { policyType: 'IDENTITY_POLICY' };
  return [
    ...inline.flatMap(({ PolicyName, PolicyDocument }) => validation(`${role.RoleName}/${PolicyName}`, PolicyDocument, identity)),
    ...attached.flatMap(({ PolicyName, PolicyArn }) => {
      const policy = orGap(() => get(world, 'AWS::IAM::ManagedPolicy', PolicyArn));
      // AWS need not be asked what it thinks of its own policies.
      return policy === undefined || isGap(policy) || PolicyArn.includes('::aws:policy/') ? [] : validation(PolicyName, policy.Document, identity);
    }),
  ];
}

function validation(about: string, document: Known<PolicyDocument>, type: Readonly<Record<string, string>>): readonly OpinionQuestion[] {
  if (isGap(document)) return [];
  return [{ operation: 'access-analyzer:ValidatePolicy', input: { policyDocument: parsePolicy(document).policy.text, ...type }, about }];
}

/** Layers whose statements a simulation takes; it knows no federated principals, so trust policies are not simulated. */
const simulated: ReadonlySet<Layer> = new Set(['identity', 'boundary']);

function statementQuestions({ proof }: Verdict): readonly OpinionQuestion[] {
  if (proof === undefined) return [];
  const decisions = allSteps(proof.trace).flatMap((step) => step.decisions);
  const decision = decisions.findLast(({ decidedBy }) => decidedBy?.statement !== undefined && simulated.has(decidedBy.layer));
  const statement = decision?.layers.flatMap(({ statements }) => statements).find(({ decides }) => decides);
  if (decision === undefined || statement === undefined) return [];
  const text = policyTexts(proof.scenario.world, proof.trace)[statement.policy];
  const alone = text === undefined ? undefined : statementAlone(text, statement);
  if (alone === undefined) return [];
  const { action, resource } = decision.request;
  const context = contextOf(alone, decision, statement);
  return [
    {
      operation: 'iam:SimulateCustomPolicy',
      input: { PolicyInputList: [alone], ActionNames: [action], ...(resource === '*' ? {} : { ResourceArns: [resource] }), ...(context.length === 0 ? {} : { ContextEntries: context }) },
      about: `${statement.policy}, statement ${statement.index + 1}${statement.sid === undefined ? '' : ` (${statement.sid})`}: ${action} on ${resource}`,
      ours: statement.effect === 'Allow' ? 'allowed' : 'explicitDeny',
    },
  ];
}

/** A policy of this one statement; undefined when its text is no JSON. */
function statementAlone(text: string, { span }: StatementExplanation): string | undefined {
  try {
    const { Version } = JSON.parse(text) as { readonly Version?: string };
    const Statement = [JSON.parse(text.slice(span.start, span.end)) as object];
    return JSON.stringify({ ...(Version === undefined ? {} : { Version }), Statement });
  } catch {
    return undefined;
  }
}

/** What the request carries of the keys that the statement mentions. */
function contextOf(statement: string, { request }: Explanation, { conditions }: StatementExplanation): readonly object[] {
  const mentioned = statement.toLowerCase();
  return Object.entries(request.context)
    .filter(([key]) => mentioned.includes(key.toLowerCase()))
    .map(([ContextKeyName, values]) => {
      const operator = conditions.find(({ key }) => key.toLowerCase() === ContextKeyName.toLowerCase())?.operator ?? '';
      return { ContextKeyName, ContextKeyValues: [values].flat(), ContextKeyType: `${typeOf(operator)}${Array.isArray(values) ? 'List' : ''}` };
    });
}

function typeOf(operator: string): string {
  const [, family = ''] = /(?:^|:)(Date|Numeric|Bool|IpAddress|NotIpAddress|Binary)/.exec(operator) ?? [];
  const types: Readonly<Record<string, string>> = { Date: 'date', Numeric: 'numeric', Bool: 'boolean', IpAddress: 'ip', NotIpAddress: 'ip', Binary: 'binary' };
  return types[family] ?? 'string';
}

const names = { 'access-analyzer:ValidatePolicy': 'Access Analyzer’s ValidatePolicy', 'iam:SimulateCustomPolicy': 'IAM’s SimulateCustomPolicy' } as const;

/** One line for an opinion; whoever is not AWS is said not to be. */
export function opinionText({ by, answeredBy, about, says, agrees }: SecondOpinion): string {
  const who = answeredBy === 'AWS' ? names[by] : `${names[by]}, answered by ${answeredBy} and not by AWS`;
  const compared = agrees === null ? '' : agrees ? ', as we say' : ', unlike us';
  return `Second opinion (${who}) on ${about}: ${says}${compared}`;
}
