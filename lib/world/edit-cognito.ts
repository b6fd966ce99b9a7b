import { choice, flag, lines, map, number, rows, set, text, type Field, type Option, type Pattern } from './edit-field';
import { isGap } from './gap';
import type { IdentityPool, IdentityPoolPrincipalTag, IdentityPoolRoleAttachment, UserPool, UserPoolClient, UserPoolGroup, UserPoolUser } from './resources';
import { known, type World } from './world';

const yesNo: readonly Option[] = [
  { value: '', name: 'not set' },
  { value: 'true', name: 'true' },
  { value: 'false', name: 'false' },
];

const says = (test: RegExp, sentence: string): Pattern => ({ test, says: sentence });

const providerName = says(
  /^cognito-idp\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/[a-z0-9-]+_[0-9A-Za-z]+$/,
  'ProviderName is cognito-idp.<region>.amazonaws.com/<user pool id>, without https://.',
);
const clientId = says(/^[\w+]+$/, 'ClientId is the id of an app client: letters and digits.');
const samlArn = says(/^arn:aws[\w-]*:iam::\d{12}:saml-provider\/[\w._-]+$/, 'A SAML provider is named by its ARN, arn:aws:iam::<account>:saml-provider/<name>.');
const oidcArn = says(/^arn:aws[\w-]*:iam::\d{12}:oidc-provider\/.+$/, 'An OIDC provider is named by its ARN, arn:aws:iam::<account>:oidc-provider/<host>.');
const url = says(/^[a-z][a-z0-9+.-]*:\/\/\S+$|^https?:\/\/\S+$/, 'An address begins with its scheme, for instance https://.');
const attribute = says(/^(custom:|dev:custom:)?[\w:]+$/, 'An attribute is a word, or custom: and a word.');

/** The roles of an account, to choose from. */
export function rolesOf(world: World): readonly Option[] {
  return known(world, 'AWS::IAM::Role').flatMap((role) => (isGap(role) ? [] : [{ value: role.Arn, name: role.RoleName }]));
}

export function identityPoolFields(pool: IdentityPool): readonly Field[] {
  return [
    flag(pool, { path: ['AllowUnauthenticatedIdentities'], note: 'Guests get identities.' }),
    choice(pool, { path: ['AllowClassicFlow'], note: 'Clients may ask for the pool’s own token and choose a role themselves.' }, yesNo),
    rows(pool, { path: ['CognitoIdentityProviders'], note: 'The user pools that the pool trusts, each with one app client.' }, [
      { field: 'ProviderName', input: 'text', pattern: providerName },
      { field: 'ClientId', input: 'text', pattern: clientId },
      { field: 'ServerSideTokenCheck', input: 'flag' },
    ]),
    map(pool, { path: ['SupportedLoginProviders'], note: 'Social providers, each with the app’s id there.' }, { field: 'Provider', input: 'text' }, { field: 'App id', input: 'text' }),
    lines(pool, { path: ['OpenIdConnectProviderARNs'] }, oidcArn),
    lines(pool, { path: ['SamlProviderARNs'] }, samlArn),
    text(pool, { path: ['DeveloperProviderName'], note: 'The name under which a backend vouches for its own users.' }, says(/^[\w._-]+$/, 'DeveloperProviderName has letters, digits, dots, dashes and underscores.')),
  ];
}

export function roleAttachmentFields(attachment: IdentityPoolRoleAttachment, world: World): readonly Field[] {
  const roles = rolesOf(world);
  const orNone: readonly Option[] = [{ value: '', name: 'none' }, ...roles];
  return [
    choice(attachment, { path: ['Roles', 'authenticated'] }, orNone),
    choice(attachment, { path: ['Roles', 'unauthenticated'] }, orNone),
    ...providersOf(attachment, world).flatMap((provider) => mappingFields(attachment, provider, roles)),
  ];
}

/** The providers that a role mapping can be for, as its keys name them. */
function providersOf({ IdentityPoolId, RoleMappings = {} }: IdentityPoolRoleAttachment, world: World): readonly string[] {
  const pool = known(world, 'AWS::Cognito::IdentityPool').find((one): one is IdentityPool => !isGap(one) && one.IdentityPoolId === IdentityPoolId);
  const trusted = [
    ...(pool?.CognitoIdentityProviders ?? []).map((one) => `${one.ProviderName}:${one.ClientId}`),
    ...Object.keys(pool?.SupportedLoginProviders ?? {}),
    ...(pool?.SamlProviderARNs ?? []),
    ...(pool?.OpenIdConnectProviderARNs ?? []),
  ];
  return [...new Set([...Object.keys(RoleMappings), ...trusted])];
}

const matchTypes: readonly Option[] = ['Equals', 'Contains', 'StartsWith', 'NotEqual'].map((value) => ({ value, name: value }));

