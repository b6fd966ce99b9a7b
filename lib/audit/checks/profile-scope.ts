import { from, type Call, type Input } from '../../engine/scenario';
import { isWritable, standardAttributes } from '../../engine/user-pool-attributes';
import { selfService } from '../../engine/user-pool-tokens';
import type { UserPool, UserPoolClient } from '../../world/resources';
import { check, type Attempt, type Probe } from '../check';
import type { Claim, Confidence } from '../claim';
import { allow, notesWorld, onPage, signedInRole, withClient, withPolicy, withUserPool } from '../examples';
import { alice, cast } from '../people';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { weighed } from '../severities';
import { signsInByApi } from '../sign-in';
import { domainOf, hasPages, loginCall, withPages } from '../sign-in-pages';
import { clientFix } from '../user-pool-edits';
import { clientsInScope, described, type ClientInScope, type Described } from '../user-pool-subjects';
import { capped, worthBehind } from '../user-pool-worth';

const readsAll = withUserPool({ Domain: 'notes-beach' }, withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')]));
const page = onPage('openid', selfService);

export const profileScope = check<ClientInScope>({
  code: 'UPL-17',
  name: 'profile-scope',
  title: 'Tokens of a sign-in page change the user’s profile',
  resource: 'AWS::Cognito::UserPoolClient',
  severityRule: 'Low, and plausible: whether the application needs it cannot be seen. A remark when a session reaches only what is the user’s own.',
  docs: {
    what: 'The app client allows the scope aws.cognito.signin.user.admin on the user pool’s pages. The check has Alice sign in there, and somebody change an attribute of hers with her access token.',
    why: 'An access token is made to be sent to APIs, and so is seen by more than the application. With this scope, whoever has it reads and changes the profile behind it: attributes, second factor, remembered devices.',
    falsePositives: 'An application in which users edit their profile needs the scope. Sign-ins by the API (SRP, passwords) carry it whatever is set here; where the client allows those too, the finding is a remark.',
    fix: 'Take the scope from the client’s list, and give the page on which profiles are edited an app client of its own.',
  },
  references: [references.appClients, references.userAttributes, cwe(272)],
  examples: {
    fails: [
      { title: 'the sign-in page gives the scope to everybody', world: withClient(page, readsAll), severity: 'low' },
      { title: 'it does so by the implicit grant', world: withClient({ ...page, AllowedOAuthFlows: ['implicit'] }, readsAll), severity: 'low' },
      { title: 'the client has a secret and writes no attribute', world: withClient({ ...page, ClientSecret: 'REDACTED', WriteAttributes: [] }, readsAll), severity: 'low' },
      { title: 'sessions reach what is the user’s own', world: withClient(page, withUserPool({ Domain: 'notes-beach' })), severity: 'info' },
    ],
    passes: [
      { title: 'the client does not allow the scope', world: withClient(onPage('openid'), readsAll) },
      { title: 'users sign in by the API as well', world: withClient({ ...page, ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] }, readsAll) },
      { title: 'the client has nothing to do with pages', world: notesWorld },
    ],
  },
  subjects: clientsInScope,
  probes(subject, pool): readonly Attempt[] {
    const found = described(pool, subject);
    return found === undefined ? [] : [changesProfile(found, claimOf(found, subject, pool))];
  },
  fix(subject, pool) {
    const found = described(pool, subject);
    if (found === undefined) return undefined;
    const AllowedOAuthScopes = (found.client.AllowedOAuthScopes ?? []).filter((scope) => scope !== selfService);
    return clientFix(pool.world, subject.clientId, { AllowedOAuthScopes: AllowedOAuthScopes.length > 0 ? AllowedOAuthScopes : ['openid'] }, `Take ${selfService} from the scopes of ${found.name}.`, 'An application that asks for the scope by name must stop asking first.');
  },
});

function claimOf({ userPool, client, name }: Described, { provider }: ClientInScope, pool: AuditedPool): Claim {
  const message = `An access token that ${name}’s sign-in page gives reads and changes the profile of its user.`;
  if (signsInByApi(client)) return { severity: 'info', confidence: 'proved', actor: 'anonymous', message: `${message} So do those of its sign-ins by the API.`, intended: true };
  const confidence: Confidence = hasPages(userPool) ? 'plausible' : 'latent';
  const severity = weighed(capped('low', worthBehind(pool, provider.userPoolId)), confidence);
  return { severity, confidence, actor: 'anonymous', message, unread: ['whether the application lets users edit their profile'] };
}

function changesProfile({ userPool, client, name }: Described, claim: Claim): Probe {
  const byCode = client.AllowedOAuthFlows?.includes('code') !== false;
  const redirect_uri = client.CallbackURLs?.[0] ?? '';
  const login = loginCall(userPool, client, { response_type: byCode ? 'code' : 'token', redirect_uri, scope: selfService }, alice, 'alice');
  const secret: Input = client.ClientSecret === undefined ? {} : { client_secret: client.ClientSecret };
  const exchange: Call = {
    id: 'tokens',
    by: 'alice',
    operation: 'cognito-idp:Token_POST',
    input: { Domain: domainOf(userPool), client_id: client.ClientId, redirect_uri, grant_type: 'authorization_code', code: from('login', 'redirect.code'), ...secret },
  };
  const AccessToken = byCode ? from('tokens', 'access_token') : from('login', 'redirect.access_token');
  return {
    title: `Somebody has an access token of ${name}’s sign-in page`,
    prepare: (world) => withPages(world, userPool, client),
    people: { alice: cast.alice, mallory: { ...cast.anyone, name: 'Mallory', detail: 'has a token of Alice’s' } },
    calls: [login, ...(byCode ? [exchange] : []), useOf(client, userPool, AccessToken)],
    proves: { ends: 'ok' },
    otherwise: `No token of ${name}’s sign-in page changes a profile.`,
    claim,
  };
}

/** Changes something of the profile, or reads it where the client may write nothing. */
function useOf(client: UserPoolClient, { SchemaAttributes = [] }: UserPool, AccessToken: ReturnType<typeof from>): Call {
  const fixed = new Set(SchemaAttributes.filter(({ Mutable }) => Mutable === false).map(({ Name }) => Name));
  const Name = [...(client.WriteAttributes ?? standardAttributes)].find((one) => isText(one) && isWritable(client, one) && !fixed.has(one));
  if (Name === undefined) return { id: 'get-user', by: 'mallory', operation: 'cognito-idp:GetUser', input: { AccessToken } };
  return { id: 'update-attributes', by: 'mallory', operation: 'cognito-idp:UpdateUserAttributes', input: { AccessToken, UserAttributes: [{ Name, Value: 'Somebody else' }] } };
}

const texts = new Set(['address', 'family_name', 'given_name', 'middle_name', 'name', 'nickname']);

/** An attribute that takes any words. */
function isText(attribute: string): boolean {
  return texts.has(attribute) || attribute.startsWith('custom:');
}
