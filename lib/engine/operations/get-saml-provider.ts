import type { GetSAMLProviderRequest } from '@aws-sdk/client-iam';
import { noSuchEntity } from '../iam-entity';
import { operation } from '../operation';

export const GetSAMLProvider = operation({
  name: 'iam:GetSAMLProvider',
  says: 'Returns a SAML provider with its metadata.',
  access: 'signed',
  rules: {
    provider: {
      says: 'The provider exists.',
      label: 'provider exists',
      cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSAMLProvider.html',
      error: noSuchEntity(({ arn }) => `No SAML provider ${arn}.`, 'unconfirmed'),
    },
  },
  asks: (input: GetSAMLProviderRequest) => ({ resource: input.SAMLProviderArn ?? '' }),
  perform(input: GetSAMLProviderRequest, context) {
    const arn = input.SAMLProviderArn ?? '';
    const { Arn: _arn, readAt: _readAt, ...about } = context.found('provider', context.get('AWS::IAM::SAMLProvider', arn), arn, { arn });
    return about;
  },
});
