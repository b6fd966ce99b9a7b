import { get, put, type World } from '../../world/world';
import { check, type Attempt, type Subject } from '../check';
import { notes, notesWorld, withPool } from '../examples';
import { auditorAsks, loginProbe } from '../login-probes';
import type { LoginProvider } from '../people';
import type { AuditedPool } from '../pool';
import { resetsPool } from '../pool-edits';
import { entrancesOf, withoutLogin } from '../provider-edits';
import { cwe, references } from '../references';

interface ListedProvider extends Subject {
  readonly provider: LoginProvider;
}

const google = withPool({ SupportedLoginProviders: { 'accounts.google.com': '1234-notes.apps.googleusercontent.com' } });

function signedInWith(...logins: readonly string[]): World {
  return put(google, 'Lifeguard::IdentitySample', notes.identityPool, { IdentityPoolId: notes.identityPool, Identities: [...logins.map((login) => ({ Logins: [login] })), {}] });
}

export const unusedProvider = check<ListedProvider>({
  code: 'PRV-18',
  name: 'unused-provider',
  title: 'Nobody seems to sign in with a trusted provider',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'A remark: a sample of identities proves nothing.',
  docs: {
    what: 'The identity pool trusts several providers. The check looks at a sample of its identities for logins of each, and presents one to show that the pool still takes it.',
    why: 'A provider that nobody uses is a door that nobody watches: an application that was left behind, a company that was a customer once. Whoever gets hold of it comes in as a signed-in user.',
    falsePositives: 'The sample is of sixty identities, which may all be old or all of one kind; a provider that was added yesterday has none. A pool without any signed-in identity is not asked about.',
    fix: 'Take the provider from the pool, once its owner agrees that nobody needs it.',
  },
  references: [references.providers, cwe(1188)],
  examples: {
    fails: [{ title: 'nobody signed in with Google', world: signedInWith(notes.provider, notes.provider), severity: 'info' }],
    passes: [
      { title: 'people use both', world: signedInWith(notes.provider, 'accounts.google.com') },
      { title: 'nobody ever signed in', world: signedInWith() },
      { title: 'there is one provider', world: notesWorld },
    ],
  },
  subjects(pool) {
    const providers = pool.liveProviders.filter(({ kind }) => kind !== 'developer');
    const once = providers.filter(({ name }, index, all) => all.findIndex((one) => one.name === name) === index);
    return once.length < 2 ? [] : once.map((provider) => ({ provider, resource: { type: 'AWS::Cognito::IdentityPool', id: `${pool.id} ${provider.name}` } }));
  },
  probes({ provider }, pool): readonly Attempt[] {
    const sample = get(pool.world, 'Lifeguard::IdentitySample', pool.id)?.Identities ?? [];
    if (!sample.some(({ Logins = [] }) => Logins.length > 0)) return [];
    return [
      loginProbe(pool, {
        title: `The auditor looks for users of ${provider.name}; a login of it is presented`,
        provider,
        before: [auditorAsks('identities', 'cognito-identity:ListIdentities', { IdentityPoolId: pool.id, MaxResults: 60 })],
        proves: { ends: 'ok', told: [{ call: 'identities', holds: ({ Identities }) => !hasLogin(Identities, provider.name) }] },
        otherwise: `People sign in with ${provider.name}.`,
        claim: { severity: 'info', confidence: 'plausible', actor: 'signed-in', message: `Of ${sample.length} identities, none signed in with ${provider.name}, whose logins the pool takes.`, unread: ['the identities beyond the sample'] },
      }),
    ];
  },
  fix: ({ provider }, pool) => ({
    summary: `Take ${provider.name} from the pool’s providers.`,
    world: named(provider, pool).reduce((changed, one) => withoutLogin(changed, pool.id, one), pool.world),
    warning: resetsPool,
    closes: named(provider, pool).flatMap((one) => entrancesOf(one, pool)),
  }),
});

/** The provider with each of its app clients. */
const named = ({ name }: LoginProvider, pool: AuditedPool): readonly LoginProvider[] => pool.providers.filter((one) => one.name === name);

function hasLogin(identities: unknown, name: string): boolean {
  return (identities as readonly { readonly Logins?: readonly string[] }[]).some(({ Logins = [] }) => Logins.includes(name));
}