function mappingFields(attachment: IdentityPoolRoleAttachment, provider: string, roles: readonly Option[]): readonly Field[] {
  const label = (name: string): string => `RoleMappings, ${provider}: ${name}`;
  const path = (...rest: readonly string[]): readonly string[] => ['RoleMappings', provider, ...rest];
  return [
    choice(attachment, { path: path('Type'), label: label('Type') }, [
      { value: '', name: 'no mapping' },
      { value: 'Token', name: 'Token' },
      { value: 'Rules', name: 'Rules' },
    ]),
    choice(attachment, { path: path('AmbiguousRoleResolution'), label: label('AmbiguousRoleResolution') }, [
      { value: '', name: 'not set' },
      { value: 'AuthenticatedRole', name: 'AuthenticatedRole' },
      { value: 'Deny', name: 'Deny' },
    ]),
    emptyIsAbsent(
      rows(attachment, { path: path('RulesConfiguration', 'Rules'), label: label('Rules') }, [
        { field: 'Claim', input: 'text' },
        { field: 'MatchType', input: 'choice', options: matchTypes },
        { field: 'Value', input: 'text' },
        { field: 'RoleARN', input: 'choice', options: roles },
      ]),
    ),
  ];
}

/** Where AWS knows no empty list: without rows, the list itself is left out. */
function emptyIsAbsent(field: Field): Field {
  return {
    ...field,
    write: (resource, raw) => {
      const written = field.write(resource, raw);
      if ('problem' in written || raw.replace(/\s/g, '') !== '[]') return written;
      return { resource: withoutEmptyRules(written.resource) };
    },
  };
}

function withoutEmptyRules(resource: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { RoleMappings } = resource as { readonly RoleMappings?: Readonly<Record<string, { readonly RulesConfiguration?: { readonly Rules: readonly unknown[] } }>> };
  const kept = Object.entries(RoleMappings ?? {}).map(([provider, mapping]) => {
    const { RulesConfiguration, ...rest } = mapping;
    return [provider, RulesConfiguration?.Rules.length === 0 ? rest : mapping] as const;
  });
  const mappings = Object.fromEntries(kept.filter(([, mapping]) => Object.keys(mapping).length > 0));
  const { RoleMappings: _before, ...others } = resource;
  return Object.keys(mappings).length === 0 ? others : { ...resource, RoleMappings: mappings };
}

export function principalTagFields(tags: IdentityPoolPrincipalTag): readonly Field[] {
  return [
    flag(tags, { path: ['UseDefaults'] }),
    map(tags, { path: ['PrincipalTags'], note: 'Tag of the session, and the claim of the token that fills it.' }, { field: 'Tag', input: 'text' }, { field: 'Claim', input: 'text' }),
  ];
}

export function userPoolFields(pool: UserPool): readonly Field[] {
  return [
    choice(pool, { path: ['MfaConfiguration'] }, ['OFF', 'ON', 'OPTIONAL'].map((value) => ({ value, name: value }))),
    flag(pool, { path: ['AdminCreateUserConfig', 'AllowAdminCreateUserOnly'], note: 'Nobody signs up by themselves.' }),
  ];
}

const flows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH'];
const units: readonly Option[] = [{ value: '', name: 'not set' }, ...['seconds', 'minutes', 'hours', 'days'].map((value) => ({ value, name: value }))];

export function clientFields(client: UserPoolClient): readonly Field[] {
  return [
    set(client, { path: ['ExplicitAuthFlows'] }, flows.map((value) => ({ value, name: value }))),
    ...(['IdToken', 'AccessToken', 'RefreshToken'] as const).flatMap((token) => [
      number(client, { path: [`${token}Validity`] }, 1, 315_360_000),
      choice(client, { path: ['TokenValidityUnits', token] }, units),
    ]),
    flag(client, { path: ['EnableTokenRevocation'] }),
    choice(client, { path: ['RefreshTokenRotation', 'Feature'] }, [
      { value: '', name: 'not set' },
      { value: 'ENABLED', name: 'ENABLED' },
      { value: 'DISABLED', name: 'DISABLED' },
    ]),
    lines(client, { path: ['ReadAttributes'], note: 'What the client’s tokens may tell of a user.' }, attribute),
    lines(client, { path: ['WriteAttributes'], note: 'What a user may change of themselves.' }, attribute),
    lines(client, { path: ['SupportedIdentityProviders'] }),
    lines(client, { path: ['CallbackURLs'] }, url),
    lines(client, { path: ['AllowedOAuthScopes'] }),
    set(client, { path: ['AllowedOAuthFlows'] }, ['code', 'implicit', 'client_credentials'].map((value) => ({ value, name: value }))),
    text(client, { path: ['ClientSecret'], note: 'AWS sets this when a client is made, and never again: to be rid of it, one makes another client.' }),
  ];
}

export function groupFields(group: UserPoolGroup, world: World): readonly Field[] {
  return [choice(group, { path: ['RoleArn'] }, [{ value: '', name: 'none' }, ...rolesOf(world)]), number(group, { path: ['Precedence'], note: 'The lowest number wins.' }, 0, 2_147_483_647)];
}

export function userFields(user: UserPoolUser, world: World): readonly Field[] {
  const groups = known(world, 'AWS::Cognito::UserPoolGroup', user.UserPoolId).flatMap((group) => (isGap(group) ? [] : [{ value: group.GroupName, name: group.GroupName }]));
  return [set(user, { path: ['Groups'] }, groups), flag(user, { path: ['Enabled'] })];
}
