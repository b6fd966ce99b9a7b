import { isGap } from '../../world/gap';
import type { LambdaFunction } from '../../world/resources';
import { asObject, statementsIn, type StatementObject } from '../policy-edits';
import type { Change } from '../verdict';
import { command, hcl, logicalName, shell, terraformName, yaml, type Texts } from './write';

const nothing: Texts = { 'AWS CLI': '', CloudFormation: '', CDK: '', Terraform: '' };

/** Who may run a function: a permission for each statement of its policy that has changed. */
export function functionPolicyTexts({ before, after }: Change): Texts {
  const [old, fresh] = [before, after].map((one) => statementsOf(one as LambdaFunction));
  const permissions = (fresh ?? []).flatMap((statement, index) => (JSON.stringify(statement) === JSON.stringify(old?.[index]) ? [] : [permissionTexts(after as LambdaFunction, statement)]));
  if (permissions.length === 0) return nothing;
  const of = (tool: keyof Texts): string => permissions.map((texts) => texts[tool]).join('\n\n');
  return { 'AWS CLI': of('AWS CLI'), CloudFormation: of('CloudFormation'), CDK: of('CDK'), Terraform: of('Terraform') };
}

function statementsOf({ Policy }: LambdaFunction): readonly StatementObject[] {
  return Policy === undefined || isGap(Policy) ? [] : statementsIn(asObject(Policy));
}

function permissionTexts({ FunctionName, FunctionArn = FunctionName }: LambdaFunction, { Sid, Principal, Condition }: StatementObject): Texts {
  const service = (Principal as { readonly Service?: string }).Service ?? 'cognito-idp.amazonaws.com';
  const source = (Condition as { readonly ArnLike?: Readonly<Record<string, string>> } | undefined)?.ArnLike?.['aws:SourceArn'] ?? '';
  const id = typeof Sid === 'string' ? Sid : 'user-pool';
  const name = `${FunctionName}-permission`;
  return {
    'AWS CLI': [
      // A permission has no update. One without a Sid was given none by name, and cannot be removed by it.
      ...(typeof Sid === 'string' ? [command('aws lambda remove-permission', `--function-name ${shell(FunctionArn)}`, `--statement-id ${shell(Sid)}`)] : ['# Remove the permission without a source first: aws lambda get-policy shows its Sid, aws lambda remove-permission takes it.']),
      command('aws lambda add-permission', `--function-name ${shell(FunctionArn)}`, `--statement-id ${shell(id)}`, '--action lambda:InvokeFunction', `--principal ${shell(service)}`, `--source-arn ${shell(source)}`),
    ].join('\n\n'),
    CloudFormation: [`${logicalName(name)}:`, '  Type: AWS::Lambda::Permission', '  Properties:', ...Object.entries({ FunctionName: FunctionArn, Action: 'lambda:InvokeFunction', Principal: service, SourceArn: source }).map(([field, value]) => `    ${field}: ${yaml(value, 6)}`)].join('\n'),
    CDK: [`new lambda.CfnPermission(this, '${logicalName(name)}', {`, ...Object.entries({ functionName: FunctionArn, action: 'lambda:InvokeFunction', principal: service, sourceArn: source }).map(([field, value]) => `  ${field}: ${JSON.stringify(value)},`), '});'].join('\n'),
    Terraform: [`resource "aws_lambda_permission" "${terraformName(name)}" {`, ...Object.entries({ function_name: FunctionArn, action: 'lambda:InvokeFunction', principal: service, source_arn: source }).map(([field, value]) => `  ${field} = ${hcl(value)}`), '}'].join('\n'),
  };
}
