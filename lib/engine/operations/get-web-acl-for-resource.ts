import type { GetWebACLForResourceRequest } from '@aws-sdk/client-wafv2';
import { operation } from '../operation';

export const GetWebACLForResource = operation({
  name: 'wafv2:GetWebACLForResource',
  says: 'Says which web ACL stands before a resource; nothing, where there is none.',
  access: 'signed',
  rules: {},
  asks: ({ ResourceArn = '*' }: Partial<GetWebACLForResourceRequest>) => ({ resource: ResourceArn }),
  perform({ ResourceArn = '' }: Partial<GetWebACLForResourceRequest>, context) {
    const found = context.get('AWS::WAFv2::WebACLAssociation', ResourceArn);
    return found === undefined ? {} : { WebACL: { ARN: found.WebACLArn, Name: found.WebACLArn.split('/').at(-2) ?? '' } };
  },
});
