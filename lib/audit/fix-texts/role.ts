import { isAbsent, isGap } from '../../world/gap';
import type { AttachedPolicy, InlinePolicy, ManagedPolicy, PolicyDocument, Role } from '../../world/resources';
import type { Change } from '../verdict';
import { command, hcl, logicalName, shell, shellJson, terraformName, yaml, type Texts } from './write';

const nothing: Texts = { 'AWS CLI': '', CloudFormation: '', CDK: '', Terraform: '' };

/** A role's trust policy, inline policies and attached policies, each where it has changed; the whole role where there was none. */
export function roleTexts({ before, after }: Change): Texts {
  const fresh = after as Role;
  if (before === undefined || isAbsent(before)) return newRoleTexts(fresh);
  const old = before as Role;
  const parts: Texts[] = [];
  const trust = fresh.AssumeRolePolicyDocument;
  if (!isGap(trust) && !same(old.AssumeRolePolicyDocument, trust)) parts.push(trustTexts(fresh.RoleName, objectOf(trust)));
  const [oldInline, freshInline] = [listOf(old.RolePolicyList), listOf(fresh.RolePolicyList)];
  for (const policy of oldInline) {
    const now = freshInline.find(({ PolicyName }) => PolicyName === policy.PolicyName);
    if (now === undefined) parts.push(removedInline(fresh.RoleName, policy.PolicyName));
    else if (!same(now.PolicyDocument, policy.PolicyDocument) && !isGap(now.PolicyDocument)) parts.push(inlineTexts(fresh.RoleName, policy.PolicyName, objectOf(now.PolicyDocument)));
  }
  for (const { PolicyName, PolicyDocument } of freshInline) {
    if (!isGap(PolicyDocument) && !oldInline.some((one) => one.PolicyName === PolicyName)) parts.push(inlineTexts(fresh.RoleName, PolicyName, objectOf(PolicyDocument)));
  }
  const attached = listOf(fresh.AttachedManagedPolicies);
  for (const { PolicyArn } of listOf(old.AttachedManagedPolicies)) {
    if (!attached.some((one) => one.PolicyArn === PolicyArn)) parts.push(detachedTexts(fresh.RoleName, PolicyArn));
  }
  const bound = fresh.PermissionsBoundary;
  if (bound !== undefined && !isGap(bound) && !same(old.PermissionsBoundary, bound)) parts.push(boundaryTexts(fresh.RoleName, bound.PermissionsBoundaryArn));
  const { MaxSessionDuration } = fresh;
  if (MaxSessionDuration !== undefined && MaxSessionDuration !== old.MaxSessionDuration) parts.push(durationTexts(fresh.RoleName, MaxSessionDuration));
  return joined(parts);
}

function boundaryTexts(name: string, arn: string): Texts {
  return settingTexts(name, { PermissionsBoundary: arn }, command('aws iam put-role-permissions-boundary', `--role-name ${shell(name)}`, `--permissions-boundary ${shell(arn)}`));
}

function durationTexts(name: string, seconds: number): Texts {
  return settingTexts(name, { MaxSessionDuration: seconds }, command('aws iam update-role', `--role-name ${shell(name)}`, `--max-session-duration ${seconds}`));
}

/** One property of a role. */
function settingTexts(name: string, property: Readonly<Record<string, string | number>>, cli: string): Texts {
  const [[key, value]] = Object.entries(property) as [[string, string | number]];
  const [camel, snake] = [key.charAt(0).toLowerCase() + key.slice(1), key.replace(/(?!^)([A-Z])/g, '_$1').toLowerCase()];
  return {
    'AWS CLI': cli,
    CloudFormation: [`${logicalName(name)}:`, '  Type: AWS::IAM::Role', '  Properties:', `    ${key}: ${yaml(value, 6)}`].join('\n'),
    CDK: [`const ${camelName(name)} = this.node.findChild('${logicalName(name)}').node.defaultChild as iam.CfnRole;`, `${camelName(name)}.${camel} = ${JSON.stringify(value)};`].join('\n'),
    Terraform: [`resource "aws_iam_role" "${terraformName(name)}" {`, '  # …', `  ${snake} = ${hcl(value)}`, '}'].join('\n'),
  };
}

/** A role that allows nothing yet. */
function newRoleTexts({ RoleName, Path, AssumeRolePolicyDocument: trust }: Role): Texts {
  if (isGap(trust)) return nothing;
  const document = objectOf(trust);
  const path = Path === undefined ? [] : [`--path ${shell(Path)}`];
  return {
    'AWS CLI': command('aws iam create-role', `--role-name ${shell(RoleName)}`, ...path, `--assume-role-policy-document ${shellJson(document)}`),
    CloudFormation: [`${logicalName(RoleName)}:`, '  Type: AWS::IAM::Role', '  Properties:', `    RoleName: ${yaml(RoleName, 0)}`, ...(Path === undefined ? [] : [`    Path: ${yaml(Path, 0)}`]), `    AssumeRolePolicyDocument: ${yaml(document, 6)}`].join('\n'),
    CDK: [`new iam.CfnRole(this, '${logicalName(RoleName)}', {`, `  roleName: ${JSON.stringify(RoleName)},`, ...(Path === undefined ? [] : [`  path: ${JSON.stringify(Path)},`]), `  assumeRolePolicyDocument: ${JSON.stringify(document, undefined, 2).split('\n').join('\n  ')},`, '});'].join('\n'),
    Terraform: [`resource "aws_iam_role" "${terraformName(RoleName)}" {`, `  name               = ${hcl(RoleName)}`, ...(Path === undefined ? [] : [`  path               = ${hcl(Path)}`]), `  assume_role_policy = jsonencode(${hcl(document, 2)})`, '}'].join('\n'),
  };
}

