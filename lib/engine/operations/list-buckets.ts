import { operation } from '../operation';

export const ListBuckets = operation({
  name: 's3:ListBuckets',
  says: 'Lists the account’s buckets.',
  access: 'signed',
  rules: {},
  asks: () => ({ action: 's3:ListAllMyBuckets', resource: '*' }),
  perform: (_input: object, context) => ({
    Buckets: context.list('AWS::S3::Bucket').map(({ BucketName }) => ({ Name: BucketName })),
    Owner: { ID: context.account },
  }),
});
