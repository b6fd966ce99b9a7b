import { userPoolOfIssuer } from '../../engine/user-pool';
import { get, patch, put } from '../../world/world';
import { check, type Attempt, type Probe, type Subject } from '../check';
import { notes, notesWorld, withOidc, withPool } from '../examples';
import { auditorAsks, loginProbe, userPoolsOnce } from '../login-probes';
import { issuerIn, mallory, oidcProvider, type LoginProvider } from '../people';
import type { AuditedPool } from '../pool';
import { resetsPool } from '../pool-edits';
import { entrancesOf, withoutLogin } from '../provider-edits';
import { cwe, references } from '../references';

interface TrustedUserPool extends Subject {
  /** Of the IAM provider that stands for it; none where the pool lists the user pool itself. */
  readonly arn?: string;
  readonly provider?: LoginProvider;
}

const arn = `arn:aws:iam::${notes.account}:oidc-provider/${notes.provider}`;
const byProvider = withOidc(notes.provider, [notes.client]);

export const userPoolByOidcProvider = check<TrustedUserPool>({
  code: 'PRV-15',
  name: 'user-pool-by-oidc-provider',
  title: 'A user pool is trusted as if it were somebody else’s issuer',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'Medium.',
  docs: {
    what: 'The identity pool trusts a user pool through an OpenID Connect provider of IAM instead of listing it with its app client. The check deletes a user of the user pool and has them come in with the token that they hold.',
    why: 'Trusted in this way, a user pool has no server-side token check: users who were deleted, disabled or signed out keep coming. Every app client on the provider’s list is accepted, now and whenever somebody adds one, and role mappings cannot tell the clients apart.',
    falsePositives: 'Years ago this was the way to take several app clients of one user pool. An identity pool now lists as many as it needs.',
    fix: 'List the user pool with each of its app clients, switch the server-side token check on, and take the OpenID Connect provider away.',
  },
  references: [references.providers, references.tokenCheck, cwe(613)],
  examples: {
    fails: [
      { title: 'an OpenID Connect provider stands for the user pool', world: byProvider, severity: 'medium' },
      { title: 'beside the user pool itself', world: withPool({ CognitoIdentityProviders: [{ ProviderName: notes.provider, ClientId: notes.client }], OpenIdConnectProviderARNs: [arn] }, withOidc(notes.provider, ['another-client'])), severity: 'medium' },
      { title: 'for a user pool that is not in this account', world: put(byProvider, 'AWS::Cognito::UserPool', notes.userPool, undefined), severity: 'medium' },
    ],
    passes: [{ title: 'the pool lists the user pool with its client', world: notesWorld }],
  },
  subjects(pool): readonly TrustedUserPool[] {
    const named = (id: string) => ({ type: 'AWS::Cognito::UserPool', id }) as const;
    const stands = (pool.pool.OpenIdConnectProviderARNs ?? []).flatMap((one) => {
      const id = userPoolOfIssuer(issuerIn(one));
      return id === undefined ? [] : [{ arn: one, resource: named(id) }];
    });
    const listed = userPoolsOnce(pool).map((provider) => ({ provider, resource: named(provider.userPoolId) }));
    return [...stands, ...listed.filter(({ resource }) => !stands.some((one) => one.resource.id === resource.id))];
  },
  probes(subject, pool): readonly Attempt[] {
    if (subject.provider !== undefined) return [unlistedClient(subject.provider, pool)];
    const provider = oidcProvider(subject.arn ?? '', pool.world);
    if (provider === undefined) return [];
    const { id } = subject.resource;
    const isHere = get(pool.world, 'AWS::Cognito::UserPool', id) !== undefined;
    return [
      loginProbe(pool, {
        title: isHere ? `A user of ${id} is deleted, and their token is presented` : `A token of ${id} is presented`,
        provider,
        before: isHere ? [auditorAsks('delete-user', 'cognito-idp:AdminDeleteUser', { UserPoolId: id, Username: mallory.email })] : [],
        proves: { ends: 'ok' },
        claim: { severity: 'medium', confidence: 'proved', actor: 'signed-in', message: `The user pool ${id} is trusted through ${subject.arn}: every app client on that list comes in, and so do users who were deleted or signed out.` },
      }),
    ];
  },
  fix({ arn: gone = '', resource }, pool) {
    const provider = oidcProvider(gone, pool.world);
    if (provider === undefined) return undefined;
    if (get(pool.world, 'AWS::Cognito::UserPool', resource.id) === undefined) {
      return { summary: `Take ${gone} from the pool’s providers: the user pool is not in this account.`, world: withoutLogin(pool.world, pool.id, provider), warning: resetsPool, closes: entrancesOf(provider, pool) };
    }
    const clients = get(pool.world, 'AWS::IAM::OIDCProvider', gone)?.ClientIDList ?? [];
    const mapping = pool.attachment?.RoleMappings?.[gone];
    const before = (pool.pool.CognitoIdentityProviders ?? []).filter(({ ProviderName, ClientId = '' }) => ProviderName !== provider.name || !clients.includes(ClientId));
    const own = clients.map((ClientId) => ({ ProviderName: provider.name, ClientId, ServerSideTokenCheck: true }));
    const listed = patch(withoutLogin(pool.world, pool.id, provider), 'AWS::Cognito::IdentityPool', pool.id, { CognitoIdentityProviders: [...before, ...own] });
    const mapped = Object.fromEntries(clients.map((ClientId) => [`${provider.name}:${ClientId}`, mapping]));
    const RoleMappings = { ...get(listed, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.id)?.RoleMappings, ...mapped };
    const world = mapping === undefined ? listed : patch(listed, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.id, { RoleMappings: RoleMappings as Readonly<Record<string, typeof mapping>> });
    return { summary: 'List the user pool with its app clients instead of the OpenID Connect provider.', world, warning: resetsPool };
  },
});

/** A user pool that is listed with its clients lets in the tokens of these and of no others. */
function unlistedClient(provider: LoginProvider, pool: AuditedPool): Probe {
  return loginProbe(pool, {
    title: `A token of ${provider.name} for a client that the pool does not list is presented`,
    provider: { ...provider, audience: 'unlisted-client' },
    proves: { ends: 'ok' },
    claim: { severity: 'medium', confidence: 'proved', actor: 'signed-in', message: `Every app client of ${provider.name} comes in.` },
  });
}
