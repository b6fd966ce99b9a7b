import { operation } from '../operation';
import { aboutTable, itemId, tableNamed, tableRules, type Item } from '../table';
import { projected, type Placeholders } from '../table-expressions';

interface Input {
  readonly RequestItems?: Readonly<Record<string, Placeholders & { readonly Keys?: readonly Item[]; readonly ProjectionExpression?: string }>>;
}

/** Reads many items by their keys; IAM is asked about each table with all its keys. */
export const BatchGetItem = operation({
  name: 'dynamodb:BatchGetItem',
  says: 'Returns the items with these keys.',
  access: 'signed',
  rules: tableRules,
  asks: (input: Input, context) =>
    Object.entries(input.RequestItems ?? {}).map(([table, { Keys = [] }]) => aboutTable(table, Keys, context)),
  perform(input: Input, context) {
    const Responses: Record<string, readonly Item[]> = {};
    for (const [name, request] of Object.entries(input.RequestItems ?? {})) {
      const table = tableNamed(name, context);
      const items = (request.Keys ?? []).map((key) => context.record('item', itemId(table, key, true, context)) as Item | undefined);
      Responses[name] = items.filter((item) => item !== undefined).map((item) => projected(item, request.ProjectionExpression, request));
    }
    return { Responses, UnprocessedKeys: {} };
  },
});
