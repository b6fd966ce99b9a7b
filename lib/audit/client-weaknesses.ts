import { from, type Call, type Input, type InputValue } from '../engine/scenario';
import { providerNameOf } from '../engine/user-pool';
import { isKept, standardAttributes } from '../engine/user-pool-attributes';
import { isEnabled } from '../engine/user-pool-initiate-auth';
import { lifetimes } from '../engine/user-pool-tokens';
import type { UserPool, UserPoolClient } from '../world/resources';
import { put, type World } from '../world/world';
import { duration } from './duration';
import { idTokenOf, mallory } from './people';
import { heldAccessToken, localSignIn } from './sign-in';

/** What one app client lets people do that another one of the same user pool does not. */
export interface Weakness {
  /** Completes “the app client …”. */
  readonly does: string;
  /** How somebody makes use of it, and where the ID token is that they then have; none for what is only worth a remark. */
  readonly use?: { readonly calls: readonly Call[]; readonly idToken: InputValue; readonly later?: number; readonly prepare?: (world: World) => World };
  /** The settings of the client without it. */
  readonly without?: Partial<UserPoolClient>;
}

/** All in which a client is weaker than another. */
export function weaknesses(weak: UserPoolClient, strong: UserPoolClient, pool: UserPool): readonly Weakness[] {
  return [...passwords(weak, strong, pool), ...implicitGrant(weak, strong, pool), ...writable(weak, strong, pool), ...longerTokens(weak, strong, pool), ...remarks(weak, strong)];
}

const asMallory = (id: string, operation: string, input: Input): Call => ({ id, by: 'mallory', operation: `cognito-idp:${operation}`, input });

function hashFor({ ClientSecret: secret, ClientId: clientId }: UserPoolClient): Input {
  return secret === undefined ? {} : { SECRET_HASH: { $secretHash: { secret, username: mallory.email, clientId } } };
}

/** An ID token of a client, of a sign-in that need not be shown. */
function heldToken({ ClientId, UserPoolId }: UserPoolClient): string {
  const name = providerNameOf(UserPoolId);
  return idTokenOf(mallory, { name, kind: 'user pool', audience: ClientId, userPoolId: UserPoolId, mapping: `${name}:${ClientId}` });
}

function passwords(weak: UserPoolClient, strong: UserPoolClient, pool: UserPool): readonly Weakness[] {
  const flow = 'USER_PASSWORD_AUTH';
  if (!isEnabled(weak, flow) || isEnabled(strong, flow)) return [];
  const AuthParameters = { USERNAME: mallory.email, PASSWORD: mallory.password, ...hashFor(weak) };
  const call = asMallory('sign-in', 'InitiateAuth', { AuthFlow: flow, ClientId: weak.ClientId, AuthParameters });
  // With a second factor, the answer to the password is a challenge.
  const idToken = pool.MfaConfiguration === 'ON' ? heldToken(weak) : from('sign-in', 'AuthenticationResult.IdToken');
  const ExplicitAuthFlows = weak.ExplicitAuthFlows?.filter((one) => !one.endsWith(flow));
  return [{ does: 'takes plain passwords (USER_PASSWORD_AUTH)', use: { calls: [call], idToken }, without: { ExplicitAuthFlows } }];
}

const hasImplicit = ({ AllowedOAuthFlowsUserPoolClient, AllowedOAuthFlows = [] }: UserPoolClient): boolean => AllowedOAuthFlowsUserPoolClient === true && AllowedOAuthFlows.includes('implicit');

