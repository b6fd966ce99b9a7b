import { from, type Call, type Input, type InputValue } from '../../engine/scenario';
import { audienceOf } from '../../engine/saml';
import { openIdProvider } from '../../engine/social';
import { isGap } from '../../world/gap';
import type { MappingRule, UserPool, UserPoolClient, UserPoolIdentityProvider } from '../../world/resources';
import { get, list, patch, put, type World } from '../../world/world';
import { check, type Attempt, type Probe, type Subject } from '../check';
import type { Claim } from '../claim';
import { notes, notesWorld, onPage, withClient, withRoles, withUserPool } from '../examples';
import { orGap } from '../or-gap';
import { cast, mallory } from '../people';
import { isEntered, type AuditedPool } from '../pool';
import { credentialCalls } from '../pool-login';
import { cwe, references } from '../references';
import { nameOf, valueFor } from '../roles';
import { worstOf } from '../severities';
import { domainOf, withPages } from '../sign-in-pages';
import type { UserPoolProvider } from '../user-pool-subjects';
import { attributeRules } from '../writable-claims';

/** A provider of a trusted user pool that fills an attribute by which the identity pool gives a role. */
interface Filling extends Subject {
  readonly provider: UserPoolProvider;
  readonly idp: UserPoolIdentityProvider;
  readonly rules: readonly MappingRule[];
}

const schema = (notesWorld.resources['AWS::Cognito::UserPool']?.[notes.userPool] as UserPool).SchemaAttributes ?? [];

/** The notes app with a provider that fills the attribute by which an editor is known. */
function filledBy(idp: Omit<UserPoolIdentityProvider, 'UserPoolId'>): World {
  const Rules = [{ Claim: 'custom:role', MatchType: 'Equals' as const, Value: 'editor', RoleARN: notes.editorsRole }];
  const RoleMappings = { [`${notes.provider}:${notes.client}`]: { Type: 'Rules' as const, AmbiguousRoleResolution: 'Deny' as const, RulesConfiguration: { Rules } } };
  const pool = withUserPool({ SchemaAttributes: [...schema, { Name: 'custom:role', AttributeDataType: 'String', Mutable: true }] }, withRoles({ RoleMappings }));
  const client = withClient({ ...onPage('openid', 'profile', 'email'), SupportedIdentityProviders: [idp.ProviderName], ReadAttributes: ['email', 'name', 'custom:role'] }, pool);
  return put(client, 'AWS::Cognito::UserPoolIdentityProvider', `${notes.userPool}/${idp.ProviderName}`, { UserPoolId: notes.userPool, ...idp });
}

const google = (field: string) => filledBy({ ProviderName: 'Google', ProviderType: 'Google', ProviderDetails: { client_id: 'notes-at-google' }, AttributeMapping: { username: 'sub', email: 'email', 'custom:role': field } });
const oidc = (field: string) => filledBy({ ProviderName: 'Work', ProviderType: 'OIDC', ProviderDetails: { client_id: 'notes', oidc_issuer: 'https://work.example' }, AttributeMapping: { email: 'email', 'custom:role': field } });
const saml = (field: string) => filledBy({ ProviderName: 'Office', ProviderType: 'SAML', ProviderDetails: { MetadataFile: 'REDACTED' }, AttributeMapping: { email: 'mail', 'custom:role': field } });

