import type { Catalogue } from '../iam/catalogue/catalogue';
import type { Condition, Statement } from '../iam/policy';
import type { Reach } from '../iam/reach/question';
import { tagKey } from './principal-tags';
import type { Wanted } from './requests';
import { refersTo, requestFor } from './statement-requests';

/** What a statement about a principal tag comes to while no session carries the tag. */
export interface TagStatement {
  readonly policy: string;
  readonly statement: Statement;
  /** A value of the tag with which the outcome would be another. */
  readonly value: string;
  readonly wanted: Wanted;
  /** Whether the request passes, though the statement was written to refuse it; else it is refused, though written to pass. */
  readonly passes: boolean;
}

/** The statements of a role's own policies that ask for a principal tag, each with a request that shows what the tag's absence does. */
export function statementsAbout(tag: string, reach: Reach): readonly TagStatement[] {
  return reach.question.policies.identity.flatMap(({ name, policy }) =>
    policy.statements.flatMap((statement) => {
      const told = policy.version === '2012-10-17' || statement.conditions.some(isOn(tag)) ? outcomeOf(statement, tag, reach.question.catalogue) : undefined;
      return told === undefined ? [] : [{ policy: name, statement, ...told }];
    }),
  );
}

const isOn = (tag: string) => ({ key }: Condition): boolean => key.toLowerCase() === tagKey(tag).toLowerCase();

function outcomeOf(statement: Statement, tag: string, catalogue: Catalogue): Pick<TagStatement, 'value' | 'wanted' | 'passes'> | undefined {
  const { effect, conditions, resources, notAction, notResource } = statement;
  if (notAction || notResource) return undefined;
  const compared = conditions.find(isOn(tag));
  const isVariable = [...resources, ...conditions.flatMap(({ values }) => values)].some(({ value }) => refersTo(value, tagKey(tag)));
  // “Null” asks whether the tag is there at all: whoever writes it has thought of its absence.
  if ((compared === undefined && !isVariable) || conditions.some((one) => isOn(tag)(one) && /^null$/i.test(one.operator))) return undefined;
  const negated = compared !== undefined && /not/i.test(compared.operator);
  const lenient = compared !== undefined && /ifexists$/i.test(compared.operator);
  const literal = compared?.values.map(({ value }) => value).find((value) => !value.includes('${'));
  const value = lenient && !negated ? 'something-else' : (literal?.replace(/[*?]/g, 'x') ?? 'their-own');
  const wanted = requestFor(statement, tagKey(tag), value, catalogue);
  return wanted === undefined ? undefined : { value, wanted, passes: (effect === 'Allow') === (negated || lenient) };
}
