import { put } from '../../world/world';
import type { Call, Input } from '../../engine/scenario';
import { isGap } from '../../world/gap';
import { check, type Attempt, type Fix, type Probe } from '../check';
import type { Claim, Severity } from '../claim';
import { callsOf, type Entrance } from '../entrances';
import { allow, guestsOff, notesWorld, signedInRole, withPolicy, withPool } from '../examples';
import { someProvider } from '../login-probes';
import { orGap } from '../or-gap';
import { cast } from '../people';
import { isEntered, type AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { nameOf } from '../roles';
import { worstOf } from '../severities';
import { withoutTags, withProvider } from '../pool-edits';

const noProvider = { CognitoIdentityProviders: [] };

export const noTrustedProvider = check({
  code: 'PRV-01',
  name: 'no-trusted-provider',
  title: 'A role for signed-in users, and nobody who could sign in',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'Medium; high when the role that waits there could administer the account. Latent: no one gets it today.',
  docs: {
    what: 'The identity pool has a role for signed-in users but trusts no provider at all: no user pool, no social provider, no OpenID Connect, SAML or developer provider. The check presents a login.',
    why: 'Users of the application cannot get credentials, whatever they sign in with. And the role stands ready: the first provider that somebody adds gets all that the role allows.',
    falsePositives: 'A pool for guests alone is a good design, and should then have no role for signed-in users.',
    fix: 'Add the provider that the application signs in with; or, in a pool for guests alone, take the role away.',
  },
  references: [references.providers, cwe(1188)],
  examples: {
    fails: [
      { title: 'the list of providers is empty', world: withPool(noProvider), severity: 'medium' },
      { title: 'an administrator role waits behind no provider', world: withPool(noProvider, withPolicy(signedInRole, [allow('*')], guestsOff)), severity: 'high' },
    ],
    passes: [
      { title: 'the pool trusts a user pool', world: notesWorld },
      { title: 'the pool trusts a SAML provider', world: withPool({ ...noProvider, SamlProviderARNs: ['arn:aws:iam::111122223333:saml-provider/work'] }) },
    ],
  },
  subjects(pool) {
    return pool.attachment?.Roles?.authenticated === undefined ? [] : [{ resource: { type: 'AWS::Cognito::IdentityPool', id: pool.id } }];
  },
  probes(_subject, pool): readonly Attempt[] {
    const role = nameOf(pool.attachment?.Roles?.authenticated ?? '');
    const message = `Nobody can sign in: the pool has the role ${role} for signed-in users and trusts no provider. The first one that somebody adds gets it.`;
    return [firstProviderProbe(pool, { severity: severityOfWaitingRole(pool), confidence: 'latent', actor: 'signed-in', message })];
  },
  /** Whether a provider is missing or the role is too many, only the owner can tell; taking the role away is safe either way. */
  fix(_subject, pool): Fix | undefined {
    const { attachment } = pool;
    if (attachment === undefined) return undefined;
    const { authenticated: _waiting, ...Roles } = attachment.Roles ?? {};
    const world = put(pool.world, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.id, { ...attachment, Roles });
    return { summary: 'Take the role for signed-in users from the pool, or add the provider that they sign in with.', world };
  },
});

/** A login is refused because the pool takes none at all; then somebody adds the provider, and gets the role. */
function firstProviderProbe(pool: AuditedPool, claim: Claim): Probe {
  const provider = someProvider(pool);
  const entrance: Entrance = { id: 'first provider', pool: pool.id, tier: 'A2', actor: 'signed-in', flow: 'enhanced', provider };
  const [login, ...arrival] = callsOf(entrance) as [Call, ...Call[]];
  const { CognitoIdentityProviders = [], ...settings } = pool.pool;
  const providers = [...CognitoIdentityProviders, { ProviderName: provider.name, ClientId: provider.audience }];
  return {
    title: 'Somebody presents a login, and again once its provider is added',
    prepare: (world) => withoutTags(world, pool.id, provider.name),
    people: { mallory: cast.user, owner: { name: 'The owner', kind: 'operator' } },
    calls: [
      { ...login, id: 'refused-login', goesOn: true },
      { id: 'add-provider', by: 'owner', operation: 'cognito-identity:UpdateIdentityPool', signedBy: 'operator', input: { ...settings, CognitoIdentityProviders: providers } as unknown as Input },
      login,
      ...arrival,
    ],
    proves: { ends: 'ok', refused: [{ call: 'refused-login', rule: 'providers' }] },
    claim,
    otherwise: 'The pool trusts a provider.',
  };
}

/** What the role would allow the first user of the first provider. */
function severityOfWaitingRole(pool: AuditedPool): Severity {
  const provider = someProvider(pool);
  const trusting = pool.in(withProvider(pool.world, pool.id, provider));
  const worst = orGap(() => {
    const way = trusting.try(trusting.signedIn(provider));
    return isEntered(way) ? worstOf(trusting.reach(way)) : [];
  });
  return !isGap(worst) && worst[0]?.capability === 'K5' ? 'high' : 'medium';
}
