import type { Input } from '../../lib/engine/scenario';
import { known, type World } from '../../lib/world/world';
import { isGap } from '../../lib/world/gap';
import type { ResourceShapes, ResourceType } from '../../lib/world/resources';
import { moveOf, type Move } from './move';

/**
 * Calls that people confuse with those of the path, made for this account: the other flow, the other API for tokens, AssumeRole
 * as articles have it. The most confusing come first.
 */
export function distractorsFor(world: World): readonly Move[] {
  const pool = first(world, 'AWS::Cognito::IdentityPool');
  const client = first(world, 'AWS::Cognito::UserPoolClient');
  const role = first(world, 'AWS::Cognito::IdentityPoolRoleAttachment')?.Roles?.authenticated;
  const id = { $ref: 'any.IdToken' };
  const login = pool?.CognitoIdentityProviders?.[0]?.ProviderName;
  const Logins: Input = login === undefined ? {} : { [login]: id };
  const IdentityId = { $ref: 'any.IdentityId' };
  const calls: readonly (readonly [string, Input] | undefined)[] = [
    client && ['cognito-idp:InitiateAuth', { AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId: client.ClientId, AuthParameters: { REFRESH_TOKEN: { $ref: 'any.RefreshToken' } } }],
    pool && ['cognito-identity:GetCredentialsForIdentity', { IdentityId, Logins }],
    role === undefined ? undefined : ['sts:AssumeRole', { RoleArn: role, RoleSessionName: 'notes' }],
    pool && ['cognito-identity:GetOpenIdToken', { IdentityId, Logins }],
    role === undefined ? undefined : ['sts:AssumeRoleWithWebIdentity', { RoleArn: role, RoleSessionName: 'notes', WebIdentityToken: id }],
    ['cognito-idp:GetUser', { AccessToken: { $ref: 'any.AccessToken' } }],
    pool && ['cognito-identity:GetId', { IdentityPoolId: pool.IdentityPoolId, Logins }],
    ['sts:GetCallerIdentity', {}],
    ['cognito-idp:GlobalSignOut', { AccessToken: { $ref: 'any.AccessToken' } }],
  ];
  return calls.filter((one) => one !== undefined).map(([operation, input]) => moveOf({ operation, input }));
}

function first<T extends ResourceType>(world: World, type: T): ResourceShapes[T] | undefined {
  return known(world, type).find((one): one is ResourceShapes[T] => !isGap(one));
}