export const mappingFromProfile = check<Filling>({
  code: 'UPL-21',
  name: 'mapping-from-profile',
  title: 'A role follows from what people write in their profile elsewhere',
  resource: 'AWS::Cognito::UserPoolIdentityProvider',
  severityRule: 'High when the role changes what is others’ or more, medium otherwise. Plausible for OIDC and SAML providers, where only their owner knows who edits the field.',
  docs: {
    what: 'A user pool copies a field of another provider’s profile into the attribute by which the identity pool gives a role, and people edit that field themselves: a given name, a nickname. The check has somebody write the value there, sign in by that provider and take the role.',
    why: 'The attribute need not be writable in the user pool at all. At each sign-in Cognito fills it with whatever the provider says, and for names and nicknames that is whatever their owner has typed.',
    falsePositives: 'Fields that the provider governs (groups, departments, a verified address) are no finding. Whether people edit a display name in a company’s directory is for the company to say: there the finding is plausible.',
    fix: 'Map the attribute from a field that only the provider’s administrators set, or decide by groups.',
  },
  references: [references.roleMapping, { title: 'Amazon Cognito: specifying identity provider attribute mappings', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html' }, cwe(807)],
  examples: {
    fails: [
      { title: 'editors are whose given name at Google says so', world: google('given_name'), severity: 'high' },
      { title: 'editors are whose nickname at work says so', world: oidc('nickname'), severity: 'high' },
      { title: 'editors are whose display name at the office says so', world: saml('http://schemas.microsoft.com/identity/claims/displayname'), severity: 'high' },
    ],
    passes: [
      { title: 'the field is one that the company keeps', world: oidc('job_role') },
      { title: 'the field is one that the office’s directory keeps', world: saml('department') },
      { title: 'the app client gives no ID tokens to people who come from elsewhere', world: withClient({ AllowedOAuthScopes: ['profile'] }, google('given_name')) },
      { title: 'there are no rules', world: notesWorld },
    ],
  },
  subjects: (pool) => {
    const rules = attributeRules(pool);
    return rules.flatMap(({ provider }) => fillings(provider, rules.flatMap((one) => (one.provider.mapping === provider.mapping ? [one.rule] : [])), pool)).filter(once);
  },
  probes(subject, pool): readonly Attempt[] {
    const userPool = get(pool.world, 'AWS::Cognito::UserPool', subject.provider.userPoolId);
    const client = get(pool.world, 'AWS::Cognito::UserPoolClient', subject.provider.audience);
    // Without the scope openid, people who come from another provider get no ID token.
    return userPool === undefined || client?.AllowedOAuthScopes?.includes('openid') !== true ? [] : subject.rules.map((rule) => journey(rule, subject, userPool, client, pool));
  },
  fix({ idp, rules }, pool, proved) {
    const rule = rules.find((one) => proved.title.includes(`“${valueFor(one)}”`));
    if (rule === undefined) return undefined;
    const AttributeMapping = Object.fromEntries(Object.entries(idp.AttributeMapping ?? {}).filter(([attribute]) => attribute !== rule.Claim));
    const world = patch(pool.world, 'AWS::Cognito::UserPoolIdentityProvider', `${idp.UserPoolId}/${idp.ProviderName}`, { AttributeMapping });
    return { summary: `Do not fill ${rule.Claim} from ${idp.ProviderName}’s ${idp.AttributeMapping?.[rule.Claim] ?? 'profile'}.`, world, warning: 'Users keep what the attribute says now: look through it, and clear what nobody gave them.' };
  },
});

function once({ resource }: Filling, index: number, all: readonly Filling[]): boolean {
  return all.findIndex((one) => one.resource.id === resource.id) === index;
}

/** The providers that the app client lets in and that fill what the rules look at. @throws NotRead */
function fillings(provider: UserPoolProvider, rules: readonly MappingRule[], pool: AuditedPool): readonly Filling[] {
  const supported = get(pool.world, 'AWS::Cognito::UserPoolClient', provider.audience)?.SupportedIdentityProviders ?? [];
  if (supported.every((name) => name === 'COGNITO')) return [];
  return list(pool.world, 'AWS::Cognito::UserPoolIdentityProvider', provider.userPoolId).flatMap((idp): readonly Filling[] => {
    const filled = rules.filter(({ Claim }) => idp.AttributeMapping?.[Claim] !== undefined);
    if (filled.length === 0 || !supported.includes(idp.ProviderName)) return [];
    return [{ provider, idp, rules: filled, resource: { type: 'AWS::Cognito::UserPoolIdentityProvider', id: `${provider.userPoolId}/${idp.ProviderName}` } }];
  });
}

/** What people write in their own profile at each kind of provider; for SAML, the last part of an attribute’s name. */
const written: Readonly<Record<UserPoolIdentityProvider['ProviderType'], readonly string[]>> = {
  Google: ['name', 'given_name', 'family_name', 'picture', 'locale'],
  Facebook: ['name', 'first_name', 'middle_name', 'last_name', 'picture', 'gender', 'birthday', 'locale', 'website'],
  LoginWithAmazon: ['name', 'postal_code'],
  SignInWithApple: ['name', 'firstname', 'lastname'],
  OIDC: ['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture', 'website', 'gender', 'birthdate', 'zoneinfo', 'locale', 'address'],
  SAML: ['displayname', 'givenname', 'surname', 'sn', 'cn', 'name', 'nickname', 'mobile', 'telephonenumber', 'preferredlanguage'],
};

function isWritten({ ProviderType }: UserPoolIdentityProvider, field: string): boolean {
  return written[ProviderType].includes((ProviderType === 'SAML' ? (field.split(/[/:]/).at(-1) ?? '') : field).toLowerCase());
}

/** Somebody edits their profile at the provider, signs in by it and asks for the role. */
function journey(rule: MappingRule, { provider, idp }: Filling, userPool: UserPool, client: UserPoolClient, pool: AuditedPool): Probe {
  const field = idp.AttributeMapping?.[rule.Claim] ?? '';
  const { calls, idToken, prepare } = federatedSignIn(idp, userPool, client, profileWith(idp, rule));
  const [getId, getCredentials] = credentialCalls(pool, provider, idToken);
  const ascent = getId === undefined || getCredentials === undefined ? [] : [getId, { ...getCredentials, input: { ...getCredentials.input, CustomRoleArn: rule.RoleARN } }];
  return {
    title: `Somebody’s ${field} at ${idp.ProviderName} is “${valueFor(rule)}”`,
    prepare,
    people: { mallory: { ...cast.user, detail: `has an account with ${idp.ProviderName}` } },
    calls: [...calls, ...ascent],
    proves: { ends: 'ok' },
    claim: claimOf(rule, idp, field, pool),
  };
}

function claimOf(rule: MappingRule, { ProviderName, ProviderType }: UserPoolIdentityProvider, field: string, pool: AuditedPool): Claim {
  const way = pool.ways.find((one) => isEntered(one) && one.roleArn === rule.RoleARN);
  const worst = way === undefined || !isEntered(way) ? undefined : orGap(() => worstOf(pool.reach(way)).find(({ confidence }) => confidence === 'proved'));
  const isPowerful = worst !== undefined && !isGap(worst) && worst.capability >= 'K4';
  const isPublic = ProviderType !== 'OIDC' && ProviderType !== 'SAML';
  const message = `${isPublic ? `Anyone with an account at ${ProviderName}` : `Whoever signs in by ${ProviderName}`} can take the role ${nameOf(rule.RoleARN)} by writing their ${field} there.`;
  return {
    severity: isPowerful ? 'high' : 'medium',
    confidence: isPublic ? 'proved' : 'plausible',
    actor: isPublic ? 'self-registered' : 'signed-in',
    message,
    ...(isPublic ? {} : { unread: [`who edits ${field} at ${ProviderName}`] }),
  };
}

/** A profile in which everything that its owner may write says what the rule asks for. */
function profileWith(idp: UserPoolIdentityProvider, rule: MappingRule): Readonly<Record<string, InputValue>> {
  const fields = Object.entries(idp.AttributeMapping ?? {}).filter(([attribute]) => attribute !== 'username');
  return Object.fromEntries(fields.map(([attribute, field]) => [field, isWritten(idp, field) ? valueFor(rule) : (kept[attribute] ?? 'as the provider has it')]));
}

const kept: Readonly<Record<string, InputValue>> = { email: mallory.email, email_verified: 'true', phone_number: '+15555550100', phone_number_verified: 'true' };

const entityId = 'https://lifeguard.example/saml';

/** Somebody signs in on the user pool’s pages by another provider. */
function federatedSignIn(idp: UserPoolIdentityProvider, userPool: UserPool, client: UserPoolClient, Claims: Input) {
  const by = 'mallory';
  const byCode = client.AllowedOAuthFlows?.includes('implicit') !== true || client.AllowedOAuthFlows.includes('code');
  const shared = { Domain: domainOf(userPool), client_id: client.ClientId, redirect_uri: client.CallbackURLs?.[0] ?? '' };
  const scope = (client.AllowedOAuthScopes ?? []).join(' ');
  const authorize: Call = { id: 'authorize', by, operation: 'cognito-idp:OAuth2_Authorize_GET', input: { ...shared, response_type: byCode ? 'code' : 'token', scope, identity_provider: idp.ProviderName } };
  const asked = (name: string) => from('authorize', `redirect.${name}`);
  const openId = openIdProvider(idp);
  const there: readonly Call[] =
    openId === undefined
      ? [
          { id: 'provider', by, operation: 'outside-provider:PostAssertion', input: { Provider: entityId, Audience: audienceOf(userPool.Id), Recipient: asked('AssertionConsumerServiceURL'), RelayState: asked('RelayState'), Subject: mallory.email, Claims } },
          { id: 'return', by, operation: 'cognito-idp:SAML2Response_POST', input: { SAMLResponse: from('provider', 'SAMLResponse'), RelayState: from('provider', 'RelayState') } },
        ]
      : [
          { id: 'provider', by, operation: 'outside-provider:Authorize', input: { Provider: openId.host, client_id: asked('client_id'), redirect_uri: asked('redirect_uri'), state: asked('state'), nonce: asked('nonce'), Subject: mallory.sub, Claims } },
          { id: 'return', by, operation: 'cognito-idp:OAuth2Response_GET', input: { state: from('provider', 'redirect.state'), code: from('provider', 'redirect.code') } },
        ];
  const secret: Input = client.ClientSecret === undefined ? {} : { client_secret: client.ClientSecret };
  const exchange: Call = { id: 'tokens', by, operation: 'cognito-idp:Token_POST', input: { ...shared, grant_type: 'authorization_code', code: from('return', 'redirect.code'), ...secret } };
  return {
    calls: [authorize, ...there, ...(byCode ? [exchange] : [])],
    idToken: byCode ? from('tokens', 'id_token') : from('return', 'redirect.id_token'),
    prepare: (world: World) => withMetadata(withPages(world, userPool, client), idp),
  };
}

/** The account where a SAML provider’s metadata is that of the made-up provider: who signs is not asked. */
function withMetadata(world: World, { UserPoolId, ProviderName, ProviderType, ProviderDetails }: UserPoolIdentityProvider): World {
  if (ProviderType !== 'SAML') return world;
  return patch(world, 'AWS::Cognito::UserPoolIdentityProvider', `${UserPoolId}/${ProviderName}`, { ProviderDetails: { ...ProviderDetails, MetadataFile: `<EntityDescriptor entityID="${entityId}">` } });
}
