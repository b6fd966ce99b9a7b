import { lifetimes } from '../../engine/user-pool-tokens';
import type { Call, Input } from '../../engine/scenario';
import { check, type Attempt, type Probe } from '../check';
import { notesWorld, withClient } from '../examples';
import { alice, cast } from '../people';
import { plainSignIn, renews } from '../plain-sign-in';
import type { AuditedPool } from '../pool';
import { credentialCalls } from '../pool-login';
import { cwe, references } from '../references';
import { renewCall, renewedIdToken } from '../renewal';
import { clientFix } from '../user-pool-edits';
import { described, trustedClients, type ClientInScope, type Described } from '../user-pool-subjects';

const month = 30 * 86_400;

export const tokensNotRevocable = check<ClientInScope>({
  code: 'UPL-11',
  name: 'tokens-not-revocable',
  title: 'Refresh tokens that cannot be called back',
  resource: 'AWS::Cognito::UserPoolClient',
  severityRule: 'Low without revocation, and low without rotation where a public app client’s refresh tokens live for more than a month; otherwise no rotation is a remark.',
  docs: {
    what: 'The check has Alice revoke her refresh token, and somebody who has it too renew it all the same. It also has the same refresh token of a public app client used twice, a day apart.',
    why: 'Signing out should end what a thief has. Without revocation, a refresh token works until it expires, and RevokeToken is refused. With rotation a token is good once, so that of two people who have it one is locked out, and AWS notices.',
    falsePositives: 'Rotation is off unless somebody switches it on, and not every library can do it yet: with the month that AWS gives refresh tokens by itself, its absence is only a remark. App clients made before revocation existed have it off until it is switched on.',
    fix: 'Switch token revocation on (EnableTokenRevocation). For applications in browsers, switch rotation on too, or let refresh tokens live for a shorter time.',
  },
  references: [references.userPoolTokens, cwe(613)],
  examples: {
    fails: [
      { title: 'revocation is off', world: withClient({ EnableTokenRevocation: false }), severity: 'low' },
      { title: 'a public client’s tokens live for two months, and are not replaced', world: withClient({ RefreshTokenValidity: 60 }), severity: 'low' },
    ],
    passes: [
      { title: 'tokens can be revoked, and live for a month', world: notesWorld },
      { title: 'tokens are replaced at each use', world: withClient({ RefreshTokenValidity: 60, RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 } }) },
      { title: 'the client has a secret', world: withClient({ RefreshTokenValidity: 60, ClientSecret: 'REDACTED' }) },
    ],
  },
  subjects: trustedClients,
  probes(subject, pool): readonly Attempt[] {
    const found = described(pool, subject);
    if (found === undefined || !renews(found.client)) return [];
    const isPublic = found.client.ClientSecret === undefined;
    return [...(isPublic ? [usesTwice(found, subject, pool)] : []), revokesInVain(found, subject, pool)];
  },
  fix(subject, pool, proved) {
    const found = described(pool, subject);
    if (found === undefined) return undefined;
    if (proved.calls.some(({ id }) => id === revokes)) return clientFix(pool.world, subject.clientId, { EnableTokenRevocation: true }, `Switch token revocation on for ${found.name}.`);
    // Rotation excludes the flow that renews tokens without it. A client that is left without any flow would get AWS's default ones.
    const { ExplicitAuthFlows } = found.client;
    const flows = ExplicitAuthFlows?.filter((flow) => flow !== 'ALLOW_REFRESH_TOKEN_AUTH');
    if (flows?.length === 0) return undefined;
    const fields = { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 }, ...(flows === undefined ? {} : { ExplicitAuthFlows: flows }) } as const;
    return clientFix(pool.world, subject.clientId, fields, `Have refresh tokens of ${found.name} replaced at each use.`, 'The application must renew its tokens with GetTokensFromRefreshToken, and keep the new refresh token each time.');
  },
});

const revokes = 'revoke-token';
const thief = { ...cast.anyone, name: 'Mallory', detail: 'has a token of Alice’s' } as const;

/** Alice has her refresh token revoked, and somebody else goes on renewing it. */
function revokesInVain({ client, userPool, name }: Described, { provider }: ClientInScope, pool: AuditedPool): Probe {
  const signIn = plainSignIn(client, userPool, alice, 'alice');
  const secret: Input = client.ClientSecret === undefined ? {} : { ClientSecret: client.ClientSecret };
  const revoke: Call = { id: revokes, by: 'alice', operation: 'cognito-idp:RevokeToken', input: { ClientId: client.ClientId, Token: signIn.refreshToken, ...secret }, goesOn: true };
  return {
    title: `Alice revokes her refresh token of ${name}, and somebody renews it`,
    prepare: signIn.prepare,
    people: { alice: cast.alice, mallory: thief },
    calls: [...signIn.calls, revoke, renewCall(client, signIn.refreshToken, alice), ...credentialCalls(pool, provider, renewedIdToken())],
    proves: { ends: 'ok', refused: [{ call: revokes, rule: 'revocation' }] },
    otherwise: `A refresh token of ${name} gives nothing any more once it is revoked.`,
    claim: { severity: 'low', confidence: 'proved', actor: 'anonymous', message: `Refresh tokens of ${name} cannot be revoked: whoever has one goes on getting AWS credentials after its user has signed out.` },
  };
}

/** Alice renews her refresh token, and a day later somebody else the same one. */
function usesTwice({ client, userPool, name }: Described, { provider }: ClientInScope, pool: AuditedPool): Probe {
  const signIn = plainSignIn(client, userPool, alice, 'alice');
  const isLong = lifetimes(client).refresh > month;
  return {
    title: `A refresh token of ${name} is used twice`,
    prepare: signIn.prepare,
    people: { alice: cast.alice, mallory: thief },
    calls: [
      ...signIn.calls,
      renewCall(client, signIn.refreshToken, alice, { by: 'alice', id: 'first-renewal' }),
      renewCall(client, signIn.refreshToken, alice, { after: 86_400 }),
      ...credentialCalls(pool, provider, renewedIdToken()),
    ],
    proves: { ends: 'ok' },
    otherwise: `A refresh token of ${name} is good once.`,
    claim: {
      severity: isLong ? 'low' : 'info',
      confidence: 'proved',
      actor: 'anonymous',
      message: `A refresh token of ${name} is not replaced when it is used, so that nobody notices a second person who has it.`,
      ...(isLong ? {} : { intended: true }),
    },
  };
}
