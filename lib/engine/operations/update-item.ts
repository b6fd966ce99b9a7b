import { operation } from '../operation';
import { aboutTable, itemId, tableNamed, tableRules, type Item } from '../table';
import { refuseUnread, updated, type Placeholders } from '../table-expressions';

interface Input extends Placeholders {
  readonly TableName?: string;
  readonly Key?: Item;
  readonly UpdateExpression?: string;
  readonly ReturnValues?: string;
}

/** Changes attributes of an item, and makes the item if it is not there. */
export const UpdateItem = operation({
  name: 'dynamodb:UpdateItem',
  says: 'Changes attributes of the item with this key.',
  access: 'signed',
  rules: tableRules,
  asks: (input: Input, context) => aboutTable(input.TableName, [input.Key], context),
  perform(input: Input, context) {
    refuseUnread(input, ['ConditionExpression', 'Expected', 'AttributeUpdates']);
    const table = tableNamed(input.TableName, context);
    const id = itemId(table, input.Key, true, context);
    const before = context.record('item', id) as Item | undefined;
    const after = updated(before ?? { ...input.Key }, input.UpdateExpression ?? '', input);
    context.keep('item', id, after);
    if (input.ReturnValues === 'ALL_NEW') return { Attributes: after };
    return input.ReturnValues === 'ALL_OLD' && before !== undefined ? { Attributes: before } : {};
  },
});
