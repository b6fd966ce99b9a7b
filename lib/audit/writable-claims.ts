import { isKept, standardAttributes } from '../engine/user-pool-attributes';
import { from, type Call } from '../engine/scenario';
import { isGap } from '../world/gap';
import type { MappingRule, UserPool, UserPoolClient } from '../world/resources';
import { get, patch, type World } from '../world/world';
import type { Attempt, Fix, Probe, Subject } from './check';
import type { Claim } from './claim';
import { clientsOf } from './clients';
import { visitor } from './entrances';
import { userPoolProviders } from './login-probes';
import { orGap } from './or-gap';
import { mallory, withPeople, type LoginProvider } from './people';
import type { AuditedPool } from './pool';
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
      .filter(({ Claim }) => !written.has(Claim) && !isKept(Claim) && !Claim.startsWith('cognito:'))
      .map((rule): AttributeRule => ({ rule, provider, resource: { type: 'AWS::Cognito::IdentityPoolRoleAttachment', id: `${pool.id} ${provider.mapping} ${rule.Claim}` } })),
  );
}

export function isAddress({ rule }: AttributeRule): boolean {
  return rule.Claim === 'email' || rule.Claim === 'phone_number';
}

/**
 * A user writes the attribute that the rule looks at, signs in anew and asks for the role: once for each app client of the user
 * pool that may let them, since an access token of any client changes the same user.
 * @param claim what it means, given a client whose list of attributes says so
 */
export function writeAndAscend(subject: AttributeRule, pool: AuditedPool, claim: (writer: UserPoolClient, contested: boolean) => Claim): readonly Attempt[] {
  const { userPoolId } = subject.provider;
  const userPool = get(pool.world, 'AWS::Cognito::UserPool', userPoolId);
  const trusted = get(pool.world, 'AWS::Cognito::UserPoolClient', subject.provider.audience);
  // Nobody signs in to what does not exist: PRV-03 and PRV-04 say so.
  if (userPool === undefined || trusted === undefined) return [];
  const clients = orGap(() => clientsOf(pool.world, userPoolId));
  const writers = isGap(clients) ? [trusted] : [trusted, ...clients.filter(({ ClientId }) => ClientId !== trusted.ClientId)];
  const able = writers.filter(letsUsersChangeThemselves);
  const probes = (able.length > 0 ? able : [trusted]).flatMap((writer) => [
    probeBy(subject, pool, userPool, trusted, writer, claim(writer, false)),
    // What a client without a list may write besides the standard attributes, sources disagree about (audit-rules G11).
    ...(writer.WriteAttributes === undefined && subject.rule.Claim.startsWith('custom:')
      ? [probeBy(subject, pool, userPool, trusted, writer, claim(writer, true), (world) => withWritable(world, writer, subject.rule.Claim))]
      : []),
  ]);
  return isGap(clients) ? [...probes, clients] : probes;
}

function probeBy(
  { rule, provider }: AttributeRule,
  pool: AuditedPool,
  userPool: UserPool,
  trusted: UserPoolClient,
  writer: UserPoolClient,
  claim: Claim,
  prepare: (world: World) => World = (world) => world,
): Probe {
  const value = rule.Claim === 'phone_number' ? phoneFor(rule) : valueFor(rule);
  const start = localSignIn(writer, userPool, mallory, 'first-') ?? { calls: [], accessToken: heldAccessToken(writer, mallory) };
  const update: Call = {
    id: 'update-attributes',
    by: 'mallory',
    operation: 'cognito-idp:UpdateUserAttributes',
    input: { AccessToken: start.accessToken, UserAttributes: [{ Name: rule.Claim, Value: value }] },
  };
  const again = localSignIn(trusted, userPool, mallory) ?? {
    calls: [],
    idToken: heldIdToken(trusted, mallory, waits(userPool, rule.Claim) ? {} : { [rule.Claim]: value }),
  };
  const signsIn = (world: World): World => [start, again].reduce((ready, one) => ('prepare' in one ? (one.prepare?.(ready) ?? ready) : ready), world);
  const Logins = { [provider.name]: again.idToken };
  const tier = pool.tierOf(provider);
  return {
    title: `A user sets ${rule.Claim} to “${value}” and asks for ${nameOf(rule.RoleARN)}`,
    prepare: (world) => signsIn(prepare(withPeople(world, provider.userPoolId, startingWith(rule)))),
    people: { mallory: visitor({ tier }) },
    calls: [
      ...start.calls,
      update,
      ...again.calls,
      { id: 'get-id', by: 'mallory', operation: 'cognito-identity:GetId', input: { IdentityPoolId: pool.id, Logins } },
      {
        id: 'get-credentials',
        by: 'mallory',
        operation: 'cognito-identity:GetCredentialsForIdentity',
        input: { IdentityId: from('get-id', 'IdentityId'), Logins, CustomRoleArn: rule.RoleARN },
      },
    ],
    proves: { ends: 'ok' },
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

function withWritable(world: World, { ClientId }: UserPoolClient, attribute: string): World {
  if (get(world, 'AWS::Cognito::UserPoolClient', ClientId)?.WriteAttributes !== undefined) return world;
  return patch(world, 'AWS::Cognito::UserPoolClient', ClientId, { WriteAttributes: [attribute] });
}

/** No app client of the user pool may write the attribute any more. @throws NotRead */
export function fixWritable({ rule, provider }: AttributeRule, pool: AuditedPool): Fix {
  const world = clientsOf(pool.world, provider.userPoolId).reduce((changed, { ClientId, WriteAttributes }) => {
    if (WriteAttributes !== undefined && !WriteAttributes.includes(rule.Claim)) return changed;
    const writable = WriteAttributes ?? standardAttributes.filter((attribute) => !isKept(attribute));
    return patch(changed, 'AWS::Cognito::UserPoolClient', ClientId, { WriteAttributes: writable.filter((attribute) => attribute !== rule.Claim) });
  }, pool.world);
  return {
    summary: `Let no app client write ${rule.Claim}.`,
    world,
    warning: 'UpdateUserPoolClient resets whatever it is not given. The commands below send each client as it was read. Better still, decide roles by groups, which only administrators change.',
  };
}
