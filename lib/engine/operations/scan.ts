import { operation } from '../operation';
import { aboutTable, itemsOf, tableNamed, tableRules } from '../table';
import { projected, refuseUnread, type Placeholders } from '../table-expressions';

interface Input extends Placeholders {
  readonly TableName?: string;
  readonly ProjectionExpression?: string;
  readonly Limit?: number;
}

/** Reads a whole table. A Scan names no keys, so no policy on `dynamodb:LeadingKeys` can see whose rows it reads. */
export const Scan = operation({
  name: 'dynamodb:Scan',
  says: 'Returns all items of a table.',
  access: 'signed',
  rules: { table: tableRules.table },
  asks: (input: Input, context) => aboutTable(input.TableName, undefined, context),
  perform(input: Input, context) {
    refuseUnread(input, ['FilterExpression', 'ScanFilter', 'IndexName', 'ExclusiveStartKey']);
    const items = itemsOf(tableNamed(input.TableName, context), context).slice(0, input.Limit);
    return { Items: items.map((item) => projected(item, input.ProjectionExpression, input)), Count: items.length, ScannedCount: items.length };
  },
});
