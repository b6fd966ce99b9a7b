import type { DescribeTableInput } from '@aws-sdk/client-dynamodb';
import { operation } from '../operation';
import { aboutTable, describeTable, tableNamed, tableRules } from '../table';

export const DescribeTable = operation({
  name: 'dynamodb:DescribeTable',
  says: 'Returns a table’s key and state.',
  access: 'signed',
  rules: { table: tableRules.table },
  asks: (input: DescribeTableInput, context) => aboutTable(input.TableName, undefined, context),
  perform: (input: DescribeTableInput, context) => ({ Table: describeTable(tableNamed(input.TableName, context), context) }),
});
