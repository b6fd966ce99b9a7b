import { read } from '../../world/gap';
import type { Trail } from '../../world/resources';
import type { Change } from '../verdict';
import { cdkValue } from './identity-pool';
import { command, hcl, logicalName, shell, shellJson, terraformName, yaml, type Texts } from './write';

/** A trail with other selectors, or a new one: where it writes, only its owner can say. */
export function trailTexts({ before, after }: Change): Texts {
  const { TrailARN, Name = TrailARN.slice(TrailARN.lastIndexOf('/') + 1), HomeRegion = TrailARN.split(':')[3] ?? '', AdvancedEventSelectors: selectors = [] } = after as Trail;
  const AdvancedEventSelectors = read(selectors);
  const region = `--region ${shell(HomeRegion)}`;
  const create = before === undefined ? [command('aws cloudtrail create-trail', region, `--name ${shell(Name)}`, '--is-multi-region-trail', '--s3-bucket-name "$BUCKET"')] : [];
  const start = before === undefined ? [command('aws cloudtrail start-logging', region, `--name ${shell(Name)}`)] : [];
  const put = command('aws cloudtrail put-event-selectors', region, `--trail-name ${shell(before === undefined ? Name : TrailARN)}`, `--advanced-event-selectors ${shellJson(AdvancedEventSelectors)}`);
  const blocks = AdvancedEventSelectors.map(({ Name: title, FieldSelectors }) =>
    [
      '  advanced_event_selector {',
      ...(title === undefined ? [] : [`    name = ${hcl(title)}`]),
      ...FieldSelectors.map((fields) => ['    field_selector {', ...Object.entries(fields).map(([field, value]) => `      ${field.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()} = ${hcl(value, 6)}`), '    }'].join('\n')),
      '  }',
    ].join('\n'),
  );
  return {
    'AWS CLI': [...create, put, ...start].join('\n'),
    CloudFormation: [`${logicalName(Name)}:`, '  Type: AWS::CloudTrail::Trail', '  Properties:', `    AdvancedEventSelectors: ${yaml(AdvancedEventSelectors, 6)}`].join('\n'),
    CDK: [`new cloudtrail.CfnTrail(this, '${logicalName(Name)}', {`, '  // …', `  advancedEventSelectors: ${cdkValue(AdvancedEventSelectors)},`, '});'].join('\n'),
    Terraform: [`resource "aws_cloudtrail" "${terraformName(Name)}" {`, '  # …', ...blocks, '}'].join('\n'),
  };
}
