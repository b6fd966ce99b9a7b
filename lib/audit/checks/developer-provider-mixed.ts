import { check, type Attempt, type Probe, type Subject } from '../check';
import { identityOf, peopled } from '../entrances';
import { notesWorld, withPool } from '../examples';
import { someProvider } from '../login-probes';
import { cast, idTokenOf, loginProviders, mallory, type LoginProvider } from '../people';
import type { AuditedPool } from '../pool';
import { resetsPool, withoutTags } from '../pool-edits';
import { entrancesOf, withoutLogin } from '../provider-edits';
import { cwe, references } from '../references';

const developer = { DeveloperProviderName: 'login.notes' };

export const developerProviderMixed = check({
  code: 'IDP-09',
  name: 'developer-provider-mixed',
  title: 'The backend’s users share a pool with everybody’s',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'Low.',
  docs: {
    what: 'The identity pool has a developer provider, by which the application’s backend vouches for its users itself, and takes logins of other providers as well. The check has the backend tie such a login to the identity of one of its own users.',
    why: 'The backend can give any identity of the pool a second way in: whoever has the login then is the backend’s user, and the other way round. AWS’s advice is to keep what a backend vouches for apart from what users prove themselves.',
    falsePositives: 'An application that moves its users from one kind of sign-in to the other needs both for a while, and some modules set both up on purpose.',
    fix: 'Give the two kinds of users an identity pool each.',
  },
  references: [references.bestPractices, references.developerIdentities, cwe(501)],
  examples: {
    fails: [
      { title: 'beside a user pool', world: withPool(developer), severity: 'low' },
      { title: 'beside Google', world: withPool({ ...developer, CognitoIdentityProviders: [], SupportedLoginProviders: { 'accounts.google.com': '1234.apps.googleusercontent.com' } }), severity: 'low' },
    ],
    passes: [
      { title: 'the backend’s users have the pool to themselves', world: withPool({ ...developer, CognitoIdentityProviders: [] }) },
      { title: 'there is no developer provider', world: notesWorld },
    ],
  },
  subjects: ({ id, pool }): readonly Subject[] => (pool.DeveloperProviderName === undefined ? [] : [{ resource: { type: 'AWS::Cognito::IdentityPool', id } }]),
  probes(_subject, pool): readonly Attempt[] {
    const others = pool.liveProviders.filter(({ kind }) => kind !== 'developer');
    if (others.length === 0) return [linkProbe(pool, someProvider(pool)), ...loginProviders(pool.pool, pool.world).gaps];
    return others.slice(0, 1).map((provider) => linkProbe(pool, provider));
  },
  fix(_subject, pool) {
    const others = pool.providers.filter(({ kind }) => kind !== 'developer');
    return {
      summary: 'Leave this pool to the backend’s users, and give the others a pool of their own.',
      world: others.reduce((changed, provider) => withoutLogin(changed, pool.id, provider), pool.world),
      warning: `Make the other pool first: its users get new identities there. A developer provider’s name cannot be changed once it is set. ${resetsPool}`,
      closes: others.flatMap((provider) => entrancesOf(provider, pool)),
    };
  },
});

/** The backend vouches for its user and shows somebody’s login in the same request: from then on both open one identity. */
function linkProbe(pool: AuditedPool, provider: LoginProvider): Probe {
  const token = idTokenOf(mallory, provider);
  const Logins = { [pool.pool.DeveloperProviderName ?? '']: 'a-user-of-the-backend' };
  return {
    title: `The backend ties a login of ${provider.name} to its own user`,
    prepare: (world) => withoutTags(peopled(world, { provider }), pool.id, provider.name),
    people: { backend: cast.backend, mallory: cast.user },
    calls: [
      { id: 'vouch', by: 'backend', operation: 'cognito-identity:GetOpenIdTokenForDeveloperIdentity', input: { IdentityPoolId: pool.id, Logins: { ...Logins, [provider.name]: token } }, signedBy: 'operator' },
      { id: 'get-credentials', by: 'mallory', operation: 'cognito-identity:GetCredentialsForIdentity', input: { IdentityId: identityOf(pool.id, 'vouch').IdentityId ?? '', Logins: { [provider.name]: token } } },
    ],
    proves: { ends: 'ok' },
    claim: { severity: 'low', confidence: 'proved', actor: 'aws-principal', message: `The backend can open any of its identities to a login of ${provider.name}: the pool takes both kinds of users.` },
  };
}
