import { compile, type CompiledStatement } from './compile';
import type { Answer, ConditionExplanation, ElementExplanation, LayerExplanation, StatementExplanation, Tri } from './decision';
import { policyTypes } from './denial';
import { describeCondition } from './describe-conditions';
import { describeAction, describePrincipal, describeResource } from './describe-elements';
import { inOrder, type Layers, type Place, type Settlement, type Tally } from './layers';
import type { NamedPolicy } from './policy';
import type { Situation } from './situation';
import { NO, YES } from './tri';

/** Every layer that has a say, statement by statement. */
export function describeLayers(situation: Situation, layers: Layers, settlement: Settlement): readonly LayerExplanation[] {
  return inOrder(layers).map((tally) => ({
    layer: tally.layer,
    answer: answerOf(tally),
    statements: describeStatements(situation, tally, settlement.tally === tally ? settlement.place : undefined),
    why: whyLayer(situation, tally),
  }));
}

function answerOf({ deny, allow }: Tally): Answer {
  if (deny === YES) return 'ExplicitlyDenied';
  if (allow === NO) return 'ImplicitlyDenied';
  return deny === NO && allow === YES ? 'Allowed' : 'Depends';
}

function describeStatements(situation: Situation, tally: Tally, deciding: Place | undefined): readonly StatementExplanation[] {
  const statements: StatementExplanation[] = [];
  for (let position = 0; position < tally.policies.length; position++) {
    const policy = tally.policies[position] as NamedPolicy;
    for (const compiled of compile(policy.policy)) {
      const decides = deciding?.compiled === compiled && deciding.position === position;
      statements.push(describeStatement(policy, compiled, situation, tally.layer === 'resource', decides));
    }
  }
  return statements;
}

function describeStatement(
  policy: NamedPolicy, compiled: CompiledStatement, situation: Situation, attached: boolean, decides: boolean,
): StatementExplanation {
  const { statement } = compiled;
  const action = describeAction(compiled, situation);
  const resource = describeResource(compiled, situation, attached);
  const elements = attached ? [describePrincipal(compiled, situation), action, resource] : [action, resource];
  const conditions: ConditionExplanation[] = [];
  for (const each of compiled.conditions) conditions.push(describeCondition(each, situation, compiled.withVariables));
  return {
    policy: policy.name,
    index: statement.index,
    sid: statement.sid,
    effect: statement.effect,
    matched: all(elements, all(conditions, 'yes')),
    decides,
    elements,
    conditions,
    span: statement.span,
  };
}

/** Three-valued "and". */
function all(parts: readonly (ElementExplanation | ConditionExplanation)[], so: Tri): Tri {
  let result = so;
  for (const { matched } of parts) {
    if (matched === 'no') return 'no';
    if (matched === 'unknown' && result === 'yes') result = matched;
  }
  return result;
}

function whyLayer(situation: Situation, tally: Tally): string {
  const { action } = situation.request;
  const [type, withArticle] = policyTypes(situation, tally.layer);
  if (tally.deny === YES) return `${nameOf(tally.denyBy)} denies ${action} explicitly.`;
  if (tally.deny !== NO) return `Whether ${nameOf(tally.denyBy)} denies ${action} turns on keys that are not known.`;
  if (tally.layer === 'resource-control') return `No ${type} denies ${action}.`;
  if (tally.layer === 'identity' && situation.caller.kind === 'root') return 'The root user of an account may do whatever no policy denies.';
  if (tally.policies.length === 0) return `There is no ${type}, so nothing is allowed here.`;
  if (tally.allow === NO) return `No statement of ${withArticle} allows ${action}.`;
  if (tally.allow !== YES) return `Whether ${nameOf(tally.allowBy)} allows ${action} turns on keys that are not known.`;
  return `${nameOf(tally.allowBy)} allows ${action}${howFar(situation, tally)}.`;
}

function nameOf(place: Place | undefined): string {
  if (!place) return 'A statement';
  const { sid, index } = place.compiled.statement;
  return sid ? `“${sid}” of ${place.policy.name}` : `Statement ${index + 1} of ${place.policy.name}`;
}

/** How far what a resource policy gives is limited by the caller's own policies. */
function howFar(situation: Situation, { layer, toCaller, toRole }: Tally): string {
  if (layer !== 'resource' || toCaller === YES || !situation.withIdentity) return '';
  if (!situation.sameAccount) return ', as far as the policies in the caller’s own account allow it too';
  if (toRole === YES) return ' to the role, as far as its permissions boundary and session policies let it';
  return ' to the account, whose identity-based policies must allow it too';
}
