import { isAbsent } from '../../world/gap';
import type { FixText, FixTool } from '../check';
import type { Change } from '../verdict';
import { bucketTexts } from './bucket';
import { functionPolicyTexts } from './function-policy';
import { identityPoolTexts, principalTagTexts, roleAttachmentTexts } from './identity-pool';
import { oidcProviderTexts } from './oidc-provider';
import { managedPolicyTexts, roleTexts } from './role';
import { userPoolClientTexts, userPoolGroupTexts, userPoolTexts } from './user-pool';
import { organizationPolicyTexts } from './organization-policy';
import { samlProviderTexts } from './saml-provider';
import { syncTexts } from './sync-configuration';
import { trailTexts } from './trail';
import { userPoolProviderTexts } from './user-pool-provider';
import type { Texts } from './write';

const tools: readonly FixTool[] = ['AWS CLI', 'CloudFormation', 'CDK', 'Terraform'];

const writers: Readonly<Partial<Record<Change['resource']['type'], (change: never) => Texts>>> = {
  'AWS::Cognito::IdentityPool': identityPoolTexts,
  'AWS::Cognito::IdentityPoolRoleAttachment': roleAttachmentTexts,
  'AWS::Cognito::IdentityPoolPrincipalTag': principalTagTexts,
  'AWS::S3::Bucket': bucketTexts,
  'AWS::IAM::Role': roleTexts,
  'AWS::IAM::ManagedPolicy': managedPolicyTexts,
  'AWS::IAM::OIDCProvider': oidcProviderTexts,
  'AWS::IAM::SAMLProvider': samlProviderTexts,
  'AWS::CloudTrail::Trail': trailTexts,
  'AWS::Organizations::Policy': organizationPolicyTexts,
  'Lifeguard::SyncConfiguration': syncTexts,
  'AWS::Cognito::UserPool': userPoolTexts,
  'AWS::Cognito::UserPoolClient': userPoolClientTexts,
  'AWS::Cognito::UserPoolIdentityProvider': userPoolProviderTexts,
  'AWS::Lambda::Function': functionPolicyTexts,
  'AWS::Cognito::UserPoolGroup': userPoolGroupTexts,
};

/** The changes, in the words of each tool. Commands are complete: AWS resets what an update leaves out. */
export function fixTexts(changes: readonly Change[]): readonly FixText[] {
  const written = [...changes].sort((a, b) => rank(a) - rank(b)).flatMap((change) => {
    const write = writers[change.resource.type] as ((change: Change) => Texts) | undefined;
    return write === undefined || change.after === undefined ? [] : [write(change)];
  });
  return tools.map((tool) => ({ tool, text: written.map((texts) => texts[tool]).filter((text) => text !== '').join('\n\n') }));
}

/** In which order changes leave nobody without: first what others will name, then whom roles trust, then who names them. */
function rank({ resource, before }: Change): number {
  if (before === undefined || isAbsent(before)) return 0;
  return resource.type === 'AWS::IAM::Role' ? 1 : 2;
}
