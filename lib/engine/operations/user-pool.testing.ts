import { notes, notesWorld } from '../../world/accounts/notes';
import type { ResourceShapes, ResourceType } from '../../world/resources';
import { patch, put, type World } from '../../world/world';
import { userPoolKeys } from '../user-pool';
import type { LambdaProgram } from '../lambda-program';
import { defaultStart, from, type Call, type Input, type InputValue, type Scenario } from '../scenario';
import { signToken } from '../token';
import type { AccessRule } from '../user-pool-access';
import { selfService } from '../user-pool-tokens';

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

const triggerArn = (name: string) => `arn:aws:lambda:${notes.region}:${notes.account}:function:on-${name}`;

const role = 'trigger-role';
const allows = (Action: string, Principal: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Principal, Resource: '*' }] });

/** A function that could be a trigger of the pool, and may add people to groups. */
function withFunction(name: string, program: LambdaProgram, world: World = notesWorld): World {
  const Arn = `arn:aws:iam::${notes.account}:role/${role}`;
  const { Resource: _any, ...trust } = allows('sts:AssumeRole', { Service: 'lambda.amazonaws.com' }).Statement[0] as Record<string, unknown>;
  const withRole = put(world, 'AWS::IAM::Role', role, {
    RoleName: role,
    Arn,
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
    RolePolicyList: [{ PolicyName: 'Groups', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' }] } }],
    AttachedManagedPolicies: [],
  });
  return put(withRole, 'AWS::Lambda::Function', `on-${name}`, {
    FunctionName: `on-${name}`,
    FunctionArn: triggerArn(name),
    Role: Arn,
    Policy: allows('lambda:InvokeFunction', { Service: 'cognito-idp.amazonaws.com' }),
    Code: JSON.stringify(program),
  });
}

/** A pool with a trigger that always writes the same response. */
export function withTrigger(name: string, response: object, world?: World): World {
  return withTriggerProgram(name, { returns: { value: response } }, world);
}

export function withTriggerProgram(name: string, program: LambdaProgram, world: World = notesWorld): World {
  const { LambdaConfig } = world.resources['AWS::Cognito::UserPool']?.[notes.userPool] as ResourceShapes['AWS::Cognito::UserPool'];
  return withPool({ LambdaConfig: { ...LambdaConfig, [name]: triggerArn(name) } }, withFunction(name, program, world));
}

/** A scenario for every rule about access tokens, ending in the call that uses one. */
export function refusesAccessTokens(use: (AccessToken: InputValue, more?: Partial<Call>) => Call, world?: World): { readonly [R in AccessRule]: Scenario } {
  const mine = token('AccessToken');
  const suppressed = { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToSuppress: [selfService] } } };
  return {
    accessToken: refused('NotAuthorizedException', [signIn(), use(token('IdToken'))], world),
    accessCurrent: refused('NotAuthorizedException', [signIn(), use(mine, { after: 3600 })], world),
    accessRevoked: refused('NotAuthorizedException', [signIn(), idp('out', 'GlobalSignOut', { AccessToken: mine }), use(mine)], world),
    scope: refused('NotAuthorizedException', [signIn(), use(mine)], withTrigger('PreTokenGeneration', suppressed, world)),
    tokenUser: refused('UserNotFoundException', [use(tokenOf('gone@notes.example'))], world),
    tokenUserEnabled: refused('NotAuthorizedException', [use(tokenOf(notes.ana))], withAna({ Enabled: false }, world)),
  };
}

/** An access token of the pool's for this user, as if from a sign-in before the scenario. */
export function tokenOf(username: string, scope: string = selfService): string {
  const claims = { iss: `https://${notes.provider}`, client_id: notes.client, token_use: 'access', scope, username, iat: defaultStart - 60 };
  return signToken({ kid: userPoolKeys(notes.userPool).access, alg: 'RS256' }, { ...claims, exp: defaultStart + 3600 });
}

/** An app client that nobody made. */
export function refusesClients(use: (ClientId: string) => Call, before: readonly Call[] = []): { readonly client: Scenario } {
  return { client: refused('ResourceNotFoundException', [...before, use('nobodysclient')]) };
}

export const secret = 'lifeguards-keep-this-one';

/** No hash, and one made with another secret, to the notes client with a secret. */
export function refusesSecrets(
  use: (hash?: InputValue) => Call,
  before: readonly Call[] = [],
  username: string = notes.ana,
  world?: World,
): { readonly secretHash: Scenario; readonly secret: Scenario } {
  const guarded = withClient({ ClientSecret: secret }, world);
  const wrong = { $secretHash: { secret: 'a guess', username, clientId: notes.client } };
  return {
    secretHash: refused('NotAuthorizedException', [...before, use()], guarded),
    secret: refused('NotAuthorizedException', [...before, use(wrong)], guarded),
  };
}

export const rightHash = (username: string = notes.ana) => ({ $secretHash: { secret, username, clientId: notes.client } });

/** A signed call about a pool that does not exist. */
export function refusesPools(operation: string, input: Input = {}): { readonly pool: Scenario } {
  return { pool: refused('ResourceNotFoundException', [admin('call', operation, { ...input, UserPoolId: 'us-east-1_NoSuchOne' })]) };
}

/** The same, and one about a user who does not exist. */
export function refusesUsers(operation: string, input: Input = {}): { readonly pool: Scenario; readonly user: Scenario } {
  const nobody = { ...input, UserPoolId: notes.userPool, Username: 'nobody@notes.example' };
  return { ...refusesPools(operation, { ...input, Username: notes.ana }), user: refused('UserNotFoundException', [admin('call', operation, nobody)]) };
}

/** Calls to a pool whose trigger throws, and to one whose trigger does not let Cognito invoke it. */
export function triggerRefusals(name: string, calls: readonly Call[], world?: World): { readonly trigger: Scenario; readonly triggerRuns: Scenario } {
  const throwing = withTriggerProgram(name, { throws: 'not today' }, world);
  const shut = patch(withTrigger(name, {}, world), 'AWS::Lambda::Function', `on-${name}`, { Policy: undefined });
  return { trigger: refused('UserLambdaValidationException', calls, throwing), triggerRuns: refused('UnexpectedLambdaException', calls, shut) };
}

/** The same for a trigger that the pool gets after the first calls, which it would stop too. */
export function lateTriggerRefusals(name: string, before: readonly Call[], call: Call, world: World = notesWorld): ReturnType<typeof triggerRefusals> {
  const { AutoVerifiedAttributes = [], Policies = {}, MfaConfiguration = 'OFF' } = world.resources['AWS::Cognito::UserPool']?.[
    notes.userPool
  ] as ResourceShapes['AWS::Cognito::UserPool'];
  const attach = admin('attach', 'UpdateUserPool', { ...pool, AutoVerifiedAttributes, Policies, MfaConfiguration, LambdaConfig: { [name]: triggerArn(name) } });
  const calls = [...before, attach, call];
  const shut = patch(withFunction(name, {}, world), 'AWS::Lambda::Function', `on-${name}`, { Policy: undefined });
  return {
    trigger: refused('UserLambdaValidationException', calls, withFunction(name, { throws: 'not today' }, world)),
    triggerRuns: refused('UnexpectedLambdaException', calls, shut),
  };
}

/** How Ana's account is named in signed calls. */
export const ana = { UserPoolId: notes.userPool, Username: notes.ana } as const;
export const pool = { UserPoolId: notes.userPool } as const;
