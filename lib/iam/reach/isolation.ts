import { explain } from '../authorize';
import type { Explanation } from '../decision';
import { worthOf, type DataUse } from './capability';
import type { ActionReach, Grant, GrantingStatement, Reach } from './question';
import { requestFor } from './request';
import { layeredStatements, type LayeredStatement } from './statements';

/** Can Mallory read, list, write or delete what is Alice's, by this statement? */
export interface IsolationQuestion {
  readonly statement: GrantingStatement;
  readonly use: DataUse;
  /** The action that answers worst, of those of the statement that make this use of data. */
  readonly action: string;
  /** The resource as the policy has it. */
  readonly resource: string;
  /** `crossed`: Mallory is allowed. `depends`: on keys that are not known. `isolated`: she is refused, and Alice is not. */
  readonly answer: 'crossed' | 'depends' | 'isolated';
  /** Mallory's request on what is Alice's, decided. */
  readonly proof: Explanation;
}

const uses: readonly DataUse[] = ['read', 'list', 'write', 'delete'];

interface Option {
  readonly action: string;
  readonly grant: Grant;
}

/** A grant that crosses is worse than one that may, and that one worse than one's own. */
const badness = ({ grant }: Option): number => (grant.scope === 'own' ? 0 : grant.verdict === 'conditional' ? 1 : 2);

const isBy = (grant: Grant, { by }: LayeredStatement): boolean =>
  grant.by?.policy === by.policy && grant.by.statement === by.statement;

/** A statement's own grants; those of a wider statement when that one makes it superfluous. */
function optionsOf(statement: LayeredStatement, { action, grants }: ActionReach): readonly Option[] {
  const own = grants.filter((grant) => isBy(grant, statement));
  return (own.length > 0 ? own : grants).map((grant) => ({ action, grant }));
}

function questionOn(reach: Reach, statement: LayeredStatement, use: DataUse, actions: readonly ActionReach[]): IsolationQuestion | undefined {
  const [worst] = actions.flatMap((each) => optionsOf(statement, each)).sort((a, b) => badness(b) - badness(a));
  if (!worst) return undefined;
  const { action, grant } = worst;
  const proof = explain(requestFor(reach, action, grant, 'mallory'), reach.question.policies);
  const answer = proof.answer === 'Allowed' ? 'crossed' : proof.answer === 'Depends' ? 'depends' : 'isolated';
  return { statement: statement.by, use, action, resource: grant.resource, answer, proof };
}

/**
 * For every statement that lets the session at data: whether Mallory can use it on what is Alice's, each with the decision as proof.
 * Statements that give nothing, because another layer refuses it, have no question.
 */
export function isolation(reach: Reach): readonly IsolationQuestion[] {
  const { catalogue, policies } = reach.question;
  const statements = layeredStatements(policies.identity, [], catalogue).filter(({ compiled }) => !compiled.denies);
  return statements.flatMap((statement) => {
    const reached = new Map<DataUse, ActionReach[]>();
    for (let i = 0; i < statement.positions.length; i++) {
      const name = catalogue.actions[statement.positions[i] as number]?.name ?? '';
      const use = worthOf(name, catalogue)?.data;
      const found = use && reach.of(name);
      if (found && found.verdict !== 'denied') reached.set(use, [...(reached.get(use) ?? []), found]);
    }
    return uses.flatMap((use) => questionOn(reach, statement, use, reached.get(use) ?? []) ?? []);
  });
}
