import { operation } from '../operation';
import { aboutTable, itemId, tableNamed, tableRules, type Item } from '../table';
import { refuseUnread } from '../table-expressions';

interface Input {
  readonly TableName?: string;
  readonly Key?: Item;
  readonly ReturnValues?: string;
}

/** Deletes an item; that it is not there is no error. */
export const DeleteItem = operation({
  name: 'dynamodb:DeleteItem',
  says: 'Deletes the item with this key.',
  access: 'signed',
  rules: tableRules,
  asks: (input: Input, context) => aboutTable(input.TableName, [input.Key], context),
  perform(input: Input, context) {
    refuseUnread(input, ['ConditionExpression', 'Expected']);
    const table = tableNamed(input.TableName, context);
    const id = itemId(table, input.Key, true, context);
    const old = context.record('item', id);
    context.keep('item', id, undefined);
    return input.ReturnValues === 'ALL_OLD' && old !== undefined ? { Attributes: old } : {};
  },
});
