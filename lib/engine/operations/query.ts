import { operation } from '../operation';
import { aboutTable, compare, hashKey, itemsOf, rangeKey, tableNamed, tableRules } from '../table';
import { keyConditions, projected, refuseUnread, satisfies, type Placeholders } from '../table-expressions';

interface Input extends Placeholders {
  readonly TableName?: string;
  readonly KeyConditionExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ScanIndexForward?: boolean;
  readonly Limit?: number;
}

/** Reads the items of one partition key, in the order of the sort key. */
export const Query = operation({
  name: 'dynamodb:Query',
  says: 'Returns the items with one partition key.',
  access: 'signed',
  rules: {
    table: tableRules.table,
    key: {
      ...tableRules.key,
      says: 'The condition names one partition key, with an equals sign.',
      error: { code: 'ValidationException', message: ({ key }) => `Query condition missed key schema element: ${key}` },
    },
  },
  asks: (input: Input, context) => aboutTable(input.TableName, [namedKeys(input)], context),
  perform(input: Input, context) {
    refuseUnread(input, ['FilterExpression', 'KeyConditions', 'QueryFilter', 'IndexName', 'ExclusiveStartKey']);
    const table = tableNamed(input.TableName, context);
    const hash = hashKey(table) as string;
    context.hold('key', namedKeys(input)[hash] !== undefined, `the partition key is ${hash}`, { key: hash });
    const conditions = keyConditions(input.KeyConditionExpression ?? '', input);
    const range = rangeKey(table) ?? hash;
    const found = itemsOf(table, context)
      .filter((item) => conditions.every((condition) => satisfies(item, condition)))
      .sort((a, b) => compare(a[range], b[range]) * (input.ScanIndexForward === false ? -1 : 1))
      .slice(0, input.Limit);
    return { Items: found.map((item) => projected(item, input.ProjectionExpression, input)), Count: found.length, ScannedCount: found.length };
  },
});

/** The attributes that the condition pins to one value. */
function namedKeys(input: Input) {
  const pinned = keyConditions(input.KeyConditionExpression ?? '', input).filter(({ operator }) => operator === '=');
  return Object.fromEntries(pinned.map(({ attribute, values }) => [attribute, values[0] as Readonly<Record<string, unknown>>]));
}
