import { providerNameOf } from '../../engine/user-pool';
import type { UserPoolClient } from '../../world/resources';
import { put } from '../../world/world';
import { check, type Attempt, type Fix, type Subject } from '../check';
import type { Claim } from '../claim';
import { clientsOf } from '../clients';
import { notes, notesWorld, withPool } from '../examples';
import { loginProbe, userPoolProviders } from '../login-probes';
import type { LoginProvider } from '../people';
import type { AuditedPool } from '../pool';
import { resetsPool, withoutTags, withPoolFields } from '../pool-edits';
import { cwe, references } from '../references';

interface Application extends Subject {
  readonly provider: LoginProvider & { readonly userPoolId: string };
  /** The configuration file that expects it; undefined for a client that nobody spoke of. */
  readonly source?: string;
  readonly name: string;
}

const mobile: UserPoolClient = { ClientId: '5b6c7d8e9f0a1b2c3d4e5f6a7b', UserPoolId: notes.userPool, ClientName: 'notes-mobile', ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] };
const withMobile = put(notesWorld, 'AWS::Cognito::UserPoolClient', mobile.ClientId, mobile);
const expects = (clientId: string, userPoolId: string = notes.userPool) => [{ source: 'amplify_outputs.json', identityPoolId: notes.identityPool, userPoolId, clientId }];

export const appNotTrusted = check<Application>({
  code: 'PRV-02',
  name: 'app-not-trusted',
  title: 'An application’s user pool or app client is not trusted',
  resource: 'AWS::Cognito::UserPoolClient',
  severityRule: 'Medium when an application’s configuration expects it: its users get no credentials. A remark for a client that no configuration names.',
  docs: {
    what: 'The identity pool takes a token of a user pool only if it lists that user pool together with the app client that the token was issued to. The check presents a token of each application whose configuration it was given, and of every other app client of the trusted user pools.',
    why: 'This is the failure that people meet most: sign-in works, and then no AWS credentials come. The user pool was created anew, a client was added, or the region in the provider’s name is another one.',
    falsePositives: 'An application that never asks for AWS credentials needs no trust. Without its configuration that cannot be told, so an untrusted client is then only a remark.',
    fix: 'List the user pool and the app client among the pool’s providers, all other settings unchanged.',
  },
  references: [references.providers, references.authenticationFlow, cwe(1188)],
  examples: {
    fails: [
      { title: 'the mobile app uses a client that is not listed', world: withMobile, expectations: expects(mobile.ClientId), severity: 'medium' },
      { title: 'the app uses a user pool that is not listed', world: withMobile, expectations: expects(notes.client, 'us-east-1_Another01'), severity: 'medium' },
      { title: 'no configuration was given, and a client is not listed', world: withMobile, severity: 'info' },
    ],
    passes: [
      { title: 'the app’s client is listed', world: notesWorld, expectations: expects(notes.client) },
      { title: 'every client of the user pool is listed', world: withPool({ CognitoIdentityProviders: [{ ProviderName: notes.provider, ClientId: notes.client }, { ProviderName: notes.provider, ClientId: mobile.ClientId }] }, withMobile) },
    ],
  },
  subjects: (pool) => {
    const expected = expectedApplications(pool);
    const spoken = new Set(expected.map(({ provider }) => provider.mapping));
    return [...expected, ...otherClients(pool).filter(({ provider }) => !spoken.has(provider.mapping))];
  },
  probes({ provider, source, name }, pool): readonly Attempt[] {
    const listed = userPoolProviders(pool).filter((one) => one.userPoolId === provider.userPoolId);
    const what = listed.length > 0 ? `its app client ${provider.audience} is not listed with the user pool` : mismatch(provider, pool);
    const claim: Claim =
      source === undefined
        ? { severity: 'info', confidence: 'plausible', actor: 'signed-in', message: `Users of the app client ${name} would get no credentials here: the pool does not list it. That is right if it never asks for any.` }
        : { severity: 'medium', confidence: 'proved', actor: 'signed-in', message: `Users of the application behind ${source} get no credentials: ${what}.` };
    return [
      loginProbe(pool, {
        title: `A user of ${name} presents an ID token`,
        provider,
        prepare: (world) => withoutTags(world, pool.id, provider.name),
        proves: { ends: ['NotAuthorizedException'] },
        otherwise: `The pool takes tokens of ${name}.`,
        claim,
      }),
    ];
  },
  fix({ provider }, pool): Fix {
    const listed = pool.pool.CognitoIdentityProviders ?? [];
    const CognitoIdentityProviders = [...listed, { ProviderName: provider.name, ClientId: provider.audience, ServerSideTokenCheck: true }];
    return { summary: `Trust ${provider.name} with the app client ${provider.audience}.`, world: withPoolFields(pool.world, pool.id, { CognitoIdentityProviders }), warning: resetsPool };
  },
});

/** Why a user pool that an application signs in to is not among the providers. */
function mismatch({ userPoolId }: Application['provider'], pool: AuditedPool): string {
  const region = userPoolId.split('_')[0];
  const elsewhere = userPoolProviders(pool).find((one) => one.userPoolId.split('_')[0] !== region);
  return elsewhere === undefined ? `its user pool ${userPoolId} is not listed` : `its user pool ${userPoolId} is not listed, but ${elsewhere.userPoolId} of another region is`;
}

function expectedApplications(pool: AuditedPool): readonly Application[] {
  return pool.expectations.flatMap(({ source, identityPoolId, userPoolId, clientId }) => {
    if (userPoolId === undefined || clientId === undefined || (identityPoolId !== undefined && identityPoolId !== pool.id)) return [];
    return [application(userPoolId, clientId, source, source)];
  });
}

/** Clients of the trusted user pools with which people sign in. @throws NotRead when they are not known */
function otherClients(pool: AuditedPool): readonly Application[] {
  const userPools = [...new Set(userPoolProviders(pool).map(({ userPoolId }) => userPoolId))];
  return userPools.flatMap((userPoolId) =>
    clientsOf(pool.world, userPoolId)
      .filter(signsPeopleIn)
      .map(({ ClientId, ClientName }) => application(userPoolId, ClientId, ClientName ?? ClientId)),
  );
}

function application(userPoolId: string, audience: string, name: string, source?: string): Application {
  const provider = providerNameOf(userPoolId);
  return {
    provider: { name: provider, kind: 'user pool', audience, userPoolId, mapping: `${provider}:${audience}` },
    name,
    ...(source === undefined ? {} : { source }),
    resource: { type: 'AWS::Cognito::UserPoolClient', id: `${userPoolId}/${audience}` },
  };
}

/** A client that only programs use gets no ID tokens. */
function signsPeopleIn({ AllowedOAuthFlows = [], ExplicitAuthFlows = [] }: UserPoolClient): boolean {
  const onlyPrograms = AllowedOAuthFlows.length > 0 && AllowedOAuthFlows.every((flow) => flow === 'client_credentials');
  return !(onlyPrograms && ExplicitAuthFlows.every((flow) => flow.endsWith('REFRESH_TOKEN_AUTH')));
}
