import { isKept, standardAttributes } from '../engine/user-pool-attributes';
import { from, type Call, type Input, type InputValue } from '../engine/scenario';
import { isGap } from '../world/gap';
import type { MappingRule, UserPool, UserPoolClient } from '../world/resources';
import { get, patch, type World } from '../world/world';
import type { Attempt, Fix, Probe, Subject } from './check';
import type { Claim } from './claim';
import { withUndocumentedDefault } from './client-edits';
import { clientsOf } from './clients';
import { aliceArrives, visitor } from './entrances';
import { userPoolProviders } from './login-probes';
import { orGap } from './or-gap';
import { cast, mallory, withGroups, withPeople, type LoginProvider } from './people';
import type { AuditedPool } from './pool';
import { aliceIdentity } from './requests';
import { nameOf, valueFor } from './roles';
import { heldAccessToken, heldIdToken, letsUsersChangeThemselves, localSignIn } from './sign-in';

/** A mapping rule that gives users of a user pool a role by one of their attributes. */
export interface AttributeRule extends Subject {
  readonly rule: MappingRule;
  readonly provider: LoginProvider & { readonly userPoolId: string };
}

/** Claims that Cognito writes and no user can change. */
const written = new Set(['aud', 'iss', 'exp', 'iat', 'auth_time', 'event_id', 'jti', 'origin_jti', 'token_use', 'nonce', 'at_hash']);

/** The rules of user-pool providers whose claim is an attribute of the user. */
export function attributeRules(pool: AuditedPool): readonly AttributeRule[] {
  const mappings = pool.attachment?.RoleMappings ?? {};
  return userPoolProviders(pool).flatMap((provider) =>
    (mappings[provider.mapping]?.RulesConfiguration?.Rules ?? [])
      .filter(({ Claim }) => isAttribute(Claim))
      .map((rule): AttributeRule => ({ rule, provider, resource: { type: 'AWS::Cognito::IdentityPoolRoleAttachment', id: `${pool.id} ${provider.mapping} ${rule.Claim}` } })),
  );
}

/** Whether a claim of a user pool's tokens is an attribute that somebody else than Cognito may set. */
export function isAttribute(claim: string): boolean {
  return !written.has(claim) && !isKept(claim) && !claim.startsWith('cognito:');
}

export function isAddress({ rule }: Pick<AttributeRule, 'rule'>): boolean {
  return rule.Claim === 'email' || rule.Claim === 'phone_number';
}

/** What a user writes about themselves, and what they ask for once their token says so. */
export interface SelfWrite {
  readonly provider: LoginProvider & { readonly userPoolId: string };
  readonly claim: string;
  readonly value: string;
  /** What people's attributes are before that. */
  readonly before: Readonly<Record<string, string>>;
  /** The groups that they are in all along. */
  readonly groups?: readonly string[];
  readonly title: string;
  /** The role that they name as CustomRoleArn, if any. */
  readonly roleArn?: string;
  /** Whether the new value is an address of theirs, which they can then verify. */
  readonly verifies?: true;
  /** What they are refused before it, with the credentials of that time. */
  readonly refused?: Call;
  /** What they do with the credentials that `get-credentials` gives. */
  readonly then?: readonly Call[];
  /** What the account needs for it. */
  readonly prepare?: (world: World) => World;
}

/** A user writes the attribute that the rule looks at, signs in anew and asks for the role. */
export function writeAndAscend({ rule, provider }: AttributeRule, pool: AuditedPool, claim: (writer: UserPoolClient, contested: boolean) => Claim): readonly Attempt[] {
  const value = rule.Claim === 'phone_number' ? phoneFor(rule) : valueFor(rule);
  const title = `A user sets ${rule.Claim} to “${value}” and asks for ${nameOf(rule.RoleARN)}`;
  return writeAttribute({ provider, claim: rule.Claim, value, before: startingWith(rule), title, roleArn: rule.RoleARN }, pool, claim);
}

/**
 * A user writes an attribute, signs in anew and gets credentials: once for each app client of the user pool that may let them,
 * since an access token of any client changes the same user.
 * @param claim what it means, given a client whose list of attributes says so
 */
export function writeAttribute(write: SelfWrite, pool: AuditedPool, claim: (writer: UserPoolClient, contested: boolean) => Claim): readonly Attempt[] {
  const { userPoolId, audience } = write.provider;
  const userPool = get(pool.world, 'AWS::Cognito::UserPool', userPoolId);
  const trusted = get(pool.world, 'AWS::Cognito::UserPoolClient', audience);
  // Nobody signs in to what does not exist: PRV-03 and PRV-04 say so.
  if (userPool === undefined || trusted === undefined) return [];
  const clients = orGap(() => clientsOf(pool.world, userPoolId));
  const writers = isGap(clients) ? [trusted] : [trusted, ...clients.filter(({ ClientId }) => ClientId !== trusted.ClientId)];
  const able = writers.filter(letsUsersChangeThemselves);
  const probes = (able.length > 0 ? able : [trusted]).flatMap((writer) => [
    probeBy(write, pool, userPool, trusted, writer, claim(writer, false)),
    // What a client without a list may read and write besides the standard attributes, sources disagree about (audit-rules G11).
    ...((writer.WriteAttributes === undefined || trusted.ReadAttributes === undefined) && write.claim.startsWith('custom:')
      ? [probeBy(write, pool, userPool, trusted, writer, claim(writer, true), (world) => [writer, trusted].reduce((ready, { ClientId }) => withUndocumentedDefault(ready, ClientId, write.claim), world))]
      : []),
  ]);
  return isGap(clients) ? [...probes, clients] : probes;
}

