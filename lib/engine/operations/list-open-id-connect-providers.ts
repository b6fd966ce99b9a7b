import { operation } from '../operation';

export const ListOpenIDConnectProviders = operation({
  name: 'iam:ListOpenIDConnectProviders',
  says: 'Lists the account’s OpenID Connect providers.',
  access: 'signed',
  rules: {},
  perform: (_input: object, context) => ({ OpenIDConnectProviderList: context.list('AWS::IAM::OIDCProvider').map(({ Arn }) => ({ Arn })) }),
});
