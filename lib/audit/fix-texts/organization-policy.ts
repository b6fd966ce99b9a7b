import { read } from '../../world/gap';
import type { OrganizationPolicy } from '../../world/resources';
import type { Change } from '../verdict';
import { cdkValue } from './identity-pool';
import { command, hcl, logicalName, shell, terraformName, yaml, type Texts } from './write';

/** A resource control policy: a new one, or one that is attached to more. */
export function organizationPolicyTexts({ before, after }: Change): Texts {
  const { Id, Name = Id, Content, Targets = [] } = after as OrganizationPolicy;
  const document = read(Content);
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const TargetIds = read(Targets).map(({ TargetId }) => TargetId);
  const isNew = before === undefined;
  const create = command('POLICY=$(aws organizations create-policy', '--type RESOURCE_CONTROL_POLICY', `--name ${shell(Name)}`, `--description ${shell(Name)}`, `--content ${shell(text)}`, '--query Policy.PolicySummary.Id --output text)');
  const attach = TargetIds.map((target) => command('aws organizations attach-policy', `--policy-id ${isNew ? '"$POLICY"' : shell(Id)}`, `--target-id ${shell(target)}`));
  const parsed = JSON.parse(text) as object;
  const policy = terraformName(Name);
  return {
    'AWS CLI': [...(isNew ? [create] : []), ...attach].join('\n'),
    CloudFormation: [`${logicalName(Name)}:`, '  Type: AWS::Organizations::Policy', '  Properties:', `    Name: ${JSON.stringify(Name)}`, '    Type: RESOURCE_CONTROL_POLICY', `    Content: ${yaml(parsed, 6)}`, `    TargetIds: ${JSON.stringify(TargetIds)}`].join('\n'),
    CDK: [`new organizations.CfnPolicy(this, '${logicalName(Name)}', {`, `  name: ${JSON.stringify(Name)},`, "  type: 'RESOURCE_CONTROL_POLICY',", `  content: ${JSON.stringify(parsed, undefined, 2).split('\n').join('\n  ')},`, `  targetIds: ${cdkValue(TargetIds)},`, '});'].join('\n'),
    Terraform: [
      `resource "aws_organizations_policy" "${policy}" {`,
      `  name    = ${hcl(Name)}`,
      '  type    = "RESOURCE_CONTROL_POLICY"',
      `  content = jsonencode(${hcl(parsed, 2)})`,
      '}',
      ...TargetIds.map((target, index) => [`resource "aws_organizations_policy_attachment" "${policy}_${index + 1}" {`, `  policy_id = aws_organizations_policy.${policy}.id`, `  target_id = ${hcl(target)}`, '}'].join('\n')),
    ].join('\n'),
  };
}
