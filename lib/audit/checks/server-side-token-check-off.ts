import { defaultStart } from '../../engine/scenario';
import { lifetimes } from '../../engine/user-pool-tokens';
import { get } from '../../world/world';
import { check, type Attempt, type Subject } from '../check';
import type { Claim } from '../claim';
import { callsOf, peopled } from '../entrances';
import { allow, notes, notesWorld, signedInRole, withClient, withPolicy, withPool } from '../examples';
import { duration } from '../duration';
import { userPoolProviders } from '../login-probes';
import { cast, mallory, type LoginProvider } from '../people';
import type { AuditedPool } from '../pool';
import { resetsPool, withPoolFields } from '../pool-edits';
import { givesAtLeast } from '../provider-worth';
import { cwe, references } from '../references';

interface TrustedClient extends Subject {
  readonly provider: LoginProvider & { readonly userPoolId: string };
}

/** The shortest life that Cognito gives an ID token; so long, hardly anything can be done with it. */
const shortest = 300;

const checked = withPool({ CognitoIdentityProviders: [{ ProviderName: notes.provider, ClientId: notes.client, ServerSideTokenCheck: true }] });
const life = (minutes: number) => withClient({ IdTokenValidity: minutes, TokenValidityUnits: { IdToken: 'minutes' } });

export const serverSideTokenCheckOff = check<TrustedClient>({
  code: 'PRV-07',
  name: 'server-side-token-check-off',
  title: 'A deleted user still gets credentials',
  resource: 'AWS::Cognito::UserPoolClient',
  severityRule: 'Low; medium when the role changes others’ data or more, or when ID tokens live longer than an hour. A remark where they live five minutes.',
  docs: {
    what: 'ServerSideTokenCheck is off, or was never set, for a user pool and app client that the identity pool trusts. The check deletes a user who holds an ID token, and has them ask for credentials shortly before the token expires.',
    why: 'Without this setting the identity pool looks at the token alone. Somebody whom an administrator deletes, disables or signs out everywhere goes on exchanging the token that they hold for fresh AWS credentials until it expires, and the last credentials are then good for their hour as well.',
    falsePositives: 'With ID tokens of five minutes there is little left to close, and the finding is a remark. The setting belongs to each user pool and app client that is listed; those where it is on pass.',
    fix: 'Switch ServerSideTokenCheck on for the provider. ID tokens need not live longer than an hour.',
  },
  references: [references.tokenCheck, cwe(613)],
  examples: {
    fails: [
      { title: 'it is off', world: notesWorld, severity: 'low' },
      { title: 'it was never set', world: withPool({ CognitoIdentityProviders: [{ ProviderName: notes.provider, ClientId: notes.client }] }), severity: 'low' },
      { title: 'ID tokens live for a day', world: life(1440), severity: 'medium' },
      { title: 'users may delete what is others’', world: withPolicy(signedInRole, [allow('s3:DeleteObject', 'arn:aws:s3:::notes-photos/*')]), severity: 'medium' },
    ],
    passes: [
      { title: 'it is on', world: checked },
      { title: 'ID tokens live for five minutes', world: life(5) },
    ],
  },
  subjects: (pool) => {
    const live = new Set(pool.liveProviders.map(({ mapping }) => mapping));
    const here = userPoolProviders(pool).filter(({ mapping }) => live.has(mapping));
    return here.map((provider) => ({ provider, resource: { type: 'AWS::Cognito::UserPoolClient', id: `${provider.userPoolId}/${provider.audience}` } }));
  },
  probes({ provider }, pool): readonly Attempt[] {
    const { userPoolId, audience } = provider;
    const client = get(pool.world, 'AWS::Cognito::UserPoolClient', audience);
    // Nobody here can delete the users of another account.
    if (get(pool.world, 'AWS::Cognito::UserPool', userPoolId) === undefined || client === undefined) return [];
    const { id: seconds } = lifetimes(client);
    const later = Math.floor(seconds * 0.9);
    const entrance = { ...pool.signedIn(provider), claims: { exp: defaultStart + seconds } };
    const [getId, ...others] = callsOf(entrance);
    if (getId === undefined) return [];
    return [
      {
        title: `A user is deleted, and asks for credentials ${duration(later)} later`,
        prepare: (world) => peopled(world, entrance),
        people: { administrator: { name: 'An administrator', kind: 'operator' }, mallory: { ...cast.user, detail: 'holds an ID token' } },
        calls: [
          { id: 'delete-user', by: 'administrator', operation: 'cognito-idp:AdminDeleteUser', input: { UserPoolId: userPoolId, Username: mallory.email }, signedBy: 'operator' },
          { ...getId, after: later },
          ...others,
        ],
        proves: { ends: 'ok' },
        claim: claimOn(provider, pool, client.ClientName ?? audience, seconds),
      },
    ];
  },
  fix({ provider }, pool) {
    const CognitoIdentityProviders = (pool.pool.CognitoIdentityProviders ?? []).map((one) =>
      one.ProviderName === provider.name && one.ClientId === provider.audience ? { ...one, ServerSideTokenCheck: true } : one,
    );
    return { summary: 'Switch the server-side token check on.', world: withPoolFields(pool.world, pool.id, { CognitoIdentityProviders }), warning: resetsPool };
  },
});

function claimOn(provider: LoginProvider, pool: AuditedPool, client: string, seconds: number): Claim {
  const message = `A user of ${client} who was deleted, disabled or signed out everywhere gets AWS credentials until their ID token expires, up to ${duration(seconds)} later.`;
  const claim = { confidence: 'proved', actor: 'signed-in', message } as const;
  if (seconds <= shortest) return { ...claim, severity: 'info', intended: true };
  return { ...claim, severity: seconds > 3600 || givesAtLeast(provider, pool, 'K4') ? 'medium' : 'low' };
}
