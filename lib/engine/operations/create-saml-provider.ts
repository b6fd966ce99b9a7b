import type { CreateSAMLProviderRequest } from '@aws-sdk/client-iam';
import { alreadyExists, iamArn } from '../iam-entity';
import { operation } from '../operation';

export const CreateSAMLProvider = operation({
  name: 'iam:CreateSAMLProvider',
  says: 'Tells IAM of a SAML provider, with its metadata.',
  access: 'signed',
  rules: {
    free: {
      says: 'The account has no SAML provider of this name yet.',
      label: 'name free',
      cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html',
      error: alreadyExists(({ name }) => `A SAML provider called ${name} already exists.`, 'unconfirmed'),
    },
  },
  asks: (input: CreateSAMLProviderRequest, context) => ({ resource: iamArn('saml-provider', input.Name ?? '', context) }),
  perform(input: CreateSAMLProviderRequest, context) {
    const { Name = '', SAMLMetadataDocument } = input;
    const Arn = iamArn('saml-provider', Name, context);
    context.hold('free', context.get('AWS::IAM::SAMLProvider', Arn) === undefined, Arn, { name: Name });
    context.put('AWS::IAM::SAMLProvider', Arn, { Arn, ...(SAMLMetadataDocument === undefined ? {} : { SAMLMetadataDocument }) });
    return { SAMLProviderArn: Arn };
  },
});
