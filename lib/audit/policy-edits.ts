import { policyNamed, roleNameOf } from '../engine/authorization';
import type { Step } from '../engine/trace';
import { isGap, read } from '../world/gap';
import type { InlinePolicy, PolicyDocument, Role } from '../world/resources';
import { get, patch, type World } from '../world/world';
import type { Blame, Probe } from './check';
import { tryIn } from './trial';

/** A statement as it stands in a document. */
export type StatementObject = Readonly<Record<string, unknown>>;

/** What becomes of a statement: none, one or several in its place. */
export type Edit = (statement: StatementObject, blame: Blame) => readonly StatementObject[];

/** A probe is allowed by one statement after another until none is left; more than so many, nobody would review. */
const mostStatements = 12;

/**
 * The account after editing, one by one, the statements of a role that allow what a probe asks, until it is refused.
 * Undefined when that does not come about. AWS managed policies cannot be edited: the role lets go of them.
 * @throws NotRead
 */
export function editUntilRefused(world: World, roleArn: string, probe: Probe, edit: Edit): World | undefined {
  let edited = world;
  for (let count = 0; count < mostStatements; count++) {
    const { trace, proved } = tryIn(edited, probe);
    if (!proved) return edited;
    const blame = blameIn(trace, edited, roleArn);
    if (blame === undefined) return undefined;
    const next = editStatement(edited, roleArn, blame, edit);
    if (next === undefined || next === edited) return undefined;
    edited = next;
  }
  return undefined;
}

function blameIn(trace: ReturnType<typeof tryIn>['trace'], world: World, roleArn: string): Blame | undefined {
  const names = new Set(policyNames(world, roleArn));
  for (const step of everyStep(trace.steps).reverse()) {
    for (const { answer, decidedBy } of step.decisions) {
      if (answer !== 'Allowed' || decidedBy?.policy === undefined || decidedBy.statement === undefined) continue;
      if (names.has(decidedBy.policy)) return { policy: decidedBy.policy, statement: decidedBy.statement };
    }
  }
  return undefined;
}

/** Also the calls that AWS made itself, such as those of a function that it ran. */
function everyStep(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [step, ...everyStep(step.nested)]);
}

function policyNames(world: World, roleArn: string): readonly string[] {
  const role = roleOf(world, roleArn);
  if (role === undefined) return [];
  return [...read(role.RolePolicyList).map(({ PolicyName }) => `${role.RoleName}/${PolicyName}`), ...read(role.AttachedManagedPolicies).map(({ PolicyArn }) => managedName(world, PolicyArn))];
}

/** The account with one statement of a role's policies edited; undefined when there is no such statement. @throws NotRead */
export function editStatement(world: World, roleArn: string, blame: Blame, edit: Edit): World | undefined {
  return editPolicy(world, roleArn, blame.policy, (document) => withStatement(document, blame, edit));
}

/** The account with one of a role's policies edited; without it, when nothing is left of it. @throws NotRead */
export function editPolicy(world: World, roleArn: string, name: string, edit: (document: StatementObject) => object | undefined): World | undefined {
  const role = roleOf(world, roleArn);
  if (role === undefined) return undefined;
  const inline = read(role.RolePolicyList);
  const own = inline.find(({ PolicyName }) => `${role.RoleName}/${PolicyName}` === name);
  if (own !== undefined) {
    const document = edit(asObject(read(own.PolicyDocument)));
    const RolePolicyList = inline.flatMap((policy): readonly InlinePolicy[] => (policy !== own ? [policy] : document === undefined ? [] : [{ ...policy, PolicyDocument: document }]));
    return patch(world, 'AWS::IAM::Role', role.RoleName, { RolePolicyList });
  }
  const attached = read(role.AttachedManagedPolicies);
  const managed = attached.find(({ PolicyArn }) => managedName(world, PolicyArn) === name);
  if (managed === undefined) return undefined;
  const policy = get(world, 'AWS::IAM::ManagedPolicy', managed.PolicyArn);
  const document = policy === undefined || managed.PolicyArn.includes(':iam::aws:') ? undefined : edit(asObject(read(policy.Document)));
  if (document !== undefined) return patch(world, 'AWS::IAM::ManagedPolicy', managed.PolicyArn, { Document: document });
  return patch(world, 'AWS::IAM::Role', role.RoleName, { AttachedManagedPolicies: attached.filter((one) => one !== managed) });
}

/** The document with the statement edited; undefined when nothing is left of it. */
function withStatement(whole: StatementObject, { policy, statement: index }: Blame, edit: Edit): object | undefined {
  const statements = statementsIn(whole);
  const Statement = statements.flatMap((statement, at) => (at === index ? edit(statement, { policy, statement: index }) : [statement]));
  return Statement.length === 0 ? undefined : { ...whole, Statement };
}

/** A document as an object. Text that is no JSON was parsed leniently before; it cannot be edited. */
export function asObject(document: PolicyDocument): StatementObject {
  return (typeof document === 'string' ? JSON.parse(policyNamed('', document).policy.text) : document) as StatementObject;
}

/** The statements of a document, which may also be a single one. */
export function statementsIn(document: StatementObject): readonly StatementObject[] {
  const { Statement = [] } = document as { readonly Statement?: StatementObject | readonly StatementObject[] };
  return (Array.isArray(Statement) ? Statement : [Statement]) as readonly StatementObject[];
}

function roleOf(world: World, roleArn: string): Role | undefined {
  return get(world, 'AWS::IAM::Role', roleNameOf(roleArn));
}

function managedName(world: World, arn: string): string {
  const policy = get(world, 'AWS::IAM::ManagedPolicy', arn);
  return policy === undefined || isGap(policy) ? arn : policy.PolicyName;
}

/** What a policy may write alone or as a list, as a list. */
export const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as readonly string[]) : value === undefined ? [] : [String(value)]);

/** The statement gone. */
export const removeIt: Edit = () => [];

/**
 * The statement without these actions: taken out of its list where it names them, and denied beside it where a wildcard
 * covers them, so that nothing else changes.
 */
export function withoutActions(actions: readonly string[]): Edit {
  const unwanted = new Set(actions.map((action) => action.toLowerCase()));
  return (statement) => {
    const named = listOf(statement.Action);
    const kept = named.filter((action) => !unwanted.has(action.toLowerCase()));
    if (statement.NotAction === undefined && kept.length < named.length) return kept.length === 0 ? [] : [{ ...statement, Action: kept }];
    return [statement, { Effect: 'Deny', Action: actions, Resource: '*' }];
  };
}

/** The statement on these resources instead. */
export function onResources(resources: readonly string[]): Edit {
  return ({ NotResource: _inverted, ...statement }) => [{ ...statement, Resource: resources.length === 1 ? resources[0] : resources }];
}
