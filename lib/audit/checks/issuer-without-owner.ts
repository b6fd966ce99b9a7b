import { configurationOf } from '../../engine/outside-provider';
import { userPoolOfIssuer } from '../../engine/user-pool';
import { get, put, type World } from '../../world/world';
import type { OpenIdConfiguration } from '../../world/resources';
import { check, type Attempt, type Probe, type Subject } from '../check';
import { callsOf, peopled } from '../entrances';
import { notesWorld, withOidc } from '../examples';
import { sharedIssuer } from '../issuers';
import { auditorAsks } from '../login-probes';
import { cast, issuerIn, oidcProvider } from '../people';
import { resetsPool } from '../pool-edits';
import { entrancesOf, withoutLogin } from '../provider-edits';
import { cwe, references } from '../references';

interface TrustedIssuer extends Subject {
  readonly arn: string;
}

const issuer = 'login.notes.example';

function answering(answer: Omit<OpenIdConfiguration, 'Url'>): World {
  return put(withOidc(issuer, ['notes']), 'Lifeguard::OpenIdConfiguration', configurationOf(issuer), { Url: configurationOf(issuer), ...answer });
}

export const issuerWithoutOwner = check<TrustedIssuer>({
  code: 'PRV-13',
  name: 'issuer-without-owner',
  title: 'Anybody may become an issuer that the pool trusts',
  resource: 'AWS::IAM::OIDCProvider',
  severityRule: 'Critical, and latent: somebody has to take the name first.',
  docs: {
    what: 'The identity pool trusts an OpenID Connect issuer whose host does not exist, or whose address points at a bucket or a site that nobody has taken. The check asks the issuer for its configuration, and has somebody who took the name sign a token.',
    why: 'AWS fetches the issuer’s keys from its address. Whoever registers the domain, or takes the bucket or site that it points at, publishes keys of their own and signs tokens for any user, with any claim.',
    falsePositives: 'A host that only a company’s own network knows does not exist from outside, where AWS could not reach it either. The question goes to the internet, and is asked only with --public-keys; until then nobody can tell, and this is unknown.',
    fix: 'Take the issuer from the identity pool and delete its provider, or get the name back.',
  },
  references: [references.oidcProviders, references.dnsTakeover, cwe(350), cwe(672)],
  examples: {
    fails: [
      { title: 'the host does not exist', world: answering({}), severity: 'critical' },
      { title: 'the address points at a bucket that nobody has', world: answering({ Status: 404, Unclaimed: 'S3 bucket' }), severity: 'critical' },
    ],
    passes: [
      { title: 'the issuer answers', world: answering({ Status: 200 }) },
      { title: 'the issuer answers with an error of its own', world: answering({ Status: 503 }) },
      { title: 'the pool trusts no such issuer', world: notesWorld },
    ],
  },
  subjects: ({ pool }) =>
    (pool.OpenIdConnectProviderARNs ?? []).flatMap((arn) => {
      const name = issuerIn(arn);
      const isKnown = userPoolOfIssuer(name) !== undefined || sharedIssuer(name) !== undefined;
      return isKnown ? [] : [{ arn, resource: { type: 'AWS::IAM::OIDCProvider', id: arn } as const }];
    }),
  probes({ arn }, pool): readonly Attempt[] {
    const provider = oidcProvider(arn, pool.world);
    if (provider === undefined) return [];
    const answer = get(pool.world, 'Lifeguard::OpenIdConfiguration', configurationOf(provider.name));
    const entrance = pool.signedIn(provider);
    const isHostGone = answer !== undefined && answer.Status === undefined;
    const what = answer?.Unclaimed === undefined ? 'there is no host of that name' : `it points at a${/^[AS]/.test(answer.Unclaimed) ? 'n' : ''} ${answer.Unclaimed} that nobody has`;
    const proves: Probe['proves'] = { ends: 'ok', ...(isHostGone ? { refused: [{ call: 'ask-issuer' }] } : { told: [{ call: 'ask-issuer', holds: ({ Unclaimed }) => Unclaimed !== undefined }] }) };
    return [
      {
        title: `The auditor asks ${provider.name} who is there; somebody takes the name, and signs a token`,
        prepare: (world) => peopled(world, entrance),
        people: { auditor: cast.operator, mallory: { ...cast.anyone, name: 'Mallory', detail: `took the name ${provider.name}` } },
        calls: [{ ...auditorAsks('ask-issuer', 'outside-provider:GetConfiguration', { Provider: provider.name }, { goesOn: true }), signedBy: 'unsigned' }, ...callsOf(entrance)],
        proves,
        otherwise: `${provider.name} answers.`,
        claim: { severity: 'critical', confidence: 'latent', actor: 'anonymous', message: `Whoever takes ${provider.name} can be any user of this pool: ${what}.` },
      },
    ];
  },
  fix({ arn }, pool) {
    const provider = oidcProvider(arn, pool.world);
    return provider && { summary: `Take ${provider.name} from the pool’s providers.`, world: withoutLogin(pool.world, pool.id, provider), warning: resetsPool, closes: entrancesOf(provider, pool) };
  },
});
