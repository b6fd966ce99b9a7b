import type { AnyOperation } from '../operation';
import { BatchGetItem } from './batch-get-item';
import { CreateTable } from './create-table';
import { DeleteItem } from './delete-item';
import { DescribeTable } from './describe-table';
import { GetItem } from './get-item';
import { ListTables } from './list-tables';
import { PutItem } from './put-item';
import { Query } from './query';
import { Scan } from './scan';
import { UpdateItem } from './update-item';

/** Every operation of DynamoDB's. A new one is one file, its test, and one line here. */
export const dynamodbOperations: readonly AnyOperation[] = [
  BatchGetItem,
  CreateTable,
  DeleteItem,
  DescribeTable,
  GetItem,
  ListTables,
  PutItem,
  Query,
  Scan,
  UpdateItem,
];
