import { operation } from '../operation';

export const ListTables = operation({
  name: 'dynamodb:ListTables',
  says: 'Lists the account’s tables.',
  access: 'signed',
  rules: {},
  perform: (_input: object, context) => ({ TableNames: context.list('AWS::DynamoDB::Table').map((table) => table.TableName) }),
});
