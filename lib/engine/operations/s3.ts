import type { AnyOperation } from '../operation';
import { CreateBucket } from './create-bucket';
import { DeleteBucket } from './delete-bucket';
import { DeleteBucketPolicy } from './delete-bucket-policy';
import { DeleteObject } from './delete-object';
import { GetBucketPolicy } from './get-bucket-policy';
import { GetObject } from './get-object';
import { GetPublicAccessBlock } from './get-public-access-block';
import { HeadBucket } from './head-bucket';
import { HeadObject } from './head-object';
import { ListBuckets } from './list-buckets';
import { ListObjectsV2 } from './list-objects-v2';
import { PutBucketPolicy } from './put-bucket-policy';
import { PutObject } from './put-object';
import { PutPublicAccessBlock } from './put-public-access-block';

/** Every operation of S3's. A new one is one file, its test, and one line here. */
export const s3Operations: readonly AnyOperation[] = [
  CreateBucket,
  DeleteBucket,
  DeleteBucketPolicy,
  DeleteObject,
  GetBucketPolicy,
  GetObject,
  GetPublicAccessBlock,
  HeadBucket,
  HeadObject,
  ListBuckets,
  ListObjectsV2,
  PutBucketPolicy,
  PutObject,
  PutPublicAccessBlock,
];
