import { accountOf } from '../../engine/authorization';
import type { Call } from '../../engine/scenario';
import { get, put, type World } from '../../world/world';
import { check, type Attempt, type Probe, type Subject } from '../check';
import { notes, notesWorld, withOidc, withPool } from '../examples';
import { auditorAsks, loginProbe } from '../login-probes';
import { issuerIn, samlMetadata, type LoginProvider } from '../people';
import type { AuditedPool } from '../pool';
import { resetsPool } from '../pool-edits';
import { withoutLogin } from '../provider-edits';
import { cwe, references } from '../references';

interface ListedProvider extends Subject {
  readonly arn: string;
  readonly resource: { readonly type: 'AWS::IAM::OIDCProvider' | 'AWS::IAM::SAMLProvider'; readonly id: string };
}

const samlArn = `arn:aws:iam::${notes.account}:saml-provider/work`;
const withSaml = (arn: string): World => withPool({ SamlProviderARNs: [arn] });
const oidc = withOidc('login.notes.example', ['notes']);

export const danglingProviderArn = check<ListedProvider>({
  code: 'PRV-10',
  name: 'dangling-provider-arn',
  title: 'A trusted OpenID Connect or SAML provider does not exist',
  resource: 'AWS::IAM::OIDCProvider',
  severityRule: 'Medium: nobody can sign in with it, and whoever may create providers decides who can.',
  docs: {
    what: 'The identity pool lists the ARN of an OpenID Connect or SAML provider that IAM does not have in this account. The check asks IAM for the provider, and presents a login of it to the identity pool.',
    why: 'Users of that provider cannot sign in. The entry stays behind, and with it role mappings: a provider that somebody creates again under the same name is trusted at once, with whatever keys and metadata they give it.',
    falsePositives: 'A denied read of the provider says nothing, and is reported as unknown. A provider of another account cannot be asked for from here; such a finding is plausible.',
    fix: 'Take the ARN, and the role mappings that hang on it, from the identity pool; or create the provider anew.',
  },
  references: [references.oidcProviders, references.providers, cwe(672)],
  examples: {
    fails: [
      { title: 'the OpenID Connect provider is gone', world: put(oidc, 'AWS::IAM::OIDCProvider', `arn:aws:iam::${notes.account}:oidc-provider/login.notes.example`, undefined), severity: 'medium' },
      { title: 'the SAML provider is gone', world: withSaml(samlArn), severity: 'medium' },
      { title: 'the SAML provider is in another account', world: withSaml('arn:aws:iam::999988887777:saml-provider/work'), severity: 'medium' },
    ],
    passes: [
      { title: 'the OpenID Connect provider is there', world: oidc },
      { title: 'the SAML provider is there', world: put(withSaml(samlArn), 'AWS::IAM::SAMLProvider', samlArn, { Arn: samlArn }) },
      { title: 'the pool lists no such provider', world: notesWorld },
    ],
  },
  subjects: ({ pool }) => [
    ...(pool.OpenIdConnectProviderARNs ?? []).map((arn): ListedProvider => ({ arn, resource: { type: 'AWS::IAM::OIDCProvider', id: arn } })),
    ...(pool.SamlProviderARNs ?? []).map((arn): ListedProvider => ({ arn, resource: { type: 'AWS::IAM::SAMLProvider', id: arn } })),
  ],
  probes({ arn, resource: { type } }, pool): readonly Attempt[] {
    if (accountOf(arn) !== pool.world.account) return [elsewhere(arn, type, pool)];
    // Also says, by throwing, that nobody can tell.
    const isThere = get(pool.world, type, arn) !== undefined;
    return [
      loginProbe(pool, {
        title: `The auditor asks IAM for ${arn}; ${isThere ? 'a login of it is presented' : 'somebody makes one of that name, and its user is let in'}`,
        provider: listed(arn, pool),
        before: [asked(arn, type), ...(isThere ? [] : [madeAnew(arn, type)])],
        proves: { ends: 'ok', refused: [{ call: 'get-provider' }] },
        otherwise: `The provider ${arn} exists.`,
        claim: { severity: 'medium', confidence: 'proved', actor: 'signed-in', message: `The provider ${arn}, which the pool trusts, does not exist. Whoever makes one of that name decides who gets in.` },
      }),
    ];
  },
  fix({ arn }, pool) {
    const provider = listed(arn, pool);
    return { summary: `Take ${arn} from the pool’s providers.`, world: withoutLogin(pool.world, pool.id, provider), warning: resetsPool };
  },
});

type ProviderType = ListedProvider['resource']['type'];

/** IAM is asked for the provider. */
function asked(arn: string, type: ProviderType): Call {
  if (type === 'AWS::IAM::OIDCProvider') return auditorAsks('get-provider', 'iam:GetOpenIDConnectProvider', { OpenIDConnectProviderArn: arn }, { goesOn: true });
  return auditorAsks('get-provider', 'iam:GetSAMLProvider', { SAMLProviderArn: arn }, { goesOn: true });
}

/** Somebody who may create providers makes one of that name. */
function madeAnew(arn: string, type: ProviderType): Call {
  if (type === 'AWS::IAM::OIDCProvider') return auditorAsks('create-provider', 'iam:CreateOpenIDConnectProvider', { Url: `https://${issuerIn(arn)}`, ClientIDList: [someClient] });
  return auditorAsks('create-provider', 'iam:CreateSAMLProvider', { Name: arn.slice(arn.lastIndexOf('/') + 1), SAMLMetadataDocument: samlMetadata });
}

/** What IAM has in another account, nobody here can ask. If identity pools take it at all, that account decides who comes in. */
function elsewhere(arn: string, type: ProviderType, pool: AuditedPool): Probe {
  const provider = listed(arn, pool);
  return loginProbe(pool, {
    title: `A login of ${arn} is presented, as if it existed there`,
    provider,
    prepare: (world) => put(world, type, arn, type === 'AWS::IAM::SAMLProvider' ? { Arn: arn } : { Arn: arn, Url: issuerIn(arn), ClientIDList: [someClient] }),
    proves: { ends: 'ok' },
    claim: {
      severity: 'medium',
      confidence: 'plausible',
      actor: 'aws-principal',
      message: `The provider ${arn}, which the pool trusts, is of the account ${accountOf(arn)}: nobody can sign in with it, or whoever runs that account decides who can.`,
      unread: [`whether identity pools take the providers of another account, and whether ${arn} exists there`],
    },
  });
}

const someClient = 'someclient';

/** The provider as it is listed, whether or not it exists. @throws NotRead */
function listed(arn: string, { world }: AuditedPool): LoginProvider {
  if (arn.includes(':saml-provider/')) return { name: arn, kind: 'SAML', audience: '', mapping: arn };
  const known = accountOf(arn) === world.account ? get(world, 'AWS::IAM::OIDCProvider', arn) : undefined;
  return { name: issuerIn(arn), kind: 'OIDC', audience: known?.ClientIDList?.[0] ?? someClient, mapping: arn };
}
