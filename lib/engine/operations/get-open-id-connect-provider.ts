import type { GetOpenIDConnectProviderRequest } from '@aws-sdk/client-iam';
import { noSuchEntity } from '../iam-entity';
import { operation } from '../operation';

export const GetOpenIDConnectProvider = operation({
  name: 'iam:GetOpenIDConnectProvider',
  says: 'Returns an OpenID Connect provider with its clients.',
  access: 'signed',
  rules: {
    provider: {
      says: 'The provider exists.',
      label: 'provider exists',
      cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html',
      error: noSuchEntity(({ arn }) => `OpenIDConnect Provider not found for arn ${arn}`),
    },
  },
  asks: (input: GetOpenIDConnectProviderRequest) => ({ resource: input.OpenIDConnectProviderArn ?? '' }),
  perform(input: GetOpenIDConnectProviderRequest, context) {
    const arn = input.OpenIDConnectProviderArn ?? '';
    const { Arn: _arn, ...about } = context.found('provider', context.get('AWS::IAM::OIDCProvider', arn), arn, { arn });
    return about;
  },
});
