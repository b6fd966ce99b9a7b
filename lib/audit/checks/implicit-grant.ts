import { from, type Call } from '../../engine/scenario';
import type { UserPoolClient } from '../../world/resources';
import { check, type Attempt, type Probe } from '../check';
import type { Confidence, Severity } from '../claim';
import { notes, notesWorld, onPage, withClient, withRoles, withUserPool } from '../examples';
import { alice, cast } from '../people';
import type { AuditedPool } from '../pool';
import { credentialCalls } from '../pool-login';
import { cwe, references } from '../references';
import { weighed } from '../severities';
import { hasPages, loginCall, withPages } from '../sign-in-pages';
import { clientFix } from '../user-pool-edits';
import { clientsInScope, described, type ClientInScope, type Described } from '../user-pool-subjects';
import { put } from '../../world/world';

const domain = 'notes-beach';
const implicit: Partial<UserPoolClient> = { ...onPage('openid', 'email'), AllowedOAuthFlows: ['code', 'implicit'] };
const pages = (fields: Partial<UserPoolClient>, world = notesWorld) => withClient(fields, withUserPool({ Domain: domain }, world));
const old: UserPoolClient = { ClientId: '0ld5p4c11ent0000000000000a', UserPoolId: notes.userPool, ClientName: 'notes-old-web', ...implicit };

export const implicitGrant = check<ClientInScope>({
  code: 'UPL-13',
  name: 'implicit-grant',
  title: 'Tokens travel in the address of a page',
  resource: 'AWS::Cognito::UserPoolClient',
  severityRule: 'Medium; low where the ID token gets no credentials from the identity pool, or none is asked for. Two levels less while the user pool has no sign-in pages.',
  docs: {
    what: 'The app client allows OAuth’s implicit grant. The check has Alice sign in on the user pool’s page that way, and takes the ID token from the address to the identity pool.',
    why: 'What stands in an address is kept in the browser’s history, is seen by every script on the page, and is passed on by mistake in links and logs. Whoever has read it is Alice until the token expires. A code is of no use without the verifier that the app keeps to itself.',
    falsePositives: 'The client may never use the flow that it allows; CDK allows it unless told otherwise. While the user pool has no domain, nobody can use it, and the finding is latent.',
    fix: 'Allow the authorization code grant alone, and have the application use PKCE, which Amplify and the other libraries do by themselves.',
  },
  references: [references.appClients, references.userPoolSecurity, cwe(598)],
  examples: {
    fails: [
      { title: 'the client allows both grants', world: pages(implicit), severity: 'medium' },
      { title: 'people sign in with their company only', world: pages({ ...implicit, AllowedOAuthFlows: ['implicit'], SupportedIdentityProviders: ['Work'] }), severity: 'medium' },
      { title: 'a client that the identity pool does not trust allows it', world: put(pages({}), 'AWS::Cognito::UserPoolClient', old.ClientId, old), severity: 'low' },
      { title: 'users get no credentials', world: pages(implicit, withRoles({ Roles: {} })), severity: 'low' },
      { title: 'there are no pages yet', world: withClient(implicit), severity: 'info' },
    ],
    passes: [
      { title: 'the client allows the code grant alone', world: pages(onPage('openid')) },
      { title: 'the grant is listed, and the client takes no part in OAuth', world: pages({ ...implicit, AllowedOAuthFlowsUserPoolClient: false }) },
      { title: 'the client has nothing to do with pages', world: notesWorld },
    ],
  },
  subjects: clientsInScope,
  probes(subject, pool): readonly Attempt[] {
    const found = described(pool, subject);
    return found === undefined ? [] : probesOn(found, subject, pool);
  },
  fix(subject, pool) {
    const found = described(pool, subject);
    if (found === undefined) return undefined;
    const kept = (found.client.AllowedOAuthFlows ?? []).filter((flow) => flow !== 'implicit' && flow !== 'code');
    return clientFix(pool.world, subject.clientId, { AllowedOAuthFlows: ['code', ...kept] }, `Let ${found.name} use the authorization code grant alone.`, 'An application that still asks for tokens (response_type=token) must ask for a code first.');
  },
});

function probesOn({ userPool, client, name }: Described, { provider }: ClientInScope, pool: AuditedPool): readonly Probe[] {
  const scopes = client.AllowedOAuthScopes ?? [];
  const login = loginCall(userPool, client, { response_type: 'token', redirect_uri: client.CallbackURLs?.[0] ?? '', scope: scopes.join(' ') }, alice, 'alice');
  const confidence: Confidence = hasPages(userPool) ? 'proved' : 'latent';
  const message = `Tokens of ${name} stand in the address of the page that users come back to${confidence === 'latent' ? ', once the user pool has sign-in pages' : ''}.`;
  const probe = (calls: readonly Call[], severity: Severity): Probe => ({
    title: `Alice signs in to ${name} by the implicit grant`,
    prepare: (world) => withPages(world, userPool, client),
    people: { alice: cast.alice, mallory: { ...cast.anyone, name: 'Mallory', detail: 'has read the address' } },
    calls: [login, ...calls],
    proves: { ends: 'ok' },
    otherwise: `${name} does not give out tokens by the implicit grant.`,
    claim: { severity: weighed(severity, confidence), confidence, actor: 'anonymous', message },
  });
  const asToken = scopes.includes('openid') ? [probe(credentialCalls(pool, provider, from('login', 'redirect.id_token')), 'medium')] : [];
  return [...asToken, probe([], 'low')];
}