function implicitGrant(weak: UserPoolClient, strong: UserPoolClient, pool: UserPool): readonly Weakness[] {
  if (!hasImplicit(weak) || hasImplicit(strong)) return [];
  const Domain = pool.Domain ?? pool.CustomDomain;
  const does = 'puts tokens into addresses (the implicit grant)';
  if (Domain === undefined) return [{ does }];
  const [redirect_uri = ''] = weak.CallbackURLs ?? [];
  const scope = (weak.AllowedOAuthScopes ?? []).join(' ');
  const form = { Domain, client_id: weak.ClientId, redirect_uri, response_type: 'token', scope, username: mallory.email, password: mallory.password };
  const AllowedOAuthFlows = [...new Set([...(weak.AllowedOAuthFlows ?? []).filter((flow) => flow !== 'implicit'), 'code'])];
  const prepare = (world: World): World => put(world, 'AWS::Cognito::UserPoolDomain', Domain, { Domain, UserPoolId: pool.Id });
  return [{ does, use: { calls: [asMallory('login', 'login_POST', form)], idToken: heldToken(weak), prepare }, without: { AllowedOAuthFlows } }];
}

/** The attributes that a client lets users write: the standard ones where it has no list (audit-rules G11). */
const writes = ({ WriteAttributes }: UserPoolClient): readonly string[] => WriteAttributes ?? standardAttributes.filter((attribute) => !isKept(attribute));

function writable(weak: UserPoolClient, strong: UserPoolClient, pool: UserPool): readonly Weakness[] {
  const more = writes(weak).filter((attribute) => !writes(strong).includes(attribute));
  const inSchema = pool.SchemaAttributes === undefined ? more : more.filter((attribute) => pool.SchemaAttributes?.some(({ Name }) => Name === attribute));
  const [Name] = inSchema;
  if (Name === undefined) return [];
  const start = localSignIn(weak, pool, mallory) ?? { calls: [], accessToken: heldAccessToken(weak, mallory) };
  const update = asMallory('update-attributes', 'UpdateUserAttributes', { AccessToken: start.accessToken, UserAttributes: [{ Name, Value: valueOf(Name) }] });
  const WriteAttributes = writes(weak).filter((attribute) => !more.includes(attribute));
  const prepare = 'prepare' in start ? start.prepare : undefined;
  return [{ does: `lets users write ${inSchema.join(', ')}`, use: { calls: [...start.calls, update], idToken: heldToken(weak), ...(prepare === undefined ? {} : { prepare }) }, without: { WriteAttributes } }];
}

function valueOf(attribute: string): string {
  return { email: 'other@lifeguard.example', phone_number: '+15555550123', birthdate: '2000-01-01' }[attribute] ?? '1';
}

function longerTokens(weak: UserPoolClient, strong: UserPoolClient, pool: UserPool): readonly Weakness[] {
  const [longer, shorter] = [lifetimes(weak).id, lifetimes(strong).id];
  if (longer <= shorter) return [];
  const does = `gives ID tokens for ${duration(longer)} instead of ${duration(shorter)}`;
  const signIn = localSignIn(weak, pool, mallory);
  // Within an hour, the credentials themselves last as long.
  if (signIn === undefined || longer <= 3600) return [{ does }];
  const { calls, idToken, prepare } = signIn;
  const { IdTokenValidity, TokenValidityUnits } = strong;
  const without = { IdTokenValidity, TokenValidityUnits: { ...weak.TokenValidityUnits, IdToken: TokenValidityUnits?.IdToken ?? ('hours' as const) } };
  return [{ does, use: { calls, idToken, later: shorter, ...(prepare === undefined ? {} : { prepare }) }, without }];
}

/** Differences that every application has a reason for: a secret that is in an app is none, and a phone stays signed in for longer than a browser. */
function remarks(weak: UserPoolClient, strong: UserPoolClient): readonly Weakness[] {
  const [longer, shorter] = [lifetimes(weak).refresh, lifetimes(strong).refresh];
  return [
    ...(weak.ClientSecret === undefined && strong.ClientSecret !== undefined ? [{ does: 'needs no secret' }] : []),
    ...(longer > shorter ? [{ does: `lets people stay signed in for ${duration(longer)} instead of ${duration(shorter)}` }] : []),
  ];
}
