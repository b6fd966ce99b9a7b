import { operation } from '../operation';
import { aboutTable, itemId, tableNamed, tableRules, type Item } from '../table';
import { projected, type Placeholders } from '../table-expressions';

interface Input extends Placeholders {
  readonly TableName?: string;
  readonly Key?: Item;
  readonly ProjectionExpression?: string;
}

/** Reads one item by its key. */
export const GetItem = operation({
  name: 'dynamodb:GetItem',
  says: 'Returns the item with this key.',
  access: 'signed',
  rules: tableRules,
  asks: (input: Input, context) => aboutTable(input.TableName, [input.Key], context),
  perform(input: Input, context) {
    const table = tableNamed(input.TableName, context);
    const item = context.record('item', itemId(table, input.Key, true, context)) as Item | undefined;
    return item === undefined ? {} : { Item: projected(item, input.ProjectionExpression, input) };
  },
});
