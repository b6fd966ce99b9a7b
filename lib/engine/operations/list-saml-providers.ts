import { operation } from '../operation';

export const ListSAMLProviders = operation({
  name: 'iam:ListSAMLProviders',
  says: 'Lists the account’s SAML providers.',
  access: 'signed',
  rules: {},
  perform: (_input: object, context) => ({
    SAMLProviderList: context.list('AWS::IAM::SAMLProvider').map(({ Arn, ValidUntil }) => ({ Arn, ...(ValidUntil === undefined ? {} : { ValidUntil }) })),
  }),
});
