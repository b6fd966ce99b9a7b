import { notes } from '../../lib/world/accounts/notes';
import type { IdentityPool, IdentityPoolRoleAttachment, Role, UserPool, UserPoolClient } from '../../lib/world/resources';
import { patch, put, type World } from '../../lib/world/world';

/** The notes app with something wrong: the parts from which the stories' accounts are made. Each gives a new account. */

export function withPool(world: World, fields: Partial<IdentityPool>): World {
  return patch(world, 'AWS::Cognito::IdentityPool', notes.identityPool, fields);
}

export function withRoles(world: World, fields: Partial<IdentityPoolRoleAttachment>): World {
  return patch(world, 'AWS::Cognito::IdentityPoolRoleAttachment', notes.identityPool, fields);
}

export function withUserPool(world: World, fields: Partial<UserPool>): World {
  return patch(world, 'AWS::Cognito::UserPool', notes.userPool, fields);
}

export function withClient(world: World, fields: Partial<UserPoolClient>): World {
  return patch(world, 'AWS::Cognito::UserPoolClient', notes.client, fields);
}

/** A role with one inline policy instead of its own. */
export function withPermissions(world: World, role: string, name: string, statements: readonly object[]): World {
  return patch(world, 'AWS::IAM::Role', role, { RolePolicyList: [permissions(name, statements)] });
}

export function withTrust(world: World, role: string, AssumeRolePolicyDocument: object): World {
  return patch(world, 'AWS::IAM::Role', role, { AssumeRolePolicyDocument });
}

/** A role more. */
export function withRole(world: World, { name, id, trusts, policy, statements }: NewRole): World {
  const role: Role = {
    RoleName: name,
    Arn: roleArn(name),
    RoleId: id,
    AssumeRolePolicyDocument: trusts,
    RolePolicyList: [permissions(policy, statements)],
    AttachedManagedPolicies: [],
  };
  return put(world, 'AWS::IAM::Role', name, role);
}

export interface NewRole {
  readonly name: string;
  /** `AROA` and 17 more letters and digits. */
  readonly id: string;
  readonly trusts: object;
  readonly policy: string;
  readonly statements: readonly object[];
}

export function roleArn(name: string): string {
  return `arn:aws:iam::${notes.account}:role/${name}`;
}

export function permissions(PolicyName: string, Statement: readonly object[]) {
  return { PolicyName, PolicyDocument: { Version: '2012-10-17', Statement } };
}

/** A trust policy for an identity pool; a condition that is left out is not asked. */
export function trusts({ aud, amr }: { readonly aud?: string; readonly amr?: string }): object {
  const Condition = {
    ...(aud === undefined ? {} : { StringEquals: { 'cognito-identity.amazonaws.com:aud': aud } }),
    ...(amr === undefined ? {} : { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr } }),
  };
  const statement = { Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity' };
  return { Version: '2012-10-17', Statement: [Object.keys(Condition).length === 0 ? statement : { ...statement, Condition }] };
}

/** What a Lambda function's role trusts. */
export const trustsLambda = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** How a session of a role is named in refusals; those of the enhanced flow all bear the same name. */
export function sessionOf(role: string, name = 'CognitoIdentityCredentials'): string {
  return `arn:aws:sts::${notes.account}:assumed-role/${role}/${name}`;
}