function joined(parts: readonly Texts[]): Texts {
  const of = (tool: keyof Texts): string => parts.map((part) => part[tool]).join('\n\n');
  return parts.length === 0 ? nothing : { 'AWS CLI': of('AWS CLI'), CloudFormation: of('CloudFormation'), CDK: of('CDK'), Terraform: of('Terraform') };
}

function trustTexts(name: string, document: object): Texts {
  return {
    'AWS CLI': command('aws iam update-assume-role-policy', `--role-name ${shell(name)}`, `--policy-document ${shellJson(document)}`),
    CloudFormation: [`${logicalName(name)}:`, '  Type: AWS::IAM::Role', '  Properties:', `    AssumeRolePolicyDocument: ${yaml(document, 6)}`].join('\n'),
    CDK: [`const ${camelName(name)} = this.node.findChild('${logicalName(name)}').node.defaultChild as iam.CfnRole;`, `${camelName(name)}.assumeRolePolicyDocument = ${JSON.stringify(document, undefined, 2)};`].join('\n'),
    Terraform: [`resource "aws_iam_role" "${terraformName(name)}" {`, '  # …', `  assume_role_policy = jsonencode(${hcl(document, 2)})`, '}'].join('\n'),
  };
}

function inlineTexts(role: string, name: string, document: object): Texts {
  return {
    'AWS CLI': command('aws iam put-role-policy', `--role-name ${shell(role)}`, `--policy-name ${shell(name)}`, `--policy-document ${shellJson(document)}`),
    CloudFormation: [`${logicalName(name)}:`, '  Type: AWS::IAM::RolePolicy', '  Properties:', `    RoleName: ${yaml(role, 0)}`, `    PolicyName: ${yaml(name, 0)}`, `    PolicyDocument: ${yaml(document, 6)}`].join('\n'),
    CDK: [`new iam.CfnRolePolicy(this, '${logicalName(name)}', {`, `  roleName: ${JSON.stringify(role)},`, `  policyName: ${JSON.stringify(name)},`, `  policyDocument: ${JSON.stringify(document, undefined, 2).split('\n').join('\n  ')},`, '});'].join('\n'),
    Terraform: [`resource "aws_iam_role_policy" "${terraformName(name)}" {`, `  role   = ${hcl(role)}`, `  name   = ${hcl(name)}`, `  policy = jsonencode(${hcl(document, 2)})`, '}'].join('\n'),
  };
}

function removedInline(role: string, name: string): Texts {
  const say = (mark: string, what: string): string => `${mark} Remove the ${what} ${JSON.stringify(name)} of the role ${JSON.stringify(role)}.`;
  return {
    'AWS CLI': command('aws iam delete-role-policy', `--role-name ${shell(role)}`, `--policy-name ${shell(name)}`),
    CloudFormation: say('#', 'inline policy'),
    CDK: say('//', 'inline policy'),
    Terraform: say('#', 'aws_iam_role_policy'),
  };
}

function detachedTexts(role: string, arn: string): Texts {
  return {
    'AWS CLI': command('aws iam detach-role-policy', `--role-name ${shell(role)}`, `--policy-arn ${shell(arn)}`),
    CloudFormation: `# Take ${JSON.stringify(arn)} out of ManagedPolicyArns of ${logicalName(role)}.`,
    CDK: `// Take ${JSON.stringify(arn)} out of managedPolicies of ${logicalName(role)}.`,
    Terraform: `# Remove the aws_iam_role_policy_attachment of ${JSON.stringify(arn)} to ${JSON.stringify(role)}.`,
  };
}

export function managedPolicyTexts({ before, after }: Change): Texts {
  const { Arn, PolicyName, Document } = after as ManagedPolicy;
  if (isGap(Document)) return nothing;
  const document = objectOf(Document);
  return {
    'AWS CLI':
      before === undefined
        ? command('aws iam create-policy', `--policy-name ${shell(PolicyName)}`, `--policy-document ${shellJson(document)}`)
        : command('aws iam create-policy-version', `--policy-arn ${shell(Arn)}`, '--set-as-default', `--policy-document ${shellJson(document)}`),
    CloudFormation: [`${logicalName(PolicyName)}:`, '  Type: AWS::IAM::ManagedPolicy', '  Properties:', `    PolicyDocument: ${yaml(document, 6)}`].join('\n'),
    CDK: [`new iam.CfnManagedPolicy(this, '${logicalName(PolicyName)}', {`, '  // …', `  policyDocument: ${JSON.stringify(document, undefined, 2).split('\n').join('\n  ')},`, '});'].join('\n'),
    Terraform: [`resource "aws_iam_policy" "${terraformName(PolicyName)}" {`, '  # …', `  policy = jsonencode(${hcl(document, 2)})`, '}'].join('\n'),
  };
}

function camelName(name: string): string {
  const logical = logicalName(name);
  return logical.charAt(0).toLowerCase() + logical.slice(1);
}

function objectOf(document: PolicyDocument): object {
  return typeof document === 'string' ? (JSON.parse(document) as object) : document;
}

function listOf<T extends InlinePolicy | AttachedPolicy>(list: readonly T[] | { readonly unread: string }): readonly T[] {
  return isGap(list) ? [] : list;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
