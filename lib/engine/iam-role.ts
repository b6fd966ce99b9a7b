import type { Context } from '../iam/decision';
import { parsePolicy } from '../iam/parse';
import { read } from '../world/gap';
import type { PolicyDocument, Role } from '../world/resources';
import { boundaryKey, boundaryOf, checkDocument, documentRule, iamArn, noSuchEntity } from './iam-entity';
import { poolIssuer } from './identity-token';
import type { OperationContext, Question } from './operation';
import type { Rule } from './refusal';
import { roleIdOf } from './role-session';

export const roleRule = {
  role: {
    says: 'The role exists.',
    label: 'role exists',
    cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html',
    error: noSuchEntity(({ name }) => `The role with name ${name} cannot be found.`),
  },
} as const satisfies Record<string, Rule>;

export const inlineRule = {
  policy: {
    says: 'The inline policy exists.',
    label: 'policy exists',
    cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html',
    error: noSuchEntity(({ name }) => `The role policy with name ${name} cannot be found.`),
  },
} as const satisfies Record<string, Rule>;

export const trustRules = {
  ...documentRule,
  confused: {
    says: 'A trust policy that lets in identity pools says which: by aud, amr or sub.',
    label: 'pool named',
    cite: 'aws-facts §5',
    error: { code: 'MalformedPolicyDocument', message: 'A trust policy for Amazon Cognito needs a condition on the identity pool.', wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

/** What GetRole and its kin are told. */
export interface RoleInput {
  readonly RoleName?: string | undefined;
}

export function roleNamed(name: string | undefined, context: OperationContext<'role'>): Role {
  const role = name ?? '';
  return context.found('role', context.get('AWS::IAM::Role', role), role, { name: role });
}

/** What an operation on a role asks IAM. */
export function aboutRole({ RoleName = '' }: RoleInput, context: OperationContext, keys: Context = {}): Question {
  const role = context.get('AWS::IAM::Role', RoleName);
  return { resource: role?.Arn ?? iamArn('role', RoleName, context), context: { ...boundaryKey(role?.PermissionsBoundary), ...keys } };
}

/** Writes a role with some fields changed. */
export function changeRole(role: Role, fields: Partial<Role>, context: Pick<OperationContext, 'put'>): void {
  context.put('AWS::IAM::Role', role.RoleName, { ...role, ...fields });
}

/** A role as GetRole prints it. */
export function describeRole(role: Role) {
  return {
    Path: role.Path ?? '/',
    RoleName: role.RoleName,
    RoleId: roleIdOf(role),
    Arn: role.Arn,
    AssumeRolePolicyDocument: read(role.AssumeRolePolicyDocument),
    MaxSessionDuration: role.MaxSessionDuration ?? 3600,
    ...boundaryOf(role.PermissionsBoundary),
    ...(role.Tags === undefined ? {} : { Tags: role.Tags }),
    ...(role.RoleLastUsed === undefined ? {} : { RoleLastUsed: role.RoleLastUsed }),
  };
}

/** A trust policy that IAM lets be written. */
export function checkTrust(document: string | undefined, context: OperationContext<keyof typeof trustRules>): PolicyDocument {
  const checked = checkDocument(document, context);
  const { principal, keys } = poolIssuer(context.partition, context.region);
  const tested = ['aud', 'amr', 'sub'].map((key) => `${keys}:${key}`);
  const open = parsePolicy(checked).policy.statements.some(
    (statement) =>
      statement.effect === 'Allow' &&
      statement.principals.some((one) => one.kind === 'Federated' && one.value === principal) &&
      !statement.conditions.some((condition) => tested.includes(condition.key.toLowerCase())),
  );
  context.hold('confused', !open, open ? 'a statement lets in any identity pool' : 'no statement lets in any identity pool');
  return checked;
}
