import { notes, notesWorld } from '../../world/accounts/notes';
import type { ResourceShapes, ResourceType } from '../../world/resources';
import { patch, type World } from '../../world/world';
import { defaultStart, from, type Call, type Input, type InputValue, type Scenario } from '../scenario';
import type { AccessRule } from '../user-pool-access';

/** Short ways to write the scenarios that the user pool operations are tested with. */

export const people: Scenario['people'] = {
  ana: { name: 'Ana’s browser', kind: 'user', detail: 'notes.example' },
  admin: { name: 'The operator', kind: 'operator' },
};

/** A call of Ana's to the user pool. */
export function idp(id: string, operation: string, input: Input, more: Partial<Call> = {}): Call {
  return { id, by: 'ana', operation: `cognito-idp:${operation}`, input, ...more };
}

/** A signed call of the operator's. */
export function admin(id: string, operation: string, input: Input, more: Partial<Call> = {}): Call {
  return { id, by: 'admin', operation: `cognito-idp:${operation}`, input, signedBy: 'operator', ...more };
}

export function scenario(calls: readonly Call[], world: World = notesWorld): Scenario {
  return { world, people, calls, start: defaultStart, ends: 'ok' };
}

export function refused(code: string, calls: readonly Call[], world: World = notesWorld): Scenario {
  return { ...scenario(calls, world), ends: code };
}

/** The notes world with some fields of one resource changed. */
export function notesWith<T extends ResourceType>(type: T, id: string, fields: Partial<ResourceShapes[T]>, world: World = notesWorld): World {
  return patch(world, type, id, fields);
}

export const withClient = (fields: Partial<ResourceShapes['AWS::Cognito::UserPoolClient']>, world?: World) =>
  notesWith('AWS::Cognito::UserPoolClient', notes.client, fields, world);

export const withPool = (fields: Partial<ResourceShapes['AWS::Cognito::UserPool']>, world?: World) =>
  notesWith('AWS::Cognito::UserPool', notes.userPool, fields, world);

export const withAna = (fields: Partial<ResourceShapes['AWS::Cognito::UserPoolUser']>, world?: World) =>
  notesWith('AWS::Cognito::UserPoolUser', `${notes.userPool}/${notes.ana}`, fields, world);

/** Ana signs in with her password. */
export const signIn = (id = 'sign-in', more: Partial<Call> = {}): Call =>
  idp(
    id,
    'InitiateAuth',
    { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword } },
    more,
  );

export const startSrp = (id = 'srp', more: Partial<Call> = {}): Call =>
  idp(id, 'InitiateAuth', { AuthFlow: 'USER_SRP_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, SRP_A: 'ab12' } }, more);

export const answerSrp = (id = 'sign-in', password: string = notes.anaPassword, more: Partial<Call> = {}, ChallengeResponses: Input = {}): Call =>
  idp(
    id,
    'RespondToAuthChallenge',
    {
      ChallengeName: 'PASSWORD_VERIFIER',
      ClientId: notes.client,
      ChallengeResponses: {
        USERNAME: from('srp', 'ChallengeParameters.USER_ID_FOR_SRP'),
        PASSWORD_CLAIM_SECRET_BLOCK: from('srp', 'ChallengeParameters.SECRET_BLOCK'),
        PASSWORD_CLAIM_SIGNATURE: { $proof: { password, challenge: 'srp' } },
        TIMESTAMP: 'Sun Nov 22 21:00:00 UTC 2026',
        ...ChallengeResponses,
      },
    },
    more,
  );

export const token = (name: 'AccessToken' | 'IdToken' | 'RefreshToken', call = 'sign-in') => from(call, `AuthenticationResult.${name}`);

/** A function of the pool's triggers, as an emulated account has it. */
export function withTrigger(name: string, code: object, world: World = notesWorld): World {
  const FunctionName = `on-${name}`;
  const FunctionArn = `arn:aws:lambda:${notes.region}:${notes.account}:function:${FunctionName}`;
  const pool = world.resources['AWS::Cognito::UserPool']?.[notes.userPool] as ResourceShapes['AWS::Cognito::UserPool'];
  const functions = world.resources['AWS::Lambda::Function'] ?? {};
  const added: World = {
    ...world,
    resources: {
      ...world.resources,
      'AWS::Lambda::Function': { ...functions, [FunctionName]: { FunctionName, FunctionArn, Role: notes.signedInRole, Code: JSON.stringify(code) } },
    },
  };
  return withPool({ LambdaConfig: { ...pool.LambdaConfig, [name]: FunctionArn } }, added);
}

/** A scenario for every rule about access tokens, ending in the call that uses one. */
export function refusesAccessTokens(use: (AccessToken: InputValue, more?: Partial<Call>) => Call): { readonly [R in AccessRule]: Scenario } {
  const mine = token('AccessToken');
  const id = { UserPoolId: notes.userPool, Username: notes.ana };
  return {
    accessToken: refused('NotAuthorizedException', [signIn(), use(token('IdToken'))]),
    accessCurrent: refused('NotAuthorizedException', [signIn(), use(mine, { after: 3600 })]),
    accessRevoked: refused('NotAuthorizedException', [signIn(), idp('out', 'GlobalSignOut', { AccessToken: mine }), use(mine)]),
    scope: refused('NotAuthorizedException', [...hostedSignIn('openid'), use(from('hosted', 'access_token'))]),
    tokenUser: refused('UserNotFoundException', [signIn(), admin('delete', 'AdminDeleteUser', id), use(mine)]),
    tokenUserEnabled: refused('NotAuthorizedException', [signIn(), admin('disable', 'AdminDisableUser', id), use(mine)]),
  };
}
