import type { UserPool, UserPoolClient } from '../../world/resources';
import { get, patch, put, type World } from '../../world/world';
import { check, type Attempt, type Probe, type Subject } from '../check';
import type { Claim } from '../claim';
import { weaknesses, type Weakness } from '../client-weaknesses';
import { callsOf, peopled, visitor, type Entrance } from '../entrances';
import { notes, notesWorld, onPage, withClient, withPool, withUserPool } from '../examples';
import { userPoolProviders } from '../login-probes';
import type { LoginProvider } from '../people';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';

interface SharedUserPool extends Subject {
  readonly userPoolId: string;
}

/** A client that is weaker than another one, and in what. */
interface Weaker {
  readonly provider: LoginProvider;
  readonly client: UserPoolClient;
  readonly weakness: Weakness;
}

const mobile = '5mobile00000000000000000000';

/** The notes app with a second app client, which the identity pool trusts as well. */
function withSecondClient(fields: Partial<UserPoolClient>, world: World = notesWorld): World {
  const web = world.resources['AWS::Cognito::UserPoolClient']?.[notes.client] as UserPoolClient;
  const known = put(world, 'AWS::Cognito::UserPoolClient', mobile, { ...web, ClientId: mobile, ClientName: 'notes-mobile', ...fields });
  return withPool({ CognitoIdentityProviders: [notes.client, mobile].map((ClientId) => ({ ProviderName: notes.provider, ClientId, ServerSideTokenCheck: false })) }, known);
}

