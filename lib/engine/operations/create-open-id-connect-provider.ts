import type { CreateOpenIDConnectProviderRequest } from '@aws-sdk/client-iam';
import { alreadyExists, iamArn } from '../iam-entity';
import { operation } from '../operation';

export const CreateOpenIDConnectProvider = operation({
  name: 'iam:CreateOpenIDConnectProvider',
  says: 'Tells IAM of an OpenID Connect provider, with the clients whose tokens are taken.',
  access: 'signed',
  rules: {
    free: {
      says: 'The account has no provider with this address yet.',
      label: 'provider new',
      cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html',
      error: alreadyExists(({ url }) => `Provider with url ${url} already exists.`),
    },
  },
  asks: (input: CreateOpenIDConnectProviderRequest, context) => ({ resource: iamArn('oidc-provider', hostOf(input.Url), context) }),
  perform(input: CreateOpenIDConnectProviderRequest, context) {
    const Url = hostOf(input.Url);
    const Arn = iamArn('oidc-provider', Url, context);
    context.hold('free', context.get('AWS::IAM::OIDCProvider', Arn) === undefined, Arn, { url: input.Url ?? '' });
    context.put('AWS::IAM::OIDCProvider', Arn, { Arn, Url, ClientIDList: input.ClientIDList ?? [], ThumbprintList: input.ThumbprintList ?? [] });
    return { OpenIDConnectProviderArn: Arn };
  },
});

function hostOf(url = ''): string {
  return url.startsWith('https://') ? url.slice('https://'.length) : url;
}
