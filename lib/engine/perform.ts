import { explain } from '../iam/authorize';
import type { Explanation } from '../iam/decision';
import { isGap, NotEmulated, NotRead } from '../world/gap';
import { get, list } from '../world/world';
import { authorizationOnly } from './authorization-only';
import { arnOf, policyNamed, policySetOf, requestContext, requestOf, unknownIn, type Principal } from './authorization';
import { Refused, type AnyOperation, type Caller, type OperationContext, type Question } from './operation';
import { operationNamed } from './operations/index';
import { overQuota } from './quota';
import { errorOf, type AwsError, type Reason } from './refusal';
import { accessDenied, mannerOf, serviceOf } from './services';
import { begin, type State, type Transaction } from './state';
import type { Step } from './trace';

/** One request to the account. */
export interface Request {
  readonly id: string;
  readonly by: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  /** Given, IAM is asked this and nothing else is performed. */
  readonly asks?: Question;
}

/**
 * Performs one operation on the state: whole, or (when AWS refuses) not at all.
 * @returns the step with every rule as it was applied and the output or AWS's error.
 * @throws NotEmulated, NotRead when we cannot tell what AWS would do.
 */
export function perform(state: State, request: Request): Step {
  return performIn(state, request);
}

/** As `perform`, by itself or as a part of a larger transaction. */
function performIn(state: State, request: Request, outer?: Transaction): Step {
  const operation = operationNamed(request.operation);
  if (request.asks !== undefined) {
    // Nobody signs these, so IAM is never asked, whatever policies say of them.
    if (operation?.access === 'public') throw new NotEmulated(`a decision of IAM's about ${request.operation}`);
    return { ...performOperation(state, authorizationOnly(request.operation, request.asks), request, outer), authorizationOnly: true };
  }
  if (operation === undefined) throw new NotEmulated(request.operation);
  return performOperation(state, operation, request, outer);
}

function performOperation(state: State, operation: AnyOperation, request: Request, outer?: Transaction): Step {
  const transaction = begin(state);
  const record = { reasons: [] as Reason[], decisions: [] as Explanation[], nested: [] as Step[], anyway: [] as (() => void)[] };
  const context = contextOf(operation, request, transaction, record);
  const step = {
    id: request.id,
    operation: operation.name,
    service: serviceOf(operation.name),
    by: request.by,
    at: state.now,
    sent: request.input,
    origins: [],
    ...signerOf(state, request.caller),
    reasons: record.reasons,
    decisions: record.decisions,
    nested: record.nested,
    // What AWS does inside AWS is inferred; what a function of the account's own does is not.
    truth: outer !== undefined && request.caller.kind === 'service' ? ('inferred' as const) : ('simulated' as const),
  };
  const exceeded = overQuota(state, operation.name);
  if (exceeded !== undefined) return { ...step, reasons: [exceeded], error: mannerOf(step.service).throttled };
  try {
    if (operation.access === 'signed') admit(operation, request, context, record);
    const output = operation.perform(request.input, context) as Record<string, unknown>;
    if (outer !== undefined) transaction.joinTo(outer);
    return { ...step, output };
  } catch (thrown) {
    transaction.undo();
    if (!(thrown instanceof Refused)) throw thrown;
    for (const write of record.anyway) write();
    return { ...step, error: thrown.refusal };
  }
}

interface StepRecord {
  readonly reasons: Reason[];
  readonly decisions: Explanation[];
  readonly nested: Step[];
  readonly anyway: (() => void)[];
}

function contextOf(operation: AnyOperation, request: Request, transaction: Transaction, step: StepRecord): OperationContext {
  const { state } = transaction;
  const apply = (name: string, holds: boolean, actual: string, facts?: Record<string, string | number>): void => {
    const rule = operation.rules[name];
    if (rule === undefined) throw new Error(`${operation.name} declares no rule “${name}”.`);
    const { label, says, cite, inferred } = rule;
    step.reasons.push({ rule: name, label, says, cite, holds, actual, ...(inferred ? { inferred } : {}) });
    if (!holds) throw new Refused(errorOf(rule.error, facts));
  };
  const context: OperationContext = {
    now: state.now,
    account: state.world.account,
    partition: state.world.partition,
    region: state.world.region,
    hasSts: state.world.regionsWithoutSts?.includes(state.world.region) !== true,
    caller: request.caller,
    seed: state.seed,
    hold: apply,
    found: (rule, thing, actual, facts) => {
      apply(rule, thing !== undefined, actual, facts);
      return thing as NonNullable<typeof thing>;
    },
    refuse: (rule, actual, facts) => {
      apply(rule, false, actual, facts);
      throw new Error('unreachable: a rule that does not hold refuses');
    },
    get: (type, id) => get(state.world, type, id),
    list: (type, scope) => list(state.world, type, scope),
    put: transaction.put,
    record: transaction.record,
    records: transaction.all,
    keep: transaction.keep,
    keepAnyway: (table, id, value) => step.anyway.push(() => transaction.keep(table, id, value)),
    draw: transaction.draw,
    attempt: (name, input, id, as) => {
      const by = serviceOf(operation.name);
      const inner = { id: `${request.id}/${id}`, by, operation: name, input: input as Record<string, unknown>, ...(as ?? { caller: { kind: 'service' as const, name: by } }) };
      const nested = performIn(state, inner, transaction);
      step.nested.push(nested);
      return nested.error === undefined ? { output: nested.output ?? {} } : { error: nested.error };
    },
    decide: (question) => {
      const { principal, action, resource } = question;
      const context = { ...requestContext(state.now), ...question.context };
      const policies =
        'trust' in question
          ? { identity: [], resource: policyNamed(question.trust.name, question.trust.document) }
          : { identity: question.identity.map((one) => policyNamed(one.name, one.document)) };
      return settled(explain({ principal, action, resource, context, unknown: unknownIn(context) }, policies), step);
    },
    asks: (question) => {
      const principal = principalOf(request.caller);
      return principal === undefined ? undefined : ask(question, operation, principal, state, step);
    },
    authorize: (question) => authorize(question, operation, request, state, step),
  };
  return context;
}

