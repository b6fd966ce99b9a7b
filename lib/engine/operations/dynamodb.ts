import type { AnyOperation } from '../operation';
import { BatchGetItem } from './batch-get-item';
import { DeleteItem } from './delete-item';
import { GetItem } from './get-item';
import { PutItem } from './put-item';
import { Query } from './query';
import { Scan } from './scan';
import { UpdateItem } from './update-item';

export const dynamodbOperations: readonly AnyOperation[] = [
  BatchGetItem,
  DeleteItem,
  GetItem,
  PutItem,
  Query,
  Scan,
  UpdateItem,
];
