import type { Table } from '../world/resources';
import type { OperationContext, Question } from './operation';
import type { Rule } from './refusal';

/** A value as DynamoDB writes it: `{ S: 'text' }`, `{ N: '7' }`. */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;

export const tableRules = {
  table: {
    says: 'The table exists.',
    label: 'table exists',
    cite: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html',
    error: { code: 'ResourceNotFoundException', message: 'Requested resource not found' },
  },
  key: {
    says: 'The request gives exactly the table’s key attributes.',
    label: 'key fits',
    cite: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html',
    error: { code: 'ValidationException', message: 'The provided key element does not match the schema' },
  },
} as const satisfies Record<string, Rule>;

export type TableRule = keyof typeof tableRules;

export function tableNamed(name: string | undefined, context: OperationContext<'table'>): Table {
  return context.found('table', context.get('AWS::DynamoDB::Table', name ?? ''), name ?? 'no name');
}

/**
 * What a request for items asks IAM.
 * @param keys the items' keys; undefined for a request that names none (Scan): it then carries no `dynamodb:LeadingKeys`.
 */
export function aboutTable(
  name: string | undefined,
  keys: readonly (Item | undefined)[] | undefined,
  context: Pick<OperationContext, 'get' | 'partition' | 'region' | 'account'>,
): Question {
  const resource = tableArn(name ?? '', context);
  if (keys === undefined) return { resource };
  const hash = hashKey(context.get('AWS::DynamoDB::Table', name ?? ''));
  const leading = keys.map((key) => (hash === undefined ? undefined : key?.[hash])).filter((value) => value !== undefined);
  return leading.length === 0 ? { resource } : { resource, context: { 'dynamodb:LeadingKeys': leading.map(textOf) } };
}

/** The partition key's name. */
export function hashKey(table: Table | undefined): string | undefined {
  return table?.KeySchema?.find((one) => one.KeyType === 'HASH')?.AttributeName;
}

export function rangeKey(table: Table): string | undefined {
  return table.KeySchema?.find((one) => one.KeyType === 'RANGE')?.AttributeName;
}

/** Under which an item is kept; refused unless the key is the table's. `item` may have other attributes beside the key. */
export function itemId(table: Table, item: Item | undefined, exact: boolean, context: OperationContext<TableRule>): string {
  const names = (table.KeySchema ?? []).map((one) => one.AttributeName);
  const given = Object.keys(item ?? {});
  const fits = names.every((name) => given.includes(name)) && (!exact || given.length === names.length);
  context.hold('key', fits, `the key is ${names.join(', ')}, given are ${given.join(', ') || 'none'}`);
  return `${table.TableName}/${JSON.stringify(names.map((name) => item?.[name]))}`;
}

/** All items of a table, in the order they were written. */
export function itemsOf(table: Table, context: Pick<OperationContext, 'records'>): readonly Item[] {
  const start = `${table.TableName}/`;
  return [...context.records('item')].filter(([id]) => id.startsWith(start)).map(([, item]) => item as Item);
}

/** The plain text of a value, as condition keys have it. */
export function textOf(value: AttributeValue): string {
  return String(Object.values(value)[0]);
}

/** Numbers by size, everything else by text. */
export function compare(a: AttributeValue | undefined, b: AttributeValue | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  const [x, y] = [textOf(a), textOf(b)];
  if ('N' in a && 'N' in b) return Number(x) - Number(y);
  return x < y ? -1 : x > y ? 1 : 0;
}

export function tableArn(name: string, { partition, region, account }: Pick<OperationContext, 'partition' | 'region' | 'account'>): string {
  return `arn:${partition}:dynamodb:${region}:${account}:table/${name}`;
}

/** A table as DescribeTable prints it. */
export function describeTable(table: Table, context: OperationContext) {
  return {
    TableName: table.TableName,
    TableArn: tableArn(table.TableName, context),
    TableStatus: 'ACTIVE',
    KeySchema: table.KeySchema ?? [],
    ItemCount: itemsOf(table, context).length,
  };
}
