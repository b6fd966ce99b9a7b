import { userPoolOfIssuer } from '../../engine/user-pool';
import { get, patch } from '../../world/world';
import { check, type Attempt, type Probe, type Subject } from '../check';
import { callsOf, peopled } from '../entrances';
import { allow, signedInRole, withOidc, withPolicy } from '../examples';
import { cast, issuerIn, oidcProvider, type LoginProvider } from '../people';
import type { AuditedPool } from '../pool';
import { givesAtLeast } from '../provider-worth';
import { cwe, references } from '../references';

interface TrustedIssuer extends Subject {
  readonly arn: string;
}

const two = withOidc('login.notes.example', ['notes-web', 'intranet']);

export const otherApplicationsAudience = check<TrustedIssuer>({
  code: 'PRV-11',
  name: 'other-applications-audience',
  title: 'Tokens for other applications open this pool',
  resource: 'AWS::IAM::OIDCProvider',
  severityRule: 'Medium; high when the role reads others’ data or does worse.',
  docs: {
    what: 'The OpenID Connect provider that the identity pool trusts vouches for more than one client ID. The check presents a token that was issued for each of the others.',
    why: 'The identity pool takes every audience on the provider’s list. Whoever may use one of those applications, or runs one, exchanges its ID tokens here for credentials of this one. A provider belongs to the account, not to the pool, so the list grows whenever somebody else adds an application.',
    falsePositives: 'A web page and a mobile app of the same application are often two clients, and then all is well. Whose the client IDs are cannot be seen from here: the finding is plausible and names them.',
    fix: 'Keep one application’s client IDs in a provider; an issuer with a path of its own for each application can have a provider each.',
  },
  references: [references.oidcProviders, cwe(346)],
  yieldsTo: ['PRV-12'],
  examples: {
    fails: [
      { title: 'the provider has a second client', world: two, severity: 'medium' },
      { title: 'and the role reads everybody’s photos', world: withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')], two), severity: 'high' },
    ],
    passes: [{ title: 'the provider has one client', world: withOidc('login.notes.example', ['notes-web']) }],
  },
  subjects: (pool) =>
    // A user pool’s own clients, trusted in this way, are the subject of PRV-15.
    (pool.pool.OpenIdConnectProviderARNs ?? []).flatMap((arn) => (userPoolOfIssuer(issuerIn(arn)) === undefined ? [{ arn, resource: { type: 'AWS::IAM::OIDCProvider', id: arn } as const }] : [])),
  probes({ arn }, pool): readonly Attempt[] {
    const provider = oidcProvider(arn, pool.world);
    if (provider === undefined) return [];
    const [own, ...others] = get(pool.world, 'AWS::IAM::OIDCProvider', arn)?.ClientIDList ?? [];
    return others.length === 0 ? [audienceProbe(provider, `not-${own}`, [], pool)] : others.map((audience) => audienceProbe(provider, audience, others, pool));
  },
  fix({ arn }, pool) {
    const [own] = get(pool.world, 'AWS::IAM::OIDCProvider', arn)?.ClientIDList ?? [];
    if (own === undefined) return undefined;
    return {
      summary: `Let the provider vouch for one application, such as ${own}.`,
      world: patch(pool.world, 'AWS::IAM::OIDCProvider', arn, { ClientIDList: [own] }),
      warning: 'Which client IDs are this application’s, only you know: keep those. Whatever else in the account trusts this provider loses the others too.',
    };
  },
});

function audienceProbe(provider: LoginProvider, audience: string, others: readonly string[], pool: AuditedPool): Probe {
  const entrance = { ...pool.signedIn(provider), provider: { ...provider, audience } };
  return {
    title: `A user of ${audience} at ${provider.name} asks for credentials`,
    prepare: (world) => peopled(world, entrance),
    people: { mallory: { ...cast.user, detail: `signed in to ${audience}` } },
    calls: callsOf(entrance),
    proves: { ends: 'ok' },
    claim: {
      severity: givesAtLeast(provider, pool, 'K3') ? 'high' : 'medium',
      confidence: 'plausible',
      actor: entrance.actor,
      message: `Users of ${others.join(', ')} at ${provider.name} get credentials of this pool with the tokens of their own application.`,
      unread: [`whose applications ${others.join(', ')} at ${provider.name} are`],
    },
  };
}
