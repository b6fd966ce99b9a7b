import type { LambdaProgram } from '../engine/lambda-program';
import { notes, notesWorld } from '../world/accounts/notes';
import type { IdentityPool, IdentityPoolRoleAttachment, Role, UserPool, UserPoolClient } from '../world/resources';
import { patch, put, type World } from '../world/world';
import { admitsUserPools, trustsLambda } from './triggers';

/** Small changes to the notes app, of which the checks’ examples are made. */

export { notes, notesWorld };

export const signedInRole = 'notes-signed-in';
export const guestRole = 'notes-guest';
export const editorsRole = 'notes-editors';

export const sub = '${cognito-identity.amazonaws.com:sub}';

export function withPool(fields: Partial<IdentityPool>, world: World = notesWorld): World {
  return patch(world, 'AWS::Cognito::IdentityPool', notes.identityPool, fields);
}

export function withRoles(fields: Partial<IdentityPoolRoleAttachment>, world: World = notesWorld): World {
  return patch(world, 'AWS::Cognito::IdentityPoolRoleAttachment', notes.identityPool, fields);
}

export function withUserPool(fields: Partial<UserPool>, world: World = notesWorld): World {
  return patch(world, 'AWS::Cognito::UserPool', notes.userPool, fields);
}

export function withClient(fields: Partial<UserPoolClient>, world: World = notesWorld): World {
  return patch(world, 'AWS::Cognito::UserPoolClient', notes.client, fields);
}

export function withRole(name: string, fields: Partial<Role>, world: World = notesWorld): World {
  return patch(world, 'AWS::IAM::Role', name, fields);
}

/** The role with this one inline policy instead of its own. */
export function withPolicy(name: string, statements: readonly object[], world: World = notesWorld, Version: string | undefined = '2012-10-17'): World {
  const PolicyDocument = { ...(Version === undefined ? {} : { Version }), Statement: statements };
  return withRole(name, { RolePolicyList: [{ PolicyName: 'Permissions', PolicyDocument }] }, world);
}

/** The role with a statement more. */
export function withStatement(name: string, statement: object, world: World = notesWorld): World {
  const role = world.resources['AWS::IAM::Role']?.[name] as Role;
  const PolicyDocument = { Version: '2012-10-17', Statement: [statement] };
  return withRole(name, { RolePolicyList: [...(role.RolePolicyList as NonNullable<readonly never[]>), { PolicyName: 'More', PolicyDocument }] }, world);
}

export function allow(Action: string | readonly string[], Resource: string | readonly string[] = '*', Condition?: object): object {
  return { Effect: 'Allow', Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}

/** A trust policy for identity pools; a condition that is left out is not asked. With `tags`, sessions may carry principal tags. */
export function trust(conditions: { readonly aud?: string | readonly string[]; readonly amr?: string | readonly string[]; readonly tags?: true }): object {
  const { aud, amr, tags } = conditions;
  const Condition = {
    ...(aud === undefined ? {} : { StringEquals: { 'cognito-identity.amazonaws.com:aud': aud } }),
    ...(amr === undefined ? {} : { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr } }),
  };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: tags === undefined ? 'sts:AssumeRoleWithWebIdentity' : ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
        ...(Object.keys(Condition).length === 0 ? {} : { Condition }),
      },
    ],
  };
}

export function withTrust(name: string, AssumeRolePolicyDocument: object, world: World = notesWorld): World {
  return withRole(name, { AssumeRolePolicyDocument }, world);
}

/** A role that no pool names. */
export function withStrayRole(RoleName: string, AssumeRolePolicyDocument: object, statements: readonly object[], world: World = notesWorld): World {
  return put(world, 'AWS::IAM::Role', RoleName, {
    RoleName,
    Arn: `arn:aws:iam::${notes.account}:role/${RoleName}`,
    AssumeRolePolicyDocument,
    RolePolicyList: [{ PolicyName: 'Permissions', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    AttachedManagedPolicies: [],
  });
}

/** The notes app with the basic (classic) flow switched on. */
export const classicOn = withPool({ AllowClassicFlow: true });

/** The notes app made by a template that does not mention the classic flow. */
export const classicUnset = withPool({ AllowClassicFlow: undefined });

export const guestsOff = withPool({ AllowUnauthenticatedIdentities: false });

/** The role of users’ groups comes from their token. */
export const tokenMapping = { [`${notes.provider}:${notes.client}`]: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' } } as const;

/** The same app where only administrators create users. */
export function invitationOnly(world: World = notesWorld): World {
  return withUserPool({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } }, world);
}

/** A client whose users sign in on the user pool's own page, and nowhere else. */
export function onPage(...AllowedOAuthScopes: readonly string[]): Partial<UserPoolClient> {
  return {
    ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes,
    CallbackURLs: ['https://notes.example/signed-in'],
    SupportedIdentityProviders: ['COGNITO'],
  };
}

/** The notes app with an OpenID Connect provider of the account instead of its user pool, for these client IDs. */
export function withOidc(Url: string, ClientIDList: readonly string[], world: World = notesWorld): World {
  const Arn = `arn:aws:iam::${notes.account}:oidc-provider/${Url}`;
  const known = put(world, 'AWS::IAM::OIDCProvider', Arn, { Arn, Url, ClientIDList });
  return withPool({ CognitoIdentityProviders: [], OpenIdConnectProviderARNs: [Arn] }, known);
}

/** A function of the notes app’s account, run by its user pool as this trigger; of a real function, the code is never known. */
export function withTrigger(trigger: string, program: LambdaProgram | undefined, world: World = notesWorld, statements: readonly object[] = []): World {
  const FunctionName = `notes-${trigger.toLowerCase()}`;
  const arn = `arn:aws:lambda:${notes.region}:${notes.account}:function:${FunctionName}`;
  const role = withStrayRole(`${FunctionName}-role`, trustsLambda, statements, world);
  const userPool = `arn:aws:cognito-idp:${notes.region}:${notes.account}:userpool/${notes.userPool}`;
  const there = put(role, 'AWS::Lambda::Function', FunctionName, {
    FunctionName,
    FunctionArn: arn,
    Role: `arn:aws:iam::${notes.account}:role/${FunctionName}-role`,
    Policy: admitsUserPools(arn, userPool),
    ...(program === undefined ? {} : { Code: JSON.stringify(program) }),
  });
  return withUserPool({ LambdaConfig: { [trigger]: arn } }, there);
}
