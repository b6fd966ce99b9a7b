import type { SamlProvider } from '../../world/resources';
import type { Change } from '../verdict';
import { command, logicalName, shell, terraformName, type Texts } from './write';

/** A SAML provider with other metadata, which its owner publishes and we cannot know. */
export function samlProviderTexts({ after }: Change): Texts {
  const { Arn } = after as SamlProvider;
  const name = Arn.slice(Arn.indexOf('/') + 1);
  return {
    'AWS CLI': command('aws iam update-saml-provider', `--saml-provider-arn ${shell(Arn)}`, '--saml-metadata-document file://metadata.xml'),
    CloudFormation: [`${logicalName(name)}:`, '  Type: AWS::IAM::SAMLProvider', '  Properties:', '    SamlMetadataDocument: |', '      # the text of metadata.xml'].join('\n'),
    CDK: [`new iam.SamlProvider(this, '${logicalName(name)}', {`, '  // …', "  metadataDocument: iam.SamlMetadataDocument.fromFile('metadata.xml'),", '});'].join('\n'),
    Terraform: [`resource "aws_iam_saml_provider" "${terraformName(name)}" {`, '  # …', '  saml_metadata_document = file("metadata.xml")', '}'].join('\n'),
  };
}