const srpOnly = withClient({ ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
const paged = withClient(onPage('openid', 'email'), withUserPool({ Domain: 'notes' }));
const birthdates = withUserPool({ SchemaAttributes: [{ Name: 'email', AttributeDataType: 'String', Mutable: true }, { Name: 'custom:plan', AttributeDataType: 'String', Mutable: true }] });

export const weakestClient = check<SharedUserPool>({
  code: 'PRV-16',
  name: 'weakest-client',
  title: 'One app client asks less of people than another',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'Medium; a remark for what applications have a reason for: no secret, or longer sessions.',
  docs: {
    what: 'The identity pool trusts a user pool through several app clients, and one of them takes plain passwords, puts tokens into addresses, lets users write more attributes or gives ID tokens for longer than another. The check makes use of that, and goes to the identity pool.',
    why: 'Every user can sign in through every client of a user pool; a client ID is no secret. What the careful client forbids, the other one allows to the same people, for the same roles. The weakest client decides how strong all of them are.',
    falsePositives: 'Clients that are alike pass. That a client in a browser or a phone has no secret, or that a phone stays signed in for longer, is a remark.',
    fix: 'Give the weaker client the settings of the stronger one, or take it from the identity pool if its users need no AWS credentials.',
  },
  references: [references.appClients, cwe(653)],
  examples: {
    fails: [
      { title: 'one takes plain passwords', world: withSecondClient({ ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }, srpOnly), severity: 'medium' },
      { title: 'one uses the implicit grant', world: withSecondClient({ AllowedOAuthFlows: ['code', 'implicit'] }, paged), severity: 'medium' },
      { title: 'one lets users write more', world: withSecondClient({ WriteAttributes: ['email', 'custom:plan'] }, birthdates), severity: 'medium' },
      { title: 'one gives ID tokens for a day', world: withSecondClient({ IdTokenValidity: 1, TokenValidityUnits: { IdToken: 'days' } }), severity: 'medium' },
    ],
    passes: [
      { title: 'the clients are alike', world: withSecondClient({}) },
      { title: 'the one has a secret, and the phone stays signed in for longer', world: withSecondClient({ RefreshTokenValidity: 60 }, withClient({ ClientSecret: 'a-secret' })) },
      { title: 'there is one client', world: notesWorld },
    ],
  },
  subjects(pool) {
    const ids = livePool(pool).map(({ userPoolId }) => userPoolId);
    const several = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
    return several.map((userPoolId) => ({ userPoolId, resource: { type: 'AWS::Cognito::UserPool', id: userPoolId } }));
  },
  probes({ userPoolId }, pool): readonly Attempt[] {
    const userPool = get(pool.world, 'AWS::Cognito::UserPool', userPoolId);
    if (userPool === undefined) return [];
    const weaker = weakerClients(userPoolId, userPool, pool);
    const usable = weaker.filter(({ weakness }) => weakness.use !== undefined);
    if (usable.length > 0) return usable.map((one) => useProbe(one, pool, { severity: 'medium', confidence: 'proved', actor: pool.signedIn(one.provider).actor, message: listing(weaker) }));
    const message = weaker.length === 0 ? `The app clients through which the pool trusts ${userPoolId} are alike.` : listing(weaker);
    return livePool(pool)
      .filter((provider) => provider.userPoolId === userPoolId)
      .slice(0, 1)
      .map((provider) => arrival(pool, provider, { severity: 'info', confidence: 'proved', actor: 'signed-in', message, intended: true }));
  },
  fix({ userPoolId }, pool) {
    const userPool = get(pool.world, 'AWS::Cognito::UserPool', userPoolId);
    if (userPool === undefined) return undefined;
    const world = weakerClients(userPoolId, userPool, pool).reduce(
      (changed, { client: { ClientId }, weakness: { use, without } }) => (use === undefined || without === undefined ? changed : patch(changed, 'AWS::Cognito::UserPoolClient', ClientId, without)),
      pool.world,
    );
    return {
      summary: 'Give the weaker app clients the settings of the stronger one.',
      world,
      warning: 'An application that uses what is taken away stops working until it is changed. UpdateUserPoolClient resets whatever it is not given: the commands below send each client as it was read.',
    };
  },
});

const livePool = (pool: AuditedPool) => {
  const live = new Set(pool.liveProviders.map(({ mapping }) => mapping));
  return userPoolProviders(pool).filter(({ mapping }) => live.has(mapping));
};

const nameOf = ({ ClientName, ClientId }: UserPoolClient): string => ClientName ?? ClientId;

/** Each weakness once, against the first client that does not have it. @throws NotRead */
function weakerClients(userPoolId: string, userPool: UserPool, pool: AuditedPool): readonly Weaker[] {
  const trusted = livePool(pool).flatMap((provider) => {
    const client = provider.userPoolId === userPoolId ? get(pool.world, 'AWS::Cognito::UserPoolClient', provider.audience) : undefined;
    return client === undefined ? [] : [{ provider, client }];
  });
  return trusted.flatMap(({ provider, client }) => {
    const found = trusted.flatMap((other) => (other.client === client ? [] : weaknesses(client, other.client, userPool)));
    const once = found.filter(({ does }, index) => found.findIndex((one) => one.does === does) === index);
    return once.map((weakness) => ({ provider, client, weakness }));
  });
}

/** All differences in one sentence. */
function listing(weaker: readonly Weaker[]): string {
  const clients = [...new Set(weaker.map(({ client }) => client))];
  const each = clients.map((client) => `${nameOf(client)} ${weaker.flatMap((one) => (one.client === client ? [one.weakness.does] : [])).join(', ')}`);
  return `The app clients differ, and every user may take the weaker one: ${each.join('; ')}.`;
}

function useProbe({ provider, client, weakness: { does, use } }: Weaker, pool: AuditedPool, claim: Claim): Probe {
  const { calls, prepare, ...rest } = arrival(pool, provider, claim);
  if (use === undefined) return { calls, ...rest };
  const Logins = { [provider.name]: use.idToken };
  const [getId, ...others] = calls.map((call) => ({ ...call, input: { ...call.input, Logins } }));
  const first = getId === undefined ? [] : [{ ...getId, ...(use.later === undefined ? {} : { after: use.later }) }];
  return {
    ...rest,
    title: `A user comes by ${nameOf(client)}, which ${does}`,
    prepare: (world) => {
      const ready = prepare?.(world) ?? world;
      return use.prepare?.(ready) ?? ready;
    },
    calls: [...use.calls, ...first, ...others],
  };
}

function arrival(pool: AuditedPool, provider: LoginProvider, claim: Claim): Probe {
  const entrance: Entrance = pool.signedIn(provider);
  return {
    title: `A user comes by the app client ${provider.audience}`,
    prepare: (world) => peopled(world, entrance),
    people: { mallory: visitor(entrance) },
    calls: callsOf(entrance),
    proves: { ends: 'ok' },
    claim,
  };
}