function probeBy(
  write: SelfWrite,
  pool: AuditedPool,
  userPool: UserPool,
  trusted: UserPoolClient,
  writer: UserPoolClient,
  claim: Claim,
  prepare: (world: World) => World = (world) => world,
): Probe {
  const { provider, value, before, groups = [], title, roleArn, refused, then = [] } = write;
  const meetsAlice = JSON.stringify(then).includes(aliceIdentity);
  const Logins = (idToken: InputValue): Input => ({ [provider.name]: idToken });
  const custom: Input = roleArn === undefined ? {} : { CustomRoleArn: roleArn };
  const getId = (idToken: InputValue): Call => ({ id: 'get-id', by: 'mallory', operation: 'cognito-identity:GetId', input: { IdentityPoolId: pool.id, Logins: Logins(idToken) } });
  const getCredentials = (idToken: InputValue, prefix = ''): Call => ({
    id: `${prefix}get-credentials`,
    by: 'mallory',
    operation: 'cognito-identity:GetCredentialsForIdentity',
    input: { IdentityId: from('get-id', 'IdentityId'), Logins: Logins(idToken), ...custom },
  });
  const start = localSignIn(writer, userPool, mallory, 'first-') ?? { calls: [], accessToken: heldAccessToken(writer, mallory) };
  const update: Call = {
    id: 'update-attributes',
    by: 'mallory',
    operation: 'cognito-idp:UpdateUserAttributes',
    input: { AccessToken: start.accessToken, UserAttributes: [{ Name: write.claim, Value: value }] },
  };
  const mustVerify = waits(userPool, write.claim);
  const verify: Call = {
    id: 'verify-attribute',
    by: 'mallory',
    operation: 'cognito-idp:VerifyUserAttribute',
    input: { AccessToken: start.accessToken, AttributeName: write.claim, Code: { $code: value } },
  };
  const verifying = mustVerify && write.verifies === true;
  const waiting = mustVerify && !verifying ? before : { ...before, [write.claim]: value };
  const again = localSignIn(trusted, userPool, mallory) ?? { calls: [], idToken: heldIdToken(trusted, mallory, waiting) };
  const earlier = refused === undefined ? undefined : (localSignIn(trusted, userPool, mallory, 'earlier-') ?? { calls: [], idToken: heldIdToken(trusted, mallory, before) });
  const signsIn = (world: World): World => [...(earlier === undefined ? [] : [earlier]), start, again].reduce((ready, one) => ('prepare' in one ? (one.prepare?.(ready) ?? ready) : ready), world);
  return {
    title,
    prepare: (world) => signsIn(prepare(withGroups(withPeople(write.prepare?.(world) ?? world, provider.userPoolId, before), provider.userPoolId, groups))),
    people: { mallory: visitor({ tier: pool.tierOf(provider) }), ...(meetsAlice ? { alice: cast.alice } : {}) },
    calls: [
      ...(meetsAlice ? aliceArrives(pool.signedIn(provider)) : []),
      ...(earlier === undefined ? [] : [...earlier.calls, getId(earlier.idToken), getCredentials(earlier.idToken, 'earlier-')]),
      ...(refused === undefined ? [] : [{ ...refused, signedBy: from('earlier-get-credentials', 'Credentials'), goesOn: true as const }]),
      ...start.calls,
      update,
      ...(verifying ? [verify] : []),
      ...again.calls,
      ...(earlier === undefined ? [getId(again.idToken)] : []),
      getCredentials(again.idToken),
      ...then,
    ],
    proves: { ends: 'ok', ...(refused === undefined ? {} : { refused: [{ call: refused.id }] }) },
    claim,
  };
}

/** What users have before they change it: something that the rule does not ask for. */
function startingWith({ Claim, MatchType, Value }: MappingRule): Readonly<Record<string, string>> {
  if (Claim === 'email') return {};
  if (Claim === 'phone_number') return { phone_number: '+15555550100', phone_number_verified: 'true' };
  return { [Claim]: MatchType === 'NotEqual' ? Value : 'user' };
}

function phoneFor({ MatchType, Value }: MappingRule): string {
  const digits = Value.replace(/\D/g, '');
  return MatchType === 'Equals' ? Value : `+${digits.padEnd(11, '5')}`;
}

/** Whether a changed address counts only once it is verified. */
function waits({ AutoVerifiedAttributes = [], UserAttributeUpdateSettings }: UserPool, attribute: string): boolean {
  const settings = UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  return AutoVerifiedAttributes.includes(attribute) && settings.includes(attribute);
}

/** No app client of the user pool may write the attribute any more. @throws NotRead */
export function fixWritable({ claim, provider }: Pick<SelfWrite, 'claim' | 'provider'>, pool: AuditedPool): Fix {
  const world = clientsOf(pool.world, provider.userPoolId).reduce((changed, { ClientId, WriteAttributes }) => {
    if (WriteAttributes !== undefined && !WriteAttributes.includes(claim)) return changed;
    const writable = WriteAttributes ?? standardAttributes.filter((attribute) => !isKept(attribute));
    return patch(changed, 'AWS::Cognito::UserPoolClient', ClientId, { WriteAttributes: writable.filter((attribute) => attribute !== claim) });
  }, pool.world);
  return {
    summary: `Let no app client write ${claim}.`,
    world,
    warning: 'UpdateUserPoolClient resets whatever it is not given. The commands below send each client as it was read. Better still, decide by groups, which only administrators change.',
  };
}
