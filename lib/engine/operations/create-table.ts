import type { Table } from '../../world/resources';
import { operation } from '../operation';
import { aboutTable, describeTable } from '../table';

export const CreateTable = operation({
  name: 'dynamodb:CreateTable',
  says: 'Makes a table.',
  access: 'signed',
  rules: {
    free: {
      says: 'No other table has the name.',
      label: 'name free',
      cite: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html',
      error: { code: 'ResourceInUseException', message: ({ table }) => `Table already exists: ${table}` },
    },
  },
  asks: (input: Partial<Table>, context) => aboutTable(input.TableName, undefined, context),
  perform(input: Partial<Table>, context) {
    const { TableName = '', KeySchema = [] } = input;
    context.hold('free', context.get('AWS::DynamoDB::Table', TableName) === undefined, TableName, { table: TableName });
    context.put('AWS::DynamoDB::Table', TableName, { TableName, KeySchema });
    return { TableDescription: describeTable({ TableName, KeySchema }, context) };
  },
});
