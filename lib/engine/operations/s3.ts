import type { AnyOperation } from '../operation';
import { DeleteObject } from './delete-object';
import { GetObject } from './get-object';
import { HeadObject } from './head-object';
import { ListObjectsV2 } from './list-objects-v2';
import { PutObject } from './put-object';

export const s3Operations: readonly AnyOperation[] = [
  DeleteObject,
  GetObject,
  HeadObject,
  ListObjectsV2,
  PutObject,
];
