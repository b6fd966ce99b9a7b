import type { ListObjectsV2Request } from '@aws-sdk/client-s3';
import { aboutBucket, bucketNamed, bucketRule, etagOf } from '../bucket';
import { operation } from '../operation';

/** Lists a bucket's keys; IAM calls the action `s3:ListBucket`. */
export const ListObjectsV2 = operation({
  name: 's3:ListObjectsV2',
  says: 'Lists the objects of a bucket, by prefix.',
  access: 'signed',
  rules: bucketRule,
  asks: (input: ListObjectsV2Request, context) => ({
    action: 's3:ListBucket',
    ...aboutBucket(input.Bucket, undefined, context),
    context: {
      ...(input.Prefix === undefined ? {} : { 's3:prefix': input.Prefix }),
      ...(input.Delimiter === undefined ? {} : { 's3:delimiter': input.Delimiter }),
      ...(input.MaxKeys === undefined ? {} : { 's3:max-keys': String(input.MaxKeys) }),
    },
  }),
  perform(input: ListObjectsV2Request, context) {
    const { BucketName } = bucketNamed(input.Bucket, context);
    const { Prefix = '', Delimiter, MaxKeys = 1000, ContinuationToken, StartAfter } = input;
    const start = `${BucketName}/${Prefix}`;
    const after = ContinuationToken ?? StartAfter ?? '';
    const found = [...context.records('object')]
      .filter(([id]) => id.startsWith(start))
      .map(([id, object]) => ({ Key: id.slice(BucketName.length + 1), Size: object.body.length, ETag: etagOf(object.body), LastModified: object.at, StorageClass: 'STANDARD' }))
      .sort((a, b) => (a.Key < b.Key ? -1 : 1));
    const folders = new Set<string>();
    const entries = found.filter(({ Key }) => {
      const cut = Delimiter === undefined || Delimiter === '' ? -1 : Key.indexOf(Delimiter, Prefix.length);
      if (cut >= 0) folders.add(Key.slice(0, cut + (Delimiter as string).length));
      return cut < 0 && Key > after;
    });
    const page = entries.slice(0, MaxKeys);
    const more = entries.length > page.length;
    return {
      Name: BucketName,
      Prefix,
      MaxKeys,
      KeyCount: page.length + folders.size,
      IsTruncated: more,
      Contents: page,
      ...(folders.size > 0 ? { CommonPrefixes: [...folders].map((folder) => ({ Prefix: folder })) } : {}),
      ...(more ? { NextContinuationToken: page.at(-1)?.Key } : {}),
    };
  },
});
