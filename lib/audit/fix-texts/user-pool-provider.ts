import type { UserPoolIdentityProvider } from '../../world/resources';
import type { Change } from '../verdict';
import { command, hcl, logicalName, shell, shellJson, terraformName, yaml, type Texts } from './write';

/** What a user pool copies from another provider's profiles. */
export function userPoolProviderTexts({ after }: Change): Texts {
  const { UserPoolId, ProviderName, AttributeMapping = {} } = after as UserPoolIdentityProvider;
  const region = UserPoolId.split('_')[0] ?? UserPoolId;
  return {
    'AWS CLI': command('aws cognito-idp update-identity-provider', `--region ${shell(region)}`, `--user-pool-id ${shell(UserPoolId)}`, `--provider-name ${shell(ProviderName)}`, `--attribute-mapping ${shellJson(AttributeMapping)}`),
    CloudFormation: [`${logicalName(ProviderName)}:`, '  Type: AWS::Cognito::UserPoolIdentityProvider', '  Properties:', `    AttributeMapping: ${yaml(AttributeMapping, 6)}`].join('\n'),
    CDK: [`new cognito.CfnUserPoolIdentityProvider(this, '${logicalName(ProviderName)}', {`, '  // …', `  attributeMapping: ${JSON.stringify(AttributeMapping, undefined, 2).split('\n').join('\n  ')},`, '});'].join('\n'),
    Terraform: [`resource "aws_cognito_identity_provider" "${terraformName(ProviderName)}" {`, '  # …', `  attribute_mapping = ${hcl(AttributeMapping, 2)}`, '}'].join('\n'),
  };
}
