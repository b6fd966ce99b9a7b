import { operation } from '../operation';
import { aboutTable, itemId, tableNamed, tableRules, type Item } from '../table';
import { refuseUnread } from '../table-expressions';

interface Input {
  readonly TableName?: string;
  readonly Item?: Item;
  readonly ReturnValues?: string;
}

/** Writes an item, over one with the same key if there is one. */
export const PutItem = operation({
  name: 'dynamodb:PutItem',
  says: 'Writes an item.',
  access: 'signed',
  rules: tableRules,
  asks: (input: Input, context) => aboutTable(input.TableName, [input.Item], context),
  perform(input: Input, context) {
    refuseUnread(input, ['ConditionExpression', 'Expected']);
    const table = tableNamed(input.TableName, context);
    const id = itemId(table, input.Item, false, context);
    const old = context.record('item', id);
    context.keep('item', id, input.Item);
    return input.ReturnValues === 'ALL_OLD' && old !== undefined ? { Attributes: old } : {};
  },
});
