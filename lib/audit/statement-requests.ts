import type { Catalogue } from '../iam/catalogue/catalogue';
import type { Policy, Statement } from '../iam/policy';
import type { Reach } from '../iam/reach/question';
import type { Blame } from './check';
import type { Wanted } from './requests';

/** A statement of a session's own permissions, and where it stands. */
export interface PlacedStatement extends Blame {
  readonly text: Statement;
}

/** All statements of a session's own permissions. */
export function placedStatements(reach: Reach, of: (policy: Policy) => boolean = () => true): readonly PlacedStatement[] {
  return reach.question.policies.identity.flatMap(({ name, policy }) => (of(policy) ? policy.statements.map((text) => ({ policy: name, statement: text.index, text })) : []));
}

/** The statements of a role's policies that hold a variable, in a resource or in a value of a condition. */
export function statementsWith(variable: string, reach: Reach): readonly PlacedStatement[] {
  return placedStatements(reach, understandsVariables).filter(({ text }) => textsOf(text).some((value) => refersTo(value, variable)));
}

/** With an older Version, or none, IAM takes a variable for plain text (audit-rules G17). */
export function understandsVariables({ version }: Policy): boolean {
  return version === '2012-10-17';
}

/** The texts of a statement in which a variable may stand: its resources, and the values of its conditions. */
export function textsOf({ resources, conditions }: Statement): readonly string[] {
  return [...resources, ...conditions.flatMap((condition) => condition.values)].map(({ value }) => value);
}

/** The names of the variables in a statement, each once. `${*}`, `${?}` and `${$}` are none. */
export function variablesIn(statement: Statement): readonly string[] {
  const names = textsOf(statement).flatMap((text) => [...text.matchAll(/\$\{\s*([^{},]*?)\s*(?:,[^}]*)?\}/g)].map((match) => match[1] ?? ''));
  return [...new Set(names)].filter((name) => name !== '' && !['*', '?', '$'].includes(name));
}

/** Whether a text uses `${variable}`, with or without a default. */
export function refersTo(text: string, variable: string): boolean {
  return pattern(variable).test(text);
}

function pattern(variable: string): RegExp {
  return new RegExp(`\\$\\{\\s*${variable.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*(,[^}]*)?\\}`, 'gi');
}

/** A request that the statement is meant for, with the variable read as a value; undefined for an action nobody knows. */
export function requestFor(statement: Statement, variable: string, value: string, catalogue: Catalogue): Wanted | undefined {
  const read = (text: string): string => text.replace(pattern(variable), () => value).replace(/\$\{([*?$])\}/g, '$1');
  const resource = statement.resources.find((one) => refersTo(one.value, variable)) ?? statement.resources[0];
  const written = read(resource?.value ?? '*');
  const concrete = written === '*' ? '*' : written.replace(/\*/g, 'x').replace(/\?/g, 'x');
  const action = actionFor(statement, concrete, catalogue);
  if (action === undefined) return undefined;
  const context = Object.fromEntries(
    statement.conditions.flatMap(({ key, values }) => {
      const named = values.find((one) => refersTo(one.value, variable));
      return named === undefined ? [] : [[key, read(named.value).replace(/\*/g, 'x')]];
    }),
  );
  return { action, resource: concrete, context };
}

/** An action of the statement that goes with the resource: for an S3 object one on objects, for a bucket one on buckets. */
function actionFor({ actions, notAction }: Statement, resource: string, catalogue: Catalogue): string | undefined {
  if (notAction) return undefined;
  const expanded = actions.flatMap(({ value }) => (/[*?]/.test(value) ? catalogue.expand(value) : [value]));
  const s3 = /^arn:[^:]*:s3:::[^/]*(\/)?/.exec(resource);
  if (s3 === null) return expanded[0];
  const wanted = s3[1] === undefined ? 'bucket' : 'object';
  return expanded.find((action) => catalogue.resourceTypes(action).some(({ type }) => type.name === wanted)) ?? expanded[0];
}
