import type { OidcProvider } from '../../world/resources';
import type { Change } from '../verdict';
import { command, hcl, shell, terraformName, type Texts } from './write';

/** An OpenID Connect provider with fewer or more client IDs. */
export function oidcProviderTexts({ before, after }: Change): Texts {
  const provider = after as OidcProvider;
  const [had, has] = [(before as OidcProvider | undefined)?.ClientIDList ?? [], provider.ClientIDList ?? []];
  const each = (verb: string, clients: readonly string[]): readonly string[] =>
    clients.map((client) => command(`aws iam ${verb}`, `--open-id-connect-provider-arn ${shell(provider.Arn)}`, `--client-id ${shell(client)}`));
  const removed = each('remove-client-id-from-open-id-connect-provider', had.filter((client) => !has.includes(client)));
  const added = each('add-client-id-to-open-id-connect-provider', has.filter((client) => !had.includes(client)));
  return {
    'AWS CLI': [...removed, ...added].join('\n'),
    CloudFormation: ['Provider:', '  Type: AWS::IAM::OIDCProvider', '  Properties:', '    ClientIdList:', ...has.map((client) => `      - ${JSON.stringify(client)}`)].join('\n'),
    CDK: ["new iam.CfnOIDCProvider(this, 'Provider', {", '  // …', `  clientIdList: ${JSON.stringify(has)},`, '});'].join('\n'),
    Terraform: [`resource "aws_iam_openid_connect_provider" "${terraformName(provider.Url)}" {`, '  # …', `  client_id_list = ${hcl(has, 2)}`, '}'].join('\n'),
  };
}
