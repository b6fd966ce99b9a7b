import { lifetimes } from '../../engine/user-pool-tokens';
import { check, type Attempt, type Probe } from '../check';
import type { Claim } from '../claim';
import { notesWorld, onPage, withClient, withPool, notes } from '../examples';
import { alice, cast } from '../people';
import { plainSignIn } from '../plain-sign-in';
import type { AuditedPool } from '../pool';
import { credentialCalls } from '../pool-login';
import { cwe, references } from '../references';
import { renewCall, renewedIdToken } from '../renewal';
import { clientFix } from '../user-pool-edits';
import { described, trustedClients, type ClientInScope, type Described } from '../user-pool-subjects';

const hour = 3600;
const day = 24 * hour;

/** Beyond these, a token that somebody took is theirs for too long. */
const longest = { refresh: 90 * day, id: hour } as const;
const year = 365 * day;

const checked = withPool({ CognitoIdentityProviders: [{ ProviderName: notes.provider, ClientId: notes.client, ServerSideTokenCheck: true }] });

export const tokenLifetimes = check<ClientInScope>({
  code: 'UPL-10',
  name: 'token-lifetimes',
  title: 'Tokens that live for long',
  resource: 'AWS::Cognito::UserPoolClient',
  severityRule: 'Low for a refresh token of more than 90 days, medium for one of more than a year that is never replaced. Low for an ID token of more than an hour that outlives its user’s sign-out.',
  docs: {
    what: 'How long a token of the trusted app client is good. The check has somebody renew Alice’s refresh token after 90 days, and take an ID token of hers to the identity pool more than an hour after she has signed out everywhere.',
    why: 'A token is stolen once and used for as long as it lives. A refresh token gives new AWS credentials for all of that time. An ID token cannot be called back; unless the identity pool asks the user pool (ServerSideTokenCheck), it goes on getting credentials after its user was signed out or disabled.',
    falsePositives: 'An application on a device that is hard to sign in to may want months. AWS allows ten years for refresh tokens and a day for ID tokens; a month and an hour are what it gives by itself.',
    fix: 'Let refresh tokens live for a month and ID tokens for an hour, and switch the identity pool’s server-side check on.',
  },
  references: [references.userPoolTokens, references.appClients, cwe(613)],
  examples: {
    fails: [
      { title: 'refresh tokens live for 200 days', world: withClient({ RefreshTokenValidity: 200 }), severity: 'low' },
      { title: 'refresh tokens live for ten years', world: withClient({ RefreshTokenValidity: 3650 }), severity: 'medium' },
      { title: 'refresh tokens of a sign-in page live for ten years', world: withClient({ RefreshTokenValidity: 3650, ...onPage('openid') }), severity: 'medium' },
      { title: 'they do, and are replaced at each use', world: withClient({ RefreshTokenValidity: 3650, RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 } }), severity: 'low' },
      { title: 'ID tokens live for a day', world: withClient({ IdTokenValidity: 1, TokenValidityUnits: { IdToken: 'days', RefreshToken: 'days' } }), severity: 'low' },
    ],
    passes: [
      { title: 'tokens live as AWS has it', world: notesWorld },
      { title: 'the number is large and the unit small', world: withClient({ RefreshTokenValidity: 1440, IdTokenValidity: 60, TokenValidityUnits: { RefreshToken: 'minutes', IdToken: 'minutes' } }) },
      { title: 'ID tokens live for a day, and the identity pool asks the user pool', world: withClient({ IdTokenValidity: 24 }, checked) },
      { title: 'nothing can be renewed', world: withClient({ RefreshTokenValidity: 3650, ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] }) },
    ],
  },
  subjects: trustedClients,
  probes(subject, pool): readonly Attempt[] {
    const found = described(pool, subject);
    return found === undefined ? [] : [outlivesSignOut(found, subject, pool), renewsLate(found, subject, pool)];
  },
  fix(subject, pool, proved) {
    const found = described(pool, subject);
    if (found === undefined) return undefined;
    const { client, name } = found;
    const units = client.TokenValidityUnits ?? {};
    if (proved.calls.some(({ id }) => id === signsOut)) {
      return clientFix(pool.world, subject.clientId, { IdTokenValidity: 60, TokenValidityUnits: { ...units, IdToken: 'minutes' } }, `Let ID tokens of ${name} live for an hour.`);
    }
    return clientFix(pool.world, subject.clientId, { RefreshTokenValidity: 30, TokenValidityUnits: { ...units, RefreshToken: 'days' } }, `Let refresh tokens of ${name} live for 30 days.`, 'Users who have not come back for a month sign in anew.');
  },
});

const signsOut = 'global-sign-out';
const thief = { ...cast.anyone, name: 'Mallory', detail: 'has a token of Alice’s' } as const;

/** Somebody renews a refresh token when it should have expired long ago. */
function renewsLate({ client, userPool, name }: Described, { provider }: ClientInScope, pool: AuditedPool): Probe {
  const signIn = plainSignIn(client, userPool, alice, 'alice');
  const { refresh } = lifetimes(client);
  const rotates = client.RefreshTokenRotation?.Feature === 'ENABLED';
  return {
    title: `Somebody renews a refresh token of ${name} after 90 days`,
    prepare: signIn.prepare,
    people: { alice: cast.alice, mallory: thief },
    calls: [...signIn.calls, renewCall(client, signIn.refreshToken, alice, { after: longest.refresh + hour }), ...credentialCalls(pool, provider, renewedIdToken())],
    proves: { ends: 'ok' },
    otherwise: `Refresh tokens of ${name} give nothing any more after 90 days.`,
    claim: claimOf(refresh > year && !rotates ? 'medium' : 'low', `A refresh token of ${name} gets AWS credentials for ${inDays(refresh)}, whoever has it.`),
  };
}

/** Somebody has an ID token of a user who has signed out everywhere since. */
function outlivesSignOut({ client, userPool, name }: Described, { provider }: ClientInScope, pool: AuditedPool): Probe {
  const signIn = plainSignIn(client, userPool, alice, 'alice');
  const [first, ...others] = credentialCalls(pool, provider, signIn.idToken);
  const late = first === undefined ? [] : [{ ...first, after: longest.id + 60 }, ...others];
  return {
    title: `Somebody has an ID token of ${name} an hour after its user signed out`,
    prepare: signIn.prepare,
    people: { alice: cast.alice, mallory: thief },
    calls: [...signIn.calls, { id: signsOut, by: 'alice', operation: 'cognito-idp:GlobalSignOut', input: { AccessToken: signIn.accessToken } }, ...late],
    proves: { ends: 'ok' },
    otherwise: `An ID token of ${name} gives nothing any more an hour after its user signed out.`,
    claim: claimOf('low', `An ID token of ${name} gets AWS credentials for ${inHours(lifetimes(client).id)}, even if its user has signed out everywhere.`),
  };
}

function claimOf(severity: Claim['severity'], message: string): Claim {
  return { severity, confidence: 'proved', actor: 'anonymous', message };
}

const inDays = (seconds: number): string => `${rounded(seconds / day)} days`;
const inHours = (seconds: number): string => `${rounded(seconds / hour)} hours`;
const rounded = (count: number): number => Math.round(count * 10) / 10;