/** What is asked of a signature before IAM is; written down only where it fails, for every signed request has passed it. */
const signatureRules = {
  signed: { label: 'signed', says: 'The request carries an AWS signature.', cite: 'aws-facts §2.14' },
  key: { label: 'key known', says: 'The access key is one that AWS has given out, with this session token.', cite: 'aws-facts §2.14' },
  current: { label: 'keys current', says: 'The credentials have not expired.', cite: 'aws-facts §3c' },
} as const;

/** The rules that every signed request meets before the operation itself: a signature, a key that is known and current, IAM's consent. */
function admit(operation: AnyOperation, request: Request, context: OperationContext, step: StepRecord): void {
  const manner = mannerOf(serviceOf(operation.name));
  const { caller } = request;
  const refuse = (rule: keyof typeof signatureRules, actual: string, error: Omit<AwsError, 'wording'>): never => {
    step.reasons.push({ rule, ...signatureRules[rule], holds: false, actual });
    throw new Refused({ wording: 'observed', ...error });
  };
  if (caller.kind === 'operator' || caller.kind === 'service') return;
  if (caller.kind === 'anonymous') refuse('signed', 'the request is not signed', manner.unsigned);
  if (caller.kind === 'unknown-key') refuse('key', `nobody has the key ${caller.accessKeyId}`, manner.unknownKey);
  if (caller.kind === 'session' && caller.session.Expiration <= context.now) {
    refuse('current', `the session expired ${context.now - caller.session.Expiration} s ago`, manner.expired);
  }
  const asked: Question | readonly Question[] = operation.asks?.(request.input, context) ?? { resource: '*' };
  for (const question of Array.isArray(asked) ? asked : [asked as Question]) context.authorize(question);
}

function authorize(question: Question, operation: AnyOperation, request: Request, state: State, step: StepRecord): void {
  const principal = principalOf(request.caller);
  if (principal === undefined) return;
  const explanation = ask(question, operation, principal, state, step);
  const allowed = explanation.answer === 'Allowed';
  step.reasons.push({
    rule: 'authorized',
    label: 'IAM allows',
    says: 'IAM allows the caller to do this.',
    cite: 'aws-facts §2.14',
    holds: allowed,
    actual: explanation.because ?? `${explanation.request.action} is allowed`,
  });
  if (!allowed) throw new Refused(accessDenied(operation.name, explanation));
}

/** Whom IAM is asked about; nobody for the operator and for services, who may do anything. */
function principalOf(caller: Caller): Principal | undefined {
  return caller.kind === 'session' ? caller.session : caller.kind === 'user' ? caller.key : undefined;
}

function signerOf(state: State, caller: Caller): Pick<Step, 'signedBy'> {
  const principal = principalOf(caller);
  return principal === undefined ? {} : { signedBy: { accessKeyId: principal.AccessKeyId, arn: arnOf(state.world, principal) } };
}

/**
 * IAM's answer to a principal. A resource policy that nobody has read can turn neither an explicit deny nor (but for a deny
 * of its own, which the explanation then notes) an allow; where it could have allowed, we do not know.
 */
function ask(question: Question, operation: AnyOperation, principal: Principal, state: State, step: StepRecord): Explanation {
  const asked = requestOf(state.world, principal, question.action ?? operation.name, question, state.now);
  const explanation = explain(asked, policySetOf(state.world, principal, question));
  const { resourcePolicy } = question;
  if (resourcePolicy === undefined || !isGap(resourcePolicy.document)) return settled(explanation, step);
  if (explanation.answer === 'ImplicitlyDenied') throw new NotRead(resourcePolicy.document.unread);
  const assumption = `${resourcePolicy.name} was not read (${resourcePolicy.document.unread}); it is taken to deny nothing.`;
  return settled({ ...explanation, notes: [...explanation.notes, assumption] }, step);
}

/** An answer that depends on what nobody knows is no answer. */
function settled(explanation: Explanation, step: StepRecord): Explanation {
  step.decisions.push(explanation);
  if (explanation.answer !== 'Depends') return explanation;
  throw new NotRead(`${explanation.request.action} depends on ${explanation.dependsOn.map((one) => one.key).join(', ')}`);
}
